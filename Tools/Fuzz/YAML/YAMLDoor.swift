import AssessmentKernel
import ItemCatalog
import Profile
import Rulebook
import TownshipTables

private let tables = CoreTables.all + ItemCatalog.items.flatMap { $0.tables }

/// A rulebook and a profile.
func door(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    _ = try? Rulebook(yaml: bytes, file: "a.yaml", installed: ItemCatalog.items)
    _ = try? Profile(yaml: bytes, file: "a.yaml", tables: tables)
    return 0
}
