import AssessmentKernel
import WorkbookWriter

/// How a template presents one kind of column.
struct TemplateForm: Sendable {
    /// The number format of the cells.
    let number: CellLook.Number
    /// The minimum width, in half-width characters.
    let width: Int
    /// The format of the values in words.
    let hint: String
    /// The allowed input; nil for texts.
    let check: SheetWriter.Check?
    /// The values of the two example rows; both are valid.
    let examples: [String]

    private init(
        _ hint: String, number: CellLook.Number = .general, width: Int = 12, check: SheetWriter.Check? = nil,
        examples: [String]
    ) {
        self.number = number
        self.width = width
        self.hint = hint
        self.check = check
        self.examples = examples
    }

    /// The form of every kind.
    static let each = EachForm<TemplateForm>(
        code: TemplateForm("文字或编号，前面的 0 保留。", number: .text, examples: ["0001", "0002"]),
        text: TemplateForm("文字，任意填写。", number: .text, width: 28, examples: ["文字", "文字"]),
        date: TemplateForm(
            "日期，如 2021-07-01。", number: .date, check: .day, examples: ["2021-07-01", "2021-07-02"]),
        dateTime: TemplateForm(
            "日期和时间，如 2021-07-01 08:30。", number: .dateTime, check: .moment,
            examples: ["2021-07-01 08:30", "2021-07-02 08:30"]),
        number: TemplateForm("数字，不为负，最多两位小数。", check: .decimal(0...1_000_000_000), examples: ["8.5", "8.5"]),
        percent: TemplateForm("0 到 100 的百分数，最多两位小数。", check: .decimal(0...100), examples: ["90", "90"]),
        whole: TemplateForm("整数，不为负。", check: .whole(0...1_000_000_000), examples: ["1", "2"]),
        yesNo: TemplateForm("填“是”或“否”。", check: .oneOf(["是", "否"]), examples: ["是", "否"]),
        choice: { options in
            let titles = options.map(\.title.chinese)
            return TemplateForm(
                "从下列选一：" + titles.joined(separator: "、") + "。", check: .oneOf(titles),
                examples: [titles.first ?? "", titles.prefix(2).last ?? ""])
        })
}
