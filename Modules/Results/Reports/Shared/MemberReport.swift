public import AssessmentKernel
public import Closing
import PageTemplates
import Rulebook

/// A record's origin, as a report shows it.
public struct RecordOrigin: Hashable, Sendable {
    /// The file as the clerk named it; nil when the ledger does not know.
    public let file: String?
    /// The row, as a spreadsheet shows it.
    public let row: Int?
    /// The table's title.
    public let table: LocalText
    /// The cells that identify the record, on one line.
    public let cells: String

    /// Whether nothing of it is told but that it is there.
    var isCounted: Bool { file == nil && row == nil && cells.isEmpty }

    /// Describes a record's origin.
    public init(file: String?, row: Int?, table: LocalText, cells: String) {
        self.file = file
        self.row = row
        self.table = table
        self.cells = cells
    }
}

/// A member's result with the origin of every record behind its deductions.
public struct MemberReport: Sendable {
    /// The result.
    public let result: MemberResult
    /// The origins of its records.
    public let origins: [RecordReference: RecordOrigin]
    /// Whether one of them is told by its number alone.
    private let hasCounted: Bool
    /// The member's pay as a table, by language: page and slip show the same.
    private let pay = PayTables()

    /// Combines a result and its origins.
    public init(_ result: MemberResult, origins: [RecordReference: RecordOrigin]) {
        self.result = result
        self.origins = origins
        hasCounted = origins.values.contains(where: \.isCounted)
    }

    /// Whether a deduction rests on votes, of which only the number is told.
    func isCounted(_ deduction: Deduction) -> Bool {
        hasCounted && deduction.evidence.contains { origins[$0]?.isCounted == true }
    }

    /// The origins of a deduction's records, in the order of the records, and whether only their number is told.
    ///
    /// Of records that are told by their number alone, such as votes, there is one origin that says how many.
    func records(of deduction: Deduction, _ words: ReportWords) -> (origins: [RecordOrigin], areCounted: Bool) {
        let found = deduction.evidence.map { origins[$0] }
        let counted = hasCounted ? found.compactMap { $0 }.filter(\.isCounted) : []
        if let first = counted.first {
            let cells = words("共 \(counted.count) 条，只列数量", "\(counted.count) in all, of which only the number is told")
            return ([RecordOrigin(file: nil, row: nil, table: first.table, cells: cells)], true)
        }
        let told = zip(deduction.evidence, found).map { reference, origin in
            origin
                ?? RecordOrigin(
                    file: nil, row: nil, table: LocalText(reference.table, reference.table),
                    cells: ShownText.short(reference.parts.joined(separator: " ")))
        }
        return (told, false)
    }

    /// Adds the table of an assessed member's pay for a template.
    func addPay(
        to fields: inout PageFields, _ assessed: MemberResult.Assessed, _ words: ReportWords, _ parts: [PayView.Part]
    ) {
        let table = pay.table(in: words.language) { PayView(result.member, assessed, words, parts).table }
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
