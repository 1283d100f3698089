import AssessmentKernel
import Sheets

extension WorkbookFault {
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

    /// A workbook of a version that nobody has written since 1994.
    static let tooOld = WorkbookFault(
        "too-old",
        LocalText("是 Excel 4.0 或更早的工作簿", "a workbook of Excel 4.0 or earlier"))
}
