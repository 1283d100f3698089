import AssessmentKernel
import Foundation
import GRDB
import LedgerTables
import RecordStore
import TestValues
import Testing
import TownshipTables

@testable import Ledger

/// Imports of many rows: several to a statement, without SQLite's own check of references, and with a rollback journal
/// where they bring more than is there.
@Suite struct BulkImportTests {
    private static let header = "event,member,occurred_at,place,media\n"

    private func row(_ number: Int, media: String = "1", member: String = "M1") -> String {
        "E\(number),\(member),2021-07-\(number % 28 < 9 ? "0" : "")\(number % 28 + 1) 08:30,村口\(number),\(media)\n"
    }

    private func rows(_ numbers: some Sequence<Int>, media: String = "1") -> String {
        Self.header + numbers.map { row($0, media: media) }.joined()
    }

    @Test("New rows, known ones, filled ones and refused ones come out alike, however many go into one statement")
    func mixed() throws {
        let test = try TestLedger()
        // Seven of each hundred are there: equal, blank where the import has a value, or different.
        let there = (0..<2_000).filter { $0 % 100 < 7 }
        let text =
            Self.header
            + there.map { row($0, media: $0 % 100 < 3 ? "1" : $0 % 100 < 5 ? "" : "2") }.joined()
        #expect(try test.put(Tables.event, text).text == "\(there.count) 0 0 0 |")
        let outcome = try test.put(Tables.event, rows(0..<2_000))
        let (equal, filled) = (there.count { $0 % 100 < 3 }, there.count { (3..<5).contains($0 % 100) })
        let refused = there.filter { $0 % 100 >= 5 }.map { "\($0 + 2)" }.joined(separator: " ")
        #expect(outcome.text == "\(2_000 - there.count) \(equal) \(filled) 0 | \(refused)")
        #expect(try test.ledger.checkJournal().isEmpty)
        #expect(
            try test.query("SELECT count(*), sum(import = 3), sum(media = 2) FROM event")
                == ["2000|\(2_000 - there.count + filled)|\(there.count { $0 % 100 >= 5 })"])
    }

    @Test("Codes that differ only in case are found among rows that are written together")
    func twins() throws {
        let test = try TestLedger()
        let text = rows(1..<50) + "e7,M2,2021-07-05 08:30,桥头,1\n"
        let outcome = try test.put(Tables.event, text)
        #expect(outcome.text == "49 0 0 0 | 51")
        #expect(try test.query("SELECT count(*) FROM event WHERE event = 'e7'") == ["0"])
    }

    @Test("A row of a member who is not on the roster is not written", arguments: [1, 40, 1_200])
    func strangers(count: Int) throws {
        let test = try TestLedger()
        let error = #expect(throws: Problem.self) {
            try test.put(Tables.event, rows(0..<count - 1) + row(count, member: "M9"))
        }
        #expect(error?.what.english.contains("FOREIGN KEY") == true)
        #expect(try test.query("SELECT count(*) FROM event") == ["0"])
        // What comes after is checked by SQLite again.
        #expect(throws: Problem.self) {
            try test.ledger.write { try $0.execute(sql: "DELETE FROM import_file WHERE id = 1") }
        }
    }

    @Test("An import that brings more than is there is written with a journal, and the log is back afterwards")
    func journal() throws {
        let test = try TestLedger()
        func mode(bytes: Int, _ end: Ledger.ImportEnd) throws -> String? {
            try test.ledger.importing(by: Author("test", at: ""), bytes: bytes) { session in
                (end, try String.fetchOne(session.db, sql: "PRAGMA journal_mode"))
            }
        }
        #expect(try mode(bytes: 1 << 10, .keep) == "wal")
        #expect(try mode(bytes: 1 << 30, .keep) == "delete")
        #expect(try mode(bytes: 1 << 30, .discard) == "delete")
        #expect(try test.ledger.importedFileNames().count == 1)
        #expect(try test.query("PRAGMA journal_mode") == ["wal"])
        // Whoever reads in another program keeps what was read, and the import goes through the log.
        let reader = try DatabaseQueue(path: test.scratch.file)
        try reader.inDatabase { db in
            try db.execute(sql: "BEGIN; SELECT count(*) FROM import_file")
            #expect(try mode(bytes: 1 << 30, .keep) == "wal")
            try db.execute(sql: "COMMIT")
        }
        #expect(try mode(bytes: 1 << 10, .keep) == "wal")
    }

    @Test(
        "An import that changes some pages of a table, or many, keeps them all",
        arguments: [1_000, 2_000, 5_000, 20_000])
    func changedPages(_ count: Int) throws {
        let test = try TestLedger()
        try test.put(Tables.event, rows(stride(from: 0, to: count, by: 2)))
        #expect(
            try test.put(Tables.event, rows(stride(from: 1, to: count, by: 2)), batchRows: 512).text.hasSuffix(
                "0 0 0 |"))
        #expect(try test.query("SELECT count(*) FROM event") == ["\(count)"])
        #expect(try test.ledger.checkJournal().isEmpty)
    }

    @Test("What a killed import has left is rolled back by whoever opens the ledger, also to read it")
    func killed() throws {
        let test = try TestLedger()
        try test.put(Tables.event, rows(0..<5_000))
        try test.ledger.close()
        for (number, toRead) in [true, false].enumerated() {
            let copy = test.scratch.path + "/copy\(number).sqlite"
            let writer = try DatabaseQueue(path: test.scratch.file)
            try writer.inDatabase { db in
                // The few pages that it keeps are written before the end, as in a large import.
                try db.execute(sql: "PRAGMA journal_mode = DELETE; PRAGMA cache_size = 2")
                try db.execute(sql: "BEGIN; UPDATE event SET place = '改'")
                for ending in ["", BulkJournal.ending] {
                    try FileManager.default.copyItem(atPath: test.scratch.file + ending, toPath: copy + ending)
                }
                let copied = try #require(FileManager.default.contents(atPath: copy))
                #expect(copied.range(of: Data("改".utf8)) != nil, "changed pages are in the file")
                try db.execute(sql: "ROLLBACK")
            }
            try writer.close()
            let left = try Ledger(opening: copy, tables: Tables.all, toRead: toRead)
            let changed = try left.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM event WHERE place = '改'") }
            #expect(changed == 0)
            #expect(!FileManager.default.fileExists(atPath: copy + BulkJournal.ending))
        }
    }
}
