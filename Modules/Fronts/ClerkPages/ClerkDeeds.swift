import AssessmentKernel
import Console

extension ClerkDesk {
    static func place(of deed: Deed) -> DeedPlace {
        switch deed {
        case .makeWorkspace: .on(SetupPage())
        case .importFiles, .importByProfile, .listImports: .on(ImportPage())
        case .withdrawImport: .on(ImportPage(), button: LocalText("撤回", "Withdraw"))
        case .close, .status: .on(ClosingPage())
        case .revise: .on(ClosingPage(), button: LocalText("更正结算", "Revise"))
        case .seeNotice: .on(NoticesPage())
        case .issueNotice: .on(NoticesPage(), button: LocalText("发放", "Issue"))
        case .withdrawNotice: .on(NoticesPage(), button: LocalText("撤回通报", "Withdraw the notice"))
        case .explain, .listEquipment, .decideFault, .returnEquipment: .on(MembersPage())
        case .listAppeals, .decideAppeal: .on(AppealsPage())
        case .listSuspects, .judgeSuspects: .on(SuspectsPage())
        case .draftProfile, .listProfiles, .showProfile, .copyProfile: .on(MappingPage())
        case .setPapers: .on(PapersPage())
        case .makeKey: .on(SubmitPage(), button: LocalText("新建密钥", "Make a key"))
        case .replaceKey, .showKey, .takeReceipt: .on(SubmitPage())
        case .checkJournal: .on(JournalPage())
        case .reason, .serial, .entryNumber, .asOf, .setting, .interpretation, .rulebookFile, .township,
            .townshipName, .table(nil), .duty, .trustedKey, .workspaceFolder, .outputFolder, .port, .office, .sheet:
            .field
        case .exportSuspects, .listItems, .makeRegister, .listKeys, .trustKey, .revokeKey, .listRulebooks,
            .approveRulebook, .amend, .acceptValid, .acceptEmpty, .table, .profile, .noProfile, .anyway, .issue, .save,
            .held:
            .elsewhere
        }
    }
}

extension AnswerView {
    /// Shows answers in a language at the clerk's desk.
    init(say: Language, link: @escaping (String) -> (address: String, words: String)? = { _ in nil }) {
        self.init(say: say, places: ClerkDesk.place, link: link)
    }
}
