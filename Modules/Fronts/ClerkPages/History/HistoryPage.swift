import Answers
import AssessmentKernel
import Console
import Desk
import Foundation
import Workspace

/// 历季: the closed quarters of the township, an office or a village beside each other.
struct HistoryPage: Page {
    let name = "history"
    let title = LocalText("历季", "History")
    var templates: [String: [UInt8]] { ["history": PackageResources.history_mustache] }

    func show(_ visit: Visit) throws -> Reply {
        let say = visit.say
        guard visit.part(0) == nil else { return .notFound }
        let subject =
            visit.query["office"].map { HistorySubject.office($0) } ?? visit.query["village"].map { .village($0) }
            ?? .township
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
        if !villages.isEmpty {
            values["villages"] = ["title": say("按村", "By village"), "all": villages] as [String: Any]
        }
        return .page("history", title: say(title), values: values)
    }

    private func link(_ name: String, _ kind: String, isHere: Bool) -> [String: Any] {
        let part = name.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
        return ["address": "/history?\(kind)=\(part)", "words": name, "here": isHere]
    }
}
