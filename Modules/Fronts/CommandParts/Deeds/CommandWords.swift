package import AssessmentKernel

/// What deeds are called on the command line: a command or an option, as one types it.
package struct CommandWords: DeedWords {
    private let language: Language

    /// Words deeds in a language.
    package init(_ language: Language = Speech.language) { self.language = language }

    /// Commands are Latin letters.
    package var isSpaced: Bool { true }

    /// The command or option, as a sentence uses it.
    package func words(_ deed: Deed, _ manner: Phrase.Manner) -> String {
        let typed = typed(deed)
        return switch (manner, language) {
        case (.name, _): typed
        case (.by, .chinese): "用 \(typed)"
        case (.by, .english): "with \(typed)"
        case (.adding, .chinese): "加 \(typed)"
        case (.adding, .english): "add \(typed)"
        case (.without, .chinese): "去掉 \(typed)"
        case (.without, .english): "leave out \(typed)"
        }
    }

    /// What is typed; values that the reader has to put in are named.
    private func typed(_ deed: Deed) -> String {
        switch deed {
        case .makeWorkspace: "kaohe init"
        case .importFiles(let path, let table):
            "kaohe import \(path ?? named("导出的文件夹", "FOLDER"))" + (table.map { " --table \(name($0))" } ?? "")
        case .importByProfile(true): "kaohe import --profile \(file) \(named("导出", "EXPORT"))"
        case .importByProfile(false): "kaohe import --profile \(name)"
        case .listImports: "kaohe import list"
        case .withdrawImport(let number):
            "kaohe import withdraw \(number.map(String.init) ?? self.number) --reason \(reason)"
        case .close(let quarter): "kaohe close \(name(quarter))"
        case .revise(nil): "kaohe revise"
        case .revise(let quarter?): "kaohe revise \(quarter) --reason \(reason)"
        case .status(let quarter): "kaohe status \(name(quarter))"
        case .seeNotice(let month): "kaohe notice \(month)"
        case .issueNotice(let month): "kaohe notice \(month) --issue"
        case .withdrawNotice(let month): "kaohe notice \(month) --withdraw --reason \(reason)"
        case .explain(let member?, let quarter?): "kaohe explain \(member) \(quarter)"
        case .explain: "kaohe explain"
        case .listAppeals: "kaohe appeal list"
        case .decideAppeal(let number):
            "kaohe appeal decide \(number) --uphold|--reject --reason \(named("理由", "TEXT"))"
        case .listSuspects(let quarter): "kaohe suspects \(name(quarter))"
        case .judgeSuspects:
            "kaohe suspects decide \(number) "
                + LocalText("--duplicate（重复）或 --valid（有效）", "--duplicate or --valid")[language]
        case .exportSuspects(let quarter): "kaohe suspects export \(quarter) \(file)"
        case .listEquipment: "kaohe equipment list"
        case .decideFault(let entry):
            "kaohe equipment decide \(entry ?? named("登记号", "ENTRY")) --at-fault yes|no --cost \(named("费用", "COST"))"
        case .returnEquipment(let member): "kaohe equipment return \(member) \(named("设备", "ASSET"))"
        case .draftProfile(let draft): "kaohe profile \(file)" + options(draft)
        case .listProfiles: "kaohe profile list"
        case .showProfile(let name): "kaohe profile show \(name ?? self.name)"
        case .copyProfile(let name):
            LocalText(
                "kaohe profile show \(name) > ‹文件›.yaml，再 kaohe import --profile ‹文件›.yaml",
                "kaohe profile show \(name) > FILE.yaml, then kaohe import --profile FILE.yaml")[language]
        case .listItems: "kaohe items"
        case .setPapers(let settings): (["kaohe settings"] + settings.map { "--" + $0 }).joined(separator: " ")
        case .makeKey: "kaohe keys new"
        case .replaceKey: "kaohe keys rotate"
        case .showKey: "kaohe keys show"
        case .takeReceipt: "kaohe receipt"
        case .checkJournal: "kaohe journal --verify"
        case .makeRegister: "kaohe district init"
        case .listKeys: "kaohe district trust"
        case .trustKey: "kaohe district trust \(named("乡镇", "TOWNSHIP")) \(named("公钥文件", "KEYFILE"))"
        case .revokeKey(let number, let sparing):
            "kaohe district revoke" + (number.map { " " + $0 } ?? "") + (sparing ? " --except" : "")
        case .listRulebooks: "kaohe district rulebook list"
        case .approveRulebook: "kaohe district rulebook approve \(named("细则文件", "FILE"))"
        case .reason: "--reason"
        case .amend: "--amend"
        case .acceptValid: "--accept-valid"
        case .acceptEmpty(let table): "--accept-empty \(table.key)"
        case .table(let table): "--table" + (table.map { " " + name($0) } ?? "")
        case .sheet: "--sheet"
        case .profile: "--profile"
        case .noProfile: "--no-profile"
        case .anyway: "--anyway"
        case .serial: "--serial"
        case .entryNumber: "--entry"
        case .asOf: "--as-of"
        case .issue: "--issue"
        case .setting(let text): "--set" + (text.map { " " + $0 } ?? "")
        case .interpretation(let text): "--interpretation" + (text.map { " " + $0 } ?? "")
        case .rulebookFile: "--rulebook"
        case .workspaceFolder: "--workspace"
        case .outputFolder: "--output"
        case .port: "--port"
        case .township: "--township"
        case .townshipName: "township"
        case .office: "--name"
        case .duty: "--duty \(CommandWords.hours)"
        case .save(let name): "--save \(name ?? self.name)"
        case .trustedKey: "--key"
        case .held(let digest): "--held" + (digest.map { " " + $0 } ?? "")
        }
    }

    /// Hours of duty as one writes them.
    private static let hours = "08:30-17:30"

    private func options(_ draft: Deed.Draft) -> String {
        (draft.table.map { " --table \(name($0))" } ?? "") + (draft.needsDuty ? " --duty \(CommandWords.hours)" : "")
            + (draft.name.map { " --save \($0.isEmpty ? name : $0)" } ?? "")
    }

    private func name(_ quarter: Quarter?) -> String { quarter?.description ?? named("季度", "QUARTER") }

    private func name(_ table: Deed.Named) -> String {
        if table.key.isEmpty { return named("表", "TABLE") }
        return language == .chinese ? table.title.chinese : table.key
    }

    private var reason: String { named("原因", "TEXT") }
    private var number: String { named("编号", "NUMBER") }
    private var file: String { named("文件", "FILE") }
    private var name: String { named("名称", "NAME") }

    /// A value that the reader has to put in.
    private func named(_ chinese: String, _ english: String) -> String {
        language == .chinese ? "‹\(chinese)›" : english
    }
}
