import AssessmentKernel
package import Bundle
import Closing
package import ResultTables
package import Rulebook

/// Describes the files of a bundle's data package that are not records: results, decisions, carried values, imports.
package enum ResultResources {
    /// Describes the file of a result table; nil for a table that has none.
    package static func of(_ table: ResultSchema, _ rulebook: Rulebook) -> DataResource? {
        guard let file = table.file else { return nil }
        return resource(
            table, "result-" + file.dropLast(".csv".count).replacing("_", with: "-"), BundlePath.result(file),
            table.fileColumns.map { DataField($0, rulebook, isTitled: $0.kind.isTitledInPackage) })
    }

    /// Describes a table that only bundles have, with its columns titled for people.
    static func own(_ table: ResultSchema, _ path: String, _ rulebook: Rulebook) -> DataResource {
        resource(
            table, (table.file ?? "").replacing(".csv", with: ""), path,
            table.fileColumns.map { DataField($0, rulebook, isTitled: true) })
    }

    private static func resource(
        _ table: ResultSchema, _ name: String, _ path: String, _ fields: [DataField]
    ) -> DataResource {
        let references = table.fileColumns.filter(\.kind.isMember).map { column in
            DataResource.Reference([column.key], DataResource.Name.member, [DataResource.Name.member])
        }
        return DataResource(
            name, path: path, title: table.title.chinese, fields: fields, primaryKey: table.fileKey,
            references: references)
    }

    package static let imports = DataResource(
        DataResource.Name.imports, path: BundlePath.imports, title: "导入文件",
        fields: [
            DataField("import", "编号", .whole, minimum: 1), DataField("file", "文件"), DataField("table", "表"),
            DataField("sha256", "SHA-256", pattern: "[0-9a-f]{64}"), DataField("encoding", "编码"),
            DataField("imported_at", "导入时间"),
        ], primaryKey: ["import"], references: [])
}

extension DataField {
    /// Describes a column of a result table.
    fileprivate init(_ result: ResultColumn, _ rulebook: Rulebook, isTitled: Bool) {
        self.init(
            result.key, isTitled ? result.title.chinese : result.key, .named(result.kind.packageType),
            choices: result.kind.words?.keys(rulebook) ?? [])
        isRequired = result.isRequired
        (minimum, maximum) = (result.minimum, result.maximum)
    }
}
