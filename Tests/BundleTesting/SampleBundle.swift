public import AssessmentKernel
public import Bundle
import CSV
import TownshipTables
import ZIP

/// A small bundle with a table of every kind of column and texts that break careless readers.
public enum SampleBundle {
    /// The bundle's name.
    public static let name = "2021Q3-r1"
    /// The key that signs it.
    public static let key = SigningKey(number: 0x3130_656C_706D_6173, seed: (1, 2, 3, 4))
    /// A key that nobody trusts.
    public static let strangeKey = SigningKey(number: 0x7265_676E_6172_7473, seed: (7, 7, 7, 7))
    /// A rulebook, for its digest.
    public static let rulebook = Array("name: 冯政发〔2021〕71号\n".utf8)
    /// The digest of the rulebook.
    public static let rulebookDigest = "0dbc61db36a3487c544bd1b9ae7ef90d006d51ef37544fcc1e720d707195704d"

    /// The payload: paths with bytes, without the data package.
    public static func payload(rows: Int = 40) -> [(path: String, bytes: [UInt8])] {
        [
            ("data/rulebook.yaml", rulebook), ("data/core/member.csv", members()), ("data/core/imports.csv", imports),
            ("data/evidence/sample.csv", sample(rows: rows)), ("data/results/totals.csv", totals()),
            ("data/reports/page.html", Array("<!doctype html>\n".utf8)),
        ]
    }

    /// The data package of the payload.
    public static let package = DataPackage(
        name: name, title: "冯卯镇 2021Q3",
        resources: [
            DataResource(evidence: MemberTable.shared.schema, path: "data/core/member.csv"),
            DataResource(
                DataResource.Name.imports, path: "data/core/imports.csv", title: "导入",
                fields: [
                    DataField("import", "编号", .whole, minimum: 1), DataField("file", "文件"),
                    DataField("sha256", "摘要", pattern: "[0-9a-f]{64}"), DataField("at", "时间", .dateTime),
                ], primaryKey: ["import"]),
            DataResource(evidence: SampleTable.shared.schema, path: "data/evidence/sample.csv"),
            DataResource(
                "totals", path: "data/results/totals.csv", title: "总分",
                fields: [
                    DataField("member", "工号"), DataField("total", "总分", .decimal, isRequired: false, minimum: 0),
                    DataField("rank", "名次", .whole, isRequired: false, minimum: 1),
                ], primaryKey: ["member"], references: [DataResource.Reference(["member"], "member", ["member"])]),
        ])

    /// The contents of its `bag-info.txt`.
    public static func info() throws(Problem) -> BagInfo {
        try BagInfo(
            name: name, period: "2021Q3", revision: 1, township: "冯卯镇", product: "kaohe test", rulebook: "冯政发〔2021〕71号",
            rulebookDigest: rulebookDigest, items: [("training", "1.0.0"), ("collection", "1.0.0")], previous: nil)
    }

    /// Writes it, and returns the digest of the ZIP.
    @discardableResult
    public static func write(
        to path: String, drafts: String, rows: Int = 40, threads: Int = 2, key: SigningKey? = key
    ) throws(Problem) -> String {
        let bundle = try BundleWriter(name: name, drafts: drafts, to: path, threads: threads)
        for file in payload(rows: rows) { try bundle.add(file.path, file.bytes) }
        try bundle.add(package)
        return try bundle.finish(try info(), signingKey: key).archive.sha256
    }

    private static func members() -> [UInt8] {
        var writer = CSVWriter()
        writer.row(MemberTable.shared.schema.columns.map(\.key) + ["import", "row"])
        for number in 1...3 {
            writer.row([
                "FM000\(number)", "王\(number)", "full-time", "东办", "冯卯村", "第\(number)网格", "2021-01-01", "", "1",
                "\(number + 1)",
            ])
        }
        return writer.bytes
    }

    private static let imports = Array(
        "import,file,sha256,at\n1,网格员名册.csv,\(rulebookDigest),2021-10-08 09:00:00\n".utf8)

    private static func totals() -> [UInt8] {
        Array("member,total,rank\nFM0001,96.5,1\nFM0002,95.25,2\nFM0003,,\n".utf8)
    }

    /// Texts that a reader may misinterpret.
    public static let hardTexts = [
        "nan", "-", "null", "NULL", "N/A", "None", "true", "0012", "1e5", "=1+1", "#REF!", "a,b", "他说\"好\"", "\"",
        "两\n行",
        "回\r车", "换\r\n行", "  前后有空格  ", "\t制表\t", "'", ";", "\u{FEFF}标记", "é é", "🙂", "\u{2028}分行", "\u{85}", "\\",
        "\\N",
        "2021-02-30", String(repeating: "长", count: 60_000),
    ]

    private static func sample(rows: Int) -> [UInt8] {
        var writer = CSVWriter()
        writer.row(SampleTable.shared.schema.columns.map(\.key) + ["import", "row"])
        for row in 0..<rows {
            let day = CivilDate(dayNumber: 18_809 + Int32(row % 90))
            let text = row < hardTexts.count ? hardTexts[row] : "第\(row)条走访记录，情况正常 \(row &* 2_654_435_761 % 10_007)"
            writer.row([
                "E-\(row)", "FM000\(row % 3 + 1)", day.description, row % 2 == 0 ? "\(day) 08:30:00" : "",
                "\(row % 24).5", row % 3 == 0 ? "100" : "99.75", "\(row)", row % 2 == 0 ? "yes" : "no",
                row % 2 == 0 ? "self" : "inspection", text, "1", "\(row + 2)",
            ])
        }
        return writer.bytes
    }
}

/// A table with every kind of column.
public struct SampleTable: EvidenceTable {
    /// The one instance.
    public static let shared = SampleTable()
    /// The schema.
    public let schema: TableSchema

    enum Source: Int, Choice {
        case own, inspection
        var option: ChoiceOption {
            switch self {
            case .own: ChoiceOption("self", "自报", "Reported by the member")
            case .inspection: ChoiceOption("inspection", "检查发现", "Found by inspection")
            }
        }
    }

    init() {
        var table = TableBuilder("sample", "样例", "Sample")
        _ = table.key("entry", "编号", "Entry")
        _ = table.member()
        _ = table.date("date", "日期", "Date", .attribution)
        _ = table.optionalDateTime("seen_at", "时间", "Seen at")
        _ = table.optionalNumber("hours", "工时", "Hours")
        _ = table.optionalPercent("satisfaction", "满意度", "Satisfaction")
        _ = table.optionalWhole("media", "附件数", "Attachments")
        _ = table.optionalYesNo("recorded", "已记录", "Recorded")
        _ = table.choice("source", "来源", "Source") as Column<Source>
        table.remark("note", "说明", "Note")
        schema = table.finished()
    }
}
