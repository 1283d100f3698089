import AssessmentKernel
import FileFormats
import Patterns

/// The value that all rows of a file have in a column.
enum Constant: Sendable {
    /// As it is written in the profile.
    case written(String)
    /// Taken from a name or a title.
    case taken(FilePlace, Extraction, pattern: String)
}

/// Where something is said of a whole file.
enum FilePlace: String, Sendable, CaseIterable {
    case title, sheet, file

    /// The name in messages.
    var shown: LocalText {
        switch self {
        case .title: LocalText("表头上面的标题行", "the rows above the header")
        case .sheet: LocalText("工作表名", "the sheet's name")
        case .file: LocalText("文件名", "the file's name")
        }
    }
}

/// Where the month of a file comes from.
enum MonthSource: Sendable {
    case fixed(FilePeriod)
    case found([FilePlace])
}

/// What is said of one file as a whole.
struct FileTexts {
    let header: FileHeader
    let file: String
    let sheet: String?

    func texts(_ place: FilePlace) -> [String] {
        switch place {
        case .title: return header.above
        case .sheet: return [sheet].compactMap(\.self)
        case .file:
            let name = file.split(separator: "/").last.map(String.init) ?? file
            guard let dot = name.utf8.lastIndex(of: 0x2E), dot != name.startIndex else { return [name] }
            return [String(name[..<dot])]
        }
    }

    /// The days that the file is about; nil when the profile names no month.
    func period(_ source: MonthSource?) throws(RecordFault) -> FilePeriod? {
        switch source {
        case nil: return nil
        case .fixed(let period): return period
        case .found(let places):
            for place in places {
                // A year that a title lacks may stand in another place.
                let texts = [place] + places.filter { $0 != place }
                if let period = PeriodFinder.period(in: texts.flatMap { self.texts($0) }) { return period }
            }
            let chinese = places.map(\.shown.chinese).joined(separator: "、")
            let english = places.map(\.shown.english).joined(separator: ", ")
            throw .refused(
                Refusal(
                    row: header.row, code: "profile-month",
                    reason: LocalText("\(chinese)中看不出是哪一年哪个月", "no year and month in \(english)"),
                    next: LocalText(
                        "在对照文件中写明，如 month: 2021-07", "say it in the profile, as in month: 2021-07")))
        }
    }

    /// The value of a constant.
    func value(_ constant: Constant, _ column: ColumnSchema) throws(RecordFault) -> [UInt8] {
        switch constant {
        case .written(let text): return Array(text.utf8)
        case .taken(let place, let extraction, let pattern):
            for text in texts(place) {
                let plain = CellText.normalised(text)
                let part = plain.withUnsafeBufferPointer { extraction.part(of: $0).map { CellText.normalised($0) } }
                if let part { return part }
            }
            throw .refused(
                Refusal(
                    row: header.row, code: "profile-constant",
                    reason: LocalText(
                        "\(place.shown.chinese)中没有“\(column.title.chinese)”（应如 \(pattern)）",
                        "\(place.shown.english) has no \(column.title.english) (such as \(pattern))"),
                    next: LocalText("核对对照文件的 constants", "check constants in the profile")))
        }
    }
}
