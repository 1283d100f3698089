package import AssessmentKernel

/// What a desk is about: a township's workspace, or a district's office.
///
/// It names the pages and gives them their use cases.
package protocol DeskPlace: Sendable {
    /// Its folder; drafts of files wait in it.
    var folder: String { get }
    /// Whether the folder is such a place already; until then its page `setup` stands before all others.
    var isMade: Bool { get }
    /// Who works, for the journal.
    var operatorName: String { get set }
    /// Whose it is, for the head of each page.
    func owner() throws -> String
    /// Reads what the first page will need, before anybody asks; what fails will fail again on the page, with its reason.
    func prepare(today: CivilDate)
    /// The pages of the navigation, in its order; the first one is the first page.
    static var pages: [any Page<Self>] { get }
    /// Pages that no navigation names: they are reached from others.
    static var further: [any Page<Self>] { get }
    /// Where a deed is done that a message names.
    static func place(of deed: Deed) -> DeedPlace
}

extension DeskPlace {
    package func prepare(today: CivilDate) {}
}

/// A page of the desk: what a person reads and does under one address.
///
/// Each has a folder with its type and its templates, and its entry in the place's pages. It calls use cases and shows
/// their answers; it decides nothing.
package protocol Page<Place>: Sendable {
    /// What it is about.
    associatedtype Place: DeskPlace

    /// The first part of its address; empty for the first page.
    var name: String { get }
    /// Its title, also in the navigation.
    var title: LocalText { get }
    /// Its templates and those that they include, by name.
    var templates: [String: [UInt8]] { get }
    /// Answers a request to read.
    func show(_ visit: PageVisit<Place>) throws -> Reply
    /// Carries out a form, whose token is right.
    func act(_ visit: PageVisit<Place>, _ form: Form) throws -> Reply
}

extension Page {
    package var templates: [String: [UInt8]] { [:] }

    package func act(_ visit: PageVisit<Place>, _ form: Form) throws -> Reply { .notFound }

    /// Where it is.
    package var address: String { "/" + name }
}

/// What is asked of a page.
package struct PageVisit<Place: DeskPlace>: Sendable {
    /// The language of the reader.
    package let say: Language
    /// What the page is about, with the name of who works.
    package let place: Place
    /// The desk.
    package let desk: Console
    /// The parts of the address behind the page's own name.
    package let rest: [String]
    /// The fields in the address.
    package let query: [String: String]

    /// A part of the address behind the page's own name; nil where the address ends before it.
    package func part(_ place: Int) -> String? { rest.indices.contains(place) ? rest[place] : nil }

    /// Begins a task and says where its progress is shown.
    ///
    /// - Parameter back: where to go on when it fails.
    package func start(
        _ title: LocalText, back: String, _ body: @escaping @Sendable (TaskProgress) throws -> TaskOutcome
    ) throws(Problem) -> String {
        "/tasks/\(try desk.tasks.start(title, back: back, body))"
    }
}

/// The fields of a form that was sent.
package struct Form: Sendable {
    private let fields: [(String, String)]

    package init(_ fields: [(String, String)]) { self.fields = fields }

    /// A field without the white space around it; empty when it is not there.
    package subscript(_ name: String) -> String { fields.first { $0.0 == name }?.1.trimmingBlanks ?? "" }

    /// All values of a field that may be there several times.
    package func all(_ name: String) -> [String] { fields.filter { $0.0 == name }.map(\.1) }

    /// The fields whose names begin so, by the rest of the name, in order.
    package func fields(after prefix: String) -> [(name: String, value: String)] {
        fields.filter { $0.0.hasPrefix(prefix) }.map { (String($0.0.dropFirst(prefix.count)), $0.1.trimmingBlanks) }
    }
}

extension String {
    fileprivate var trimmingBlanks: String {
        var rest = self[...]
        while let first = rest.first, first.isWhitespace { rest.removeFirst() }
        while let last = rest.last, last.isWhitespace { rest.removeLast() }
        return String(rest)
    }
}

/// What a page answers.
package enum Reply {
    /// A template with its values.
    case page(String, title: String, values: [String: Any])
    /// Another page, after something was done.
    case redirect(String)
    /// A file to look at or, with a name, to keep.
    case file(String, type: String, keepAs: String?)
    /// Bytes made for this request, to keep under a name.
    case bytes([UInt8], type: String, keepAs: String)
    /// There is no such page.
    case notFound
}
