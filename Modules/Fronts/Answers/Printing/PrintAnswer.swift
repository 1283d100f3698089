public import AssessmentKernel
public import Ledger
import Papers
public import Printing

/// The papers that were printed, and where they are.
public struct PrintAnswer: EncodableAnswer {
    private let outcome: PrintOutcome

    /// Answers with what was printed.
    public init(_ outcome: PrintOutcome) { self.outcome = outcome }

    /// The files; beside them the letters, what is blank and what was left out.
    public func page(in say: Language) -> AnswerPage {
        var page = AnswerPage(
            outcome.files.isEmpty
                ? say("没有可打印的材料。", "There is nothing to print.")
                : say(
                    "\(outcome.name) 的材料在 \(outcome.folder)：", "The papers of \(outcome.name) are in \(outcome.folder):"
                ))
        for file in outcome.files { page.add("  " + file) }
        for (paper, why) in outcome.leftOut {
            page.remark("\(say(paper.title))" + say("：", ": ") + say(why) + say("。", "."))
        }
        let families = outcome.families
        page.remark(
            say(
                "字体：标题 \(families[0])，黑体 \(families[1])，正文 \(families[2])。",
                "Letters: titles \(families[0]), heads \(families[1]), text \(families[2])."))
        if !outcome.missing.isEmpty {
            let list = outcome.missing.prefix(20).map { "\($0)（U+\(String($0.value, radix: 16, uppercase: true))）" }
            page.remark(
                say(
                    "以下字符本机字体中没有，印出来是方框：\(list.joined(separator: "、"))。",
                    "This machine has no letters for: \(list.joined(separator: ", "))."))
        }
        if !outcome.blanks.isEmpty {
            let blanks = say.list(outcome.blanks.map { say($0.title) })
            let set = Deed.setPapers(outcome.blanks.map { "\($0.rawValue) ‹\(say($0.title))›" })
            page.next(
                say(
                    Advice(
                        "\(blanks)尚未设置，材料上留空；设置：\(deed: set)",
                        "\(blanks): not set, blank on the papers; set \(by: set)")))
        }
        return page
    }

    /// The files for programs.
    public func json(in say: Language) -> any Encodable { Printed(outcome, say) }

    private struct Printed: Encodable {
        let closing, folder: String
        let files, leftOut: [String]

        init(_ outcome: PrintOutcome, _ say: Language) {
            closing = outcome.name
            folder = outcome.folder
            files = outcome.files
            leftOut = outcome.leftOut.map { "\($0.paper.rawValue): \(say($0.why))" }
        }
    }
}

/// What the papers say besides the results.
public struct SettingsAnswer: EncodableAnswer {
    private let values: [SettingKey: String]

    /// Answers with what is set.
    public init(_ values: [SettingKey: String]) { self.values = values }

    /// One line per setting; `—` where nothing is set.
    public func page(in say: Language) -> AnswerPage {
        var table = AnswerTable([.init(say("设置", "setting")), .init(say("内容", "value")), .init(say("选项", "option"))])
        for key in SettingKey.allCases { table.add([say(key.title), values[key] ?? "—", "--" + key.rawValue]) }
        var page = AnswerPage()
        page.add(table)
        return page
    }

    /// What is set, for programs.
    public func json(in say: Language) -> any Encodable {
        Dictionary(uniqueKeysWithValues: values.map { ($0.key.rawValue, $0.value) })
    }
}
