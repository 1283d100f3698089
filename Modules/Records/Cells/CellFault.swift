public import AssessmentKernel

/// Why a cell is rejected.
public struct CellFault: Error, Hashable, Sendable {
    /// The code under which a reject is listed, in kebab case.
    public let code: String
    /// The message for the user.
    public let reason: LocalText
    /// What is to be added to the message for one cell: a character that cannot be seen.
    let remark: LocalText?

    /// Creates a fault of its own kind, as a profile has for what it cannot read.
    package init(_ code: String, _ chinese: String, _ english: String) {
        self.code = code
        reason = LocalText(chinese, english)
        remark = nil
    }

    private init(_ fault: CellFault, remark: LocalText) {
        (code, reason, self.remark) = (fault.code, fault.reason, remark)
    }

    /// The same fault of a cell that holds a character which cannot be seen.
    func naming(_ scalar: Unicode.Scalar) -> CellFault {
        let name = Invisible.name(of: scalar)
        return CellFault(
            self,
            remark: LocalText(
                "单元格中有看不见的字符 \(name.chinese)，请删去后重填",
                "the cell holds a character that cannot be seen, \(name.english); delete it"))
    }

    /// A required cell without a value.
    public static let missing = CellFault("missing", "未填写", "a required value is missing")
    /// Not a day in any known form, or no such day.
    public static let date = CellFault("date", "不是有效日期（如 2021-07-01、2021年7月1日）", "not a date (such as 2021-07-01)")
    /// Not a moment in any known form, or no such moment.
    public static let dateTime = CellFault(
        "date-time", "不是有效的日期时间（如 2021-07-01 08:30）", "not a date with a time (such as 2021-07-01 08:30)")
    /// Not a plain decimal with at most two decimals.
    public static let number = CellFault(
        "number", "不是非负数，或小数超过两位", "not a plain number with at most two decimals")
    /// Not a percentage from 0 to 100.
    public static let percent = CellFault("percent", "不是 0 至 100 的百分数", "not a percentage from 0 to 100")
    /// Not a whole number.
    public static let whole = CellFault("whole", "不是非负整数", "not a whole number")
    /// Neither yes nor no.
    public static let yesNo = CellFault("yes-no", "不是“是”或“否”", "neither yes nor no")
    /// None of the column's choices.
    public static let choice = CellFault("choice", "不是可填的值", "none of the column's choices")
    /// A text longer than the limit (16 MiB).
    public static let tooLong = CellFault("too-long", "文字过长", "the text is too long")
    /// A cell of a workbook that shows an error such as `#N/A`.
    public static let formulaError = CellFault("formula-error", "单元格是公式错误值", "the cell shows a formula's error")
    /// A workbook cell whose formula was never calculated.
    public static let formulaWithoutValue = CellFault(
        "formula-without-value", "公式没有计算结果，请用 WPS 或 Excel 打开并保存一次",
        "the formula has no result; open the file in WPS or Excel and save it once")
    /// A code with a character that cannot be seen.
    static func invisible(_ scalar: Unicode.Scalar) -> CellFault {
        let name = Invisible.name(of: scalar)
        return CellFault(
            "invisible-character", "编码中有看不见的字符 \(name.chinese)，请删去后重填",
            "the code holds a character that cannot be seen, \(name.english); delete it")
    }
    /// A code of which a spreadsheet program has made a number.
    public static let scientific = CellFault(
        "digits-lost", "编码被表格软件改成了科学记数，末几位已丢失；请把该列设为文本，从平台重新导出或填写",
        "a spreadsheet program has made a number of the code, and its last digits are lost; make the column text and export or enter it again"
    )
    /// A code in a number cell with more digits than a spreadsheet keeps.
    public static let digitsLost = CellFault(
        "digits-lost", "编号超过 15 位且存为数字，末几位已丢失；请把该列设为文本后重新填写",
        "a code of more than 15 digits kept as a number: its last digits are lost; make the column text and enter it again"
    )

    /// A number cell of a workbook whose format shows something that cannot be reproduced.
    public static func numberFormat(_ code: String) -> CellFault {
        let code = String(code.prefix(60).filter { !$0.isNewline && $0 >= " " })
        return CellFault(
            "number-format", "单元格的数字格式“\(code)”无法照原样读出；请把该列改为“常规”格式（日期列改为日期格式），核对后保存再导入",
            "what the number format “\(code)” shows cannot be read; give the column the format General (a date column a date format), check it, save and import again"
        )
    }
}
