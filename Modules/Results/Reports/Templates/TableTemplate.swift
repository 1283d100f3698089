public import AssessmentKernel
import WorkbookWriter

/// A table's template: a workbook with its header, two example rows, and what may stand in each column.
public enum TableTemplate {
    /// The name of a table's template, which an import knows the table by.
    public static func fileName(of table: TableSchema) -> String { table.title.chinese + ".xlsx" }

    /// Writes a table's template.
    ///
    /// - Throws: ``Problem`` when it cannot be written.
    public static func write(_ table: TableSchema, to path: String) throws(Problem) {
        // No clock: equal tables give equal templates.
        let file = try WorkbookFile(
            path, title: table.title.chinese, created: CivilDate(dayNumber: 0).advanced(by: 18_628), streamed: false)
        let sheet = try file.sheet(table.title.chinese)
        sheet.height(row: 0, 26)
        for (place, column) in table.columns.enumerated() {
            let look = column.look
            let width = max(12, DisplayWidth.of(column.title.chinese) + 4, column.kind == .text ? 28 : 0)
            sheet.columns(place...place, width: Double(width), look)
            sheet.write(column.title.chinese, row: 0, column: place, column.isRequired ? .required : .optional)
            sheet.comment(table.comment(on: place), row: 0, column: place)
            if let check = column.check {
                sheet.check(
                    check, rows: 1...(SheetWriter.rowLimit - 1), column: place,
                    message: "“\(column.title.chinese)”：\(column.form)")
            }
            for number in 0..<2 {
                let text = table.example(place, number: number)
                if !text.isEmpty { sheet.write(text, row: 1 + number, column: place, .example(look)) }
            }
        }
        sheet.freeze(rows: 1)
        sheet.print(isLandscape: true, headerRows: 0...0, foot: table.title.chinese)
        try file.close()
    }
}

extension CellLook {
    /// The header of a column that must have a value.
    fileprivate static let required = CellLook(font: "黑体", background: 0xD6E4F0, alignment: .centre)
    /// The header of a column that may be left empty.
    fileprivate static let optional = CellLook(font: "黑体", background: 0xF2F2F2, alignment: .centre)

    /// An example's cell.
    fileprivate static func example(_ look: CellLook) -> CellLook {
        var look = look
        look.colour = 0x8C8C8C
        return look
    }
}

extension TableSchema {
    /// What is said of a column at its header.
    fileprivate func comment(on place: Int) -> String {
        let column = columns[place]
        var lines = [column.isRequired ? "必填。" + column.form : "可不填。" + column.form]
        if naturalKey.contains(place) {
            lines.append(naturalKey.count == 1 ? "每行不得重复。" : "与其他标识列合在一起，每行不得重复。")
        }
        if attribution.contains(place) { lines.append("记录按此日期归入月份和季度。") }
        if place == 0 { lines.append("以“\(ExampleRow.mark)”开头的灰色行是示例，导入时跳过，可留可删。") }
        return lines.joined(separator: "\n")
    }

    /// The text of an example's cell; the second example leaves out what may be left out.
    fileprivate func example(_ place: Int, number: Int) -> String {
        let column = columns[place]
        if number == 1, !column.isRequired, place != 0 { return "" }
        let text = column.exampleText(number)
        return place == 0 ? ExampleRow.mark + text : text
    }
}

extension ColumnSchema {
    fileprivate var look: CellLook {
        switch kind {
        case .code, .text: CellLook(hasBorder: false, number: .text)
        case .date: CellLook(hasBorder: false, number: .date)
        case .dateTime: CellLook(hasBorder: false, number: .dateTime)
        default: CellLook(hasBorder: false)
        }
    }

    /// What may be typed into the column; nil for texts.
    fileprivate var check: SheetWriter.Check? {
        switch kind {
        case .code, .text: nil
        case .date: .day
        case .dateTime: .moment
        case .number: .decimal(0...1_000_000_000)
        case .percent: .decimal(0...100)
        case .whole: .whole(0...1_000_000_000)
        case .yesNo: .oneOf(["是", "否"])
        case .choice(let options): .oneOf(options.map(\.title.chinese))
        }
    }

    /// The form of the values in words.
    fileprivate var form: String {
        switch kind {
        case .code: "文字或编号，前面的 0 保留。"
        case .text: "文字，任意填写。"
        case .date: "日期，如 2021-07-01。"
        case .dateTime: "日期和时间，如 2021-07-01 08:30。"
        case .number: "数字，不为负，最多两位小数。"
        case .percent: "0 到 100 的百分数，最多两位小数。"
        case .whole: "整数，不为负。"
        case .yesNo: "填“是”或“否”。"
        case .choice(let options): "从下列选一：" + options.map(\.title.chinese).joined(separator: "、") + "。"
        }
    }

    /// A value that would be taken.
    fileprivate func exampleText(_ number: Int) -> String {
        switch kind {
        case .code: ColumnSchema.names[key]?[number] ?? "\(number + 1)".padded(to: 4)
        case .text: "文字"
        case .date: "2021-07-0\(number + 1)"
        case .dateTime: "2021-07-0\(number + 1) 08:30"
        case .number: "8.5"
        case .percent: "90"
        case .whole: "\(number + 1)"
        case .yesNo: number == 0 ? "是" : "否"
        case .choice(let options): options[min(number, options.count - 1)].title.chinese
        }
    }

    /// Examples for the columns that many tables have.
    private static let names: [String: [String]] = [
        "member": ["FM0001", "FM0002"], "name": ["张三", "李四"], "office": ["城东办事处", "城西办事处"],
        "village": ["东村", "西村"], "grid": ["第一网格", "第二网格"],
    ]
}

extension String {
    /// The text with noughts in front.
    fileprivate func padded(to count: Int) -> String {
        String(repeating: "0", count: Swift.max(0, count - utf8.count)) + self
    }
}
