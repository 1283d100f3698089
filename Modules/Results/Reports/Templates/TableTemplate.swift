public import AssessmentKernel
import Intake
import WorkbookWriter

/// A table's template: a workbook with its header, two example rows, and validation for each column.
public enum TableTemplate {
    /// The file name of a table's template, by which an import recognises the table.
    public static func fileName(of table: TableSchema) -> String { table.title.chinese + ".xlsx" }

    /// Writes a table's template.
    ///
    /// - Throws: ``Problem`` when it cannot be written.
    public static func write(_ table: TableSchema, to path: String) throws(Problem) {
        // A fixed date: equal tables give equal templates.
        let file = try WorkbookFile(
            path, title: table.title.chinese, created: CivilDate(dayNumber: 0).advanced(by: 18_628), streamed: false)
        let sheet = try file.sheet(table.title.chinese)
        sheet.height(row: 0, 26)
        for (place, column) in table.columns.enumerated() {
            let form = TemplateForm.each[column.kind]
            let look = CellLook(hasBorder: false, number: form.number)
            let width = max(form.width, DisplayWidth.of(column.title.chinese) + 4)
            sheet.columns(place...place, width: Double(width), look)
            sheet.write(column.title.chinese, row: 0, column: place, column.isRequired ? .required : .optional)
            sheet.comment(table.comment(on: place), row: 0, column: place)
            if let check = form.check {
                sheet.check(
                    check, rows: 1...(SheetWriter.rowLimit - 1), column: place,
                    message: "“\(column.title.chinese)”：\(form.hint)")
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

    /// Examples for the codes that many tables have.
    fileprivate static let names: [String: [String]] = [
        "member": ["FM0001", "FM0002"], "name": ["张三", "李四"], "office": ["城东办事处", "城西办事处"],
        "village": ["东村", "西村"], "grid": ["第一网格", "第二网格"],
    ]
}

extension CellLook {
    /// The header of a required column.
    fileprivate static let required = CellLook(font: "黑体", background: 0xD6E4F0, alignment: .centre)
    /// The header of an optional column.
    fileprivate static let optional = CellLook(font: "黑体", background: 0xF2F2F2, alignment: .centre)

    /// An example's cell.
    fileprivate static func example(_ look: CellLook) -> CellLook {
        var look = look
        look.colour = 0x8C8C8C
        return look
    }
}

extension TableSchema {
    /// The comment on a column's header.
    fileprivate func comment(on place: Int) -> String {
        let column = columns[place]
        var lines = [(column.isRequired ? "必填。" : "可不填。") + TemplateForm.each[column.kind].hint]
        if naturalKey.contains(place) {
            lines.append(naturalKey.count == 1 ? "每行不得重复。" : "与其他标识列合在一起，每行不得重复。")
        }
        if attribution.contains(place) { lines.append("记录按此日期归入月份和季度。") }
        if place == 0 { lines.append("以“\(ExampleRow.mark)”开头的灰色行是示例，导入时跳过，可留可删。") }
        return lines.joined(separator: "\n")
    }

    /// The text of an example's cell; the second example leaves optional cells empty.
    fileprivate func example(_ place: Int, number: Int) -> String {
        let column = columns[place]
        if number == 1, !column.isRequired, place != 0 { return "" }
        let text = TableTemplate.names[column.key]?[number] ?? TemplateForm.each[column.kind].examples[number]
        return place == 0 ? ExampleRow.mark + text : text
    }
}
