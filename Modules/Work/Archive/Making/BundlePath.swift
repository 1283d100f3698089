/// The paths inside a bundle.
package enum BundlePath {
    package static let rulebook = "data/rulebook.yaml"
    package static let carried = "data/carried.csv"
    package static let decisions = "data/core/decisions.csv"
    package static let journal = "data/core/journal.csv"
    package static let imports = "data/core/imports.csv"
    package static func result(_ name: String) -> String { "data/results/" + name }
    package static func report(_ name: String) -> String { "data/reports/" + name }
    package static func core(_ table: String) -> String { "data/core/\(table).csv" }
    package static func evidence(_ table: String) -> String { "data/evidence/\(table).csv" }
}
