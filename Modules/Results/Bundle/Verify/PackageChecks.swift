import AssessmentKernel
import CSV
import Foundation
import ZIP

/// Checks `data/datapackage.json` against the CSVs of the bag.
struct PackageChecks {
    private struct Package: Decodable {
        var resources: [Resource]
    }
    private struct Resource: Decodable {
        struct Field: Decodable { var name: String }
        struct Schema: Decodable { var fields: [Field] }
        var name: String
        var path: String
        var schema: Schema
    }

    /// The largest description that is read, in bytes.
    private static let longest = 1 << 20
    /// The limits of a header.
    private static let headerLimits = CSVReader.Limits(bytes: 1 << 17, cells: 4_096)

    static func run(_ archive: ZIPReader, _ bag: BagChecks, _ log: inout CheckLog) {
        let id = CheckID.packageResources
        log.look(id)
        guard let entry = bag.files[Tag.package] else {
            log.fail(id, "缺少 \(Tag.package)", "\(Tag.package) is missing")
            return
        }
        guard let bytes = try? archive.bytes(of: entry, limit: longest),
            let package = try? JSONDecoder().decode(Package.self, from: Data(bytes))
        else {
            log.fail(id, "\(Tag.package) 无法读取", "\(Tag.package) cannot be read")
            return
        }
        var described: Set<String> = []
        var names: Set<String> = []
        for resource in package.resources {
            let path = Tag.payload + resource.path
            if !names.insert(resource.name).inserted || !described.insert(path).inserted {
                log.fail(
                    id, "\(Tag.package) 重复说明 \(path.shown)", "\(Tag.package) describes \(path.shown) more than once")
                continue
            }
            guard PathFault(path) == nil, let entry = bag.files[path] else {
                log.fail(id, "缺少所说明的 \(path.shown)", "\(path.shown) is described and missing")
                continue
            }
            // An entry that cannot be unpacked is reported elsewhere.
            guard bag.digests[path] != nil else { continue }
            let fields = resource.schema.fields.map { Text($0.name) }
            if header(entry, archive) != fields {
                log.fail(id, "\(path) 的列与说明不符", "the columns of \(path) are not those described")
            }
        }
        for path in bag.payload where PayloadKind(path: path) == .csv && !described.contains(path) {
            log.fail(id, "\(Tag.package) 未说明 \(path)", "\(Tag.package) does not describe \(path)")
        }
    }

    /// The first record of a CSV; nil when it has none.
    private static func header(_ entry: ZIPReader.Entry, _ archive: ZIPReader) -> [Text]? {
        guard let file = try? archive.open(entry) else { return nil }
        var reader = CSVReader(delimiter: .comma, bufferSize: 1 << 14, limits: headerLimits) { room in
            try file.read(into: room)
        }
        guard (try? reader.next()) == true else { return nil }
        return reader.cells.map { Text(utf8: $0) }
    }
}
