public import AssessmentKernel
import ZIP

/// Why a workbook, or a sheet of one, is not read; each says what the sender can do.
public struct WorkbookFault: Error, Hashable, Sendable {
    /// The code under which a refused file is listed, in kebab case.
    public let code: String
    /// What is wrong, in one sentence without a final stop.
    public let reason: LocalText
    /// What to do next.
    public let next: LocalText
    /// The row of the sheet at which it shows; nil when it is not known.
    public var row: Int?

    /// Describes a fault.
    public init(_ code: String, _ reason: LocalText, next: LocalText = WorkbookFault.saveAgain, row: Int? = nil) {
        self.code = code
        self.reason = reason
        self.next = next
        self.row = row
    }

    /// What helps against nearly everything: a spreadsheet program writes a sound file.
    public static let saveAgain = LocalText(
        "请用 WPS 或 Excel 打开，另存为“Excel 工作簿（.xlsx）”后重试",
        "open it in WPS or Excel, save it as “Excel workbook (.xlsx)” and try again")

    /// The ZIP file is not sound, or is a trap.
    static func zip(_ fault: ZIPFault) -> WorkbookFault {
        WorkbookFault(
            "bad-archive",
            LocalText("工作簿无法读取：\(fault.reason.chinese)", "the workbook cannot be read: \(fault.reason.english)"))
    }

    /// A part that another one names is not there.
    static func missing(part: String) -> WorkbookFault {
        WorkbookFault(
            "missing-part", LocalText("工作簿不完整，缺少 \(short(part))", "the workbook lacks its part \(short(part))"))
    }

    /// A part is no well-formed XML.
    static func damaged(part: String, _ detail: String, row: Int? = nil) -> WorkbookFault {
        WorkbookFault(
            "damaged-part",
            LocalText("工作簿的 \(short(part)) 已损坏（\(detail)）", "the part \(short(part)) is damaged (\(detail))"), row: row)
    }

    /// A part has a document type declaration, which no spreadsheet program writes: the door to entity bombs.
    static func doctype(part: String) -> WorkbookFault {
        WorkbookFault(
            "forbidden-doctype",
            LocalText(
                "工作簿的 \(short(part)) 含有 DOCTYPE 声明，可能是恶意文件",
                "the part \(short(part)) declares a DOCTYPE, which no workbook has: it may be a trap"))
    }

    /// More of something than anybody needs.
    static func tooMuch(_ what: LocalText, row: Int? = nil) -> WorkbookFault {
        WorkbookFault(
            "too-large", LocalText("工作簿过大：\(what.chinese)", "the workbook is too large: \(what.english)"), row: row)
    }

    /// A row or cell says that it stands where it cannot.
    static func badReference(_ reference: String, row: Int?) -> WorkbookFault {
        WorkbookFault(
            "bad-reference",
            LocalText("单元格位置“\(short(reference))”有误", "the reference \(short(reference)) is no cell in its place"),
            row: row)
    }

    /// A relation leads to itself, outside, or twice to one part.
    static func badRelation(_ target: String) -> WorkbookFault {
        WorkbookFault(
            "bad-relation",
            LocalText("工作簿内部引用有误（\(short(target))）", "a relation of the workbook leads astray (\(short(target)))"))
    }

    /// Not more of a hostile name than helps to find it.
    private static func short(_ name: String) -> String { String(name.prefix(80)) }
}
