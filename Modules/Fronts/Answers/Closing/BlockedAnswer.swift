public import AssessmentKernel
import Closing
public import Closings

/// Why a quarter cannot be closed, a year reviewed or a notice issued; nothing was written.
public struct BlockedAnswer: Answer, Sendable {
    private let heading: LocalText
    private let blockers: [any Obstacle]

    /// Answers with the blockers of a closing.
    public init(_ blocked: ClosingBlocked) {
        heading = LocalText("暂不能结算", "Cannot close yet")
        blockers = blocked.blockers
    }

    /// Answers with the blockers of a review.
    public init(_ blocked: ReviewBlocked) {
        heading = LocalText("暂不能考评", "Cannot review yet")
        blockers = blocked.blockers
    }

    /// Answers with the blockers of a notice.
    public init(_ blocked: NoticeBlocked) {
        heading = LocalText("暂不能发放", "Cannot issue yet")
        blockers = blocked.blockers
    }

    /// The blockers as a checklist, each with its next step.
    public func page(in say: Language) -> AnswerPage {
        var list = Checklist()
        for blocker in blockers {
            list.add(.init(state: .blocked, code: blocker.code, text: say(blocker.text), next: say(blocker.next)))
        }
        var page = AnswerPage(say(heading) + say("：", ":"))
        page.add(list)
        page.add(say("未写入任何内容。", "Nothing was written."))
        return page
    }
}
