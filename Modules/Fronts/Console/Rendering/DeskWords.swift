import Answers
import AssessmentKernel

/// What deeds are called at the desk: the page or the field, by the title that it has there.
package struct DeskWords: DeedWords {
    let say: Language

    /// Titles stand in quotes.
    var isSpaced: Bool { false }

    /// The page or field, as a sentence uses it.
    func words(_ deed: Deed, _ manner: Phrase.Manner) -> String {
        switch DeskPlace(deed) {
        case .page(let page, let button):
            let title = say(page.title)
            let name = button.map { say("“\(title)”页的“\(say($0))”", "“\(say($0))” on the page “\(title)”") }
            return manner == .name
                ? name ?? say("“\(title)”页", "the page “\(title)”")
                : say("在", "") + (name ?? say("“\(title)”页", "on the page “\(title)”"))
        case .field:
            let title = say(deed.title)
            return switch manner {
            case .name: "“\(title)”"
            case .by, .adding: say("在“\(title)”栏", "in the field “\(title)”")
            case .without: say("不填“\(title)”", "leave the field “\(title)” empty")
            }
        case .elsewhere: return TitleWords(say).words(deed, manner)
        }
    }

    /// A phrase with links to the pages that it names.
    func html(_ phrase: Phrase) -> String {
        phrase.pieces.map { piece in
            switch piece {
            case .text(let text): return ShownHTML.lines(text)
            case .deed(let deed, let manner):
                let words = ShownHTML.text(words(deed, manner))
                guard case .page(let page, _) = DeskPlace(deed) else { return words }
                return "<a href=\"\(ShownHTML.text(page.address))\">\(words)</a>"
            }
        }.joined()
    }
}

/// Where a deed is done at the desk.
private enum DeskPlace {
    /// On a page, by a button there or on the page itself.
    case page(any Page, button: LocalText? = nil)
    /// In a field of the page that is open.
    case field
    /// By a button or a box that is called by the deed's title, or not at the desk.
    case elsewhere

    init(_ deed: Deed) {
        self =
            switch deed {
            case .makeWorkspace: .page(SetupPage())
            case .importFiles, .importByProfile, .listImports: .page(ImportPage())
            case .withdrawImport: .page(ImportPage(), button: LocalText("撤回", "Withdraw"))
            case .close, .status: .page(ClosingPage())
            case .revise: .page(ClosingPage(), button: LocalText("更正结算", "Revise"))
            case .seeNotice: .page(NoticesPage())
            case .issueNotice: .page(NoticesPage(), button: LocalText("发放", "Issue"))
            case .withdrawNotice: .page(NoticesPage(), button: LocalText("撤回通报", "Withdraw the notice"))
            case .explain, .listEquipment, .decideFault, .returnEquipment: .page(MembersPage())
            case .listAppeals, .decideAppeal: .page(AppealsPage())
            case .listSuspects, .judgeSuspects: .page(SuspectsPage())
            case .draftProfile, .listProfiles, .showProfile, .copyProfile: .page(MappingPage())
            case .makeKey: .page(SubmitPage(), button: LocalText("新建密钥", "Make a key"))
            case .showKey, .takeReceipt: .page(SubmitPage())
            case .checkJournal: .page(JournalPage())
            case .reason, .serial, .entryNumber, .asOf, .setting, .interpretation, .rulebookFile, .township,
                .townshipName, .table(nil),
                .duty, .trustedKey, .workspaceFolder, .outputFolder, .port, .office, .sheet:
                .field
            case .exportSuspects, .listItems, .setPapers, .replaceKey, .makeRegister, .listKeys, .trustKey, .revokeKey,
                .listRulebooks, .approveRulebook, .amend, .acceptValid, .acceptEmpty, .table, .profile, .noProfile,
                .anyway, .issue, .save, .held:
                .elsewhere
            }
    }
}
