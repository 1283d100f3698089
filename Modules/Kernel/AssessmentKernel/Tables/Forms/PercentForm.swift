import AssessmentValues

/// A percentage from 0 to 100, held in hundredths of a percent; prints without the `%` that people are shown.
struct PercentForm: ColumnForm {
    let contents = LocalText("百分数", "percentage")

    func print(_ slot: Int64, _: [UInt8], to bytes: inout [UInt8]) {
        ExactDecimal.appendShortest(slot, places: 2, to: &bytes)
    }

    func slot(of text: String, into _: inout RowBlock) -> Int64? {
        let digits = text.utf8.last == 0x25 ? text.utf8.dropLast() : text.utf8[...]
        return ExactDecimal.units(digits, places: 2).flatMap { $0 <= 100_00 ? $0 : nil }
    }

    func shown(_ text: String) -> LocalText { LocalText(text + "%", text + "%") }
}
