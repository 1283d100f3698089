/// An error, classified by what the caller can do about it.
///
/// Every error that reaches a person is one of these: it says what is wrong, where, and what to do next, in both
/// languages. Modules throw it; only the command line turns it into an exit code.
public struct Problem: Error, Hashable, Sendable {
    /// What the caller can do.
    public enum Kind: Hashable, Sendable {
        /// Call again with other arguments.
        case usage
        /// Correct the data, the rulebook or the workspace that was read.
        case badInput
        /// Name an existing file.
        case notFound
        /// Free disk space, or grant write permission.
        case cannotWrite
        /// Try again; the disk or the system failed.
        case inputOutput
        /// Resolve what failed first: a blocker or a check.
        case checkFailed
        /// Report it: a defect of kaohe or of an item's module.
        case fault
    }

    /// Where it went wrong; unknown parts are nil.
    public struct Place: Hashable, Sendable {
        /// The file, as the caller named it.
        public var file: String?
        /// The row or line, counted from 1.
        public var row: Int?
        /// The column or key.
        public var key: String?
        /// What the person said or chose, such as ``Deed/asOf``.
        public var choice: Deed?

        /// Makes a place.
        public init(file: String? = nil, row: Int? = nil, key: String? = nil, choice: Deed? = nil) {
            self.file = file
            self.row = row
            self.key = key
            self.choice = choice
        }
    }

    /// What the caller can do.
    public let kind: Kind
    /// What is wrong, in one sentence without a final stop.
    public let what: LocalText
    /// Where.
    public var place: Place
    /// What to do next, in one sentence without a final stop; nil when `what` says it.
    public let next: Advice?

    /// Makes a problem whose advice names deeds.
    public init(_ kind: Kind, _ what: LocalText, at place: Place = Place(), next: Advice?) {
        self.kind = kind
        self.what = what
        self.place = place
        self.next = next
    }

    /// Makes a problem whose advice, if any, is words alone.
    public init(_ kind: Kind, _ what: LocalText, at place: Place = Place(), next: LocalText? = nil) {
        self.init(kind, what, at: place, next: next.map { Advice($0) })
    }

    /// The problem of a full disk, with the same words everywhere.
    public static func diskFull(at place: Place = Place()) -> Problem {
        Problem(
            .cannotWrite, LocalText("磁盘已满，未作任何更改", "the disk is full; nothing was changed"), at: place,
            next: LocalText("清理磁盘后重试", "make room and run the command again"))
    }
}

extension Problem {
    /// The place and the difference as one sentence of a report.
    package var sentence: LocalText {
        let place = [place.file, place.row.map { "row \($0)" }, place.key].compactMap(\.self).joined(separator: ", ")
        let chinesePlace = [self.place.file, self.place.row.map { "第 \($0) 行" }, self.place.key]
            .compactMap(\.self).joined(separator: "，")
        return LocalText(
            chinesePlace.isEmpty ? what.chinese : "\(chinesePlace)：\(what.chinese)",
            place.isEmpty ? what.english : "\(place): \(what.english)")
    }
}
