import AssessmentKernel
import Foundation
import GRDB
import ItemCatalog
import RecordStore
import TestValues
import Testing

@testable import Ledger

@Suite struct LedgerFileTests {
    @Test func anEmptyJournalIsNothingToRollBack() throws {
        let folder = try TemporaryFolder()
        try folder.write("ledger.sqlite-journal", [])
        try BulkJournal.rollBack(folder.file)
        #expect(try folder.names == ["ledger.sqlite-journal"])
    }

    private func open(_ path: String, _ tables: [TableSchema] = Tables.all) throws(Problem) -> Ledger {
        try Ledger(opening: path, tables: tables)
    }

    /// The problem with which a file is refused; the file stays as it was.
    private func refusal(_ path: String, _ tables: [TableSchema] = Tables.all) throws -> Problem? {
        let before = FileManager.default.contents(atPath: path)
        let problem = #expect(throws: Problem.self) { _ = try open(path, tables) }
        #expect(FileManager.default.contents(atPath: path) == before)
        return problem
    }

    @Test func aNewLedgerSaysWhoseItIs() throws {
        let scratch = try TemporaryFolder()
        try Ledger.create(at: scratch.file, township: "冯卯镇", tables: Tables.all)
        #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path) == ["ledger.sqlite"])
        let ledger = try open(scratch.file)
        #expect(try ledger.township() == "冯卯镇")
        #expect(
            ledger.tables.map(\.key) == [
                "member", "calendar", "removal", "leave", "equipment", "account", "event", "ballot", "patrol",
            ])
        try DatabaseQueue(path: scratch.file).read { (db: Database) throws in
            #expect(try Int.fetchOne(db, sql: "PRAGMA application_id") == 0x6B61_6F68)
            #expect(try Int.fetchOne(db, sql: "PRAGMA user_version") == 5)
            #expect(try Int.fetchOne(db, sql: "PRAGMA page_size") == 16_384)
            #expect(try String.fetchOne(db, sql: "PRAGMA journal_mode") == "wal")
            #expect(
                try String.fetchAll(
                    db,
                    sql:
                        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND NOT strict AND name NOT LIKE 'sqlite_%'"
                ) == [])
        }
    }

    @Test func aLedgerKeepsTheSizeOfItsPages() throws {
        let test = try TestLedger()
        try test.ledger.close()
        let queue = try DatabaseQueue(path: test.scratch.file)
        try queue.writeWithoutTransaction { db in
            try db.execute(
                sql: "PRAGMA journal_mode = DELETE; PRAGMA page_size = 4096; VACUUM; PRAGMA journal_mode = WAL")
        }
        try queue.close()
        let old = try TestLedger(at: test.scratch)
        #expect(try old.put(Tables.patrol, "member,date\nM1,2021-07-05").text == "1 0 0 0 |")
        #expect(try old.query("PRAGMA page_size") == ["4096"])
        #expect(try old.ledger.checkJournal().isEmpty)
    }

    @Test func theInstalledItemsTablesAllHaveTheirPlace() throws {
        let scratch = try TemporaryFolder()
        let tables = ItemCatalog.items.flatMap { $0.tables }
        try Ledger.create(at: scratch.file, township: "冯卯镇", tables: tables)
        let ledger = try open(scratch.file, tables)
        try ledger.reading { (reader: RecordReader) throws in
            for table in tables {
                #expect(try reader.rows(of: table, member: "M", in: days("2021-01-01", "2021-12-31")).count == 0)
            }
        }
    }

    @Test func aMissingFileIsRefusedAndNotMade() throws {
        let scratch = try TemporaryFolder()
        let problem = #expect(throws: Problem.self) { _ = try open(scratch.file) }
        #expect(problem?.place.file == scratch.file)
        #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path).isEmpty)
    }

    @Test(arguments: ["", "member,name\nM1,王芳\n", String(repeating: "x", count: 10_000), "SQLite format 3\u{0}"])
    func aFileThatIsNoDatabaseIsRefused(content: String) throws {
        let scratch = try TemporaryFolder()
        try Data(content.utf8).write(to: URL(fileURLWithPath: scratch.file))
        let problem = try refusal(scratch.file)
        #expect(problem?.kind == .badInput)
        #expect(problem?.place.file == scratch.file)
        #expect(problem?.what.english == "not a kaohe ledger")
    }

    @Test func anotherProgramsDatabaseIsRefusedAndStaysAsItIs() throws {
        let scratch = try TemporaryFolder()
        let queue = try DatabaseQueue(path: scratch.file)
        try queue.write { db in try db.execute(sql: "CREATE TABLE member (x); PRAGMA application_id = 1") }
        try queue.close()
        #expect(try refusal(scratch.file)?.what.english == "not a kaohe ledger")
    }

    @Test func aLedgerOfANewerVersionIsRefused() throws {
        let scratch = try TemporaryFolder()
        try Ledger.create(at: scratch.file, township: "冯卯镇", tables: Tables.all)
        let queue = try DatabaseQueue(path: scratch.file)
        try queue.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA user_version = 99")
            _ = try db.checkpoint(.truncate)
        }
        try queue.close()
        let problem = try refusal(scratch.file)
        #expect(problem?.kind == .badInput)
        #expect(problem?.what.english.contains("99") == true)
        #expect(problem?.next?.english == "upgrade kaohe")
    }

    @Test func aClosedLedgerIsOneFile() throws {
        let test = try TestLedger()
        try test.put(Tables.patrol, "member,date\nM1,2021-07-05")
        #expect(try test.rows(Tables.patrol, "M1", days("2021-07-01", "2021-07-31")).count == 1)
        try test.ledger.close()
        #expect(try FileManager.default.contentsOfDirectory(atPath: test.scratch.path) == ["ledger.sqlite"])
    }

    @Test func aDamagedLedgerIsToldApart() throws {
        let test = try TestLedger()
        let copy = test.scratch.path + "/copy.sqlite"
        try test.ledger.close()
        var bytes = try #require(FileManager.default.contents(atPath: test.scratch.file))
        for place in 16_384..<bytes.count { bytes[place] = 0xA5 }
        try bytes.write(to: URL(fileURLWithPath: copy))
        let problem = #expect(throws: Problem.self) { try open(copy).closings() }
        #expect(problem?.kind == .badInput)
    }

    @Test func aTableOfANewItemIsAdded() throws {
        let test = try TestLedger(tables: [Tables.event])
        try test.put(Tables.event, "event,member,occurred_at\nE1,M1,2021-07-05 08:30")
        let more = try open(test.scratch.file, Tables.all)
        #expect(try more.reading { try $0.count(of: Tables.event, in: days("2021-07-05", "2021-07-05")) } == 1)
        #expect(try more.reading { try $0.count(of: Tables.patrol, in: days("2021-07-05", "2021-07-05")) } == 0)
    }

    @Test func aTableOfAnItemThatIsNotInstalledStays() throws {
        let test = try TestLedger()
        try test.put(Tables.patrol, "member,date\nM1,2021-07-05")
        #expect(try open(test.scratch.file, [Tables.event]).township() == "冯卯镇")
        #expect(try test.rows(Tables.patrol, "M1", days("2021-07-01", "2021-07-31")) == ["M1|2021-07-05|-"])
    }

    @Test func aNewOptionalColumnIsAddedAndEmptyInOldRecords() throws {
        let test = try TestLedger()
        try test.put(Tables.event, "event,member,occurred_at\nE1,M1,2021-07-05 08:30")
        let wider = Tables.event { $0.optionalChoice("source", "来源", "Source", of: Verdict.self) }
        let ledger = try open(test.scratch.file, [wider, Tables.ballot, Tables.patrol])
        let block = try ledger.reading { try $0.rows(of: wider, member: "M1", in: days("2021-07-05", "2021-07-05")) }
        #expect(block.count == 1)
        #expect(block.slot(0, 11) == RowBlock.empty)
        try test.execute("UPDATE event SET source = 'fake'")
        #expect(throws: DatabaseError.self) { try test.execute("UPDATE event SET source = 'other'") }
        #expect(try open(test.scratch.file, [wider, Tables.ballot, Tables.patrol]).township() == "冯卯镇")
    }

    @Test func aNewRequiredColumnIsRefused() throws {
        let test = try TestLedger()
        let other = Tables.event { $0.code("level", "级别", "Level") }
        let problem = #expect(throws: Problem.self) { _ = try open(test.scratch.file, [other]) }
        #expect(problem?.kind == .badInput)
        #expect(problem?.place.key == "event.level")
    }

    @Test func aColumnThatTheModuleNoLongerHasIsRefused() throws {
        let test = try TestLedger(tables: [Tables.event { $0.remark("extra", "附加", "Extra") }])
        let problem = #expect(throws: Problem.self) { _ = try open(test.scratch.file, [Tables.event]) }
        #expect(problem?.kind == .badInput)
        #expect(problem?.place.key == "event.extra")
    }

    @Test(arguments: [true, false]) func whatAnotherProgramAddedIsPassedOverOrRefused(toRead: Bool) throws {
        let test = try TestLedger()
        // A virtual table of a module that is not loaded here cannot be looked at.
        try test.execute(
            """
            PRAGMA writable_schema = ON;
            INSERT INTO sqlite_master VALUES
            ('table', 'extra', 'extra', 0, 'CREATE VIRTUAL TABLE extra USING not_loaded (word)');
            """)
        func opened() throws -> Ledger { try Ledger(opening: test.scratch.file, tables: Tables.all, toRead: toRead) }
        #expect(try opened().township() == "冯卯镇")
        try test.execute("ALTER TABLE event ADD COLUMN twice INTEGER GENERATED ALWAYS AS (2) VIRTUAL")
        let problem = #expect(throws: Problem.self) { _ = try opened() }
        #expect(problem?.kind == .badInput)
        #expect(problem?.place.key == "event.twice")
    }

    @Test(arguments: ["kind", "required", "choices", "key"])
    func aColumnThatTheModuleDeclaresOtherwiseIsRefused(difference: String) throws {
        func table(_ isChanged: Bool) -> TableSchema {
            var table = TableBuilder("duty", "交办事项", "Duties")
            table.key("duty", "编号", "Number")
            table.member(isChanged && difference == "key" ? .key : .plain)
            table.date("due", "截止日期", "Due", .attribution)
            if isChanged && difference == "kind" {
                table.optionalDate("done", "完成", "Done")
            } else {
                table.text("done", "完成", "Done")
            }
            if isChanged && difference == "required" {
                table.code("level", "级别", "Level")
            } else {
                table.optionalCode("level", "级别", "Level")
            }
            if isChanged && difference == "choices" {
                table.optionalChoice("state", "状态", "State", of: Post.self)
            } else {
                table.optionalChoice("state", "状态", "State", of: Verdict.self)
            }
            return table.finished()
        }
        let test = try TestLedger(tables: [table(false)])
        #expect(try open(test.scratch.file, [table(false)]).township() == "冯卯镇")
        let problem = #expect(throws: Problem.self) { _ = try open(test.scratch.file, [table(true)]) }
        #expect(problem?.kind == .badInput)
        #expect(problem?.place.key?.hasPrefix("duty") == true)
    }
}
