import AssessmentKernel
import HTTP
import Workspace

/// A page of the desk: what a person reads and does under one address.
///
/// Each has a folder with its type and its template, and a line in ``Pages/all``. It calls use cases and shows their
/// answers; it decides nothing.
protocol Page: Sendable {
    /// The first part of its address; empty for the first page.
    var name: String { get }
    /// Its title, also in the navigation.
    var title: LocalText { get }
    /// Its template and those that this one includes, by name.
    var templates: [String: [UInt8]] { get }
    /// Answers a request to read.
    func show(_ visit: Visit) throws -> Reply
    /// Carries out a form, whose token is right.
    func act(_ visit: Visit, _ form: Form) throws -> Reply
}

extension Page {
    func act(_ visit: Visit, _ form: Form) throws -> Reply { .notFound }

    /// Where it is.
    var address: String { "/" + name }
}

/// What is asked of a page.
struct Visit: Sendable {
    /// The language of the reader.
    let say: Language
    /// The workspace, with the name of who works.
    let workspace: Workspace
    /// The desk.
    let desk: Console
    /// The parts of the address behind the page's own name.
    let rest: [String]
    /// The fields in the address.
    let query: [String: String]

    /// A part of the address behind the page's own name; nil where the address ends before it.
    func part(_ place: Int) -> String? { rest.indices.contains(place) ? rest[place] : nil }
}

/// The fields of a form that was sent.
struct Form: Sendable {
    private let fields: [(String, String)]

    init(_ fields: [(String, String)]) { self.fields = fields }

    /// A field without the white space around it; empty when it is not there.
    subscript(_ name: String) -> String { fields.first { $0.0 == name }?.1.trimmingBlanks ?? "" }

    /// All values of a field that may be there several times.
    func all(_ name: String) -> [String] { fields.filter { $0.0 == name }.map(\.1) }

    /// The fields whose names begin so, by the rest of the name, in order.
    func fields(after prefix: String) -> [(name: String, value: String)] {
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
enum Reply {
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
