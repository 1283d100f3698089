public import Answers
public import AssessmentKernel
import Closing
public import DistrictOffice
public import Register
public import Rulebook

/// The receipts that were given.
public struct ReceiptListAnswer: Answer {
    private let receipts: [Receipt]

    /// Answers with receipts in their order.
    public init(_ receipts: [Receipt]) { self.receipts = receipts }

    /// One row per receipt.
    public func page(in say: Language) -> AnswerPage {
        var table = AnswerTable([
            .init(say("乡镇", "township")), .init(say("上报包", "bundle")), .init(say("应发合计", "pay"), .number),
            .init(say("接收时间", "received at")), .init(say("经办", "by")),
        ])
        for receipt in receipts {
            table.add([
                receipt.township, receipt.name, receipt.payDue.description, LocalTime.text(receipt.receivedAt),
                receipt.receivedBy,
            ])
        }
        var page = AnswerPage()
        page.add(table)
        return page
    }
}

/// A rulebook that is not approved: what it changes, and the bundles that wait for it.
public struct UnapprovedRulebookAnswer: Answer {
    private let rulebook: UnapprovedRulebook
    private let title: String?
    private let waiting: [HeldBundle]

    /// Answers with the rulebook of bundles on hold.
    public init(_ held: HeldRulebook) {
        (rulebook, title, waiting) = (held.rulebook, nil, held.bundles)
    }

    /// Answers with a rulebook from a file.
    public init(_ book: Rulebook, beside rulebook: UnapprovedRulebook) {
        (self.rulebook, title, waiting) = (rulebook, "\(book.key)（\(book.title)）", [])
    }

    /// What it changes, then one line per bundle.
    public func page(in say: Language) -> AnswerPage {
        var lines = title.map { [$0] } ?? []
        lines.append(say("校验值 \(rulebook.sha256.prefix(16))…", "check value \(rulebook.sha256.prefix(16))…"))
        if rulebook.wasWithdrawn {
            lines.append(say("这份细则曾核准，后已撤销", "it was approved once, and withdrawn"))
        }
        var page = AnswerPage((lines + rulebook.lines(in: say)).joined(separator: "\n"))
        for bundle in waiting {
            page.add(say("因它暂存：\(bundle.township) \(bundle.name)", "on hold for it: \(bundle.township) \(bundle.name)"))
        }
        return page
    }
}
