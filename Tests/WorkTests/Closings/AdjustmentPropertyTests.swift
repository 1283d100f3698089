import AssessmentKernel
import Closing
import ItemCatalog
import Ledger
import ResultTables
import Rulebook
import TestValues
import Testing
import TownshipTables
import Workspace

@testable import Closings

/// Closings, revisions and issued notices in any order: what was paid, is open and is carried always add up to what the
/// quarters are worth.
@Suite struct AdjustmentPropertyTests {
    private static let quarters = ["2021Q1", "2021Q2", "2021Q3", "2021Q4", "2022Q1"]

    @Test(arguments: 1...8) func whatIsPaidOpenAndCarriedIsTheWorth(seed: UInt64) throws {
        let books = try Books(seed)
        var next = 0
        for _ in 0..<14 {
            switch books.dice.next(5) {
            case 0...1 where next < Self.quarters.count:
                try books.close(Self.quarters[next])
                next += 1
            case 4 where next < Self.quarters.count: try books.issue(Self.quarters[next])
            default: if next > 0 { try books.revise(Self.quarters[books.dice.next(next)]) }
            }
            try books.check()
        }
    }

    /// A quarter that was forgotten is closed after later ones.
    @Test(arguments: 1...8) func closingsOutOfTheirOrderAddUpToo(seed: UInt64) throws {
        let books = try Books(seed)
        for _ in 0..<14 {
            let name = Self.quarters[books.dice.next(Self.quarters.count)]
            if books.isClosed(name) { try books.revise(name) } else { try books.close(name) }
            try books.check()
        }
    }

    @Test(arguments: 1...2) func aRevisionWithoutAChangeAdjustsNothing(seed: UInt64) throws {
        let books = try Books(seed)
        for name in Self.quarters { try books.close(name) }
        for name in Self.quarters.shuffled(using: &books.dice) {
            try books.revise(name)
            for same in Self.quarters { #expect(try books.revise(same, anew: false) == [:]) }
            try books.check()
        }
    }

    @Test(arguments: 1...4) func aChangeAndItsUndoingNetToNought(seed: UInt64) throws {
        let books = try Books(seed)
        for name in Self.quarters.prefix(4) { try books.close(name) }
        for name in Self.quarters.prefix(4) {
            let before = books.circumstances[name]
            let net = try books.net()
            try books.revise(name)
            try books.revise(name)
            books.circumstances[name] = before
            try books.revise(name, anew: false)
            #expect(try books.net() == net)
            try books.check()
        }
    }
}

/// What decides a quarter's pay at the time of closing.
private struct Circumstances {
    let basePay: Int
    let members: [Member]
}

/// A ledger that receives closings without files.
private final class Books {
    static let codes: [Text] = ["M1", "M2", "M3"]

    let town: TestTownship
    let ledger: Ledger
    var dice: SeededNumbers
    var circumstances: [String: Circumstances] = [:]
    private var rulebooks: [Int: Rulebook] = [:]

    init(_ seed: UInt64) throws {
        town = try TestTownship()
        ledger = try Ledger(opening: town.workspace.ledgerPath, tables: town.workspace.itemTables)
        dice = SeededNumbers(state: seed)
    }

    func isClosed(_ name: String) -> Bool { circumstances[name] != nil }

    func close(_ name: String) throws {
        circumstances[name] = try anything(name)
        try record(name, revision: 1)
    }

    /// Closes a quarter again, under the same or other circumstances, and returns the rows of its result.
    @discardableResult
    func revise(_ name: String, anew: Bool = true) throws -> [Text: Yuan] {
        if anew { circumstances[name] = try anything(name) }
        let latest = try ledger.closings().first { $0.quarter.description == name }
        return try record(name, revision: (latest?.revision ?? 0) + 1)
    }

