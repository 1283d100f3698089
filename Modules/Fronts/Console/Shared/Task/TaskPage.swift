import Answers
import AssessmentKernel

/// A task: how far it is, and then what it came to.
struct TaskPage<Place: DeskPlace>: Page {
    let name = "tasks"
    let title = LocalText("进行中的工作", "Task")
    var templates: [String: [UInt8]] { ["task": PackageResources.task_mustache] }

    func show(_ visit: PageVisit<Place>) throws -> Reply {
        let say = visit.say
        guard let number = visit.part(0).flatMap({ Int($0) }), let task = visit.desk.tasks.task(number) else {
            return .notFound
        }
        guard let outcome = task.outcome else {
            return .page(
                "task", title: say(task.title),
                values: [
                    "running-task": [
                        "number": String(number), "words": task.words(in: say),
                        "quiet": say(
                            "可以离开此页或关闭浏览器，工作会继续；回来后在页首能找到它。",
                            "You may leave: it goes on, and every page leads back to it."),
                        "label": say("进度", "Progress"), "known": String(task.lines.count),
                        "lines": task.lines.map { say($0) },
                    ], "refresh": true,
                ])
        }
        if let then = outcome.then { return .redirect(then) }
        return .page(
            "task", title: say(task.title),
            values: [
                "outcome": [
                    "look": outcome.isDone ? "good" : "danger",
                    "answer": outcome.pages[say].map { AnswerView(say: say, places: Place.place).html($0) } ?? "",
                    "links": outcome.links.map { ["address": $0.address, "words": say($0.words)] },
                ]
            ])
    }
}
