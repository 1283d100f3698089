import AssessmentValues

/// Yes or no, held as 1 or 0; prints as `yes` or `no`, shown as 是 or 否.
struct YesNoForm: ColumnForm {
    let contents = LocalText("是/否", "yes/no")

    func print(_ slot: Int64, _: [UInt8], to bytes: inout [UInt8]) {
        bytes.append(contentsOf: (slot == 1 ? "yes" : "no").utf8)
    }

    func slot(of text: String, into _: inout RowBlock) -> Int64? { ["no": 0, "yes": 1, "否": 0, "是": 1][text] }

    func shown(_ text: String) -> LocalText { LocalText(text == "yes" ? "是" : "否", text) }
}
