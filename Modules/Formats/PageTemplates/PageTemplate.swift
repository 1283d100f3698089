package import AssessmentKernel
import Mustache
import Synchronization

/// A template of a page, in the language of Mustache, with an escaping of one's own.
///
/// ```swift
/// let page = try PageTemplate("<p>{{name}} {{#paid?}}✓{{/paid?}}</p>", escaping: escaped)
/// file.write(page.filled(["name": member.name, "paid?": true]))
/// ```
/// A value is a text, ``Markup`` for `{{{rows}}}`, a whole number, a flag, or a list of values for a section.
package struct PageTemplate: Sendable {
    private let template: MustacheTemplate
    private let escape: @Sendable (String) -> String
    private let outlines = Outlines()

    private struct PageText: MustacheContentType {
        let escape: @Sendable (String) -> String
        func escapeText(_ text: String) -> String { escape(text) }
    }

    /// Reads a template; it chooses the escaping by `{{% CONTENT_TYPE:PAGE}}`.
    ///
    /// - Parameter escape: makes a text safe for `{{name}}`; it must leave U+E000 and U+E001 as they are. All templates of a
    ///   program have the same.
    /// - Throws: the library's error for a template that is broken.
    package init(_ text: String, escaping escape: @escaping @Sendable (String) -> String) throws {
        MustacheContentTypes.register(PageText(escape: escape), named: "PAGE")
        template = try MustacheTemplate(string: text)
        self.escape = escape
    }

    /// A template with its texts in one language, which has each as `[[名次|Rank]]` in both.
    package static func chosen(_ template: String, _ language: Language) -> String {
        var parts = template.split(separator: "[[", omittingEmptySubsequences: false)[...]
        var text = String(parts.popFirst() ?? "")
        for part in parts {
            let ends = part.split(separator: "]]", maxSplits: 1, omittingEmptySubsequences: false)
            let both = ends[0].split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
            text += (language == .chinese ? both.first : both.last) ?? ""
            text += ends.dropFirst().first ?? ""
        }
        return text
    }

    /// Fills the template.
    package func filled(_ values: [String: Any]) -> String { template.render(PageValues(values)) }

    /// Fills the template with fields, and with values of other names for sections that are more than flags.
    package func filled(_ fields: PageFields, with sections: [String: Any]) -> String {
        filled(sections.merging(fields.fields.map { ($0.name, $0.value.any) }) { $1 })
    }

    /// Fills a template whose sections are flags, as one that is filled thousands of times.
    ///
    /// The first page of each kind shows the library's way through the template; those after it only differ in their texts.
    package func bytes(_ fields: PageFields) -> [UInt8] {
        let outline = outline(fields)
        var page: [UInt8] = []
        page.reserveCapacity(outline.size * 2)
        for part in outline.parts {
            page += part.before
            switch fields.fields[part.place].value {
            case .markup(let markup) where !part.isEscaped: page += markup.bytes
            case let value: Text(part.isEscaped ? escape(value.text) : value.text).withBytes { page += $0 }
            }
        }
        return page + outline.after
    }

    /// The outline of the pages with these flags and other values of these names.
    private func outline(_ fields: PageFields) -> Outline {
        let flags = fields.flags
        if let known = outlines[flags], known.isOf(fields) { return known }
        let marked = fields.fields.map { field -> (String, Any) in
            if case .flag(let isSet) = field.value { return (field.name, isSet) }
            return (field.name, Outline.marked(field.name))
        }
        let outline = Outline(filled(Dictionary(marked) { $1 }), names: fields.fields.map(\.name))
        outlines[flags] = outline
        return outline
    }
}

/// What is filled in on a page of which there are thousands: texts, markup and flags, in the same order on each, or the way through
/// the template is looked for anew.
///
/// ```swift
/// var fields = PageFields()
/// fields.add("name", member.name)
/// fields.add("paid?", true)
/// ```
package struct PageFields: Sendable {
    enum Value: Sendable {
        case text(String)
        case markup(Markup)
        case flag(Bool)

        var any: Any {
            switch self {
            case .text(let text): text
            case .markup(let markup): markup
            case .flag(let isSet): isSet
            }
        }

        var text: String {
            switch self {
            case .text(let text): text
            case .markup(let markup): String(decoding: markup.bytes, as: UTF8.self)
            case .flag: ""
            }
        }
    }

    private(set) var fields: [(name: String, value: Value)] = []

    package init() { fields.reserveCapacity(32) }

    /// Adds a text, which is escaped where the template says so.
    package mutating func add(_ name: String, _ text: String) { fields.append((name, .text(text))) }

    /// Adds markup, for `{{{rows}}}`.
    package mutating func add(_ name: String, _ markup: Markup) { fields.append((name, .markup(markup))) }

    /// Adds a flag, for a section.
    package mutating func add(_ name: String, _ isSet: Bool) { fields.append((name, .flag(isSet))) }

    /// The names of the flags that are set.
    fileprivate var flags: [String] {
        fields.compactMap { field in
            if case .flag(true) = field.value { field.name } else { nil }
        }
    }
}

/// A page as it is before its texts are filled in.
private struct Outline: Sendable {
    struct Part: Sendable {
        let before: [UInt8]
        /// The place of what follows among the fields.
        let place: Int
        let isEscaped: Bool
    }

    /// The names of the fields for which it stands.
    private let names: [String]
    private(set) var parts: [Part] = []
    private(set) var after: [UInt8] = []
    private(set) var size = 0

    /// Stands for a text; the quote shows whether the text is escaped there.
    static func marked(_ name: String) -> String { "\u{E000}'\(name)\u{E001}" }

    /// - Parameter page: a page that is filled with ``marked(_:)``.
    init(_ page: String, names: [String]) {
        self.names = names
        size = page.utf8.count
        var pieces = page.split(separator: "\u{E000}", omittingEmptySubsequences: false)[...]
        var before = Array((pieces.popFirst() ?? "").utf8)
        for piece in pieces {
            let ends = piece.split(separator: "\u{E001}", maxSplits: 1, omittingEmptySubsequences: false)
            let isEscaped = !ends[0].hasPrefix("'")
            let name = isEscaped ? ends[0].drop { $0 != ";" }.dropFirst() : ends[0].dropFirst()
            if let place = names.lastIndex(of: String(name)) {
                parts.append(Part(before: before, place: place, isEscaped: isEscaped))
                before = []
            }
            before += (ends.dropFirst().first ?? "").utf8
        }
        after = before
    }

    /// Whether a page with these fields has it.
    func isOf(_ fields: PageFields) -> Bool { fields.fields.elementsEqual(names) { $0.name == $1 } }
}

/// The outlines of a template by the flags that are set.
private final class Outlines: Sendable {
    private let known = Mutex<[[String]: Outline]>([:])

    subscript(_ flags: [String]) -> Outline? {
        get { known.withLock { $0[flags] } }
        set { known.withLock { $0[flags] = newValue } }
    }
}

/// The values of a template, in forms that are fast to look up: the library tests each value's type many times.
private final class PageValues: MustacheParent {
    private let values: [String: Any]

    init(_ values: [String: Any]) {
        self.values = values.mapValues { value in
            switch value {
            case let text as String: PageValue(text)
            case let markup as Markup: PageValue(String(decoding: markup.bytes, as: UTF8.self))
            case let list as [[String: Any]]: list.map(PageValues.init)
            default: value
            }
        }
    }

    func child(named name: String) -> Any? { values[name] }
}

/// A text in a template.
private final class PageValue: MustacheCustomRenderable {
    let renderText: String
    let isNull = false

    init(_ text: String) { renderText = text }
}
