import AssessmentValues

/// A moment, held as the civil seconds since 1970-01-01; prints as `2021-07-01 08:30:00`.
struct DateTimeForm: ColumnForm {
    let contents = LocalText("日期时间", "date-time")

    func print(_ slot: Int64, _: [UInt8], to bytes: inout [UInt8]) { CivilDateTime(seconds: slot).append(to: &bytes) }

    func slot(of text: String, into _: inout RowBlock) -> Int64? { CivilDateTime(iso: text)?.seconds }
}
