import AssessmentKernel
import PageTemplates
import Synchronization

/// A page template with our own escaping.
///
/// The library escapes by characters, so it misses a quote with a combining mark. HTML goes by code points, and so does
/// ``ShownText/html(_:)``.
struct Stencil: Sendable {
    private let template: PageTemplate

    /// Loads a template of this module, in which `[[名次|Rank]]` is a text in both languages.
    init(_ bytes: [UInt8], _ language: Language) throws(Problem) {
        let text = Stencil.chosen(language, String(decoding: bytes, as: UTF8.self))
        do { template = try PageTemplate(text, escaping: { ShownText.html($0) }) } catch {
            throw Problem(.fault, LocalText("报告模板有误：\(error)", "a report's template is broken: \(error)"))
        }
    }

    /// A template of this module, read once for each language in which it is asked for.
    final class Kept: Sendable {
        private let bytes: [UInt8]
        private let known = Mutex<[Language: Stencil]>([:])

        init(_ bytes: [UInt8]) { self.bytes = bytes }

        func callAsFunction(_ language: Language) throws(Problem) -> Stencil {
            if let stencil = known.withLock({ $0[language] }) { return stencil }
            let stencil = try Stencil(bytes, language)
            known.withLock { $0[language] = stencil }
            return stencil
        }
    }

    static let page = Kept(PackageResources.page_mustache)
    static let member = Kept(PackageResources.member_mustache)
    static let slips = Kept(PackageResources.slips_mustache)
    static let slip = Kept(PackageResources.slip_mustache)
    static let slipsIndex = Kept(PackageResources.slips_index_mustache)

    /// A template with its texts in one language.
    private static func chosen(_ language: Language, _ template: String) -> String {
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

    /// Renders the template with values.
    func filled(_ values: [String: Any]) -> String { template.filled(values) }

    /// Renders a template of a member, whose sections are flags.
    func bytes(_ fields: PageFields) -> [UInt8] { template.bytes(fields) }
}

/// An inline style or script of a page, with its SHA-256 in base 64 for the page's content security policy.
struct PageCode: Sendable {
    let text: String
    let hash: String

    /// The digests are constants so that no page depends on a digest computed at run time; a test checks them.
    private init(_ bytes: [UInt8], _ hash: String) {
        text = String(decoding: bytes, as: UTF8.self)
        self.hash = hash
    }

    static let style = PageCode(PackageResources.page_css, "lQREWtI4XLxb5Qud8MuMjplCkJhswhne8SuQecETCag=")
    static let script = PageCode(PackageResources.page_js, "P19ycZhozoIw9CoXfGbISSG3PYSb41DrsnIbbHrf3rs=")
    static let slipStyle = PageCode(PackageResources.slips_css, "jEnEBkoGNJf3+aLDr5RRGiSebsEu4ekgD4PsvXg7tHQ=")

    /// The content security policy of a page that allows nothing else to run or load.
    static func policy(style: PageCode, script: PageCode? = nil) -> String {
        "default-src 'none'; style-src 'sha256-\(style.hash)'; "
            + (script.map { "script-src 'sha256-\($0.hash)'; " } ?? "")
            + "img-src data:; base-uri 'none'; form-action 'none'"
    }
}
