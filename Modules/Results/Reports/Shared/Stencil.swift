import AssessmentKernel
import PageTemplates
import Parallel

/// A page template with our own escaping.
///
/// The library escapes by characters, so it misses a quote with a combining mark. HTML goes by code points, and so does
/// ``ShownText/html(_:)``.
struct Stencil: Sendable {
    private let template: PageTemplate

    /// Loads a template of this module, in which `[[名次|Rank]]` is a text in both languages.
    init(_ bytes: [UInt8], _ language: Language) throws(Problem) {
        let text = PageTemplate.chosen(String(decoding: bytes, as: UTF8.self), language)
        do { template = try PageTemplate(text, escaping: { ShownText.html($0) }) } catch {
            throw Problem(.fault, LocalText("报告模板有误：\(error)", "a report's template is broken: \(error)"))
        }
    }

    /// A template of this module, read once for each language in which it is asked for.
    final class Kept: Sendable {
        private let bytes: [UInt8]
        private let known = MadeOnce<Language, Stencil>()

        init(_ bytes: [UInt8]) { self.bytes = bytes }

        func callAsFunction(_ language: Language) throws(Problem) -> Stencil {
            try known.value(of: language) { () throws(Problem) in try Stencil(bytes, language) }
        }
    }

    static let page = Kept(PackageResources.page_mustache)
    static let member = Kept(PackageResources.member_mustache)
    static let slips = Kept(PackageResources.slips_mustache)
    static let slip = Kept(PackageResources.slip_mustache)
    static let slipsIndex = Kept(PackageResources.slips_index_mustache)

    /// Renders the template with values.
    func filled(_ values: [String: Any]) -> String { template.filled(values) }

    /// Renders the template with fields, and with values for its other sections.
    func filled(_ fields: PageFields, with sections: [String: Any]) -> String {
        template.filled(fields, with: sections)
    }

    /// Renders a template of which there are many pages, whose sections are flags.
    func bytes(_ fields: PageFields) -> [UInt8] { template.bytes(fields) }
}

extension PageCode {
    // The digests are constants so that no page depends on a digest computed at run time; a test checks them.
    static let style = PageCode(PackageResources.page_css, "lQREWtI4XLxb5Qud8MuMjplCkJhswhne8SuQecETCag=")
    static let script = PageCode(PackageResources.page_js, "P19ycZhozoIw9CoXfGbISSG3PYSb41DrsnIbbHrf3rs=")
    static let slipStyle = PageCode(PackageResources.slips_css, "jEnEBkoGNJf3+aLDr5RRGiSebsEu4ekgD4PsvXg7tHQ=")
}
