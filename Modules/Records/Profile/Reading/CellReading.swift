import AssessmentKernel
import Cells
import Patterns

/// How the cells of one column of the table are read from the file's.
struct CellReading: Sendable {
    /// What a cell becomes.
    enum Result {
        /// It stays.
        case same
        case text([UInt8])
        case fault(CellFault)
    }

    /// The kind of the column.
    let kind: ColumnKind
    var extraction: Extraction?
    /// The words that are as an empty cell.
    var blanks = Words()
    var values = Words()
    /// What each of ``values`` means.
    var meanings: [String] = []
    var forms: [DateForm] = []
    var onlyDay = false
    var unit: NumberUnit?
    /// Words that are told from all others, by a fault; nothing else is read then.
    var isAmong: Words?

    init(_ kind: ColumnKind) { self.kind = kind }

    /// Whether all cells stay as they are.
    var isPlain: Bool {
        isAmong == nil && extraction == nil && blanks.isEmpty && values.isEmpty && forms.isEmpty && !onlyDay
            && unit == nil
    }

    /// Whether a blank cell means something.
    var namesBlank: Bool { values.namesBlank }

    /// What a cell becomes.
    ///
    /// - Parameter period: the days of the file, for dates without a year or a month.
    func read(_ cell: UnsafeBufferPointer<UInt8>, _ period: FilePeriod?) -> Result {
        let normalised = CellText.normalised(cell)
        return normalised.withUnsafeBufferPointer { text in
            if let isAmong { return isAmong.number(of: text) == nil ? .same : .fault(.missing) }
            var text = text
            var isChanged = false
            if let extraction, !text.isEmpty {
                guard let part = extraction.part(of: text) else { return .fault(.notExtracted) }
                let trimmed = CellText.trimmedASCII(part)
                (text, isChanged) = (trimmed, true)
            }
            if !blanks.isEmpty, blanks.number(of: text) != nil {
                (text, isChanged) = (UnsafeBufferPointer(start: nil, count: 0), true)
            }
            if let number = values.number(of: text) { return .text(Array(meanings[number].utf8)) }
            if text.isEmpty { return isChanged ? .text([]) : .same }
            if let read = date(text, period) { return read }
            if onlyDay {
                return .text(Array(CellReading.day(text)))
            }
            if let unit {
                guard let hundredths = unit.hundredths(text) else { return .fault(.unreadUnit) }
                return .text(Array(ExactDecimal.shortest(hundredths, places: 2).utf8))
            }
            return isChanged ? .text(Array(text)) : .same
        }
    }

    /// A date in one of the forms; nil when no form fits, so that the table's own forms are tried.
    private func date(_ text: UnsafeBufferPointer<UInt8>, _ period: FilePeriod?) -> Result? {
        var known: DateForm.Reading?
        for form in forms {
            guard let reading = form.read(text) else { continue }
            known = known ?? reading
            guard let day = FilePeriod.day(reading, period) else { continue }
            guard kind == .dateTime else {
                // A midnight at the end of the day stays on the day.
                return .text(Array(day.description.utf8))
            }
            guard let second = reading.secondOfDay else { continue }
            let moment = CivilDateTime(seconds: Int64(day.dayNumber) * 86_400 + Int64(second))
            return .text(Array(moment.description.utf8))
        }
        return known.map { .fault(.noSuchDay($0, period)) }
    }

    /// The day of a moment: the text before the first white space or `T`, or up to 日.
    static func day(_ cell: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        let trimmed = CellText.trimmedASCII(cell)
        for place in trimmed.indices {
            if CellText.isASCIISpace(trimmed[place]) || trimmed[place] == 0x54 && place >= 8 {
                return UnsafeBufferPointer(rebasing: trimmed[..<place])
            }
            if place + 2 < trimmed.count, trimmed[place] == 0xE6, trimmed[place + 1] == 0x97, trimmed[place + 2] == 0xA5
            {
                return UnsafeBufferPointer(rebasing: trimmed[...(place + 2)])
            }
        }
        return cell
    }
}

extension CellFault {
    static let notExtracted = CellFault(
        "profile-extract", "与对照文件 extract 所写的样式不合", "does not fit the pattern under extract in the profile")
    /// Why a day or moment in a known form is not valid.
    static func noSuchDay(_ reading: DateForm.Reading, _ period: FilePeriod?) -> CellFault {
        var plain = reading
        plain.weekday = nil
        let code = "profile-date"
        if let day = FilePeriod.day(plain, period) {
            if let weekday = reading.weekday, weekday != day.weekday {
                let names = ["一", "二", "三", "四", "五", "六", "日"]
                return CellFault(
                    code, "星期与日期不符：\(day) 是星期\(names[day.weekday - 1])，不是星期\(names[weekday - 1])",
                    "the day of the week is not that of \(day)")
            }
            return CellFault(code, "没有这个时间", "there is no such time")
        }
        guard reading.year == nil || reading.month == nil else {
            return CellFault(code, "没有这一天", "there is no such day")
        }
        return period == nil
            ? CellFault(code, "缺少年月，请在对照文件的 month 中写明", "year or month is missing; say it under month in the profile")
            : CellFault(
                code, "文件的月份中没有这一天，或有两天都可能", "the file's month has no such day, or two that it may be")
    }
    static let unreadUnit = CellFault(
        "profile-unit", "不是对照文件 units 所写的数（如 510、8小时30分）", "not a number as units in the profile says (510, 8小时30分)")
}
