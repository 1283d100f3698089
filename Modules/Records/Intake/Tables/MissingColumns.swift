import AssessmentKernel
import FileFormats
import Patterns

/// What a file without a header has instead of the missing columns.
struct MissingColumns {
    /// The message: what is missing, what was found, and what was probably meant.
    let reason: LocalText

    /// How many cells of the row are shown, and how much of each.
    private static let shown = (cells: 10, characters: 20)

    /// Compares a row with the columns of a table.
    ///
    /// - Parameters:
    ///   - missing: the places of the required columns that it lacks.
    ///   - cells: the cells of the row that comes nearest to a header.
    ///   - columns: for each cell the column that it names.
    ///   - tables: other tables, one of which the file may be.
    init(
        _ missing: [Int], of schema: TableSchema, among cells: [String], _ columns: [Int?], row: Int,
        tables: [TableSchema]
    ) {
        let filled = cells.filter { !Text($0).isBlank }
        if filled.isEmpty {
            reason = LocalText(
                "文件是空的，或前 \(HeaderSearch.lastRow) 行都是空行",
                "the file is empty, or its first \(HeaderSearch.lastRow) rows are blank")
            return
        }
        if let sole = filled.first, filled.count == 1,
            Set(missing).isSuperset(of: MissingColumns.held(by: sole, schema)),
            MissingColumns.held(by: sole, schema).count > 1
        {
            reason = LocalText(
                "第 \(row) 行的列名都在一格里：\(sole.prefix(60))。各列之间须用逗号、制表符或分号隔开",
                "row \(row) has all titles in one cell: \(sole.prefix(60)). Columns are set apart by commas, tabs or semicolons"
            )
            return
        }
        let titles = missing.map { schema.columns[$0].title }
        let there = filled.prefix(MissingColumns.shown.cells).map { String($0.prefix(MissingColumns.shown.characters)) }
        let more = filled.count > there.count
        var chinese = "缺少列\(titles.map { "“\($0.chinese)”" }.joined(separator: "、"))，"
        chinese += "第 \(row) 行是：\(there.joined(separator: "、"))\(more ? " 等 \(filled.count) 列" : "")"
        var english = "the \(titles.count == 1 ? "column" : "columns") \(titles.map(\.english).joined(separator: ", "))"
        english += " \(titles.count == 1 ? "is" : "are") missing; row \(row) has: \(there.joined(separator: ", "))"
        if more { english += " and \(filled.count - there.count) more" }
        if let other = MissingColumns.table(
            of: cells, besides: schema, among: tables.filter { $0.disclosure != .nothing })
        {
            chinese += "。看来是“\(other.chinese)”的表：可改文件名，或按它导入"
            english += ". It seems to be a table of \(other.english): rename it, or import it as one"
        } else {
            let unknown = zip(cells, columns).filter { $0.1 == nil }.map(\.0)
            let near = missing.compactMap { column -> (cell: String, title: LocalText)? in
                let title = schema.columns[column].title
                let near =
                    MissingColumns.nearest(to: title.chinese, among: unknown)
                    ?? unknown.first { $0.lowercased() == schema.columns[column].key }
                return near.map { ($0, title) }
            }
            if !near.isEmpty {
                chinese += "。是不是 " + near.map { "“\($0.cell)”应为“\($0.title.chinese)”" }.joined(separator: "、") + "？"
                english +=
                    ". Is " + near.map { "\($0.cell) the column \($0.title.english)" }.joined(separator: ", ") + "?"
            }
        }
        reason = LocalText(chinese, english)
    }

    /// The required columns whose titles a text holds.
    private static func held(by cell: String, _ schema: TableSchema) -> [Int] {
        schema.columns.indices.filter {
            schema.columns[$0].isRequired && cell.contains(schema.columns[$0].title.chinese)
        }
    }

    /// The title of the one other table all of whose required columns a row has.
    private static func table(
        of cells: [String], besides schema: TableSchema, among tables: [TableSchema]
    ) -> LocalText? {
        let titles = Set(cells.flatMap { HeaderText.readings($0.utf8) })
        let fitting = tables.filter { table in
            table.key != schema.key && HeaderNames(table).required.allSatisfy { !$0.isDisjoint(with: titles) }
        }
        guard fitting.count == 1, let other = fitting.first else { return nil }
        // A table with fewer columns fits what is left of this one; only a column of its own speaks for it.
        let known = Set(TableHeader.names(of: schema).keys)
        return HeaderNames(other).known.contains { titles.contains($0) && !known.contains($0) } ? other.title : nil
    }

    /// The header cell that a missing title was probably to be.
    private static func nearest(to title: String, among cells: [String]) -> String? {
        var titles: [Text: String] = [:]
        for cell in cells {
            guard let name = HeaderText.readings(cell.utf8).last else { continue }
            titles[name] = String(cell.prefix(shown.characters))
        }
        var nearest = NearestName(among: titles.keys.sorted(), as: .word)
        return nearest.name(to: HeaderText.plain(title.utf8)).flatMap { titles[$0] }
    }
}
