import AssessmentValues

/// A number that is not negative, held in hundredths; prints with the fewest decimals.
struct NumberForm: ColumnForm {
    let contents = LocalText("数", "number")

    func print(_ slot: Int64, _: [UInt8], to bytes: inout [UInt8]) {
        ExactDecimal.appendShortest(slot, places: 2, to: &bytes)
    }

    func slot(of text: String, into _: inout RowBlock) -> Int64? { ExactDecimal.units(text.utf8, places: 2) }
}
