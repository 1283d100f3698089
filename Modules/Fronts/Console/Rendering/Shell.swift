import AssessmentKernel
import Mustache
import Reports

/// The frame of every page, and the templates within it.
struct Shell: Sendable {
    /// Text in a template is escaped as in the reports.
    private struct PageText: MustacheContentType {
        func escapeText(_ text: String) -> String { ShownText.html(text) }
    }

    private let library: MustacheLibrary

    /// Loads templates by their names: those of pages, and those that every desk has.
    init(_ pages: [[String: [UInt8]]]) throws(Problem) {
        MustacheContentTypes.register(PageText(), named: "PAGE")
        var templates: [String: MustacheTemplate] = [:]
        let own: [String: [UInt8]] = [
            "frame": PackageResources.frame_mustache, "token": PackageResources.token_mustache,
            "problem": PackageResources.problem_mustache, "confirm": PackageResources.confirm_mustache,
            "drop": PackageResources.drop_mustache,
        ]
        for (name, bytes) in ([own] + pages).flatMap({ $0 }) {
            do { templates[name] = try MustacheTemplate(string: String(decoding: bytes, as: UTF8.self)) } catch {
                throw Problem(.fault, LocalText("页面模板有误：\(name) \(error)", "the template \(name) is broken: \(error)"))
            }
        }
        library = MustacheLibrary(templates: templates)
    }

    /// Fills a template and the frame around it.
    func html(_ template: String, _ values: [String: Any], frame: [String: Any]) -> String {
        let all = Shell.withoutBlanks(values.merging(frame) { own, _ in own })
        let body = library.render(all, withTemplate: template) ?? ""
        // A page that is not all there yet is loaded again, also where no script runs.
        let framed = frame.merging(["body": body, "refresh": values["refresh"] ?? ""]) { $1 }
        return library.render(Shell.withoutBlanks(framed), withTemplate: "frame") ?? body
    }

    /// The values without empty texts and lists, so that a section about one is left out.
    private static func withoutBlanks(_ values: [String: Any]) -> [String: Any] {
        values.compactMapValues { value in
            switch value {
            case let text as String: text.isEmpty ? nil : text
            case let list as [[String: Any]]: list.isEmpty ? nil : list.map(withoutBlanks)
            case let list as [Any]: list.isEmpty ? nil : list
            case let one as [String: Any]: withoutBlanks(one)
            default: value
            }
        }
    }
}
