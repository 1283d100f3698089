import AssessmentKernel
import Closing
import Closings
import Ledger
import Papers
import RecordStore
import ResultTables
import Rulebook
import TownshipTables
import Workspace

/// Reads a closed quarter for its papers: what the closing sealed, and the names of the roster.
struct QuarterReading {
    private let workspace: Workspace
    private let ledger: Ledger
    private let head: ClosingHead
    private let run: QuarterRun
    /// The titles of all kinds of deduction, by code.
    private let titles: [String: LocalText]
    /// The tables whose rows are votes.
    private let votes: Set<String>

    init(_ workspace: Workspace, _ ledger: Ledger, _ head: ClosingHead) throws {
        self.workspace = workspace
        titles = Dictionary(
            workspace.items.flatMap { $0.deductions }.map { ($0.code, $0.title) },
            uniquingKeysWith: { first, _ in first })
        votes = Set(workspace.tables.filter { $0.disclosure == .counts }.map(\.key))
        self.ledger = ledger
        self.head = head
        run = try QuarterRun(head.quarter, workspace, ledger)
    }

    /// The quarter, with everything but the deductions.
    ///
    /// - Parameter withAccounts: whether the members' accounts are read.
    func quarter(withAccounts: Bool) throws -> PaperQuarter {
        let rulebook = run.rules.rulebook
        let equipment = try ledger.reading { try $0.wholeTable(EquipmentTable.shared.schema) }
        let losses = EquipmentLosses.byMember(
            Rows<EquipmentTable>(all: TableEvidence(equipment) { _, _ in [] }), in: head.quarter)
        let undecided = losses.values.reduce(0) { $0 + $1.undecided.count }
        let members = try members(losses, withAccounts: withAccounts)
        return PaperQuarter(
            township: try ledger.township(), quarter: head.quarter, name: head.name, reason: head.reason,
            closedOn: head.closedOn, rules: (rulebook.title, rulebook.source),
            bands: rulebook.bands.bands.map(\.name),
            items: rulebook.items.map { ($0.about, $0.maximum) }, minimumDutyDays: rulebook.minimumDutyDays,
            members: members, history: try history(), open: try open(members, undecided: undecided))
    }

    /// The calendar that the quarter's rules use.
    var calendar: WorkCalendar { run.rules.calendar }

    /// A member's deductions as the closing recorded them, by item and day.
    func deductions(of member: Text) throws -> [PaperDeduction] {
        try ledger.deductions(of: member, in: head).map { taken in
            let isOfVotes = taken.references.first.map { votes.contains($0.table) } == true
            return PaperDeduction(
                item: taken.item, date: isOfVotes ? nil : taken.date,
                points: taken.points, title: titles[taken.code] ?? LocalText(taken.code, taken.code),
                reason: taken.reason)
        }
    }

