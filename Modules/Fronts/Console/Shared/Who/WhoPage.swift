import Answers
import AssessmentKernel

/// Who works: asked once, and written into the journal with whatever is done.
struct WhoPage<Place: DeskPlace>: Page {
    let name = "who"
    let title = LocalText("经办人", "Who works")
    var templates: [String: [UInt8]] { ["who": PackageResources.who_mustache] }

    func show(_ visit: PageVisit<Place>) throws -> Reply {
        let say = visit.say
        return .page(
            "who", title: say(title),
            values: [
                "words": say(
                    "请填写您的姓名。所做的每一项更改都会连同姓名记入日志。", "Your name stands in the journal with each change you make."),
                "label": say("姓名", "Name"), "name": visit.place.operatorName, "then": visit.query["then"] ?? "/",
                "go": say("确定", "Continue"),
            ])
    }
}
