import AssessmentKernel
import Mustache

/// A page template with our own escaping.
///
/// The library escapes by characters, so it misses a quote with a combining mark. HTML goes by code points, and so does
/// ``ShownText/html(_:)``.
struct Stencil: Sendable {
    private struct PageText: MustacheContentType {
        func escapeText(_ text: String) -> String { ShownText.html(text) }
    }

    private let template: MustacheTemplate

    /// Loads a template of this module.
    init(_ bytes: [UInt8]) throws(Problem) {
        MustacheContentTypes.register(PageText(), named: "PAGE")
        do { template = try MustacheTemplate(string: String(decoding: bytes, as: UTF8.self)) } catch {
            throw Problem(.fault, LocalText("报告模板有误：\(error)", "a report's template is broken: \(error)"))
        }
    }

    // The templates of this module, each read once.
    static let page = once(PackageResources.page_mustache)
    static let member = once(PackageResources.member_mustache)
    static let slips = once(PackageResources.slips_mustache)
    static let slip = once(PackageResources.slip_mustache)
    static let slipsIndex = once(PackageResources.slips_index_mustache)

    private static func once(_ bytes: [UInt8]) -> Result<Stencil, Problem> {
        Result { () throws(Problem) in try Stencil(bytes) }
    }

    /// Renders the template with values.
    func filled(_ values: [String: Any]) -> String { template.render(StencilValues(values)) }
}

/// The values of a template, in forms that are fast to look up: the library tests each value's type many times.
private final class StencilValues: MustacheParent {
    private let values: [String: Any]

    init(_ values: [String: Any]) {
        self.values = values.mapValues { value in
            switch value {
            case let text as String: StencilText(text)
            case let list as [[String: Any]]: list.map(StencilValues.init)
            default: value
            }
        }
    }

    func child(named name: String) -> Any? { values[name] }
}

/// A text in a template.
private final class StencilText: MustacheCustomRenderable {
    let renderText: String
    let isNull = false

    init(_ text: String) { renderText = text }
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

    static let style = PageCode(PackageResources.page_css, "zDGdIdzNdgzdgYExDBtPZMpsy+5HYDrB9w8CfvjBtoE=")
    static let script = PageCode(PackageResources.page_js, "9rVQ2M/s+2R4G+LCeRKzSFnx4Kas4jZuz3bfHQnhHTQ=")
    static let slipStyle = PageCode(PackageResources.slips_css, "WEBfNd5B5YXFwksvHLP28ear9Ps1WmJypeFVmecjr34=")

    /// The content security policy of a page that allows nothing else to run or load.
    static func policy(style: PageCode, script: PageCode? = nil) -> String {
        "default-src 'none'; style-src 'sha256-\(style.hash)'; "
            + (script.map { "script-src 'sha256-\($0.hash)'; " } ?? "")
            + "img-src data:; base-uri 'none'; form-action 'none'"
    }
}
