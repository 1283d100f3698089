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
        let columns = table.fileColumns
        let references = columns.filter(\.kind.isMember).map { column in
            DataResource.Reference([column.key], DataResource.Name.member, [DataResource.Name.member])
        }
        return DataResource(
            "result-" + file.dropLast(".csv".count).replacing("_", with: "-"), path: BundlePath.result(file),
            title: table.title.chinese, fields: columns.map { DataField($0, rulebook) }, primaryKey: table.fileKey,
            references: references)
    }

    package static let carried = DataResource(
        "carried", path: BundlePath.carried, title: "结转",
        fields: [
            DataField("member", "工号", isRequired: false),
            DataField("kind", "类别", choices: CarriedValue.Kind.allCases.map(\.rawValue)),
            DataField("period", "期间", isRequired: false), DataField("value", "值", isRequired: false),
        ], primaryKey: [], references: [])

    package static let decisions = DataResource(
        "decisions", path: BundlePath.decisions, title: "人工决定",
        fields: [
            DataField("kind", "类别"), DataField("member", "工号", isRequired: false),
            DataField("item", "考核项", isRequired: false), DataField("subject", "事项"),
            DataField("reason", "理由", isRequired: false), DataField("decided_at", "时间", isRequired: false),
            DataField("decided_by", "经办人", isRequired: false),
        ], primaryKey: [], references: [])

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
    ///
    /// Texts, points and amounts have their keys as titles, as in every bundle since the first: equal results must give
    /// equal bundles.
    fileprivate init(_ result: ResultColumn, _ rulebook: Rulebook) {
        let (key, title) = (result.key, result.title.chinese)
        switch result.kind {
        case .member, .text: self.init(key, key)
        case .word(let words): self.init(key, title, choices: words.keys(rulebook))
        case .points, .yuan: self.init(key, key, .decimal)
        case .count: self.init(key, title, .whole)
        case .date: self.init(key, title, .date)
        case .month: self.init(key, title, .month)
        case .flag: self.init(key, key, .yesNo)
        }
        isRequired = result.isRequired
        (minimum, maximum) = (result.minimum, result.maximum)
    }
}
