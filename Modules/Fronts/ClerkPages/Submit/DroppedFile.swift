import Answers
import Archive
import AssessmentKernel
import Bundle
import Console
import DistrictAnswers
import DistrictOffice
import Workspace

/// What was dragged onto the page of reports: a bundle to be checked, or a receipt to be taken in.
struct DroppedFile {
    let visit: Visit
    let number: String

    private var address: String { "/submit/check/\(number)" }
    private var say: Language { visit.say }

    /// Whether the files are a receipt or a part of one.
    private func isReceipt(_ draft: DraftBox.Draft) -> Bool {
        draft.files.contains { $0.name.hasSuffix(".minisig") || $0.name.hasSuffix(".receipt") }
    }

    /// The receipt among files, without its signature; nil if they hold no receipt.
    private func receipt(in draft: DraftBox.Draft) -> String? {
        isReceipt(draft) ? draft.files.map(\.name).first { !$0.hasSuffix(".minisig") } : nil
    }

    func show() throws -> Reply {
        guard let draft = visit.desk.drafts.draft(number), let file = draft.files.first else {
            return .redirect("/submit")
        }
        if isReceipt(draft) { return receiptPage(draft) }
        let own = try visit.workspace.signingKey()?.publicKey.line ?? ""
        return .page(
            "check", title: say("核验 \(file.name)", "Check \(file.name)"),
            values: [
                "address": address,
                "key": say("可信的公钥（一行；本镇的已填好，核验他镇的请换成其公钥）", "The trusted public key, one line"),
                "own": own,
                "replay": say("用包内证据重新计算并逐字节比对", "Compute the results again and compare them byte for byte"),
                "go": say("核验", "Check"),
            ])
    }

    private func receiptPage(_ draft: DraftBox.Draft) -> Reply {
        let isWhole = receipt(in: draft) != nil && draft.files.contains { $0.name.hasSuffix(".minisig") }
        return .page(
            "receipt", title: say("登记区级回执", "Take in a receipt"),
            values: [
                "address": address, "files": draft.files.map(\.name),
                "whole": isWhole
                    ? [
                        [
                            "key": say("区级的公钥（一行，以 RW 开头）", "The district's public key, one line"),
                            "go": say("登记", "Take it in"),
                        ]
                    ] : [],
                "part": isWhole
                    ? ""
                    : say(
                        "回执是两个文件：“….receipt”和“….receipt.minisig”（签名）。请两个一起拖入。",
                        "A receipt is two files, ….receipt and ….receipt.minisig, its signature. Drag in both together."
                    ),
                "back": say("返回", "Back"),
            ])
    }

    func act(_ form: Form) throws -> String {
        guard let draft = visit.desk.drafts.draft(number), let file = draft.files.first else { return "/submit" }
        switch form["do"] {
        case "check": return try check(draft, file.name, form)
        case "receipt": return try takeIn(draft, form)
        default: return address
        }
    }

    private func takeIn(_ draft: DraftBox.Draft, _ form: Form) throws -> String {
        guard let name = receipt(in: draft) else { return address }
        let key = try PublicKey(form["key"])
        let (workspace, drafts, number, now) = (visit.workspace, visit.desk.drafts, number, visit.desk.now())
        return try visit.start(LocalText("登记区级回执", "Taking in a receipt"), back: address) { _ in
            let taken = try workspace.takeReceipt(draft.folder + "/" + name, by: key, now: now)
            drafts.remove(number)
            return TaskOutcome(
                DoneAnswer.recordedReceipt(taken), links: [("/submit", LocalText("回到上报", "Back"))])
        }
    }

    private func check(_ draft: DraftBox.Draft, _ name: String, _ form: Form) throws(Problem) -> String {
        let trusted = try form["key"].isEmpty ? [] : [PublicKey(form["key"])]
        let (items, drafts, isReplayed) = (visit.workspace.items, visit.desk.drafts, form["replay"] == "yes")
        let (path, number) = (draft.folder + "/" + name, number)
        return try visit.start(LocalText("核验 \(name)", "Checking \(name)"), back: "/submit") { progress in
            let report = try BundleCheckup.run(
                path, trusted: trusted, replay: isReplayed, items: items, progress: { progress($0, $1) })
            drafts.remove(number)
            return TaskOutcome(
                VerifyAnswer(name, report), isDone: report.isSound,
                links: [("/submit", LocalText("回到上报", "Back"))])
        }
    }
}
