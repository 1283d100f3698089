import AssessmentKernel
import Closing
import Closings
import Desk
import Foundation
import Importing
import Ledger
import Rulebook
import Testing
import Workspace

/// A table of an item that no other module knows.
private struct GarbageTable: EvidenceTable {
    static let shared = GarbageTable()
    let weighed: Column<Bool>
    let schema: TableSchema

    init() {
        var table = TableBuilder("garbage", "垃圾分类", "Sorted waste")
        table.lookBack = .calendarYear
        table.key("round", "编号", "Number")
        table.member()
        table.date("date", "日期", "Date", .attribution)
        weighed = table.yesNo("weighed", "已称重", "Weighed")
        schema = table.finished()
    }
}

/// An item with a warning and a rule about the year, both its own.
private struct Garbage: JudgesYear {
    static let about = ItemDescriptor(1, "garbage", "垃圾分类", "Sorting of waste", version: "1")
    static let tables = [GarbageTable.shared.schema]
    static let parameters: [ParameterDeclaration] = []
    static let deductions: [DeductionKind] = []
    static let weigh = WarningKind(
        "garbage.unweighed", "垃圾未称重", "Waste was not weighed", next: LocalText("请补称", "weigh it"))
    static let warnings = [weigh]
    static let annualFinding = FindingKind(
        "unweighed-year", about.clause, "全年两次未称重", "not weighed twice in the year", costsAwards: true)
    static let examples: [Example] = []
    static let usualMaximum = "100"

    init(_ parameters: ParameterValues) throws(ParameterFault) {}

    func assess(_ evidence: MemberEvidence, _ sheet: inout ScoreSheet) {
        for round in evidence.rows(of: GarbageTable.self) where !round.weighed {
            sheet.warn(Self.weigh, about: Basis([round]))
        }
    }

    func judgeYear(_ evidence: MemberEvidence) -> Basis? {
        let rounds = evidence.rowsOfYear(of: GarbageTable.self).filter { !$0.weighed && !$0.isExcused }
        return rounds.count >= 2 ? Basis(rounds) : nil
    }
}

/// A new item's own warning and annual rule appear everywhere, and only its own module knows them.
@Suite struct NewRuleTests {
    private let folder = NSTemporaryDirectory() + "new-rule-" + UUID().uuidString
    private let quarter: Quarter
    private let today = CivilDate(dayNumber: 19_000)

    init() throws { quarter = try #require(Quarter(text: "2021Q4")) }

    private func workspace(_ items: [any AssessmentItem.Type] = [Garbage.self]) throws -> Workspace {
        try Workspace(at: folder + "/w", items: items)
    }

    /// A workspace with one member who joined in the year's last quarter, with two rounds that were not weighed.
    private func filled() throws -> Workspace {
        try FileManager.default.createDirectory(atPath: folder + "/in", withIntermediateDirectories: true)
        let shipped = String(decoding: Rulebook.shipped, as: UTF8.self)
        let before = try #require(shipped.range(of: "\nitems:"))
        let after = try #require(shipped.range(of: "\nannual:"))
        let end = shipped.range(of: "\ninterpretations:")?.lowerBound ?? shipped.endIndex
        let book =
            shipped[..<before.lowerBound] + "\nitems:\n  garbage: {maximum: 100}\n" + shipped[after.lowerBound..<end]
        let files = [
            "book.yaml": String(book) + "\n",
            "in/member.csv": "工号,姓名,岗位,办事处,村,网格,上岗日期,离岗日期\nM1,王芳,专职,一办,东村,1,2021-10-01,\n",
            "in/garbage.csv":
                "round,member,date,weighed\nG1,M1,2021-10-05,no\nG2,M1,2021-11-05,no\nG3,M1,2021-12-06,yes\n",
        ]
        for (name, text) in files { try Data(text.utf8).write(to: URL(filePath: folder + "/" + name)) }
        let workspace = try workspace()
        try workspace.initialise(township: "冯卯镇", rulebook: folder + "/book.yaml")
        let report = try workspace.importTables([folder + "/in"], ImportOptions(), now: TestTownship.now)
        try #require(report.isKept)
        return workspace
    }

    private func text(_ name: String) throws -> String {
        try String(contentsOfFile: folder + "/w/closings/" + name, encoding: .utf8)
    }

    @Test func theyAreSeenInStatusFilesPageReviewAndExplanation() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let town = try filled()
        let status = try town.status(quarter, acceptedEmpty: [], today: today)
        #expect(status.warnings.filter { $0.kind == Garbage.weigh }.map(\.detail.text) == ["garbage:G1", "garbage:G2"])
        #expect(status.warnings.first { $0.kind == Garbage.weigh }?.kind.next?.english == "weigh it")

        let report = try town.close(quarter, acceptedEmpty: [], today: today, now: TestTownship.now, writing: .all)
        #expect(report.findings[Garbage.annualFinding] == 1)
        let finding = "M1,unweighed-year,garbage:G1 garbage:G2\n"
        #expect(try text("2021Q4-r1/findings.csv").contains(finding))
        #expect(try text("2021Q4-r1/warnings.csv").contains("M1,garbage.unweighed,garbage:G1\n"))
        #expect(try text("2021Q4-r1/report.html").contains("<b>全年两次未称重</b> <span>G1、G2</span>"))

        let review = try town.review(try #require(Year(2021)), today: today, now: TestTownship.now)
        #expect(review.review.members.map(\.hasMeritFlag) == [true])
        #expect(try text("2021-r1/findings.csv").contains(finding))
        #expect(try text("2021-r1/report.html").contains("全年两次未称重"))
        #expect(try text("2021-r1/annual.csv").contains(",yes,no,no\n"))

        let told = try town.explain("M1", .quarter(quarter), item: nil)
        let explained = try #require(told.findings.first { $0.key == "unweighed-year" })
        #expect(explained.title == Garbage.annualFinding.title)
        #expect(explained.basis == "garbage:G1 garbage:G2")
    }
}

@Suite struct FindingKindsTests {
    @Test func aKindThatNoInstalledItemKnowsIsShownByItsKey() {
        let kinds = FindingKinds([Garbage.self])
        #expect(kinds.title(of: "unweighed-year") == Garbage.annualFinding.title)
        #expect(kinds.title(of: "streak") == FindingKind.streak.title)
        #expect(kinds.title(of: "merit") == LocalText("merit", "merit"))
        #expect(FindingKinds([]).title(of: "unweighed-year") == LocalText("unweighed-year", "unweighed-year"))
    }
}
