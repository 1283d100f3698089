package import AssessmentKernel
import FileFormats

/// Sheets that are a table but for one title.
package enum NearHeader {
    /// The title of the one required column that a row lacks which has all others of a table; nil where there is no such row.
    ///
    /// A table of fewer than three required columns, and the header of another table, are near to nothing.
    ///
    /// - Parameters:
    ///   - rows: the first rows with their numbers.
    ///   - tables: all tables.
    package static func lacking(
        in rows: [(row: Int, cells: [String])], of schema: TableSchema, among tables: [TableSchema]
    ) -> LocalText? {
        let names = HeaderNames(schema)
        guard names.required.count >= 3 else { return nil }
        let others = tables.filter { $0.key != schema.key }.map { HeaderNames($0) }
        for row in rows.prefix(while: { $0.row <= HeaderSearch.lastRow }) {
            let titles = Set(row.cells.flatMap { HeaderText.readings($0.utf8) })
            let lacking = names.required.indices.filter { names.required[$0].isDisjoint(with: titles) }
            // Only a column of its own speaks for another table: many have what is left of this one.
            let isOther = others.contains { other in
                other.required.allSatisfy { !$0.isDisjoint(with: titles) }
                    && !other.known.subtracting(names.known).isDisjoint(with: titles)
            }
            guard lacking.count == 1, !isOther else { continue }
            return schema.columns.filter(\.isRequired)[lacking[0]].title
        }
        return nil
    }
}
