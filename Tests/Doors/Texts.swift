import AssessmentKernel
import CSV
import ItemCatalog
import Profile
import Rulebook
import TownshipTables

private let tables = CoreTables.all + ItemCatalog.items.flatMap { $0.tables }

extension Door {
    /// The first byte chooses delimiter and buffer; the rest is the file.
    func readCSV(_ bytes: [UInt8]) {
        var rest = bytes[...]
        guard let choice = rest.popFirst() else { return }
        let delimiters: [CSVReader.Delimiter] = [.comma, .tab, .semicolon]
        do {
            var reader = CSVReader(
                delimiter: delimiters[Int(choice) % delimiters.count], bufferSize: 16 << (choice / 32),
                limits: CSVReader.Limits(bytes: 1 << 12, cells: 64)
            ) { room in
                let part = rest.prefix(room.count)
                room.copyBytes(from: part)
                rest = rest.dropFirst(part.count)
                return part.count
            }
            while try reader.next() {
                for cell in reader.cells { _ = cell.count }
            }
        } catch {}
    }

    func readYAML(_ bytes: [UInt8]) {
        _ = try? Rulebook(yaml: bytes, file: "a.yaml", installed: ItemCatalog.items)
        _ = try? Profile(yaml: bytes, file: "a.yaml", tables: tables)
    }
}
