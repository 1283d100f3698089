import AssessmentKernel
import Mustache

/// A template of a page with our own escaping.
///
/// The library escapes by characters, and a quote that a mark combines with is another character to it; HTML goes by
/// code points, and so does ``ShownText/html(_:)``.
struct Stencil: Sendable {
    /// Takes the place of a member's rank, as ``LateText`` fills it in; no text of a record can hold it.
    static let rankMark = "\u{1}"
    static let rankByte: UInt8 = 1
    /// Takes the place of the members on a page.
    static let bodyMark = "\u{2}"
    static let bodyByte: UInt8 = 2
    /// Takes the place of a member's number among the assessed.
    static let numberMark = "\u{3}"
    static let numberByte: UInt8 = 3

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

    /// What stands before and after the place of the members on a page.
    static func aroundBody(_ page: String) -> (before: [UInt8], after: [UInt8]) {
        let parts = Array(page.utf8).split(separator: bodyByte, maxSplits: 1, omittingEmptySubsequences: false)
        return (Array(parts[0]), Array(parts.dropFirst().joined()))
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

/// The templates of a closing's pages, read once.
struct Stencils: Sendable {
    let page: Stencil
    let member: Stencil
    let slip: Stencil
    let slips: Stencil
    let slipIndex: Stencil

    init() throws(Problem) {
        page = try Stencil(PackageResources.page_mustache)
        member = try Stencil(PackageResources.member_mustache)
        slip = try Stencil(PackageResources.slip_mustache)
        slips = try Stencil(PackageResources.slips_mustache)
        slipIndex = try Stencil(PackageResources.slips_index_mustache)
    }
}

/// The pages' own style and script, and the policy that lets nothing else run or load.
enum PageParts {
    static let style = String(decoding: PackageResources.page_css, as: UTF8.self)
    static let script = String(decoding: PackageResources.page_js, as: UTF8.self)
    static let slipStyle = String(decoding: PackageResources.slips_css, as: UTF8.self)

    /// The SHA-256 of style and script in base 64, as the policy names them; a test holds them to the files.
    static let styleHash = "zDGdIdzNdgzdgYExDBtPZMpsy+5HYDrB9w8CfvjBtoE="
    static let scriptHash = "9rVQ2M/s+2R4G+LCeRKzSFnx4Kas4jZuz3bfHQnhHTQ="
    static let slipStyleHash = "oL6q3XxMf9NDxegLI5wKbQ9EM5xSA1w/LScifKUD4ug="

    /// The policy of a page with a style and perhaps a script.
    static func policy(style: String, script: String?) -> String {
        "default-src 'none'; style-src 'sha256-\(style)'; "
            + (script.map { "script-src 'sha256-\($0)'; " } ?? "")
            + "img-src data:; base-uri 'none'; form-action 'none'"
    }
}
