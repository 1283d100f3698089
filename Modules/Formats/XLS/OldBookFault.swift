import AssessmentKernel
import Sheets

extension WorkbookFault {
    /// The file ends before its content does.
    static func cut(row: Int? = nil) -> WorkbookFault {
        WorkbookFault(
            "truncated",
            LocalText("工作簿不完整，后面的内容缺失（可能没有下载完）", "the workbook ends too early; perhaps its download was cut off"),
            next: LocalText("请从平台重新导出或重新下载", "export or download it again"), row: row)
    }

    /// The inner order of the file is broken.
    static func broken(_ detail: String, row: Int? = nil) -> WorkbookFault {
        WorkbookFault(
            "damaged-workbook",
            LocalText("工作簿已损坏（\(detail)）", "the workbook is damaged (\(detail))"),
            next: LocalText(
                "请用 WPS 或 Excel 打开，能打开时另存为“Excel 工作簿（.xlsx）”；打不开时请从平台重新导出",
                "open it in WPS or Excel and save it as “Excel workbook (.xlsx)”; if it does not open, export it again"),
            row: row)
    }

    /// The workbook has a password.
    static let locked = WorkbookFault(
        "locked",
        LocalText("工作簿设有密码", "the workbook is locked with a password"),
        next: LocalText("请用 WPS 或 Excel 打开，取消密码后另存", "open it in WPS or Excel, take the password off and save it"))

    /// A compound file of another program.
    static func foreign(_ what: LocalText, _ next: LocalText? = nil) -> WorkbookFault {
        WorkbookFault(
            "no-workbook",
            LocalText("不是表格文件，而是\(what.chinese)", "no spreadsheet but \(what.english)"),
            next: next
                ?? LocalText("请从平台重新导出为 Excel 或 CSV", "export it again from the platform as Excel or CSV"))
    }

    /// A workbook of a version that nobody has written since 1994.
    static let tooOld = WorkbookFault(
        "too-old",
        LocalText("是 Excel 4.0 或更早的工作簿", "a workbook of Excel 4.0 or earlier"))
}
