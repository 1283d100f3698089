import AssessmentKernel

extension DoneAnswer {
    /// The workspace of a township was made in a folder.
    public static func madeWorkspace(of township: String, in folder: String) -> DoneAnswer {
        DoneAnswer(
            remarks: [
                LocalText("已在 \(folder) 新建“\(township)”的工作区。", "Made the workspace of \(township) in \(folder).")
            ],
            next: Advice(
                "下一步：\(deed: .importFiles(nil, as: nil)) \(deed: .workspaceFolder) \(folder)",
                "Next: \(deed: .importFiles(nil, as: nil)) \(deed: .workspaceFolder) \(folder)"),
            facts: ["township": .text(township), "folder": .text(folder)])
    }

    /// Templates were written into a folder.
    public static func wroteTemplates(_ names: [String], to folder: String) -> DoneAnswer {
        let paths = names.map { folder + "/" + $0 }.joined(separator: "\n")
        return DoneAnswer(
            LocalText(paths, paths),
            next: Advice(
                "共 \(names.count) 个模板。填好后\(by: .importFiles(folder, as: nil))导入；灰色示例行会跳过。",
                "\(counted(names.count, "template")). Fill them in, then import them \(by: .importFiles(folder, as: nil)); the grey example rows are skipped."
            ), facts: ["files": .texts(names.map { folder + "/" + $0 })])
    }
}
