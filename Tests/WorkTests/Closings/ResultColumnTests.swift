import AssessmentKernel
import Bundle
import Foundation
import GRDB
import ItemCatalog
import Ledger
import ResultTables
import Rulebook
import TestValues
import Testing
import TownshipTables
import Workspace

@testable import Archive
@testable import Closing

/// A column that is declared in one place is found everywhere.
@Suite struct ResultColumnTests {
    /// The pay table with one more column.
    static let pay = ClosingTables.pay.adding([
        .yuan("heat_bonus", "高温补贴", "Heat bonus", from: 0) { $0.pay.base + Yuan(1) }
    ])
    static let kept = KeptTables.all.map { $0.ledger?.name == "closing_pay" ? pay.schema : $0 }

    private func rulebook() throws -> Rulebook {
        try Rulebook(yaml: Rulebook.shipped, file: Rulebook.shippedName, installed: ItemCatalog.items)
    }

    /// The result of a closing for a member without any record.
    private func result() throws -> MemberResult {
        let rules = QuarterRules(
            try quarter("2021Q3"), rulebook: try rulebook(), calendar: WorkCalendar(ledgerRows: []))
        let member = Member(
            code: "M1", name: "王芳", post: .fullTime, office: "一办", village: "东村", grid: "1",
            joinedOn: day("2020-01-01"), leftOn: nil, removedOn: nil)
        return try rules.decide(
            MemberCase(
                member, leave: RowBlock(LeaveTable.shared.schema), equipment: RowBlock(EquipmentTable.shared.schema),
                blocks: rules.tables.map { RowBlock($0) }, past: PastClosings(), rules: rules))
    }

    private func head(_ revision: Int) throws -> ClosingHead {
        ClosingHead(
            quarter: try quarter("2021Q3"), revision: revision, closedAt: TestTownship.now, rulebook: "x",
            rulebookSHA256: "x", product: "0")
    }

    private func record(_ ledger: Ledger, _ revision: Int, _ table: some ResultRows<MemberResult>) throws {
        let rows = table.records(try result())
        try ledger.record(try head(revision), by: Author("test", at: TestTownship.now)) { writer in
            for row in rows { try writer.add(row) }
        }
    }

    @Test func itIsInTheFileAndReadBackByItsName() throws {
        let lines = String(decoding: Self.pay.file(try result()), as: UTF8.self).split(separator: "\n").map(String.init)
        #expect(lines[0].hasSuffix(",due,carried_forward,heat_bonus"))
        #expect(lines[1].hasPrefix("M1,2021-07,31,200.00,"))
        #expect(lines[1].hasSuffix(",201.00"))
        let cells = lines[1].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        let row = try #require(Self.pay.schema.record(cells: cells))
        #expect(try row.yuan("heat_bonus") == Yuan(201))
        #expect(try row.yuan("base") == Yuan(200))
        #expect(row.cells == cells)
        #expect(Self.pay.schema.record(cells: cells.dropLast() + ["-x"]) == nil)
        #expect(Self.pay.schema.record(cells: cells.dropLast() + [""]) == nil, "it is required")
        #expect(ClosingTables.pay.schema.record(cells: cells) == nil, "one cell too many")
        #expect(throws: Problem.self) { _ = try row.yuan("cold_bonus") }
    }

    @Test func itIsInTheDataPackageAndInJSON() throws {
        let resource = try #require(ResultResources.of(Self.pay.schema, try rulebook()))
        #expect(resource.fields.last == DataField("heat_bonus", "heat_bonus", .decimal, minimum: 0))
        #expect(resource.primaryKey == ["member", "month"])
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let json = String(decoding: try encoder.encode(Self.pay.records(try result())[0]), as: UTF8.self)
        #expect(json.hasPrefix("{\"adjustment\":\"0.00\",\"alreadyPaid\":\"0.00\",\"base\":\"200.00\""))
        #expect(json.contains("\"daysInPost\":31,"))
        #expect(json.contains("\"heatBonus\":\"201.00\""))
    }

    @Test func itReachesALedgerThatIsThereAndWhatWasClosedStays() throws {
        let town = try TestTownship()
        let (path, tables) = (town.workspace.ledgerPath, town.workspace.itemTables)
        let old = try Ledger(opening: path, tables: tables)
        try record(old, 1, ClosingTables.pay)
        #expect(try old.checkJournal().isEmpty)
        try old.close()

        // A file opened for reading is upgraded first.
        let grown = try Ledger(opening: path, tables: tables, results: Self.kept, toRead: true)
        #expect(try grown.checkJournal().isEmpty, "the digests of closed rows stay")
        let before = try grown.records(Self.pay.schema, of: "M1", in: head(1))
        #expect(try before.map { try $0.value("heat_bonus") } == [nil, nil, nil])
        #expect(try before[0].yuan("base") == Yuan(200))
        try record(grown, 2, Self.pay)
        let after = try grown.records(Self.pay.schema, of: "M1", in: head(2))
        #expect(try after.map { try $0.yuan("heat_bonus") } == [201, 201, 201].map { Yuan($0) })
        #expect(try grown.checkJournal().isEmpty)
        try grown.close()

        // The journal's digest covers the new column too.
        let queue = try DatabaseQueue(path: path)
        try queue.write { db in
            try db.execute(sql: "DROP TRIGGER closing_pay_is_fixed")
            try db.execute(sql: "UPDATE closing_pay SET heat_bonus = NULL WHERE closing = 2 AND month = '2021-08'")
        }
        try queue.close()
        let changed = try Ledger(opening: path, tables: tables, results: Self.kept)
        let faults = try changed.checkJournal().map(\.english)
        #expect(faults.count == 2, "\(faults)")
        #expect(faults.first == "the ledger lacks the trigger closing_pay_is_fixed")
        try changed.close()

        // A program that does not know the column refuses to close without it.
        let problem = #expect(throws: Problem.self) { try Ledger(opening: path, tables: tables) }
        #expect(problem?.place.key == "closing_pay.heat_bonus")
    }

    @Test func aNewTableReachesALedgerToo() throws {
        let bonus = ResultTable<MemberResult, Member>.made()
        let town = try TestTownship()
        let (path, tables) = (town.workspace.ledgerPath, town.workspace.itemTables)
        let old = try Ledger(opening: path, tables: tables)
        try record(old, 1, ClosingTables.pay)
        try old.close()
        let grown = try Ledger(opening: path, tables: tables, results: KeptTables.all + [bonus.schema])
        try record(grown, 2, bonus)
        #expect(try grown.checkJournal().isEmpty)
        #expect(try grown.records(bonus.schema, in: head(2)).map { try $0.text("note") } == ["王芳"])
    }
}

extension ResultTable where Source == MemberResult, Row == Member {
    static func made() -> ResultTable {
        ResultTable(
            LocalText("补贴", "Bonus"), ledger: .closing("bonus"), key: ["member"], rows: { [$0.member] },
            [.member { $0 }, .text("note", "说明", "Note") { $0.name.string }])
    }
}
