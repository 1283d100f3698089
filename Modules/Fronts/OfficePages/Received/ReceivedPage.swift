import Answers
import AssessmentKernel
import Console
import DistrictAnswers
import DistrictOffice
import Foundation

/// What came of bundles that were dragged in, one by one.
struct ReceivedPage: Page {
    let name = "received"
    let title = LocalText("接收结果", "What was received")
    var templates: [String: [UInt8]] { ["received": PackageResources.received_mustache] }

    func show(_ visit: Visit) throws -> Reply {
        guard let number = visit.part(0) else { return .redirect("/") }
        guard let reception = visit.place.receptions.reception(number) else { return .redirect("/") }
        let say = visit.say
        let words = OutcomeWords(visit, folder: reception.folder)
        return .page(
            "received", title: say(title),
            values: [
                "counts": words.counts(reception.bundles), "bundles": reception.bundles.map(words.values),
                "links": [
                    ["address": "/", "words": say("继续接收", "Receive more")],
                    ["address": "/summary", "words": say("看汇总", "The summary")],
                ],
            ])
    }

    func act(_ visit: Visit, _ form: Form) throws -> Reply {
        guard let number = visit.part(0) else { return .notFound }
        return try start(visit, number)
    }

    private func start(_ visit: Visit, _ number: String) throws -> Reply {
        guard let draft = visit.desk.drafts.draft(number) else { return .redirect("/") }
        let (office, receptions, drafts) = (visit.office, visit.place.receptions, visit.desk.drafts)
        let (now, address, folder) = (visit.desk.now(), "/received/\(number)", draft.folder)
        let count = draft.files.count
        // In folders there are other files too; of what was named by itself each is dealt with.
        let isFlat = !draft.files.contains { $0.name.contains("/") }
        let paths = isFlat ? draft.files.map { folder + "/" + $0.name } : [folder]
        return .redirect(
            try visit.start(LocalText("接收上报包", "Receiving bundles"), back: "/") { progress in
                var done = 0
                progress(0, count)
                let bundles = try office.receive(
                    paths, now: now,
                    decided: { bundle in
                        done += 1
                        progress(min(done, count), count)
                        progress.tell(
                            LocalText(
                                OutcomeWords.line(bundle, office, folder: folder, .chinese),
                                OutcomeWords.line(bundle, office, folder: folder, .english)))
                    })
                receptions.keep(Receptions.Reception(number: number, folder: folder, bundles: bundles))
                drafts.remove(number)
                return TaskOutcome(then: address)
            })
    }
}

/// Outcomes as a page shows them.
struct OutcomeWords {
    private let visit: Visit
    private let folder: String

    init(_ visit: Visit, folder: String) {
        self.visit = visit
        self.folder = folder
    }

    private var say: Language { visit.say }

    /// How many of each kind.
    func counts(_ bundles: [ReceivedBundle]) -> String {
        var (accepted, held, refused, alarms, failed) = (0, 0, 0, 0, 0)
        for bundle in bundles {
            switch bundle.outcome {
            case .accepted, .known: accepted += 1
            case .held: held += 1
            case .refused(_, let isAlarm): if isAlarm { alarms += 1 } else { refused += 1 }
            case .failed: failed += 1
            }
        }
        let parts: [(Int, LocalText)] = [
            (accepted, LocalText("接收 \(accepted) 份", "\(accepted) received")),
            (held, LocalText("暂存 \(held) 份", "\(held) on hold")),
            (refused, LocalText("拒收 \(refused) 份", "\(refused) refused")),
            (alarms, LocalText("警报 \(alarms) 份", "\(alarms) with an alarm")),
            (failed, LocalText("未能处理 \(failed) 份", "\(failed) not dealt with")),
        ]
        return say("共 \(bundles.count) 份：", "\(counted(bundles.count, "bundle")): ")
            + say.list(parts.filter { $0.0 > 0 }.map { say($0.1) }) + say("。", ".")
    }

    /// A bundle's card.
    func values(_ bundle: ReceivedBundle) -> [String: Any] {
        var values: [String: Any] = [
            "answer": AnswerView(say: say).html(
                OutcomeWords.answer(bundle, visit.office, folder: folder, say)),
            "file": say("文件：", "File: ") + bundle.file.replacingOccurrences(of: folder + "/", with: ""),
        ]
        switch bundle.outcome {
        case .accepted(let path), .known(let path):
            values["look"] = "good"
            let name = path.split(separator: "/").last.map(String.init) ?? ""
            values["receipt"] = ReceiptTable.links(to: name, of: "\(bundle.township) \(bundle.name)", say)
        case .held:
            values["look"] = "waiting"
            values["link"] = [["address": "/rulebooks", "words": say("去核准细则", "To the rulebooks")]]
        case .refused, .failed: values["look"] = "danger"
        }
        return values
    }

    /// The first line of an outcome.
    static func line(_ bundle: ReceivedBundle, _ office: DistrictOffice, folder: String, _ say: Language) -> String {
        let words = DeskWords(say: say, places: OfficeDesk.place)
        return answer(bundle, office, folder: folder, say).parts.map { part in
            if case .text(let text) = part { String(text.text(in: words).prefix { $0 != "\n" }) } else { "" }
        }.joined()
    }

    /// The answer, in which files are named as they were dragged in.
    private static func answer(
        _ bundle: ReceivedBundle, _ office: DistrictOffice, folder: String, _ say: Language
    ) -> AnswerPage {
        var shown = AnswerPage()
        for part in ReceiveAnswer([bundle], items: office.items).page(in: say).parts {
            guard case .text(let text) = part else { continue }
            shown.add(
                text.replacing(folder + "/", with: "").replacing(office.receiptsFolder + "/", with: ""))
        }
        return shown
    }
}
