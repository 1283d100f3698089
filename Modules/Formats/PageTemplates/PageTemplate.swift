import Mustache
import Synchronization

/// A template of a page, in the language of Mustache, with an escaping of one's own.
///
/// ```swift
/// let page = try PageTemplate("<p>{{name}} {{#paid?}}✓{{/paid?}}</p>", escaping: escaped)
/// for member in members { file.write(page.bytes(["name": member.name, "paid?": true])) }
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

    /// Fills the template.
    package func filled(_ values: [String: Any]) -> String { template.render(PageValues(values)) }

    /// Fills a template whose sections are flags, as one that is filled thousands of times.
    ///
    /// The first page of each kind shows the library's way through the template; those after it only differ in their texts.
    /// Pages with lists go the long way.
    package func bytes(_ values: [String: Any]) -> [UInt8] {
        guard let flags = PageTemplate.flags(values), let outline = outline(flags, values) else {
            return Array(filled(values).utf8)
        }
        var page: [UInt8] = []
        page.reserveCapacity(outline.size * 2)
        for part in outline.parts {
            page += part.before
            guard let value = values[part.key] else { continue }
            if let markup = value as? Markup, !part.isEscaped {
                page += markup.bytes
            } else if let text = PageTemplate.text(value) {
                page += (part.isEscaped ? escape(text) : text).utf8
            }
        }
        return page + outline.after
    }

    /// The names of the flags that are set; nil where there is a list.
    private static func flags(_ values: [String: Any]) -> [String]? {
        var flags: [String] = []
        for (name, value) in values {
            if value is String || value is Markup { continue }
            if let flag = value as? Bool {
                if flag { flags.append(name) }
            } else if !(value is Int) {
                return nil
            }
        }
        return flags
    }

    private static func text(_ value: Any) -> String? {
        switch value {
        case let text as String: text
        case let number as Int: String(number)
        case let markup as Markup: String(decoding: markup.bytes, as: UTF8.self)
        default: nil
        }
    }

    /// The outline of the pages with these flags and other values of these names.
    private func outline(_ flags: [String], _ values: [String: Any]) -> Outline? {
        let kind = flags.sorted().joined(separator: "\n")
        if let known = outlines[kind] {
            return known.names.count == values.count && known.names.allSatisfy { values[$0] != nil } ? known : nil
        }
        let marked = values.mapValues { value -> Any in PageTemplate.text(value) == nil ? value : "" }
        let names = marked.filter { $0.value is String }.keys
        let page = filled(marked.merging(names.map { ($0, Outline.marked($0)) }) { $1 })
        let outline = Outline(page, names: Array(values.keys))
        outlines[kind] = outline
        return outline
    }
}

/// A page as it is before its texts are filled in.
private struct Outline: Sendable {
    struct Part: Sendable {
        let before: [UInt8]
        let key: String
        let isEscaped: Bool
    }

    /// The names of the values for which it stands.
    let names: [String]
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
            parts.append(Part(before: before, key: String(name), isEscaped: isEscaped))
            before = Array((ends.dropFirst().first ?? "").utf8)
        }
        after = before
    }
}

/// The outlines of a template by the flags that are set.
private final class Outlines: Sendable {
    private let known = Mutex<[String: Outline]>([:])

    subscript(_ kind: String) -> Outline? {
        get { known.withLock { $0[kind] } }
        set { known.withLock { $0[kind] = newValue } }
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
