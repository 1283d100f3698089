package import Answers
import AssessmentKernel

/// A second look before something is done: what it will come to, and then the same form once more.
///
/// Nothing is written until the second time; the first only tries it.
package struct Confirmation<Place: DeskPlace> {
    private let visit: PageVisit<Place>
    private let form: Form
    private let fields: [String]
    private let address: String

    /// Looks whether a form has been confirmed.
    ///
    /// - Parameters:
    ///   - fields: the fields that are sent again.
    ///   - address: where they are sent.
    package init(visit: PageVisit<Place>, form: Form, fields: [String], address: String) {
        self.visit = visit
        self.form = form
        self.fields = fields
        self.address = address
    }

    /// Whether the person has seen what it will come to.
    package var isGiven: Bool { form["confirmed"] == "yes" }

    /// The page that asks.
    package func page(_ answer: some Answer, title: String, go: String, back: String) -> Reply {
        let say = visit.say
        return .page(
            "confirm", title: title,
            values: [
                "answer": AnswerView(say: say, places: Place.place).html(answer.page(in: say)), "address": address,
                "go": go, "back": back,
                "back-words": say("返回，不做更改", "Back, without a change"),
                "fields": fields.flatMap { name in form.all(name).map { ["name": name, "value": $0] } },
            ])
    }
}
