import AssessmentKernel
import Mustache

/// A template of a page with our own escaping.
///
/// The library escapes by characters, and a quote that a mark combines with is another character to it; HTML goes by
/// code points, and so does ``ShownText/html(_:)``.
struct Stencil: Sendable {
    private struct PageText: MustacheContentType {
        func escapeText(_ text: String) -> String { ShownText.html(text) }
    }

    private let template: MustacheTemplate

    /// Reads a template of this module.
    init(_ bytes: [UInt8]) throws(Problem) {
        MustacheContentTypes.register(PageText(), named: "PAGE")
        do { template = try MustacheTemplate(string: String(decoding: bytes, as: UTF8.self)) } catch {
            throw Problem(.fault, LocalText("报告模板有误：\(error)", "a report's template is broken: \(error)"))
        }
    }

    /// The template filled in.
    func filled(_ values: [String: Any]) -> String { template.render(StencilValues(values)) }
}

/// The values of a template, in forms that the library finds quickly: it asks each value what it is many times over.
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

/// A text of a template.
private final class StencilText: MustacheCustomRenderable {
    let renderText: String
    let isNull = false

    init(_ text: String) { renderText = text }
}

/// A style or a script that stands in a page, with the SHA-256 in base 64 by which the page's policy lets it in.
struct PageCode: Sendable {
    let text: String
    let hash: String

    /// The digests are constants so that no page depends on a digest computed beside it; a test holds them to the files.
    private init(_ bytes: [UInt8], _ hash: String) {
        text = String(decoding: bytes, as: UTF8.self)
        self.hash = hash
    }

    static let style = PageCode(PackageResources.page_css, "zDGdIdzNdgzdgYExDBtPZMpsy+5HYDrB9w8CfvjBtoE=")
    static let script = PageCode(PackageResources.page_js, "9rVQ2M/s+2R4G+LCeRKzSFnx4Kas4jZuz3bfHQnhHTQ=")
    static let slipStyle = PageCode(PackageResources.slips_css, "oL6q3XxMf9NDxegLI5wKbQ9EM5xSA1w/LScifKUD4ug=")

    /// The policy of a page that lets nothing else run or load.
    static func policy(style: PageCode, script: PageCode? = nil) -> String {
        "default-src 'none'; style-src 'sha256-\(style.hash)'; "
            + (script.map { "script-src 'sha256-\($0.hash)'; " } ?? "")
            + "img-src data:; base-uri 'none'; form-action 'none'"
    }
}
