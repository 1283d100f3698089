import AssessmentKernel
import Console

extension OfficeDesk {
    static func place(of deed: Deed) -> DeedPlace {
        switch deed {
        case .makeRegister: .on(SetupPage())
        case .listKeys, .trustKey, .revokeKey: .on(TownshipsPage())
        case .listRulebooks, .approveRulebook: .on(RulebooksPage())
        case .reason, .setting, .interpretation, .rulebookFile, .townshipName, .office, .trustedKey, .outputFolder,
            .port:
            .field
        // What townships do at their own desks, and what this desk has buttons for.
        case .makeWorkspace, .importFiles, .importByProfile, .listImports, .withdrawImport, .close, .revise, .status,
            .seeNotice, .issueNotice, .withdrawNotice, .explain, .listAppeals, .decideAppeal, .listSuspects,
            .judgeSuspects, .exportSuspects, .listEquipment, .decideFault, .returnEquipment, .draftProfile,
            .listProfiles, .showProfile, .copyProfile, .listItems, .setPapers, .makeKey, .replaceKey, .showKey,
            .takeReceipt, .checkJournal, .amend, .acceptValid, .acceptEmpty, .table, .sheet, .profile, .noProfile,
            .anyway, .serial, .entryNumber, .asOf, .issue, .workspaceFolder, .township, .duty, .save, .held:
            .elsewhere
        }
    }
}

extension AnswerView {
    /// Shows answers in a language at the district's desk.
    init(say: Language) { self.init(say: say, places: OfficeDesk.place) }
}
