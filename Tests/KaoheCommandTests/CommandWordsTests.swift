import ArgumentParser
import AssessmentKernel
import Testing

@testable import CommandParts
@testable import KaoheCommand

/// What deeds are called on the command line.
@Suite struct CommandWordsTests {
    private func said(_ advice: Advice) -> [String] {
        [advice.chinese.text(in: CommandWords(.chinese)), advice.english.text(in: CommandWords(.english))]
    }

    @Test("A deed is typed text within its sentence, with blanks beside Chinese letters")
    func sentences() throws {
        let quarter = try #require(Quarter(text: "2021Q3"))
        let table = Deed.Named(key: "event", title: LocalText("事件上报", "Events"))
        #expect(
            said(Advice("\(by: .listImports)查看编号", "see the numbers \(by: .listImports)"))
                == ["用 kaohe import list 查看编号", "see the numbers with kaohe import list"])
        #expect(
            said(Advice("先结算：\(deed: .close(quarter))", "close it first: \(deed: .close(quarter))"))
                == ["先结算：kaohe close 2021Q3", "close it first: kaohe close 2021Q3"])
        #expect(
            said(Advice("确无记录时\(adding: .acceptEmpty(table))", "say \(deed: .acceptEmpty(table))"))
                == ["确无记录时加 --accept-empty event", "say --accept-empty event"])
        #expect(
            said(
                Advice("按\(deed: .explain(member: nil, nil))显示的日期填写", "as \(deed: .explain(member: nil, nil)) shows it")
            )
                == ["按 kaohe explain 显示的日期填写", "as kaohe explain shows it"])
        #expect(
            said(Advice("确是此表时\(by: .table(table))导入", "import it \(by: .table(table))"))
                == ["确是此表时用 --table 事件上报 导入", "import it with --table event"])
        let draft = Deed.draftProfile(.init(needsDuty: true, savedAs: ""))
        #expect(
            said(Advice("\(deed: draft)，核对后再导入", "\(deed: draft), check it"))
                == [
                    "kaohe profile ‹文件› --duty 08:30-17:30 --save ‹名称›，核对后再导入",
                    "kaohe profile FILE --duty 08:30-17:30 --save NAME, check it",
                ])
    }

    /// One of each deed that is a command.
    private static func deeds() throws -> [Deed] {
        let quarter = try #require(Quarter(text: "2021Q3"))
        let month = try #require(Month(text: "2021-07"))
        return [
            .makeWorkspace, .importFiles(nil, as: nil), .importByProfile(file: true), .importByProfile(file: false),
            .listImports, .withdrawImport(1), .close(quarter), .revise(nil), .revise(quarter), .status(nil),
            .seeNotice(month), .issueNotice(month), .withdrawNotice(month), .explain(member: "M1", quarter),
            .listAppeals, .decideAppeal(1), .listSuspects(quarter), .judgeSuspects, .exportSuspects(quarter),
            .listEquipment, .decideFault(entry: nil), .returnEquipment(member: "M1"),
            .draftProfile(.init(needsDuty: true, savedAs: "a")), .listProfiles, .showProfile(nil), .copyProfile("a"),
            .listItems, .setPapers([]), .makeKey, .replaceKey, .showKey, .takeReceipt, .checkJournal, .makeRegister,
            .listKeys, .trustKey, .revokeKey(number: "A", sparing: true), .listRulebooks, .approveRulebook,
        ]
    }

    @Test("Every command that a deed is called exists, with its options")
    func commands() throws {
        for deed in try Self.deeds() {
            for language in Language.allCases {
                let typed = CommandWords(language).words(deed, .name)
                var rest = typed.split(whereSeparator: { " ，,".contains($0) }).map(String.init)[...]
                #expect(rest.first == "kaohe", "\(typed)")
                rest = rest.dropFirst()
                var command: any ParsableCommand.Type = Kaohe.self
                while let word = rest.first,
                    let next = command.configuration.subcommands.first(where: { $0.configuration.commandName == word })
                {
                    command = next
                    rest = rest.dropFirst()
                }
                let isFound = ObjectIdentifier(command) != ObjectIdentifier(Kaohe.self)
                #expect(isFound, "no command: \(typed)")
                if let inner = command.configuration.defaultSubcommand { command = inner }
                let help = command.helpMessage()
                for option in rest.prefix(while: { $0 != "kaohe" }) where option.hasPrefix("--") {
                    for name in option.split(separator: "|") {
                        let name = name.prefix(while: { $0 == "-" || $0.isASCII && $0.isLetter })
                        #expect(help.contains(name), "\(typed) has an option that \(command) has not: \(name)")
                    }
                }
            }
        }
    }
}
