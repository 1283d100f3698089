import AssessmentKernel
import Sheets
import ZIP

extension WorkbookFault {
    /// The ZIP file is damaged or malicious.
    static func zip(_ fault: ZIPFault) -> WorkbookFault {
        WorkbookFault(
            "bad-archive",
            LocalText("工作簿无法读取：\(fault.reason.chinese)", "the workbook cannot be read: \(fault.reason.english)"))
    }
}
