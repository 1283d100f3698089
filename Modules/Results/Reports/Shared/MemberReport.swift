public import AssessmentKernel
public import Closing
import PageTemplates
import Parallel
import Rulebook

/// A member's result with the origins of the records behind its deductions.
public struct MemberReport: Sendable {
    /// The result.
    public let result: MemberResult
    /// What the deductions cite, item by item.
    private let cited: [[CitedRecords]]
    // What several reports show alike, by language.
    private let items = MadeOnce<Language, [ToldItem]>()
    private let pay = MadeOnce<Language, (head: Markup, rows: Markup)>()

    /// Combines a result and the origins of its records.
    ///
    /// - Parameter origin: where a record came from, nil if that is unknown; asked for the records in their order.
    public init(_ result: MemberResult, origin: (RecordReference) throws -> RecordOrigin?) rethrows {
        self.result = result
        cited = try (result.assessed?.quarter.items ?? []).map { item in
            try item.deductions.map { try CitedRecords($0.evidence, origin) }
        }
    }

    /// An assessed member's items as a language tells them.
    func items(_ words: ReportWords) -> [ToldItem] {
        items.value(of: words.language) {
            zip(result.assessed?.quarter.items ?? [], cited).map { item, cited in
                ToldItem(score: item, deductions: zip(item.deductions, cited).map { ToldDeduction($0, $1, words) })
            }
        }
    }

    /// Adds the table of an assessed member's pay for a template.
    func addPay(
        to fields: inout PageFields, _ assessed: MemberResult.Assessed, _ words: ReportWords, _ parts: [PayView.Part]
    ) {
        let table = pay.value(of: words.language) { PayView(result.member, assessed, words, parts).table }
        fields.add("payHead", table.head)
        fields.add("payRows", table.rows)
    }

    // What some members have, as markup; a line is given texts that are escaped.

    /// Why the member has no band; empty for one who has.
    func unrated(_ head: ReportHead, line: (String) -> Markup) -> Markup {
        guard let assessed = result.assessed, assessed.band == nil else { return "" }
        let why = Band.whyUnrated(assessed.dutyDays, of: head.rules.rulebook.minimumDutyDays)
        return line(ShownText.html(head.words(why)))
    }

    /// What was charged for, one after the other: `8月3日 手机（SN-12）遗失，本人责任，860.00 元`.
    func charges(_ words: ReportWords, line: (String) -> Markup) -> Markup {
        Markup.joined((result.assessed?.charges ?? []).map { line(ShownText.html(words($0.told))) })
    }

    /// The findings, one after the other.
    func findings(_ words: ReportWords, line: (_ title: String, _ basis: String) -> Markup) -> Markup {
        result.findings.reduce(into: "") { found, finding in
            let basis = ShownText.short(words.basis(finding.basis), to: 400)
            found += line(ShownText.html(words(finding.kind.title)), ShownText.html(basis))
        }
    }
}

/// What the pages and slips of all members have in common, made once.
struct CommonParts: Sendable {
    /// The rows of the pay that they may show.
    let pay: [PayView.Part]
    /// The headings of the items, escaped.
    let headings: [String]

    init(_ head: ReportHead) {
        pay = PayView.parts(head)
        headings = head.rules.rulebook.items.map { ShownText.html(head.words.heading($0.about)) }
    }
}

extension Member {
    /// Adds the member's identity for a template, in texts short enough for a line.
    func add(to fields: inout PageFields, _ words: ReportWords, limit: Int = ShownText.longest) {
        fields.add("post", words(post.option.title))
        for (key, text) in [("name", name), ("code", code), ("office", office), ("village", village), ("grid", grid)] {
            fields.add(key, ShownText.short(text.string, to: limit))
        }
    }
}
