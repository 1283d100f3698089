package import Answers
package import AssessmentKernel
import Parallel
import Synchronization

/// What a task came to, as a page shows it.
package struct TaskOutcome: Sendable {
    /// Whether it was done; else nothing was changed.
    package var isDone = true
    /// The answer in each language.
    package var pages: [Language: AnswerPage] = [:]
    /// Where the browser goes then; nil for the task's own page, which shows the answer.
    package var then: String?
    /// Where the task's own page leads on to, each with its words.
    package var links: [(address: String, words: LocalText)] = []

    /// An outcome with an answer.
    package init(_ answer: some Answer, isDone: Bool = true, then: String? = nil, links: [(String, LocalText)] = []) {
        self.isDone = isDone
        for language in Language.allCases { pages[language] = answer.page(in: language) }
        self.then = then
        self.links = links.map { (address: $0.0, words: $0.1) }
    }

    /// An outcome that another page shows.
    package init(then: String) { self.then = then }
}

/// The one task that runs, and what the last ones came to.
///
/// One at a time: the lock of the workspace would refuse a second one anyway, and so the page can say what is running.
package final class TaskBoard: Sendable {
    /// A task as it stands.
    struct Job: Sendable {
        let number: Int
        let title: LocalText
        /// How much is done of how much, and in what; nil before the first word of it.
        var progress: (done: Int, all: Int?)?
        /// What came of its parts so far, a line each.
        var lines: [LocalText] = []
        var outcome: TaskOutcome?
    }

    private struct Book {
        var tasks: [Job] = []
        var next = 1
    }

    private static let kept = 20
    private let book = Mutex(Book())

    /// The task that runs; nil when none does.
    var running: Job? { book.withLock { book in book.tasks.last { $0.outcome == nil } } }

    /// A task by its number; nil when it is forgotten.
    func task(_ number: Int) -> Job? { book.withLock { book in book.tasks.first { $0.number == number } } }

    /// Begins a task on a thread of its own.
    ///
    /// - Parameter back: where to go on when it fails.
    /// - Returns: its number.
    /// - Throws: ``Problem`` while another one runs.
    func start(
        _ title: LocalText, back: String, _ body: @escaping @Sendable (TaskProgress) throws -> TaskOutcome
    ) throws(Problem) -> Int {
        let begun = book.withLock { book -> Int? in
            guard !book.tasks.contains(where: { $0.outcome == nil }) else { return nil }
            let number = book.next
            book.next += 1
            book.tasks.append(Job(number: number, title: title))
            if book.tasks.count > TaskBoard.kept { book.tasks.removeFirst() }
            return number
        }
        guard let number = begun else {
            let title = running?.title ?? LocalText("另一项工作", "another task")
            throw Problem(
                .cannotWrite,
                LocalText("“\(title.chinese)”正在进行，一次只做一项", "\(title.english) is running; one task at a time"),
                next: LocalText("待其结束后重试", "try again when it has ended"))
        }
        onThread { [self] in
            let outcome: TaskOutcome
            do {
                outcome = try body(TaskProgress { change in self.note(number, change) })
            } catch {
                outcome = TaskOutcome(
                    ProblemAnswer(Problem.told(error)), isDone: false, links: [(back, LocalText("返回", "Back"))])
            }
            note(number) { $0.outcome = outcome }
        }
        return number
    }

    private func note(_ number: Int, _ change: (inout Job) -> Void) {
        book.withLock { book in
            if let place = book.tasks.firstIndex(where: { $0.number == number }) { change(&book.tasks[place]) }
        }
    }

    /// The course of a task as server-sent events, which end with it.
    ///
    /// - Parameter known: how many of its lines the page has already.
    func events(of number: Int, after known: Int, in say: Language) -> AsyncStream<String> {
        let course = Course(known)
        return AsyncStream {
            if course.isOver.withLock({ $0 }) { return nil }
            for _ in 0..<40 {
                guard let task = self.task(number) else { break }
                let text = task.words(in: say)
                if let line = course.next(of: task.lines) { return "event: line\ndata: \(say(line).oneLine)" }
                if task.outcome != nil {
                    course.isOver.withLock { $0 = true }
                    return "event: end\ndata: \(task.outcome?.then ?? "/tasks/\(number)")"
                }
                let isNew = course.last.withLock { last in
                    defer { last = text }
                    return last != text
                }
                if isNew {
                    let share = task.progress.flatMap { now in now.all.map { "\(now.done) \($0)" } } ?? ""
                    return "event: progress\nid: \(share)\ndata: \(text)"
                }
                do { try await ContinuousClock().sleep(for: .milliseconds(250)) } catch { return nil }
            }
            guard self.task(number) != nil else { return nil }
            return ": still here"
        }
    }

    private final class Course: Sendable {
        let last = Mutex("")
        let isOver = Mutex(false)
        private let told: Mutex<Int>

        init(_ known: Int) { told = Mutex(known) }

        func next(of lines: [LocalText]) -> LocalText? {
            told.withLock { told in
                guard lines.indices.contains(told) else { return nil }
                defer { told += 1 }
                return lines[told]
            }
        }
    }
}

/// How a task tells how far it is.
package struct TaskProgress: Sendable {
    private let note: @Sendable (@Sendable (inout TaskBoard.Job) -> Void) -> Void

    fileprivate init(_ note: @escaping @Sendable (@Sendable (inout TaskBoard.Job) -> Void) -> Void) {
        self.note = note
    }

    /// Tells how much is done, and of how much where that is known.
    package func callAsFunction(_ done: Int, _ all: Int?) { note { $0.progress = (done, all) } }

    /// Tells what came of a part.
    package func tell(_ line: LocalText) { note { $0.lines.append(line) } }
}

extension String {
    /// The text on one line, as an event needs it.
    fileprivate var oneLine: String { split(whereSeparator: \.isNewline).joined(separator: " ") }
}

extension TaskBoard.Job {
    /// How far it is, in words.
    func words(in say: Language) -> String {
        guard let progress else { return say("正在准备……", "Preparing …") }
        return progress.all.map { say("已完成 \(progress.done) / \($0)", "\(progress.done) of \($0)") }
            ?? say("已读 \(progress.done) 行", counted(progress.done, "row") + " read")
    }
}

extension Problem {
    /// Any error as a problem.
    package static func told(_ error: any Error) -> Problem {
        (error as? Problem)
            ?? Problem(.fault, LocalText("内部错误：\(error)", "an internal error: \(error)"))
    }
}