    /// Issues the notice of the quarter's first month, once, with any pay.
    func issue(_ name: String) throws {
        let month = try quarter(name).months[0]
        guard try ledger.notice(of: month) == nil else { return }
        try ledger.record(
            NoticeHead(
                month: month, issuedAt: "", rulebook: "", rulebookSHA256: String(repeating: "a", count: 64), product: ""
            ),
            by: Author("test", at: "")
        ) { writer in
            for code in ["M1", "M2"] as [Text] {
                let (base, paid) = (Yuan(200), Yuan(fen: Int64(dice.next(20_001))))
                let values: [String: ResultValue] = [
                    "member": .text(code.string), "base": .number(base.fen), "withheld": .number((base - paid).fen),
                    "paid": .number(paid.fen),
                ]
                let table = NoticeTables.members.schema
                try writer.add(ResultRecord(table, table.columns.map { values[$0.key] ?? .none }))
            }
        }
    }

    /// Random base pay, also below the penalty, and random time in post, also none.
    private func anything(_ name: String) throws -> Circumstances {
        let days = try quarter(name).range
        let members = Books.codes.map { code in
            let first = days.first.advanced(by: dice.next(90) - 60)
            let last = dice.next(3) == 0 ? first.advanced(by: dice.next(80)) : days.last
            return Member(
                code: code, name: "王芳", post: dice.next(5) == 0 ? .partTime : .fullTime, office: "一办", village: "东村",
                grid: "1", joinedOn: first, leftOn: last, removedOn: nil)
        }
        return Circumstances(basePay: [0, 95, 200, 333][dice.next(4)], members: members)
    }

    private func rulebook(basePay: Int) throws -> Rulebook {
        if let known = rulebooks[basePay] { return known }
        let book = try Rulebook(
            yaml: Rulebook.shipped, file: "shipped.yaml", installed: ItemCatalog.items,
            changes: [RulebookChange("base_pay", to: String(basePay), by: .setting(nil))])
        rulebooks[basePay] = book
        return book
    }

    @discardableResult
    private func record(_ name: String, revision: Int) throws -> [Text: Yuan] {
        let now = try #require(circumstances[name])
        let quarter = try quarter(name)
        let rules = QuarterRules(
            quarter, rulebook: try rulebook(basePay: now.basePay), calendar: WorkCalendar(ledgerRows: []))
        let past = try PastOfQuarter(quarter, ledger)
        let results = try now.members.map { member in
            try rules.decide(
                MemberCase(
                    member, leave: RowBlock(LeaveTable.shared.schema),
                    equipment: RowBlock(EquipmentTable.shared.schema),
                    blocks: rules.tables.map { RowBlock($0) }, past: past.of(member.code), rules: rules))
        }
        let head = ClosingHead(
            quarter: quarter, revision: revision, closedAt: "", rulebook: "", rulebookSHA256: "", product: "",
            reason: revision > 1 ? "更正" : "")
        try ledger.record(head, by: Author("test", at: "")) { writer in
            for row in results.flatMap({ MemberLines($0).kept }) { try writer.add(row) }
        }
        return Dictionary(
            results.compactMap { result in result.adjustment.map { (result.member.code, $0.amount) } },
            uniquingKeysWith: +)
    }

    /// What the next closing pays each member besides its own worth.
    func net() throws -> [Yuan] {
        let past = try PastOfQuarter(quarter("2099Q1"), ledger)
        return Books.codes.map { past.of($0).adjustment - past.of($0).carriedForward }
    }

    /// For every member: paid + open − carried = worth.
    func check(at location: SourceLocation = #_sourceLocation) throws {
        let latest = try ledger.closings()
        var paid: [Text: Yuan] = [:]
        var worth: [Text: Yuan] = [:]
        try ledger.facts { fact in
            guard case .pay(let member, let row, let made) = fact else { return }
            if made.revision == 1 { paid[member, default: .zero] += row.due }
            if latest.contains(where: { $0.quarter == made.quarter && $0.revision == made.revision }) {
                worth[member, default: .zero] += row.base + row.performance - row.charges - row.alreadyPaid
            }
        }
        for (member, net) in zip(Books.codes, try net()) {
            #expect(
                (paid[member] ?? .zero) + net == worth[member] ?? .zero, "\(member), \(latest.map(\.name))",
                sourceLocation: location)
        }
    }
}
