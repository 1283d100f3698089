/// The pages of the desk, in the order in which a quarter goes.
enum Pages {
    /// The township's pages.
    ///
    /// A new one is a folder beside these and its line here.
    static let all: [any Page] = [
        HomePage(), ImportPage(), MappingPage(), ClosingPage(), MembersPage(), AppealsPage(), SuspectsPage(),
        NoticesPage(),
        SimulatePage(), SubmitPage(), JournalPage(),
    ]

    /// Pages that no navigation names: they are reached from others.
    static let further: [any Page] = [SetupPage(), WhoPage(), TaskPage(), FilesPage()]
}
