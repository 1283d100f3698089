import Answers
import Archive
import AssessmentKernel
import Bundle
import Desk
import Workspace

/// 上报: the bundles, the signing key, and a check of any bundle that is dragged in.
struct SubmitPage: Page {
    let name = "submit"
    let title = LocalText("上报", "Report")
    var templates: [String: [UInt8]] {
        ["submit": PackageResources.submit_mustache, "check": PackageResources.check_mustache]
    }

    func show(_ visit: Visit) throws -> Reply {
        let say = visit.say
        if visit.part(0) == "check", let number = visit.part(1) { return try checking(visit, number) }
        if visit.part(0) == "kaohe.pub" {
            let line = try visit.workspace.publicKey().line
            return .bytes(Array("untrusted comment: kaohe\n\(line)\n".utf8), type: "text/plain", keepAs: "kaohe.pub")
        }
        let bundles = try visit.workspace.resultFiles().filter(\.hasBundle).map {
            ["address": "/files/\($0.name).zip", "words": $0.name]
        }
        var values = DropView.values(visit, then: "/submit/check/")
        values["bundles-title"] = say("上报包", "Bundles")
        values["bundles"] = bundles
        values["none"] = bundles.isEmpty ? say("还没有上报包；结算时生成。", "There are none yet: a closing makes one.") : ""
        values["key-title"] = say("签名密钥", "Signing key")
        if let key = try visit.workspace.signingKey()?.publicKey {
            values["key"] = [
                "answer": AnswerView(say: say).html(KeyAnswer(key).page(in: say)),
                "keep": say("下载公钥", "Keep the public key"),
                "words": say(
                    "公钥请另行送交区委政法委，不要与上报包一起送。", "Hand the public key to the district by another road than the bundle."),
            ]
        } else {
            values["no-key"] = [
                "words": say(
                    "还没有签名密钥。新建后，以后的结算都自动签名；区级据此确认出自本镇。",
                    "There is no signing key. Once made, it signs every closing, and the district knows the sender by it."
                ),
                "go": say("新建密钥", "Make a key"),
            ]
        }
        values["check-title"] = say("核验上报包", "Check a bundle")
        values["check-words"] = say(
            "拖入任何一个上报包：查它是否完整、未改、出自何人。", "Drag in any bundle: is it complete, unchanged, and whose is it?")
        return .page("submit", title: say(title), values: values)
    }

    func act(_ visit: Visit, _ form: Form) throws -> Reply {
        if visit.part(0) == "key" {
            _ = try visit.workspace.makeSigningKey(now: visit.desk.now())
            return .redirect("/submit")
        }
        guard visit.part(0) == "check", let number = visit.part(1) else { return .notFound }
        if form["do"] == "check" { return .redirect(try check(visit, number, form)) }
        return .redirect("/submit/check/\(number)")
    }

    private func checking(_ visit: Visit, _ number: String) throws -> Reply {
        let say = visit.say
        guard let draft = visit.desk.drafts.draft(number), let file = draft.files.first else {
            return .redirect("/submit")
        }
        let own = try visit.workspace.signingKey()?.publicKey.line ?? ""
        return .page(
            "check", title: say("核验 \(file.name)", "Check \(file.name)"),
            values: [
                "address": "/submit/check/\(number)",
                "key": say("可信的公钥（一行；本镇的已填好，核验他镇的请换成其公钥）", "The trusted public key, one line"),
                "own": own,
                "replay": say("用包内证据重新计算并逐字节比对", "Compute the results again and compare them byte for byte"),
                "go": say("核验", "Check"),
            ])
    }

    private func check(_ visit: Visit, _ number: String, _ form: Form) throws(Problem) -> String {
        guard let draft = visit.desk.drafts.draft(number), let file = draft.files.first else { return "/submit" }
        let trusted = try form["key"].isEmpty ? [] : [PublicKey(form["key"])]
        let (items, desk, isReplayed) = (visit.workspace.items, visit.desk, form["replay"] == "yes")
        let path = draft.folder + "/" + file.name
        return try visit.start(LocalText("核验 \(file.name)", "Checking \(file.name)"), back: "/submit") { progress in
            let report = try BundleCheckup.run(
                path, trusted: trusted, replay: isReplayed, items: items, progress: { progress($0, $1) })
            desk.drafts.remove(number)
            return TaskOutcome(
                VerifyAnswer(file.name, report), isDone: report.isSound,
                links: [("/submit", LocalText("回到上报", "Back"))])
        }
    }
}
