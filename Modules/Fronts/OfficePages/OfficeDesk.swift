public import AssessmentKernel
public import Console
public import DistrictOffice

/// What the district's pages are about: its office.
struct OfficeDesk: DeskPlace {
    var office: DistrictOffice
    /// What came of the bundles that were dragged in.
    let receptions = Receptions()

    var folder: String { office.folder }

    var isMade: Bool { office.isMade }

    var operatorName: String {
        get { office.operatorName }
        set { office.operatorName = newValue }
    }

    func owner() throws -> String { try office.district() }

    /// The pages, in the order in which a quarter goes.
    ///
    /// A new one is a folder beside these and its entry here.
    static let pages: [any Page<OfficeDesk>] = [
        HomePage(), TownshipsPage(), RulebooksPage(), SummaryPage(), CheckPage(),
    ]

    static let further: [any Page<OfficeDesk>] = [SetupPage(), ReceivedPage(), ReceiptsPage()]
}

typealias Visit = PageVisit<OfficeDesk>

extension PageVisit where Place == OfficeDesk {
    /// The office, with the name of who works.
    var office: DistrictOffice { place.office }
}

extension Console {
    /// Prepares the desk of a district's folder, which need not be an office yet.
    ///
    /// - Parameters:
    ///   - office: the office; its ``DistrictOffice/operatorName`` is who works until a browser says another name, and
    ///     empty when it is to be asked.
    ///   - language: the language until a reader chooses another.
    ///   - port: the port; 0 for any that is free.
    /// - Throws: ``Problem`` when the port is taken.
    public init(of office: DistrictOffice, language: Language, clock: Clock, port: UInt16) throws(Problem) {
        try self.init(serving: OfficeDesk(office: office), language: language, clock: clock, port: port)
    }
}
