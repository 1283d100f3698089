public import AssessmentKernel

extension ProfileDraft {
    /// Why the draft cannot be saved yet: nobody has said which table it is, or which month.
    ///
    /// - Parameter name: the name under which it is to be saved.
    /// - Returns: nil when it can.
    public func obstacle(toSavingAs name: String) -> Problem? {
        if schema == nil {
            let close = close.map(\.schema)
            let titles = close.map(\.title)
            let table = close.first?.named ?? Deed.Named(key: "", title: LocalText("", ""))
            let again = Deed.draftProfile(.init(table: table, savedAs: name))
            return Problem(
                .badInput,
                close.isEmpty
                    ? LocalText("看不出这份文件是哪张表，没有保存", "it cannot be told which table this file is; nothing was saved")
                    : LocalText(
                        "看不出这份文件是哪张表，没有保存；相近的有：\(titles.map(\.chinese).joined(separator: "、"))",
                        "it cannot be told which table this file is, and nothing was saved; these come close: \(titles.map(\.english).joined(separator: ", "))"
                    ), at: .init(file: file),
                next: Advice("选定表后再存：\(deed: again)", "name the table and save again: \(deed: again)"))
        }
        guard questions.contains(.month) else { return nil }
        return Problem(
            .badInput, LocalText("看不出这份文件是哪个月，没有保存", "it cannot be told which month this file is; nothing was saved"),
            at: .init(file: file),
            next: LocalText(
                "在文件名、工作表名或表头上方写明年月（如 2021年7月），再起草并保存",
                "write year and month into the name of the file or sheet, or above the header; then draft and save again"
            ))
    }
}
