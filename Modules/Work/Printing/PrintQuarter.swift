public import AssessmentKernel
import Closing
import Closings
import Disk
public import Ledger
import PaperWriter
public import Papers
public import Workspace

/// How papers are printed.
public struct PrintOptions: Sendable {
    /// The papers; empty for all.
    public var papers: [PaperKind] = []
    /// The day that they bear; nil for blanks to be filled in by hand.
    public var date: CivilDate?
    /// Whether names on the posting are masked.
    public var isMasked = false
    /// Whether the pay sheet shows identity and account.
    public var withAccounts = false
    /// Whether each member's slip is a file of its own, besides the file of all.
    public var singly = false
    /// Whether each member's slip is a picture for a phone.
    public var pictures = false
    /// The language of the papers.
    public var language = Language.chinese

    /// Prints all papers, with blanks for the date.
    public init() {}
}

/// What was printed.
public struct PrintOutcome: Sendable {
    /// The closing's name.
    public let name: String
    /// The folder.
    public let folder: String
    /// The files by their names in the folder, in the order of making; the single slips are one entry, their folder.
    public let files: [String]
    /// Papers that were not made, and why.
    public let leftOut: [(paper: PaperKind, why: LocalText)]
    /// The letters that were used: titles, heads, text.
    public let families: [String]
    /// Characters for which this machine has no letters.
    public let missing: [Unicode.Scalar]
    /// What is not set and therefore blank on the papers.
    public let blanks: [SettingKey]
}

extension Workspace {
    /// Makes the papers of a closed quarter, from what its latest closing sealed.
    ///
    /// The ledger does not change. A file gets its name once it is complete.
    ///
    /// - Parameters:
    ///   - folder: where the papers go; nil for `papers/` in the workspace, where older ones are replaced.
    ///   - progress: called from time to time with the slips done and the total.
    /// - Throws: ``Problem`` when the quarter is not closed, a named folder has one of the files already, the machine has
    ///   no Chinese letters, or a file cannot be written.
    public func print(
        _ quarter: Quarter, _ options: PrintOptions, to folder: String?, progress: (Int, Int) -> Void = { _, _ in }
    ) throws -> PrintOutcome {
        let ledger = try openLedger(toRead: true)
        guard let head = try ledger.closings().first(where: { $0.quarter == quarter }) else {
            throw Problem(
                .usage, LocalText("\(quarter) 尚未结算，没有可打印的结果", "\(quarter) is not closed: there is nothing to print"),
                next: Advice(
                    "先\(by: .close(quarter))结算；季度进行中只有履职提醒单",
                    "close it \(by: .close(quarter)) first; while it runs there are only the reminders"))
        }
        let kinds = PaperKind.ofQuarter.filter { options.papers.isEmpty || options.papers.contains($0) }
        let reading = try QuarterReading(self, ledger, head)
        let wantsAccounts = kinds.contains(.bank) || options.withAccounts && kinds.contains(.payroll)
        let about = try reading.quarter(withAccounts: wantsAccounts)
        let values = try ledger.settings()
        let settings = PaperSettings(values, date: options.date, reading.calendar)
        let faces = try Typefaces()
        var printing = PaperPrinting(
            maker: try PaperMaker(about, settings, options.language, faces), options: options,
            receipt: try ledger.receipt(for: head.name),
            folder: try PaperFolder(folder ?? self.folder + "/papers", replaces: folder == nil))
        for kind in kinds { try printing.make(kind, about, reading, progress) }
        return try printing.publish(head.name, faces, values)
    }
}

extension PaperPrinting<PaperMaker> {
    fileprivate mutating func make(
        _ kind: PaperKind, _ about: PaperQuarter, _ reading: QuarterReading, _ progress: (Int, Int) -> Void
    ) throws {
        let name = kind.fileName(of: about.quarter, in: options.language)
        switch kind {
        case .slips:
            let members = about.members
            try folder.handOut(maker, options, as: name, of: about.quarter, members.map(\.member), progress) {
                (members[$0], try reading.deductions(of: members[$0].member.code))
            }
        case .bank:
            let paid = about.paid
            let known = paid.filter { !($0.account?.number ?? "").isEmpty }
            if known.isEmpty {
                leftOut.append(
                    (
                        kind,
                        paid.isEmpty
                            ? LocalText("本季没有应发的金额", "nothing is due this quarter")
                            : LocalText("“账户”表中没有这些人的账号", "the table account has no account of theirs")
                    ))
                return
            }
            if known.count < paid.count {
                let names = paid.filter { ($0.account?.number ?? "").isEmpty }.prefix(5).map { $0.member.name.string }
                leftOut.append(
                    (
                        kind,
                        LocalText(
                            "缺 \(paid.count - known.count) 人的账号：\(names.joined(separator: "、"))等，清单中留空",
                            "members without an account: \(paid.count - known.count) (\(names.joined(separator: ", "))): left blank"
                        )
                    ))
            }
            try maker.writeBankList(to: try folder.file(name + ".xlsx"))
        default: try write(kind, as: name)
        }
    }
}

extension SettingKey {
    /// What is not set and therefore blank on the papers.
    static func blank(_ values: [SettingKey: String]) -> [SettingKey] {
        allCases.filter { values[$0] == nil && ($0 == .telephone || $0 == .place) }
    }
}

extension PaperSettings {
    /// What is set, with the last days counted in workdays.
    init(_ values: [SettingKey: String], date: CivilDate?, _ calendar: WorkCalendar) {
        self.init(values)
        self.date = date
        lastDays = date.map { (calendar.last(of: postingDays, from: $0), calendar.last(of: appealDays, from: $0)) }
    }

    /// What is set, without a date.
    init(_ values: [SettingKey: String]) {
        self.init()
        issuer = values[.issuer] ?? ""
        telephone = values[.telephone] ?? ""
        place = values[.place] ?? ""
        postingDays = values[.postingDays].flatMap { Int($0) } ?? postingDays
        appealDays = values[.appealDays].flatMap { Int($0) } ?? appealDays
        preparer = values[.preparer] ?? ""
        reviewer = values[.reviewer] ?? ""
        accountant = values[.accountant] ?? ""
        leader = values[.leader] ?? ""
    }
}

extension WorkCalendar {
    /// The last of some workdays, the first being the first workday on or after a day.
    fileprivate func last(of count: Int, from first: CivilDate) -> CivilDate {
        var (day, left) = (first, count)
        // A calendar without any workday in two years is none: then plain days are counted.
        for _ in 0..<800 {
            if isWorkday(day) { left -= 1 }
            if left <= 0 { return day }
            day = day.advanced(by: 1)
        }
        return first.advanced(by: count)
    }
}
