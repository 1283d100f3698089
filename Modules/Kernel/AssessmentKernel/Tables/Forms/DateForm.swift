import AssessmentValues

/// A day, held as the days since 1970-01-01; prints as `2021-07-01`.
struct DateForm: ColumnForm {
    let contents = LocalText("日期", "date")

    func print(_ slot: Int64, _: [UInt8], to bytes: inout [UInt8]) {
        CivilDate(dayNumber: Int32(truncatingIfNeeded: slot)).append(to: &bytes)
    }

    func slot(of text: String, into _: inout RowBlock) -> Int64? { CivilDate(iso: text).map { Int64($0.dayNumber) } }
}
