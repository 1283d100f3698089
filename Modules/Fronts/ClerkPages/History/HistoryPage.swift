import Answers
import AssessmentKernel
import Console
import Desk
import Foundation
import Histories
import Workspace

/// 历季: the closed quarters of the township, an office or a village beside each other.
struct HistoryPage: Page {
    let name = "history"
    let title = LocalText("历季", "History")
    var templates: [String: [UInt8]] { ["history": PackageResources.history_mustache] }

    func show(_ visit: Visit) throws -> Reply {
        let say = visit.say
        guard visit.rest.count < 2 else { return .notFound }
        let fields = ["office", "village", "member"].compactMap { name in visit.query[name].map { (name, $0) } }
        let subject: HistorySubject =
            switch fields.first {
            case ("office", let name)?: .office(name)
            case ("village", let name)?: .village(name)
            case ("member", let code)?: .member(code)
            default: .township
            }
        if let form = visit.part(0) { return try file(form, subject, visit) }
        let members = try visit.workspace.overview().members
        func names(_ names: [Text]) -> [String] { Set(names).sorted().map(\.string) }
        let offices = names(members.map(\.office)).map { link($0, "office", isHere: subject == .office($0)) }
        let villages = names(members.map(\.village)).map { link($0, "village", isHere: subject == .village($0)) }
        var values: [String: Any] = [
            "label": say("全镇与各办事处", "The township and its offices"),
            "subjects": [
                ["address": "/history", "words": say("全镇", "Township"), "here": subject == .township] as [String: Any]
            ] + offices,
            "answer": AnswerView(say: say).html(
                HistoryAnswer(try visit.workspace.history(of: subject)).page(in: say)),
        ]
        values["files"] = HistoryPage.files(fields.first, say)
        if !villages.isEmpty {
            values["villages"] = ["title": say("按村", "By village"), "all": villages] as [String: Any]
        }
        return .page("history", title: say(title), values: values)
    }

    private func link(_ name: String, _ kind: String, isHere: Bool) -> [String: Any] {
        ["address": "/history?" + Self.field(kind, name), "words": name, "here": isHere]
    }

    /// The links to a history as files.
    ///
    /// - Parameter subject: whose it is, as a field of the address; nil for the township.
    static func files(_ subject: (String, String)?, _ say: Language) -> [[String: String]] {
        let asked = subject.map { "?" + field($0.0, $0.1) } ?? ""
        return [
            ["address": "/history/page" + asked, "words": say("下载网页（可打印）", "As a page, to print")],
            ["address": "/history/workbook" + asked, "words": say("下载工作簿", "As a workbook")],
        ]
    }

    private static func field(_ kind: String, _ name: String) -> String {
        "\(kind)=\(name.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")"
    }

    /// The page or the workbook, to keep.
    private func file(_ form: String, _ subject: HistorySubject, _ visit: Visit) throws -> Reply {
        let name = visit.say(title)
        switch form {
        case "page":
            let bytes = try visit.workspace.historyBook(of: subject).page(in: visit.say)
            return .bytes(bytes, type: "text/html; charset=utf-8", keepAs: name + ".html")
        case "workbook":
            let bytes = try visit.workspace.historyBook(of: subject).workbook(in: visit.say)
            return .bytes(bytes, type: "application/octet-stream", keepAs: name + ".xlsx")
        default: return .notFound
        }
    }
}
