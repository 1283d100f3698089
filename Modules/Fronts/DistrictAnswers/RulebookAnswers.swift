public import Answers
public import AssessmentKernel
import Closing
import DistrictOffice
public import Register
public import Rulebook

/// The rulebooks that the district approved, and the bundles that wait for one.
public struct ApprovedRulebooksAnswer: EncodableAnswer {
    private let books: [ApprovedRulebook]
    private let held: [HeldBundle]

    /// Answers with the rulebooks and the bundles on hold.
    public init(_ books: [ApprovedRulebook], held: [HeldBundle]) {
        self.books = books
        self.held = held
    }

    /// One row per rulebook, then one line per bundle on hold.
    public func page(in say: Language) -> AnswerPage {
        var table = AnswerTable([
            .init(say("文件", "file")), .init(say("校验值", "check value")), .init(say("状态", "state")),
            .init(say("时间", "time")), .init(say("经办", "by")),
        ])
        for book in books {
            let state =
                book.isApproved
                ? say("已核准", "approved") : say("已撤销：\(book.reason)", "withdrawn: \(book.reason)")
            table.add([
                book.file, String(book.sha256.prefix(16)), state,
                book.decidedAt.isEmpty ? say("随程序附带", "shipped") : LocalTime.text(book.decidedAt), book.decidedBy,
            ])
        }
        var page = AnswerPage()
        page.add(table)
        for bundle in held {
            page.add(
                say("暂存：\(bundle.township) \(bundle.name)——", "on hold: \(bundle.township) \(bundle.name) — ")
                    + say(bundle.reason))
        }
        return page
    }

    /// The rulebooks and the bundles on hold, for programs; times in UTC.
    public func json(in say: Language) -> any Encodable {
        ApprovedRulebooksJSON(
            rulebooks: books.map {
                .init(
                    file: $0.file, sha256: $0.sha256, isApproved: $0.isApproved, reason: $0.reason,
                    decidedAt: $0.decidedAt, decidedBy: $0.decidedBy)
            },
            held: held.map {
                .init(
                    file: $0.file, township: $0.township, period: $0.period, bundle: $0.name, rulebook: $0.rulebook,
                    reason: say($0.reason))
            })
    }
}

/// The approved rulebooks as JSON.
private struct ApprovedRulebooksJSON: Encodable {
    struct Book: Encodable {
        let file, sha256: String
        let isApproved: Bool
        let reason, decidedAt, decidedBy: String
    }

    struct Held: Encodable { let file, township, period, bundle, rulebook, reason: String }

    let rulebooks: [Book]
    let held: [Held]
}

/// A rulebook that was approved, and what became of the bundles that waited for it.
public struct ApprovalAnswer: EncodableAnswer {
    private let book: Rulebook
    private let taken: ReceiveAnswer

    /// Answers with the rulebook and the bundles.
    public init(_ book: Rulebook, taken: ReceiveAnswer) {
        self.book = book
        self.taken = taken
    }

    /// The approval, then one line per bundle.
    public func page(in say: Language) -> AnswerPage {
        var page = DoneAnswer.approved(book).page(in: say)
        if !taken.isEmpty { page.add(taken.page(in: say)) }
        return page
    }

    /// The rulebook and the bundles, for programs.
    public func json(in say: Language) -> any Encodable {
        ApprovalJSON(rulebook: book.key, title: book.title, received: taken.received(in: say))
    }
}

/// An approval as JSON.
private struct ApprovalJSON: Encodable {
    let rulebook, title: String
    let received: [ReceivedJSON]
}

extension UnapprovedRulebook {
    /// What it changes, one line per parameter.
    func lines(in say: Language) -> [String] {
        guard let nearest else { return [say("没有已核准的细则可比", "no rulebook is approved to compare it with")] }
        if differences.isEmpty {
            return [
                say(
                    "与已核准的 \(nearest) 只有说明文字不同，参数一致",
                    "it differs from \(nearest) in explanations alone; all parameters are equal")
            ]
        }
        let none = say("无", "none")
        return [
            say(
                "与已核准的 \(nearest) 相差 \(differences.count) 项参数：",
                "it differs from \(nearest) in \(counted(differences.count, "parameter")):")
        ]
            + differences.prefix(UnapprovedRulebook.most).map { difference in
                "  \(say(difference.title))：\(difference.old ?? none) → \(difference.new ?? none)（\(difference.path)）"
            }
            + (differences.count > UnapprovedRulebook.most
                ? [
                    say(
                        "  其余 \(differences.count - UnapprovedRulebook.most) 项略",
                        "  and \(differences.count - UnapprovedRulebook.most) more")
                ] : [])
    }

    private static let most = 20
}

extension DoneAnswer {
    /// A rulebook was approved.
    public static func approved(_ book: Rulebook) -> DoneAnswer {
        DoneAnswer(
            LocalText("已核准细则 \(book.key)（\(book.title)）。", "The rulebook \(book.key) (\(book.title)) is approved."))
    }

    /// The approval of a rulebook was withdrawn.
    public static func withdrew(_ book: ApprovedRulebook) -> DoneAnswer {
        DoneAnswer(
            LocalText(
                "已撤销对 \(book.file) 的核准；此前按它收到的包不变。",
                "The approval of \(book.file) is withdrawn; what was received under it stays."),
            facts: ["file": .text(book.file), "sha256": .text(book.sha256)])
    }
}
