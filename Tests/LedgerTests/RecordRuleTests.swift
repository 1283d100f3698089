import AssessmentKernel
import Ledger
import TestValues
import Testing

@Suite struct RecordRuleTests {
    private static let header = "event,member,occurred_at,place,media,due,verdict,note\n"
    private static let first = header + "E1,M1,2021-07-05 08:30,村口,,2021-07-09,,"
    private static let stored =
        "SELECT event, member, occurred_at, place, media, due, verdict, note, import, row FROM event ORDER BY event"

    private func begun() throws -> TestLedger {
        let test = try TestLedger()
        #expect(try test.put(Tables.event, RecordRuleTests.first).text == "1 0 0 0 |")
        return test
    }

    @Test func aNewRowIsInsertedWithWhereItCameFrom() throws {
        #expect(
            try begun().query(RecordRuleTests.stored) == ["E1|M1|20210705083000|村口|-|20210709|-|-|2|2"])
    }

    @Test func aRowThatSaysTheSameIsUnchanged() throws {
        let test = try begun()
        #expect(try test.put(Tables.event, RecordRuleTests.first).text == "0 1 0 0 |")
        #expect(try test.put(Tables.event, RecordRuleTests.first, amend: true).text == "0 1 0 0 |")
        #expect(try test.query("SELECT import, row FROM event") == ["2|2"])
        #expect(try test.query("SELECT count(*) FROM record_version") == ["0"])
    }

    @Test func aValueWhereABlankWasFillsItAndIsJournalled() throws {
        let test = try begun()
        let outcome = try test.put(
            Tables.event,
            RecordRuleTests.header + "E0,M1,2021-07-05 08:30,,,,,\nE1,M1,2021-07-05 08:30,村口,3,2021-07-09,有效,好")
        #expect(outcome.text == "1 0 1 0 |")
        #expect(try test.query(RecordRuleTests.stored).last == "E1|M1|20210705083000|村口|3|20210709|valid|好|3|3")
        #expect(
            try test.query(
                "SELECT record, change, import, row, previous, previous_import, previous_row FROM record_version") == [
                    """
                    event:E1|fill|3|3|{"event":"E1","member":"M1","occurred_at":"2021-07-05 08:30:00","place":"村口","due":"2021-07-09"}|2|2
                    """
                ])
    }

    @Test func aBlankWhereAValueIsLeavesIt() throws {
        let test = try begun()
        #expect(try test.put(Tables.event, RecordRuleTests.header + "E1,M1,2021-07-05 08:30,,,,,").text == "0 1 0 0 |")
        #expect(
            try test.put(Tables.event, RecordRuleTests.header + "E1,M1,2021-07-05 08:30,\u{3000},4,,,").text
                == "0 0 1 0 |")
        #expect(try test.query(RecordRuleTests.stored) == ["E1|M1|20210705083000|村口|4|20210709|-|-|4|2"])
    }

    @Test(arguments: [
        "E1,M2,2021-07-05 08:30,村口,,2021-07-09,,", "E1,M1,2021-07-05 08:31,村口,,2021-07-09,,",
        "E1,M1,2021-07-05 08:30,村口 ,,2021-07-09,,", "E1,M1,2021-07-05 08:30,村口,,2021-07-10,有效,",
        "E1,M1,2021-08-05 08:30,,,,,",
    ])
    func anotherValueIsAConflictAndChangesNothing(row: String) throws {
        let test = try begun()
        let before = try test.query(RecordRuleTests.stored)
        #expect(
            try test.put(Tables.event, RecordRuleTests.header + "E9,M1,2021-07-05 08:30,,,,,\n" + row).text
                == "1 0 0 0 | 3")
        #expect(try test.query(RecordRuleTests.stored).first == before.first)
        #expect(try test.query("SELECT count(*) FROM record_version") == ["0"])
    }

    @Test func textsThatAreOnlyCanonicallyEqualAreInConflict() throws {
        let test = try TestLedger()
        try test.put(Tables.patrol, "member,date,summary\nM1,2021-07-05,caf\u{E9}")
        #expect(try test.put(Tables.patrol, "member,date,summary\nM1,2021-07-05,cafe\u{301}").text == "0 0 0 0 | 2")
        try test.put(Tables.event, "event,member,occurred_at\n\u{E9},M1,2021-07-05 08:30")
        #expect(
            try test.put(Tables.event, "event,member,occurred_at\ne\u{301},M1,2021-07-05 08:30").text == "1 0 0 0 |")
    }

    @Test func amendingReplacesAndClearsAndKeepsTheOldVersion() throws {
        let test = try begun()
        let outcome = try test.put(
            Tables.event, RecordRuleTests.header + "E1,M3,2021-08-05 09:00,,5,,虚假,", amend: true)
        #expect(outcome.text == "0 0 0 1 |")
        #expect(try test.query(RecordRuleTests.stored) == ["E1|M3|20210805090000|-|5|-|fake|-|3|2"])
        let versions = try test.query("SELECT change, previous FROM record_version")
        #expect(
            versions == [
                """
                amend|{"event":"E1","member":"M1","occurred_at":"2021-07-05 08:30:00","place":"村口","due":"2021-07-09"}
                """
            ])
        #expect(try test.rows(Tables.event, "M1", days("2021-01-01", "2021-12-31")).isEmpty)
        #expect(try test.rows(Tables.event, "M3", days("2021-08-05", "2021-08-05")).count == 1)
    }

    @Test func amendingTwiceKeepsBothOldVersionsInOrder() throws {
        let test = try begun()
        for place in ["村委会", "学校"] {
            try test.put(Tables.event, "event,member,occurred_at,place\nE1,M1,2021-07-05 08:30,\(place)", amend: true)
        }
        #expect(
            try test.query(
                "SELECT json_extract(previous, '$.place'), import, previous_import FROM record_version ORDER BY id")
                == ["村口|3|2", "村委会|4|3"])
        #expect(try test.query("SELECT place, import FROM event") == ["学校|4"])
    }

    @Test func whatTheJournalKeepsIsJsonWhateverTheText() throws {
        let test = try TestLedger()
        let odd = "说\"好\"\\ \u{1}\t\u{7F}\u{2028}😀"
        try test.put(Tables.patrol, "member,date,summary\nM1,2021-07-05,\(odd)")
        try test.put(Tables.patrol, "member,date,summary\nM1,2021-07-05,新", amend: true)
        #expect(try test.query("SELECT json_extract(previous, '$.summary') FROM record_version") == [odd])
    }

    @Test func columnsThatWereNotDeliveredSayNothing() throws {
        let test = try begun()
        for amend in [false, true] {
            #expect(
                try test.put(Tables.event, "event,member,occurred_at\nE1,M1,2021-07-05 08:30", amend: amend).text
                    == "0 1 0 0 |")
        }
        #expect(
            try test.put(Tables.event, "event,member,occurred_at,media\nE1,M1,2021-07-06 08:30,7", amend: true).text
                == "0 0 0 1 |")
        #expect(try test.query(RecordRuleTests.stored) == ["E1|M1|20210706083000|村口|7|20210709|-|-|5|2"])
    }

    @Test func aTextOfWhiteSpaceAloneCountsAsBlank() throws {
        let test = try TestLedger()
        let head = "member,date,summary\nM1,2021-07-05,"
        #expect(try test.put(Tables.patrol, head + "\u{3000} ").text == "1 0 0 0 |")
        #expect(try test.query("SELECT summary FROM patrol") == ["\u{3000} "])
        #expect(try test.put(Tables.patrol, head).text == "0 1 0 0 |")
        #expect(try test.put(Tables.patrol, head + "\u{A0}", amend: true).text == "0 1 0 0 |")
        #expect(try test.put(Tables.patrol, head + "走访").text == "0 0 1 0 |")
        #expect(try test.put(Tables.patrol, head + " ").text == "0 1 0 0 |")
        #expect(try test.put(Tables.patrol, head + " ", amend: true).text == "0 0 0 1 |")
        #expect(try test.query("SELECT summary FROM patrol") == [" "])
    }

    @Test(arguments: [
        (
            ["E2,M1,2021-07-05 08:30,甲,,,,\nE2,M1,2021-07-05 08:30,乙,,,,"], "1 0 0 0 | 3",
            ["E2|甲"]
        ),
        (["E2,M2,2021-07-09 08:30,甲,,,,\nE2,M1,2021-07-05 08:30,乙,,,,"], "1 0 0 0 | 3", ["E2|甲"]),
        (["E2,M1,2021-07-09 08:30,甲,,,,\nE2,M1,2021-07-05 08:30,甲,,,,"], "1 0 0 0 | 3", ["E2|甲"]),
        (["E2,M1,2021-07-05 08:30,,,,,\nE2,M1,2021-07-05 08:30,乙,,,,"], "1 0 1 0 |", ["E2|乙"]),
        (["E2,M2,2021-07-05 08:30,甲,,,,", "E2,M1,2021-07-05 08:30,乙,,,,"], "1 0 0 0 | 2", ["E2|甲"]),
        (["E2,M1,2021-07-05 08:30,甲,,,,", "E2,M1,2021-07-05 08:30,甲,,,,"], "1 1 0 0 |", ["E2|甲"]),
    ])
    func ofARepeatedKeyTheFirstRowIsTheRecord(rows: [String], outcome: String, stored: [String]) throws {
        for memory in [1, 40 << 20] {
            let test = try TestLedger()
            test.memory = memory
            let texts = rows.map { RecordRuleTests.header + $0 }
            let result =
                texts.count == 2
                ? try test.put(Tables.event, texts[0], texts[1]) : try test.put(Tables.event, texts[0], batchRows: 1)
            #expect(result.text == outcome)
            #expect(try test.query("SELECT event, place FROM event") == stored)
        }
    }

    @Test func amendingTakesNoRowThatContradictsAnotherOfTheImport() throws {
        let test = try TestLedger()
        let rows = "E2,M2,2021-07-09 08:30,甲,,,,\nE2,M1,2021-07-05 08:30,乙,,,,\nE2,M1,2021-07-05 08:30,丙,,,,"
        #expect(try test.put(Tables.event, RecordRuleTests.header + rows, amend: true).text == "1 0 0 0 | 3 4")
        #expect(try test.query("SELECT member, place, row FROM event") == ["M2|甲|2"])
        #expect(try test.query("SELECT count(*) FROM record_version") == ["0"])
    }

    @Test func aRowOfAFileThatWasDroppedIsNeitherWrittenNorHeldAgainst() throws {
        for memory in [1, 40 << 20] {
            let test = try TestLedger()
            test.memory = memory
            let bad = RecordRuleTests.header + "E2,M1,2021-07-05 08:30,坏,,,,\nE3,M1,2021-07-05 08:30,坏,,,,"
            let good = RecordRuleTests.header + "E2,M2,2021-07-06 08:30,好,,,,"
            #expect(try test.put(Tables.event, bad, good, dropping: [0]).text == "1 0 0 0 |")
            #expect(try test.query("SELECT event, place FROM event") == ["E2|好"])
            #expect(try test.query("SELECT file FROM import_file ORDER BY id DESC LIMIT 1") == ["1.csv"])
        }
    }
}
