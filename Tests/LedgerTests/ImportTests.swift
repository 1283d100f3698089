import AssessmentKernel
import Ledger
import LedgerTables
import RecordStore
import TestValues
import Testing

@Suite struct ImportTests {
    @Test func anImportThatIsDiscardedLeavesNothing() throws {
        let test = try TestLedger()
        let before = try test.query("SELECT * FROM import_file")
        let outcome = try test.put(Tables.patrol, "member,date\nM1,2021-07-05", end: .discard)
        #expect(outcome.text == "1 0 0 0 |")
        #expect(try test.query("SELECT * FROM patrol").isEmpty)
        #expect(try test.query("SELECT * FROM import_file") == before)
        #expect(try test.query("SELECT * FROM record_month").isEmpty)
    }

    @Test func anImportThatThrowsLeavesNothingAndItsProblemPasses() throws {
        let test = try TestLedger()
        let own = Problem(.inputOutput, LocalText("断", "broken"))
        #expect(throws: own) {
            try test.ledger.importing { session -> (Ledger.ImportEnd, Int) in
                _ = try session.begin(
                    ImportedFile(
                        name: "a.csv", table: "patrol", sha256: String(repeating: "c", count: 64),
                        layout: FileLayout(format: "TEXT", encoding: "UTF-8"),
                        at: "",
                        batch: session.nextBatch()))
                throw own
            }
        }
        #expect(try test.ledger.importedDigests().count == 1)
        #expect(try test.put(Tables.patrol, "member,date\nM1,2021-07-05").inserted == 1)
    }

    @Test func aRowOfAnUnknownMemberIsRefusedByTheFile() throws {
        let test = try TestLedger()
        #expect(throws: Problem.self) { try test.put(Tables.patrol, "member,date\nM1,2021-07-05\nM9,2021-07-05") }
        #expect(try test.query("SELECT * FROM patrol").isEmpty)
    }

    @Test func theJournalNumbersItsImportsAndKeepsTheirCounts() throws {
        let test = try TestLedger()
        let journalled = try test.ledger.importing { session -> (Ledger.ImportEnd, Int64) in
            #expect(try session.nextBatch() == 2)
            let id = try session.begin(
                ImportedFile(
                    name: "七月/走访.xlsx#走访", table: "patrol", sha256: String(repeating: "d", count: 64),
                    layout: FileLayout(format: "XLSX", sheet: "走访", headerRow: 3),
                    at: "2021-10-01T00:00:00Z", batch: 2))
            var counts = ImportCounts()
            counts.rows = 6
            counts.add(WriteOutcome())
            (counts.inserted, counts.unchanged, counts.filled, counts.amended, counts.rejected) = (1, 2, 3, 4, 5)
            try session.finish(id, counts)
            return (.keep, id)
        }
        let line = try #require(try test.ledger.importedFile(journalled))
        #expect(line.name == "七月/走访.xlsx#走访")
        #expect(line.batch == 2)
        #expect(line.layout == FileLayout(format: "XLSX", sheet: "走访", headerRow: 3))
        #expect(line.layout.summary == "XLSX@3")
        #expect(line.counts.rows == 6)
        #expect(line.counts.inserted == 1)
        #expect(line.counts.unchanged == 2)
        #expect(line.counts.filled == 3)
        #expect(line.counts.amended == 4)
        #expect(line.counts.rejected == 5)
        #expect(try test.ledger.importedFile(99) == nil)
        #expect(
            try test.ledger.importedDigests() == [String(repeating: "0", count: 64), String(repeating: "d", count: 64)])
    }

    @Test func countsAddUp() {
        var counts = ImportCounts()
        var outcome = WriteOutcome()
        (outcome.inserted, outcome.unchanged, outcome.filled, outcome.amended) = (1, 2, 3, 4)
        outcome.cleared = 5
        counts.add(outcome)
        let twice = counts + counts
        #expect(
            [twice.inserted, twice.unchanged, twice.filled, twice.amended, twice.cleared, twice.rows] == [
                2, 4, 6, 8, 10, 0,
            ])
    }

    /// Compares random rows with repeated keys in a plain model and in the sorter, with and without runs on disk.
    @Test(arguments: [(1, 7), (2, 40), (3, 1_500)])
    func sortedRowsComeToTheSameAsRowsInTheirOwnOrder(seed: Int, count: Int) throws {
        var numbers = SeededNumbers(state: UInt64(seed))
        var records: [String: (member: String, moment: String, place: String, row: Int)] = [:]
        var (inserted, unchanged, filled) = (0, 0, 0)
        var conflicts: [Int] = []
        var lines = ["event,member,occurred_at,place"]
        for row in 2..<(count + 2) {
            let key = "E\(Int.random(in: 0..<max(3, count * 2 / 3), using: &numbers))"
            let member =
                Int.random(in: 0...9, using: &numbers) < 8 ? "M\(key.utf8.reduce(0) { $0 + Int($1) } % 3 + 1)" : "M1"
            let dayOfMonth = Int.random(in: 0...9, using: &numbers) < 8 ? 5 : 6
            let moment = "2021-07-0\(dayOfMonth) 08:30:00"
            let place = ["", "甲", "乙"].randomElement(using: &numbers) ?? ""
            lines.append("\(key),\(member),\(moment),\(place)")
            guard let old = records[key] else {
                records[key] = (member, moment, place, row)
                inserted += 1
                continue
            }
            if old.member != member || old.moment != moment || (old.place != "" && place != "" && old.place != place) {
                conflicts.append(row)
            } else if old.place == "" && place != "" {
                records[key] = (member, moment, place, row)
                filled += 1
            } else {
                unchanged += 1
            }
        }
        let expected = records.map { key, record in
            "\(key)|\(record.member)|\(record.moment)|\(record.place == "" ? "-" : record.place)|\(record.row)"
        }.sorted()
        for (memory, batchRows) in [(40 << 20, Int.max), (1, 5), (40 << 20, 3), (2_000, 64)] {
            let test = try TestLedger()
            test.memory = memory
            let outcome = try test.put(Tables.event, lines.joined(separator: "\n"), batchRows: batchRows)
            #expect(outcome.inserted == inserted)
            #expect(outcome.unchanged == unchanged)
            #expect(outcome.filled == filled)
            #expect(outcome.refused.map(\.row) == conflicts)
            let stored = try test.query(
                """
                SELECT event, member, substr(occurred_at, 1, 4) || '-' || substr(occurred_at, 5, 2) || '-' || substr(occurred_at, 7, 2)
                || ' 08:30:00', place, row FROM event
                """)
            #expect(stored.sorted() == expected)
            #expect(try test.query("SELECT count(*) FROM sqlite_master WHERE name = 'event_key'") == ["1"])
        }
    }
}
