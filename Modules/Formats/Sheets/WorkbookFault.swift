public import AssessmentKernel

/// Why a workbook or sheet cannot be read, with advice for the sender.
public struct WorkbookFault: Error, Hashable, Sendable {
    /// The code under which a refused file is listed, in kebab case.
    public let code: String
    /// What is wrong, in one sentence without a final stop.
    public let reason: LocalText
    /// What to do next.
    public let next: LocalText
    /// The row of the fault; nil when it is not known.
    public var row: Int?

    /// Describes a fault.
    public init(_ code: String, _ reason: LocalText, next: LocalText = WorkbookFault.saveAgain, row: Int? = nil) {
        self.code = code
        self.reason = reason
        self.next = next
        self.row = row
    }

    /// The usual advice: a spreadsheet program writes a sound file.
    public static let saveAgain = LocalText(
        "请用 WPS 或 Excel 打开，另存为“Excel 工作簿（.xlsx）”后重试",
        "open it in WPS or Excel, save it as “Excel workbook (.xlsx)” and try again")

    /// The code of ``missing(part:)``.
    package static let missingPart = "missing-part"

    /// A part that another one refers to is missing.
    package static func missing(part: String) -> WorkbookFault {
        WorkbookFault(
            missingPart, LocalText("工作簿不完整，缺少 \(short(part))", "the workbook lacks its part \(short(part))"))
    }

    /// A part is not well-formed XML.
    package static func damaged(part: String, _ detail: String, row: Int? = nil) -> WorkbookFault {
        WorkbookFault(
            "damaged-part",
            LocalText("工作簿的 \(short(part)) 已损坏（\(detail)）", "the part \(short(part)) is damaged (\(detail))"), row: row)
    }

    /// A part has a document type declaration, which no spreadsheet program writes: it allows entity bombs.
    package static func doctype(part: String) -> WorkbookFault {
        WorkbookFault(
            "forbidden-doctype",
            LocalText(
                "工作簿的 \(short(part)) 含有 DOCTYPE 声明，可能是恶意文件",
                "the part \(short(part)) declares a DOCTYPE, which no workbook has: it may be a trap"))
    }

    /// A limit is exceeded.
    package static func tooMuch(_ what: LocalText, row: Int? = nil) -> WorkbookFault {
        WorkbookFault(
            "too-large", LocalText("工作簿过大：\(what.chinese)", "the workbook is too large: \(what.english)"), row: row)
    }

    /// A row with content is repeated so often that it can be no record: it was filled down to the sheet's end.
    package static func repeated(row: Int, _ times: Int) -> WorkbookFault {
        WorkbookFault(
            "too-large",
            LocalText(
                "第\(row)行的内容向下重复了 \(times) 行，多半是误填充到了表尾",
                "row \(row) is repeated over \(times) rows; it was probably filled down to the sheet's end"),
            next: LocalText(
                "请打开它，删除第\(row)行以下多余的行，保存后重试",
                "open it, delete the surplus rows below row \(row), save it and try again"),
            row: row)
    }

    /// A row or cell has an impossible reference.
    package static func badReference(_ reference: String, row: Int?) -> WorkbookFault {
        WorkbookFault(
            "bad-reference",
            LocalText("单元格位置“\(short(reference))”有误", "the reference \(short(reference)) is no cell in its place"),
            row: row)
    }

    /// A relation leads to itself, outside the archive, or to a part that is already in use.
    package static func badRelation(_ target: String) -> WorkbookFault {
        WorkbookFault(
            "bad-relation",
            LocalText("工作簿内部引用有误（\(short(target))）", "a relation of the workbook leads astray (\(short(target)))"))
    }

    /// The file ends before its content does.
    package static func cut(row: Int? = nil) -> WorkbookFault {
        WorkbookFault(
            "truncated",
            LocalText("工作簿不完整，后面的内容缺失（可能没有下载完）", "the workbook ends too early; perhaps its download was cut off"),
            next: LocalText("请从平台重新导出或重新下载", "export or download it again"), row: row)
    }

    /// The workbook has a password.
    package static let locked = WorkbookFault(
        "locked",
        LocalText("工作簿设有密码", "the workbook is locked with a password"),
        next: LocalText("请用 WPS 或 Excel 打开，取消密码后另存", "open it in WPS or Excel, take the password off and save it"))

    /// A file of another program.
    package static func foreign(_ what: LocalText, _ next: LocalText? = nil) -> WorkbookFault {
        WorkbookFault(
            "no-workbook",
            LocalText("不是表格文件，而是\(what.chinese)", "no spreadsheet but \(what.english)"),
            next: next
                ?? LocalText("请从平台重新导出为 Excel 或 CSV", "export it again from the platform as Excel or CSV"))
    }

    /// Shows only as much of a hostile name as helps to find it.
    private static func short(_ name: String) -> String { String(name.prefix(80)) }
}
