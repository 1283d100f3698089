import Answers
import AssessmentKernel
import Bundle
import Console
import DistrictAnswers
import DistrictOffice

/// A file that a township sent besides its bundles: the statement of a new key, or the anchor of its journal.
struct SentStatement {
    let visit: Visit
    let number: String

    private var say: Language { visit.say }
    private var address: String { "/townships/sent/\(number)" }

    /// The file that was dragged in.
    private var path: (file: String, name: String)? {
        guard let draft = visit.desk.drafts.draft(number), let file = draft.files.first else { return nil }
        return (draft.folder + "/" + file.name, file.name)
    }

    func show() throws -> Reply {
        guard let (file, name) = path else { return .redirect("/townships") }
        // What is no statement is an anchor, or nothing of ours: taking it says which.
        guard let rotation = try? KeyRotation(file: file) else {
            return .page(
                "statement", title: say("登记日志留痕", "Keep an anchor"),
                values: [
                    "address": address, "do": "anchor", "file": name,
                    "words": say(
                        "登记后留存；与已收上报包所带的日志对不上的，会发出警报。",
                        "It is kept; where it contradicts the journal in a received bundle, there is an alarm."),
                    "go": say("登记", "Keep it"), "back": say("返回，不登记", "Leave it"),
                ])
        }
        return .page(
            "statement", title: say("登记“\(rotation.township)”的新密钥", "The new key of \(rotation.township)"),
            values: [
                "address": address, "do": "rotation", "file": name,
                "facts": [
                    ["name": say("原密钥", "Old key"), "value": rotation.old.identifier],
                    ["name": say("新密钥", "New key"), "value": rotation.new.identifier],
                ],
                "words": say(
                    "声明由原密钥签名，真实有效。登记后，此前已接收的不变，此后只认新密钥；请先电话向该乡镇核实确有此事。",
                    "The old key signed this statement. What was received stays; from now on the new key counts. Call the township first."
                ),
                "go": say("登记新密钥", "Register the new key"), "back": say("返回，不登记", "Leave it"),
            ])
    }

    func act(_ form: Form) throws -> String {
        // The file has just been dragged in: its page is opened.
        guard let (file, _) = path else { return "/townships" }
        if form["do"] == "try" { return address }
        let (office, drafts, number, now) = (visit.office, visit.desk.drafts, number, visit.desk.now())
        let isRotation = form["do"] == "rotation"
        let title =
            isRotation ? LocalText("登记新密钥", "Registering a new key") : LocalText("登记日志留痕", "Keeping an anchor")
        return try visit.start(title, back: "/townships") { _ in
            let links = [("/townships", LocalText("回到乡镇", "Back"))]
            if isRotation {
                let rotation = try KeyRotation(file: file)
                try office.trust(rotation, now: now)
                drafts.remove(number)
                return TaskOutcome(DoneAnswer.replacedKey(rotation), links: links)
            }
            let taken = try office.takeAnchor(file, now: now)
            drafts.remove(number)
            return TaskOutcome(DoneAnswer.keptAnchor(taken), isDone: taken.contradiction == nil, links: links)
        }
    }
}
