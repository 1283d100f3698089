import AssessmentKernel
package import Bundle
package import Closing
package import Rulebook

/// How a bundle's data package types the files that are no records: results, decisions, carried values, imports.
package enum ResultResources {
    /// Describes one of the closing's files.
    package static func of(_ file: ResultFile, _ rulebook: Rulebook) -> DataResource {
        let key = rulebook.bands.bands.map(\.key) + [QuarterClosing.Standing.unrated]
        let items = rulebook.items.map(\.about.key)
        let fields = file.columns.map { field(of: $0, in: file, bands: key, items: items) }
        let name = file.rawValue.dropLast(4).replacing("_", with: "-")
        return DataResource(
            "result-" + name, path: BundlePath.result(file.rawValue), title: title(file).chinese, fields: fields,
            primaryKey: primaryKey(file),
            references: file.columns.first == "member"
                ? [.init(["member"], DataResource.Name.member, ["member"])] : [])
    }

    /// Describes one of a review's files.
    package static func of(_ file: ReviewFile) -> DataResource {
        let title: String
        let key: [String]
        switch file {
        case .stars: (title, key) = ("网格星级", ["village", "grid"])
        case .annual: (title, key) = ("年度考评", ["member"])
        case .findings: (title, key) = ("年度认定", ["member", "finding", "basis"])
        }
        let fields = file.columns.map { column -> DataField in
            switch column {
            case "composite", "quarters_mean", "months_mean": DataField(column, column, .decimal, minimum: 0)
            case "satisfaction":
                DataField(column, column, .decimal, isRequired: false, minimum: 0, maximum: 100)
            case "stars": DataField(column, "星级", .whole, minimum: 0, maximum: 5)
            case "merit_flag", "eligible", "excellent": DataField(column, column, .yesNo)
            case "basis", "village", "grid": DataField(column, column, isRequired: false)
            default: DataField(column, column)
            }
        }
        return DataResource(
            "result-" + file.rawValue.dropLast(4), path: BundlePath.result(file.rawValue), title: title, fields: fields,
            primaryKey: key,
            references: file.columns.first == "member"
                ? [.init(["member"], DataResource.Name.member, ["member"])] : [])
    }

    private static func title(_ file: ResultFile) -> LocalText {
        switch file {
        case .totals: LocalText("总分与名次", "Totals and ranks")
        case .scores: LocalText("各项得分", "Item scores")
        case .deductions: LocalText("扣分明细", "Deductions")
        case .pay: LocalText("薪酬", "Pay")
        case .monthlyScores: LocalText("月得分", "Monthly scores")
        case .findings: LocalText("认定事项", "Findings")
        case .adjustments: LocalText("更正补扣", "Adjustments")
        case .warnings: LocalText("提示", "Warnings")
        case .interpretations: LocalText("解释口径", "Interpretations")
        }
    }

    private static func primaryKey(_ file: ResultFile) -> [String] {
        switch file {
        case .totals, .adjustments: ["member"]
        case .scores: ["member", "item"]
        case .pay: ["member", "month"]
        case .monthlyScores: ["member", "month", "item"]
        case .findings: ["member", "finding", "basis"]
        case .interpretations: ["id"]
        case .deductions, .warnings: []
        }
    }

    private static func field(
        of column: String, in file: ResultFile, bands: [String], items: [String]
    ) -> DataField {
        switch column {
        case "maximum", "deducted", "score", "total", "points": return DataField(column, column, .decimal, minimum: 0)
        case "item":
            return DataField(column, "考核项", choices: file == .monthlyScores ? items + ["total"] : items)
        case "date": return DataField(column, "日期", .date)
        case "month": return DataField(column, "月份", .month)
        case "band": return DataField(column, "等次", choices: bands)
        case "post": return DataField(column, "岗位", choices: Post.allCases.map(\.option.key))
        case "rank": return DataField(column, "名次", .whole, isRequired: false, minimum: 1)
        case "days_in_post": return DataField(column, "在岗天数", .whole, minimum: 0)
        case "monthly_amount", "performance", "adjustment": return DataField(column, column, .decimal)
        case "base", "charges", "already_paid", "brought_forward", "due", "carried_forward", "due_before", "due_now",
            "carried_before", "carried_now":
            return DataField(column, column, .decimal, minimum: 0)
        case "evidence", "detail", "basis", "name", "office", "village", "grid":
            return DataField(column, column, isRequired: false)
        default: return DataField(column, column)
        }
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
