import Answers
import AssessmentKernel
import Console
import DistrictAnswers
import DistrictOffice
import Register

/// A key that is to count no longer: first what it has signed, then the reason.
struct KeyRevocation {
    let visit: Visit
    let number: String

    private var say: Language { visit.say }
    private var address: String { "/townships/revoke/\(number)" }

    func show() throws -> Reply {
        guard let key = try visit.office.trustedKeys().first(where: { $0.number == number && $0.isInUse }) else {
            return .redirect("/townships")
        }
        let signed = try visit.office.overview().receipts.filter { $0.signedBy == number }
        return .page(
            "revoke", title: say("停用“\(key.township)”的密钥", "Revoke the key of \(key.township)"),
            values: [
                "address": address,
                "words": say(
                    "停用后，此密钥所签的上报包一律拒收，直到该乡镇另做密钥并重新登记。已接收的不变；停用时间之后收到的会列出，请逐份核实。",
                    "What this key signs is refused from then on, until the township registers a new one. What was received stays; what came since that time is listed, to be looked at."
                ),
                "counts": say(
                    "此密钥所签、已接收的上报包：\(signed.count) 份。", "Received with this key: \(counted(signed.count, "bundle"))."),
                "receipts": ReceiptTable(visit).html(signed),
                "date": say("何时起停用（北京时间；不填为现在）", "From when on, Beijing time; now where it is blank"),
                "time": say("时刻", "Time of day"),
                "reason": say("理由", "Why"),
                "except": say(
                    "已电话核实、仍予接收的上报包校验值（64 位，一行一个；可不填）",
                    "Check values of bundles that are taken all the same, one a line; optional"),
                "go": say("停用", "Revoke"), "back": say("返回，不停用", "Leave it"),
            ])
    }

    func act(_ form: Form) throws -> String {
        let (office, now) = (visit.office, visit.desk.now())
        let since = try moment(form["date"], form["time"]) ?? now
        let exceptions = form["except"].split(whereSeparator: \.isWhitespace).map(String.init)
        let (number, reason) = (number, form["reason"])
        return try visit.start(LocalText("停用密钥 \(number)", "Revoking the key \(number)"), back: address) { _ in
            TaskOutcome(
                RevokedKeyAnswer(
                    try office.revoke(number, since: since, reason: reason, exceptions: exceptions, now: now)),
                links: [("/townships", LocalText("回到乡镇", "Back"))])
        }
    }

    /// A day and a time of day in Beijing as the register keeps times; nil for a blank day.
    private func moment(_ day: String, _ time: String) throws(Problem) -> String? {
        if day.isEmpty { return nil }
        guard let moment = BeijingTime.utc("\(day) \(time.isEmpty ? "00:00" : String(time.prefix(5)))") else {
            throw Problem(.usage, LocalText("时间不对：\(day) \(time)", "this is no time: \(day) \(time)"))
        }
        return moment
    }
}
