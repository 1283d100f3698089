public import AssessmentKernel
import Closings
public import Console
import Desk
public import Workspace

/// What the clerk's pages are about: a township's workspace.
struct ClerkDesk: DeskPlace {
    var workspace: Workspace
    /// What trials of dragged files found.
    let trials = Trials()
    fileprivate let checked = CheckedQuarters()

    var folder: String { workspace.folder }

    var isMade: Bool { workspace.isMade }

    var operatorName: String {
        get { workspace.operatorName }
        set { workspace.operatorName = newValue }
    }

    func owner() throws -> String { try workspace.township() }

    func prepare(today: CivilDate) {
        guard isMade, let overview = try? workspace.overview() else { return }
        checked.prepare(overview.toCheck, workspace, today: today)
    }

    /// The pages, in the order in which a quarter goes.
    ///
    /// A new one is a folder beside these and its entry here.
    static let pages: [any Page<ClerkDesk>] = [
        HomePage(), ImportPage(), MappingPage(), OutlookPage(), ClosingPage(), MembersPage(), AppealsPage(),
        SuspectsPage(), NoticesPage(), HistoryPage(), SimulatePage(), PapersPage(), SubmitPage(), JournalPage(),
    ]

    static let further: [any Page<ClerkDesk>] = [SetupPage(), FilesPage()]
}

typealias Visit = PageVisit<ClerkDesk>

extension PageVisit where Place == ClerkDesk {
    /// The workspace, with the name of who works.
    var workspace: Workspace { place.workspace }

    /// The status of a quarter, computed again only when something has changed.
    func status(_ quarter: Quarter, accepted: [String] = []) throws -> QuarterStatus {
        try place.checked.status(quarter, accepted, workspace, today: desk.today())
    }

    /// The status of quarters as far as it is known soon: in a large township a page may have to ask again.
    func statusSoon(_ quarters: [Quarter], members: Int) throws -> [Quarter: QuarterStatus] {
        try place.checked.soon(quarters, workspace, today: desk.today(), members: members)
    }
}

extension Console {
    /// Prepares the desk of a township's folder, which need not be a workspace yet.
    ///
    /// - Parameters:
    ///   - workspace: the workspace; its ``Workspace/operatorName`` is who works until a browser says another name, and
    ///     empty when it is to be asked.
    ///   - language: the language until a reader chooses another.
    ///   - port: the port; 0 for any that is free.
    /// - Throws: ``Problem`` when the port is taken.
    public init(of workspace: Workspace, language: Language, clock: Clock, port: UInt16) throws(Problem) {
        try self.init(serving: ClerkDesk(workspace: workspace), language: language, clock: clock, port: port)
    }
}
