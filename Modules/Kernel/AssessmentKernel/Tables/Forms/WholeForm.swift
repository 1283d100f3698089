import AssessmentValues

/// A whole number that is not negative.
struct WholeForm: ColumnForm {
    let contents = LocalText("整数", "whole number")

    func print(_ slot: Int64, _: [UInt8], to bytes: inout [UInt8]) {
        ExactDecimal.appendShortest(slot, places: 0, to: &bytes)
    }

    func slot(of text: String, into _: inout RowBlock) -> Int64? { ExactDecimal.units(text.utf8, places: 0) }
}
