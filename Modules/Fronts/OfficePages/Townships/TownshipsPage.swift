import Answers
import AssessmentKernel
import Bundle
import Console
import DistrictAnswers
import DistrictOffice
import Register

/// 乡镇: whose key is trusted, who should report; and what townships send besides bundles: the statement of a new key, the
/// anchor of a journal.
struct TownshipsPage: Page {
    let name = "townships"
    let title = LocalText("乡镇", "Townships")
    var templates: [String: [UInt8]] {
        [
            "townships": PackageResources.townships_mustache, "revoke": PackageResources.revoke_mustache,
            "statement": PackageResources.statement_mustache,
        ]
    }

    func show(_ visit: Visit) throws -> Reply {
        switch (visit.part(0), visit.part(1)) {
        case (nil, _): try overview(visit)
        case ("revoke", let number?): try KeyRevocation(visit: visit, number: number).show()
        case ("sent", let number?): try SentStatement(visit: visit, number: number).show()
        default: .notFound
        }
    }

    func act(_ visit: Visit, _ form: Form) throws -> Reply {
        switch (visit.part(0), visit.part(1)) {
        case ("trust", nil):
            do throws(Problem) {
                try visit.office.trust(
                    form["township"], key: try PublicKey(form["key"]), confirmed: form["fingerprint"],
                    now: visit.desk.now())
            } catch {
                // What was typed stays, but for the digits: they are to be read once more.
                return try overview(visit, refused: (form, error))
            }
            return .redirect("/townships")
        case ("expect", nil): return .redirect(try expect(visit, form))
        case ("revoke", let number?): return .redirect(try KeyRevocation(visit: visit, number: number).act(form))
        case ("sent", let number?): return .redirect(try SentStatement(visit: visit, number: number).act(form))
        default: return .notFound
        }
    }

    private func overview(_ visit: Visit, refused: (form: Form, why: Problem)? = nil) throws -> Reply {
        let say = visit.say
        let keys = try visit.office.trustedKeys()
        let expected = try visit.office.expectedTownships()
        let actions = keys.map { key in
            key.isInUse
                ? "<a href=\"/townships/revoke/\(key.number)\">\(say("停用", "Revoke"))<span class=\"unseen\"> \(ShownHTML.text(key.township))</span></a>"
                : ""
        }
        let shown = TrustedKeysAnswer(keys).page(in: say).parts.map { part in
            guard case .table(let table) = part else { return "" }
            return AnswerView(say: say).html(table, named: say("乡镇公钥列表", "The keys"), actions: actions)
        }.joined()
        var values = DropView.values(
            visit, then: "/townships/sent/",
            words: LocalText("把声明或留痕文件拖到这里", "Drag the statement or the anchor here"), takesFolders: false)
        values["keys-title"] = say("已登记的公钥", "Registered keys")
        values["keys"] = keys.isEmpty ? "" : shown
        values["none"] = keys.isEmpty ? say("还没有登记。", "None yet.") : ""
        values["trust"] = [
            "title": say("登记一个乡镇的公钥", "Register a township's key"),
            "typed-township": refused?.form["township"] ?? "", "typed-key": refused?.form["key"] ?? "",
            "problem": refused.map { AnswerView(say: say).html(ProblemAnswer($0.why).page(in: say)) } ?? "",
            "steps": [
                say(
                    "乡镇另行送来公钥文件（kaohe.pub），不与上报包一起。",
                    "The township sends its key (kaohe.pub) by another road than its bundles."),
                say(
                    "用您自己手里的号码给该乡镇打电话，请对方打开工作台的“上报”页，读出指纹（30 位数字）。",
                    "Call the township on a number of your own, and have them read the fingerprint, 30 digits, on their page Report."
                ),
                say("把听到的数字填在下面；与公钥对不上的，不予登记。", "Type what you hear: a key that does not match is not registered."),
            ],
            "township": say("乡镇", "Township"),
            "names": expected.filter { name in !keys.contains { $0.township == name } },
            "key": say("公钥（kaohe.pub 里以 RW 开头的一行）", "The public key, the line of kaohe.pub that begins with RW"),
            "fingerprint": say("电话里读出的指纹", "The fingerprint as they read it"), "go": say("登记", "Register"),
        ]
        values["expect"] = [
            "title": say("应报乡镇", "Who should report"),
            "answer": AnswerView(say: say).html(DoneAnswer.expected(expected).page(in: say)),
            "names": say("乡镇（几个用顿号或逗号隔开）", "Townships, with commas between"), "add": say("列入", "Add"),
            "remove": say("取消", "Remove"),
        ]
        values["sent-title"] = say("更换密钥的声明、每月的日志留痕", "New keys, and the anchors of each month")
        values["sent-words"] = say(
            "乡镇更换密钥时报来的声明（rotation-….txt），或每月报来的日志留痕，拖到下面登记。",
            "The statement by which a township replaces its key (rotation-….txt), or the anchor of its journal.")
        return .page("townships", title: say(title), values: values)
    }

    private func expect(_ visit: Visit, _ form: Form) throws -> String {
        let names = form["names"].split(whereSeparator: { "、，,；;\n".contains($0) }).map { name in
            String(name.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
        }.filter { !$0.isEmpty }
        guard !names.isEmpty else { throw Problem(.usage, LocalText("请填写乡镇名称", "a township is needed")) }
        try visit.office.expect(names, isExpected: form["do"] != "remove", now: visit.desk.now())
        return "/townships"
    }
}
