import AssessmentKernel
import Ledger
import TestValues
import Testing

@testable import RecordStore

/// Several rows of one import about one record, and what is said about a row that is refused.
@Suite struct RepeatedKeyTests {
    private static let header = "event,member,occurred_at,place,media,verdict,note\n"
    private static let stored = "SELECT event, place, media, verdict, note, import, row FROM event ORDER BY event"

    /// A ledger with E1: 村口, no media, valid.
    private func begun() throws -> TestLedger {
        let test = try TestLedger()
        try test.put(Tables.event, Self.header + "E1,M1,2021-07-05 08:30,村口,,valid,")
        return test
    }

    private func row(_ place: String, _ media: String, _ verdict: String, _ note: String = "") -> String {
        "E1,M1,2021-07-05 08:30,\(place),\(media),\(verdict),\(note)\n"
    }

    @Test("Texts that differ only in the kind of their line breaks are the same")
    func lineBreaks() throws {
        let test = try TestLedger()
        // The helper's rows end at a line feed, which a carriage return is not.
        try test.put(Tables.patrol, "member,date,summary\nM1,2021-07-05,一\r二")
        #expect(try test.put(Tables.patrol, "member,date,summary\nM1,2021-07-05,一\r二").text == "0 1 0 0 |")
        try test.execute("UPDATE patrol SET summary = '一' || char(13, 10) || '二'")
        for amend in [false, true] {
            let outcome = try test.put(Tables.patrol, "member,date,summary\nM1,2021-07-05,一\r二", amend: amend)
            #expect(outcome.text == "0 1 0 0 |")
        }
        #expect(try test.put(Tables.patrol, "member,date,summary\nM1,2021-07-05,一\r\r二").text == "0 0 0 0 | 2")
        #expect(try test.query("SELECT length(summary) FROM patrol") == ["4"])
    }

