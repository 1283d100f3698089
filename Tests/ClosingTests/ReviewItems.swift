import AssessmentKernel
import Closing
import ResultTables
import Rulebook
import TestValues
import Testing
import TownshipTables

/// A vote, or a mark that costs the merit awards.
struct OpinionTable: EvidenceTable {
    static let shared = OpinionTable()
    let rater: Column<Text?>
    let points: Column<Hundredths?>
    let schema: TableSchema

    init() {
        var table = TableBuilder("opinion", "意见", "Opinions")
        table.lookBack = .calendarYear
        table.key("opinion", "编号", "Number")
        table.member()
        table.date("date", "日期", "Date", .attribution)
        rater = table.optionalCode("rater", "谁", "Rater")
        points = table.optionalNumber("points", "分", "Points")
        schema = table.finished()
    }
}

/// Rates satisfaction by its rows' mean, 100 for a whole vote; a row without a rater is an absence.
struct Opinion: RatesSatisfaction, JudgesYear {
    static let about = ItemDescriptor(1, "opinion", "意见", "Opinion", version: "7")
    static let tables = [OpinionTable.shared.schema]
    static let parameters: [ParameterDeclaration] = []
    static let deductions: [DeductionKind] = []
    static let annualFinding = FindingKind("merit", about.clause, "缺席", "absent", costsAwards: true)
    static let examples: [Example] = []
    static let usualMaximum = "90"

    init(_ parameters: ParameterValues) throws(ParameterFault) {}

    func assess(_ evidence: MemberEvidence, _ sheet: inout ScoreSheet) {}

    func judgeYear(_ evidence: MemberEvidence) -> Basis? {
        let absences = evidence.rowsOfYear(of: OpinionTable.self).filter { $0.rater == nil && !$0.isExcused }
        return absences.isEmpty ? nil : Basis(absences)
    }

    func satisfaction(_ evidence: MemberEvidence) -> SatisfactionVotes? {
        var heads: [String: SatisfactionVotes.Heads] = [:]
        var earned: Int128 = 0
        var whole: Int128 = 0
        for row in evidence.rows(of: OpinionTable.self) {
            guard let rater = row.rater else { continue }
            let value = row.points?.value ?? 0
            earned += Int128(value)
            whole += 10_000
            heads[rater.string, default: .init()].counted += 1
            if value >= 6_000 { heads[rater.string, default: .init()].content += 1 }
        }
        return SatisfactionVotes(earned: earned, of: whole, heads: heads)
    }
}

/// Another that rates satisfaction.
struct SecondOpinion: RatesSatisfaction {
    static let about = ItemDescriptor(2, "second", "二", "Second", version: "1")
    static let tables = [RollTable.shared.schema]
    static let parameters: [ParameterDeclaration] = []
    static let deductions: [DeductionKind] = []
    static let examples: [Example] = []
    static let usualMaximum = "10"

    init(_ parameters: ParameterValues) throws(ParameterFault) {}

    func assess(_ evidence: MemberEvidence, _ sheet: inout ScoreSheet) {}

    func satisfaction(_ evidence: MemberEvidence) -> SatisfactionVotes? { nil }
}

/// Another item with the same finding as ``Tally``.
struct OtherFlag: JudgesYear {
    static let about = ItemDescriptor(3, "other", "三", "Other", version: "1")
    static let tables: [TableSchema] = []
    static let parameters: [ParameterDeclaration] = []
    static let deductions: [DeductionKind] = []
    static let annualFinding = FindingKind("flag", about.clause, "记", "flagged")
    static let examples: [Example] = []
    static let usualMaximum = "10"

    init(_ parameters: ParameterValues) throws(ParameterFault) {}

    func assess(_ evidence: MemberEvidence, _ sheet: inout ScoreSheet) {}

    func judgeYear(_ evidence: MemberEvidence) -> Basis? { nil }
}

/// A year of a township, closings and all, as its review sees it.
struct ReviewScene {
    let rules: YearRules
    var years: [MemberYear] = []

    static let items = ["  tally: {maximum: 90, absence: 0}\n": "  opinion: {maximum: 90}\n"]

    init(_ changes: [String: String] = [:], year: Int = 2021) throws {
        let book = try Book.rulebook(
            changes.merging(Self.items) { $1 }, installed: [Opinion.self, Roll.self])
        rules = try YearRules(try #require(Year(year)), rulebook: book, calendar: WorkCalendar())
    }

    /// Adds a member with the same total in some quarters, and the months' scores that go with it.
    ///
    /// - Parameters:
    ///   - totals: by the number of the quarter; a total in brackets is in the lowest band.
    ///   - opinions: lines of `number,date,rater,points`.
    mutating func add(
        _ member: Member, totals: [Int: String], months: [String]? = nil, opinions: String = "",
        excused: Excuses = .none
    ) throws {
        var closed = ClosedYear()
        for (number, text) in totals.sorted(by: { $0.key < $1.key }) {
            let isFailing = text.hasPrefix("(")
            let total = try #require(Points(text: text.trimmingPrefix("(").description.replacing(")", with: "")))
            closed.quarters.append(.init(try quarter("2021Q\(number)"), total: total, isFailing: isFailing))
            if months == nil { closed.months += [total, total, total] }
        }
        closed.months += try (months ?? []).map { try #require(Points(text: $0)) }
        let subject = YearCase(
            member, closed: closed, leave: try block(LeaveTable.shared.schema, "from,through\n", of: member.code),
            blocks: [
                try block(OpinionTable.shared.schema, "opinion,date,rater,points\n" + opinions, of: member.code)
            ], excused: excused, rules: rules)
        if let year = rules.look(at: subject) { years.append(year) }
    }

    /// Adds a member with one total in all four quarters.
    mutating func add(_ code: String, _ total: String, opinions: String = "", left: String? = nil) throws {
        try add(
            TestValues.member(code, left: left), totals: [1: total, 2: total, 3: total, 4: total],
            opinions: opinions)
    }

    func review() throws -> AnnualReview { try AnnualReview(years, rules) }

    /// A file without its header.
    func lines(_ table: some ResultRows<AnnualReview>) throws -> [String] {
        String(decoding: table.file(try review()), as: UTF8.self).split(separator: "\n").dropFirst().map(String.init)
    }

    /// The excellent members' codes, the best first.
    func award() throws -> String { try review().award.map(\.member.code.string).joined(separator: " ") }
}
