/// The paths inside a bundle.
package enum BundlePath {
    package static let rulebook = "data/rulebook.yaml"
    package static let carried = "data/carried.csv"
    package static let decisions = "data/core/decisions.csv"
    package static let journal = "data/core/journal.csv"
    package static let imports = "data/core/imports.csv"
    static let package = "data/datapackage.json"
    /// The files of `data/core/` whose rows are not records.
    static let withoutOrigins: Set<String> = [decisions, imports, core("journal")]
    /// The files of `data/core/`.
    static let core =
        ["member", "calendar", "leave", "equipment", "removal"].map { core($0) } + withoutOrigins.sorted()

    /// Whether a report has this name: the workbook, a page with its continuations, the slips.
    static func isReport(_ name: String) -> Bool {
        guard let ending = [".xlsx", ".html"].first(where: { name.hasSuffix($0) }) else { return false }
        let stem = name.dropLast(ending.count).utf8
        return !stem.isEmpty
            && stem.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
    }

    package static func result(_ name: String) -> String { "data/results/" + name }
    package static func report(_ name: String) -> String { "data/reports/" + name }
    package static func core(_ table: String) -> String { "data/core/\(table).csv" }
    package static func evidence(_ table: String) -> String { "data/evidence/\(table).csv" }
}
