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
        default: .elsewhere
        }
    }
}

extension AnswerView {
    /// Shows answers in a language at the district's desk.
    init(say: Language) { self.init(say: say, places: OfficeDesk.place) }
}
