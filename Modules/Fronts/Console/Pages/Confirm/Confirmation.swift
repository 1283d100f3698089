import Answers
import AssessmentKernel

/// A second look before something is done: what it will come to, and then the same form once more.
///
/// Nothing is written until the second time; the first only tries it.
struct Confirmation {
    let visit: Visit
    let form: Form
    /// The fields that are sent again.
    let fields: [String]
    /// Where they are sent.
    let address: String

    /// Whether the person has seen what it will come to.
    var isGiven: Bool { form["confirmed"] == "yes" }

    /// The page that asks.
    func page(_ answer: some Answer, title: String, go: String, back: String) -> Reply {
        let say = visit.say
        return .page(
            "confirm", title: title,
            values: [
                "answer": AnswerView(say: say).html(answer.page(in: say)), "address": address, "go": go, "back": back,
                "back-words": say("返回，不做更改", "Back, without a change"),
                "fields": fields.flatMap { name in form.all(name).map { ["name": name, "value": $0] } },
            ])
    }

    static let templates: [String: [UInt8]] = ["confirm": PackageResources.confirm_mustache]
}