    @Test("A row that contradicts another of the import is refused, whether it amends or not")
    func contradictions() throws {
        for amend in [false, true] {
            let test = try begun()
            // The first says what the ledger says already; so the second would amend against it.
            let outcome = try test.put(
                Tables.event, Self.header + row("村口", "3", "") + row("学校", "4", ""), amend: amend)
            let refused = try #require(outcome.refused.first)
            #expect(outcome.refused.map(\.row) == [3])
            #expect(!refused.differences.isEmpty)
            #expect(refused.key == ["E1"])
            #expect(refused.brokenRule == nil)
            #expect(refused.differences.map(\.column) == [3, 4])
            #expect(refused.differences.map(\.own) == ["学校", "4"])
            #expect(refused.differences.map(\.other) == ["村口", "3"])
            #expect(refused.differences.allSatisfy { $0.place == .delivered(importID: 3, row: 2) })
            #expect(refused.isDisputed)
            #expect(
                try test.query(Self.stored) == [amend ? "E1|村口|3|-|-|3|2" : "E1|村口|3|valid|-|3|2"])
        }
    }

    @Test("Rows of one import complete each other in any order, and clear only what none of them has")
    func complements() throws {
        let rows = [row("", "3", ""), row("学校", "", ""), row("学校", "3", "")]
        for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
            let test = try begun()
            let outcome = try test.put(
                Tables.event, Self.header + order.map { rows[$0] }.joined(), amend: true)
            #expect(outcome.refused.isEmpty)
            #expect(outcome.cleared > 0)
            #expect(try test.query("SELECT place, media, verdict FROM event") == ["学校|3|-"])
        }
        let test = try begun()
        let outcome = try test.put(Tables.event, Self.header + row("", "3", "") + row("", "", "", "好"))
        #expect(outcome.text == "0 0 2 0 |")
        #expect(outcome.cleared == 0)
        #expect(try test.query(Self.stored) == ["E1|村口|3|valid|好|3|3"])
    }

    @Test("What differs from the ledger names every column, and the file and row that gave its value")
    func differences() throws {
        let test = try begun()
        try test.put(Tables.event, Self.header + "E0,M1,2021-07-05 08:30,,,,\n" + row("", "3", ""))
        try test.put(Tables.event, Self.header + row("", "", "", "好"))
        let outcome = try test.put(Tables.event, Self.header + row("学校", "4", "", "坏"))
        let refused = try #require(outcome.refused.first)
        #expect(refused.differences.map(\.own) == ["学校", "4", "坏"])
        #expect(refused.differences.map(\.other) == ["村口", "3", "好"])
        #expect(
            refused.differences.map(\.place) == [
                .ledger(importID: 2, row: 2), .ledger(importID: 3, row: 3), .ledger(importID: 4, row: 2),
            ])
        #expect(refused.cleared.map(\.other) == ["valid"])
        #expect(!refused.isDisputed)
    }

    @Test("Rows that differ from the ledger and from one another are not to be amended")
    func disputed() throws {
        let test = try begun()
        let outcome = try test.put(
            Tables.event, Self.header + row("学校", "", "") + row("村委会", "", "") + "E2,M1,2021-07-05 08:30,甲,,,\n")
        #expect(outcome.text == "1 0 0 0 | 2 3")
        #expect(outcome.refused.allSatisfy { $0.isDisputed && $0.differences.map(\.other) == ["村口"] })
        let same = try test.put(Tables.event, Self.header + row("学校", "", "") + row("学校", "", ""))
        #expect(same.refused.map(\.isDisputed) == [false, false])
    }

    @Test("A long text is shown where it differs")
    func longTexts() throws {
        let test = try TestLedger()
        let long = String(repeating: "长", count: 5_000)
        try test.put(Tables.patrol, "member,date,summary\nM1,2021-07-05,\(long)甲\(long)")
        let outcome = try test.put(Tables.patrol, "member,date,summary\nM1,2021-07-05,\(long)乙\(long)")
        let difference = try #require(outcome.refused.first?.differences.first)
        #expect(difference.own.hasPrefix("…长"))
        #expect(difference.own.contains("长乙长"))
        #expect(difference.own.hasSuffix("长…"))
        #expect(difference.other.contains("长甲长"))
        #expect(difference.other.utf8.count < 200)
    }

    /// The rules of the natural key, written down again as plainly as possible: rows of a key in their order.
    private struct Model {
        let base: [String: String]
        let amends: Bool
        var said: [String: String] = [:]
        var delivered: Set<String> = []
        var isThere: Bool

        /// Takes a row, or returns false.
        mutating func take(_ row: [String: String]) -> Bool {
            for (column, value) in row where value != "" {
                if let other = said[column], other != value { return false }
                if !amends, let other = base[column], other != "", other != value { return false }
            }
            for (column, value) in row {
                delivered.insert(column)
                if value != "" { said[column] = value }
            }
            isThere = true
            return true
        }

        func value(_ column: String) -> String {
            if let value = said[column] { return value }
            return amends && delivered.contains(column) ? "" : base[column] ?? ""
        }
    }

    @Test("Random rows come to what the rules say, in memory and on disk", arguments: 1...6)
    func random(seed: Int) throws {
        var numbers = SeededNumbers(state: UInt64(seed))
        let columns = ["member", "occurred_at", "place", "media"]
        func randomRow() -> (key: String, values: [String: String]) {
            let key = "E\(Int.random(in: 0..<400, using: &numbers))"
            let isOdd = Int.random(in: 0..<12, using: &numbers) == 0
            return (
                key,
                [
                    "member": isOdd ? "M2" : "M1", "occurred_at": "2021-07-0\(isOdd ? 6 : 5) 08:30:00",
                    "place": ["", "", "甲", "甲", "乙"].randomElement(using: &numbers) ?? "",
                    "media": ["", "", "3", "3", "4"].randomElement(using: &numbers) ?? "",
                ]
            )
        }
        func text(_ rows: [(key: String, values: [String: String])]) -> String {
            "event," + columns.joined(separator: ",") + "\n"
                + rows.map { row in
                    row.key + "," + columns.map { row.values[$0] ?? "" }.joined(separator: ",")
                }.joined(separator: "\n")
        }
        let (before, now) = ((0..<200).map { _ in randomRow() }, (0..<1_500).map { _ in randomRow() })
        for amends in [false, true] {
            var models: [String: Model] = [:]
            for row in before {
                _ = models[row.key, default: Model(base: [:], amends: false, isThere: false)].take(row.values)
            }
            models = models.mapValues { model in
                Model(
                    base: Dictionary(uniqueKeysWithValues: columns.map { ($0, model.value($0)) }), amends: amends,
                    isThere: true)
            }
            var refused: [Int] = []
            for (place, row) in now.enumerated() {
                var model = models[row.key] ?? Model(base: [:], amends: amends, isThere: false)
                if !model.take(row.values) { refused.append(place + 2) }
                models[row.key] = model
            }
            let expected = models.filter(\.value.isThere).map { key, model in
                key + "|" + columns.map { model.value($0) == "" ? "-" : model.value($0) }.joined(separator: "|")
            }.sorted()
            for (memory, batchRows) in [(40 << 20, Int.max), (2_000, 64)] {
                let test = try TestLedger()
                test.memory = memory
                try test.put(Tables.event, text(before))
                let outcome = try test.put(Tables.event, text(now), amend: amends, batchRows: batchRows)
                #expect(outcome.refused.map(\.row) == refused)
                let stored = try test.query(
                    """
                    SELECT event, member, '2021-07-0' || (occurred_at / 1000000 % 10) || ' 08:30:00', place, media FROM event
                    """)
                #expect(stored.sorted() == expected)
                #expect(try test.query("SELECT count(*) FROM sqlite_master WHERE name = 'event_key'") == ["1"])
            }
        }
    }

    @Test(
        "A key that occurs twice is always found, and beyond a limit every key counts as one",
        arguments: [(0, 512), (100_000, 1 << 16), (1 << 40, 4 << 20), (.max, 4 << 20)])
    func keyRepeats(fileBytes: Int, memory: Int) {
        let repeats = KeyRepeats(fileBytes: fileBytes)
        #expect(repeats.memoryUsed == memory)
        #expect(repeats.isEmpty)
        #expect(repeats.place(7) == nil)
        for hash in [7, 9, 7] as [UInt64] { repeats.take(hash << 30, member: 5) }
        #expect(!repeats.isEmpty)
        let place: UInt64 = 5 << 40 | 7 << 6
        #expect(repeats.place(7 << 30) == place)
        let every = KeyRepeats(fileBytes: .max)
        for hash in 0..<600_000 as Range<UInt64> { every.take(hash << 26, member: 0) }
        #expect(every.place(123) == 123)
    }
}
