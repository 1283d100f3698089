/// Where everything lies in a bundle.
enum BundlePath {
    static let rulebook = "data/rulebook.yaml"
    static let carried = "data/carried.csv"
    static let decisions = "data/core/decisions.csv"
    static let imports = "data/core/imports.csv"
    static func result(_ name: String) -> String { "data/results/" + name }
    static func report(_ name: String) -> String { "data/reports/" + name }
    static func core(_ table: String) -> String { "data/core/\(table).csv" }
    static func evidence(_ table: String) -> String { "data/evidence/\(table).csv" }
}
