public import AssessmentKernel
import Patterns

extension CellFault {
    /// The message for a cell of a column: the column's title, and its choices when it has a list of them.
    ///
    /// - Parameter value: the cell's text, from which it is told what was probably meant.
    public func reason(in column: ColumnSchema, value: String = "") -> LocalText {
        if let remark {
            let base = wording(in: column, "")
            return LocalText("\(base.chinese)；\(remark.chinese)", "\(base.english); \(remark.english)")
        }
        return wording(in: column, value)
    }

    private func wording(in column: ColumnSchema, _ value: String) -> LocalText {
        switch code {
        // A fault that was worded where it arose, such as in the column of a day, says more than its code.
        case CellFault.missing.code where reason != CellFault.missing.reason: return reason
        case CellFault.choice.code where reason != CellFault.choice.reason: return reason
        case CellFault.missing.code:
            return LocalText("“\(column.title.chinese)”未填写", "\(column.title.english) is not filled in")
        case CellFault.choice.code:
            let near = nearest(to: value, among: column.kind.options ?? [])
            let words = column.kind.form.contents
            return LocalText(
                "只能填：" + words.chinese.replacing("/", with: "、") + (near.map { "；是不是“\($0.chinese)”？" } ?? ""),
                "must be one of: " + words.english.replacing("/", with: ", ")
                    + (near.map { "; did you mean \($0.english)?" } ?? ""))
        case CellFault.date.code, CellFault.dateTime.code:
            let text = String(decoding: CellText.normalised(value), as: UTF8.self)
            let hint = DateHint.of(text, isMoment: code == CellFault.dateTime.code)
            return reason(with: hint)
        case CellFault.number.code, CellFault.percent.code, CellFault.whole.code:
            let text = String(decoding: CellText.normalised(value), as: UTF8.self)
            return reason(
                with: NumberHint.of(
                    text, places: code == CellFault.whole.code ? 0 : 2, isRequired: column.isRequired))
        default: return reason
        }
    }

    private func reason(with hint: LocalText?) -> LocalText {
        hint.map { LocalText("\(reason.chinese)：\($0.chinese)", "\(reason.english): \($0.english)") } ?? reason
    }

    /// The choice that a text was probably to be, as its key or its title.
    private func nearest(to value: String, among options: [ChoiceOption]) -> LocalText? {
        let wanted = Text(utf8: CellText.normalised(value))
        if wanted.utf8.isEmpty { return nil }
        var titles = NearestName(among: options.map { Text($0.title.chinese) }, as: .word)
        if let title = titles.name(to: wanted) {
            return options.first { Text($0.title.chinese) == title }.map { LocalText(title.string, $0.key) }
        }
        var keys = NearestName(among: options.map { Text($0.key) }, as: .word)
        return keys.name(to: wanted).map { LocalText($0.string, $0.string) }
    }
}