    private func members(_ losses: [Text: EquipmentLosses], withAccounts: Bool) throws -> [PaperMember] {
        let roster = Dictionary(run.members.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
        var lost: [Text: [String: Points]] = [:]
        for row in try ledger.records(ClosingTables.scores.schema, in: head) {
            lost[Text(try row.text("member")), default: [:]][try row.text("item")] = try row.points("deducted")
        }
        var pay: [Text: [PaperMember.Pay]] = [:]
        for row in try ledger.records(ClosingTables.pay.schema, in: head) {
            guard let month = Month(text: try row.text("month")) else { throw Problem.unreachable }
            var amounts: [String: Yuan] = [:]
            // A closing from before a column was has nothing in it.
            for column in PayColumn.all {
                amounts[column.key] = try row.number(ifAny: column.key).map { Yuan(fen: $0) }
            }
            pay[Text(try row.text("member")), default: []].append(
                PaperMember.Pay(month: month, days: try row.count("days_in_post"), amounts: amounts))
        }
        let findings = try FindingReading(workspace, ledger).findings(
            try ledger.records(ClosingTables.findings.schema, in: head))
        let accounts = withAccounts ? try self.accounts() : [:]
        return try ledger.records(ClosingTables.totals.schema, in: head).map { row in
            let code = Text(try row.text("member"))
            guard let member = roster[code] else { throw Problem.gone(code, LocalText("结算", "the closing")) }
            let pays = (pay[code] ?? []).sorted { $0.month < $1.month }
            return PaperMember(
                member: member, total: try row.points("total"), band: try row.text("band"),
                rank: try row.count(ifAny: "rank"), dutyDays: try row.count("duty_days"), lost: lost[code] ?? [:],
                pay: pays,
                charges: losses[code]?.charges(explaining: pays.map { ($0.month, $0.amounts["charges"] ?? .zero) })
                    ?? [],
                findings: findings[code] ?? [], account: accounts[code])
        }
    }

    /// The members' accounts, by code.
    private func accounts() throws -> [Text: PaperMember.Account] {
        let rows = try ledger.reading { try $0.wholeTable(AccountTable.shared.schema) }
        var accounts: [Text: PaperMember.Account] = [:]
        for row in Rows<AccountTable>(all: TableEvidence(rows) { _, _ in [] }) {
            accounts[row.member] = PaperMember.Account(
                idNumber: row.idNumber?.string ?? "", bank: row.bank?.string ?? "",
                number: row.bankAccount?.string ?? "")
        }
        return accounts
    }

    /// This quarter and the closed ones before it, oldest first, at most five.
    private func history() throws -> [PaperQuarter.Figures] {
        try ledger.closings().filter { $0.quarter <= head.quarter }.suffix(5).map { closing in
            var sum = Points.zero
            var bands: [String: Int] = [:]
            var totals: [Text: Points] = [:]
            for (member, total) in try ledger.totals(of: closing) {
                sum += total.total
                bands[total.band, default: 0] += 1
                if total.rank != nil { totals[member] = total.total }
            }
            let count = bands.values.reduce(0, +)
            return PaperQuarter.Figures(
                quarter: closing.quarter, sum: sum, members: count, bands: bands, totals: totals)
        }
    }

    /// What a person has to decide after the closing.
    private func open(_ members: [PaperMember], undecided: Int) throws -> [LocalText] {
        var open: [LocalText] = []
        var found: [LocalText: [String]] = [:]
        for one in members {
            for finding in one.findings { found[finding.title, default: []].append(one.member.name.string) }
        }
        for (title, names) in found.sorted(by: { Text($0.key.chinese) < Text($1.key.chinese) }) {
            // A leader reads how many there are, and a dozen names; all are in the findings' own paper.
            let (shown, isAll) = (names.prefix(12), names.count <= 12)
            open.append(
                LocalText(
                    "\(title.chinese) \(names.count) 人：\(shown.joined(separator: "、"))\(isAll ? "" : "等")",
                    "\(title.english), \(names.count): \(shown.joined(separator: ", "))\(isAll ? "" : " and others")"))
        }
        let appeals = try ledger.appeals().count { $0.quarter == head.quarter && $0.outcome == nil }
        if appeals > 0 { open.append(LocalText("未处理的申诉 \(appeals) 件", "appeals not decided: \(appeals)")) }
        if undecided > 0 {
            open.append(
                LocalText(
                    "遗失、损坏的设备责任待定 \(undecided) 件", "losses whose fault is undecided: \(undecided)"))
        }
        return open
    }
}

extension ClosingHead {
    /// The day on which it was closed, in China.
    var closedOn: CivilDate {
        LocalTime.day(closedAt) ?? quarter.range.last
    }
}

extension Problem {
    /// A member of what was sealed whom the roster no longer has.
    static func gone(_ code: Text, _ sealed: LocalText) -> Problem {
        Problem(
            .badInput,
            LocalText(
                "名册中已没有工号 \(code)，而\(sealed.chinese)中有",
                "member \(code) of \(sealed.english) is no longer in the roster"),
            next: LocalText("把此人补回网格员名册后重试", "import the member into the roster again"))
    }
}
