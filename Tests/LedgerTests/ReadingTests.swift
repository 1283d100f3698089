import AssessmentKernel
import Closing
import Ledger
import RecordStore
import TestValues
import Testing
import TownshipTables

@Suite struct ReadingTests {
    @Test func aMembersRowsComeByMomentThenByTheBytesOfTheKey() throws {
        let test = try TestLedger()
        try test.put(
            Tables.event,
            """
            event,member,occurred_at
            b,M1,2021-07-02 08:30
            \u{E9},M1,2021-07-01 08:30
            x,M2,2021-07-01 08:30
            e\u{301},M1,2021-07-01 08:30
            Z,M1,2021-07-01 08:30
            c,M1,2021-07-01 08:29
            """)
        let block = try test.ledger.reading {
            try $0.rows(of: Tables.event, member: "M1", in: days("2021-01-01", "2021-12-31"))
        }
        let expected: [Text] = ["c", "Z", "e\u{301}", "\u{E9}", "b"]
        #expect((0..<block.count).map { Text(utf8: block.text($0, 0)) } == expected)
        #expect((1..<block.count).allSatisfy { block.precedes($0 - 1, $0) })
    }

    @Test(
        arguments: [
            ("2021-07-05", "2021-07-05", "bc"), ("2021-07-04", "2021-07-05", "abc"),
            ("2021-07-05", "2021-07-06", "bcd"),
            ("2021-07-07", "2021-12-31", ""), ("0001-01-01", "9999-12-31", "eabcd"), ("1969-12-31", "1969-12-31", "e"),
        ])
    func aRunOfDaysHoldsItsFirstAndLastSecond(first: String, last: String, expected: String) throws {
        let test = try TestLedger(roster: TestLedger.roster.replacing("2020-01-01", with: "1960-01-01"))
        try test.put(
            Tables.event,
            """
            event,member,occurred_at
            a,M1,2021-07-04 23:59:59
            b,M1,2021-07-05 00:00:00
            c,M1,2021-07-05 23:59:59
            d,M1,2021-07-06 00:00:00
            e,M1,1969-12-31 23:59:59
            """)
        let range = try days(first, last)
        #expect(try test.rows(Tables.event, "M1", range).map { String($0.prefix(1)) }.joined() == expected)
        #expect(try test.ledger.reading { try $0.count(of: Tables.event, in: range) } == expected.count)
        #expect(try test.ledger.reading { try $0.hasAny(of: Tables.event, in: range) } == !expected.isEmpty)
        #expect(try test.rows(Tables.event, "M2", range).isEmpty)
    }

    @Test func aRowCountsOnTheDayThatItNames() throws {
        let test = try TestLedger()
        try test.put(
            Tables.ballot,
            """
            ballot,member,date,counts_on
            B1,M1,2021-10-09,2021-09-30
            B2,M1,2021-09-30,
            B3,M1,2021-09-29,2021-12-31
            B4,M1,2021-09-01,2021-09-01
            """)
        let september = try days("2021-09-01", "2021-09-30")
        #expect(
            try test.rows(Tables.ballot, "M1", september) == [
                "B4|M1|2021-09-01|2021-09-01", "B1|M1|2021-10-09|2021-09-30", "B2|M1|2021-09-30|-",
            ])
        #expect(try test.ledger.reading { try $0.count(of: Tables.ballot, in: september) } == 3)
        #expect(try test.ledger.reading { try $0.hasAny(of: Tables.ballot, in: try days("2021-12-31", "2021-12-31")) })
        #expect(try test.ledger.reading { try !$0.hasAny(of: Tables.ballot, in: try days("2021-10-01", "2021-12-30")) })
    }

    /// Events lie behind an index of their keys, ballots behind a day of the ledger's own.
    @Test func aRowThatWasReadHasTheSourceOfItsRecord() throws {
        let test = try TestLedger()
        try test.put(
            Tables.event,
            "event,member,occurred_at\nb,M1,2021-07-02 08:30\nc/d,M1,2021-07-01 08:30\na,M1,2021-07-02 08:30\nx,M2,2021-07-02 08:30"
        )
        try test.put(
            Tables.ballot,
            "ballot,member,date,counts_on\nB1,M1,2021-10-09,2021-09-30\nB2,M1,2021-09-30,\nB4,M1,2021-09-01,2021-09-01")
        let year = try days("2021-01-01", "2021-12-31")
        try test.ledger.reading { reader in
            for schema in [Tables.event, Tables.ballot] {
                #expect(reader.latestRows(of: schema.key) == nil)
                let block = try reader.rows(of: schema, member: "M1", in: year)
                #expect(block.count == 3)
                #expect(reader.latestRows(of: schema.key)?.slots == block.slots)
                for row in 0..<block.count {
                    let source = try #require(try reader.source(of: row, in: block))
                    let record = try #require(try reader.record(block.reference(row), of: schema))
                    #expect(source.importID == record.importID && source.row == record.row)
                }
            }
            #expect(try reader.rows(of: Tables.event, member: "M2", in: year).count == 1)
            #expect(reader.latestRows(of: Tables.event.key)?.count == 1)
        }
    }

    @Test func fillingOrAmendingTheDayMovesTheRow() throws {
        let test = try TestLedger()
        try test.put(Tables.ballot, "ballot,member,date\nB1,M1,2021-10-09")
        let (third, fourth) = (try quarter("2021Q3").range, try quarter("2021Q4").range)
        #expect(
            try test.put(Tables.ballot, "ballot,member,date,counts_on\nB1,M1,2021-10-09,2021-09-30").text == "0 0 1 0 |"
        )
        #expect(try test.rows(Tables.ballot, "M1", third).count == 1)
        #expect(try test.rows(Tables.ballot, "M1", fourth).isEmpty)
        #expect(
            try test.put(Tables.ballot, "ballot,member,date,counts_on\nB1,M1,2021-10-09,", amend: true).text
                == "0 0 0 1 |")
        #expect(try test.rows(Tables.ballot, "M1", third).isEmpty)
        #expect(try test.rows(Tables.ballot, "M1", fourth).count == 1)
    }

    @Test func ballotsOfOneKeyThatCountOnDifferentDaysAreOneRecord() throws {
        let test = try TestLedger()
        let text =
            "ballot,member,date,counts_on\nB1,M1,2021-10-09,\nB1,M1,2021-10-09,2021-09-30\nB1,M1,2021-10-09,2021-09-29"
        #expect(try test.put(Tables.ballot, text).text == "1 0 1 0 | 4")
        #expect(try test.query("SELECT counted_on FROM ballot") == ["20210930"])
    }

    @Test func everyFormComesBackAsItWentIn() throws {
        let test = try TestLedger()
        try test.put(
            Tables.event,
            """
            event,member,occurred_at,place,media,due,verdict,rate,hours,recorded,note
            ＥＶ/1,M1,2021-07-05 08:30, 村口\u{3000},0,2024-02-29,虚假,99.95%,0.05,否,不读
            EV2,M1,2021-07-05 08:31,,,,,,,,
            """)
        let year = try days("2021-07-05", "2021-07-05")
        #expect(
            try test.rows(Tables.event, "M1", year) == [
                "EV/1|M1|2021-07-05 08:30:00| 村口\u{3000}|0|2024-02-29|fake|99.95|0.05|no|-",
                "EV2|M1|2021-07-05 08:31:00|-|-|-|-|-|-|-|-",
            ])
        let reference = try #require(RecordReference("event:EV%2F1"))
        let record = try #require(try test.ledger.reading { try $0.record(reference, of: Tables.event) })
        #expect(record.row == 2)
        #expect(record.importID == 2)
        #expect(record.block.canonicalText(0, 10) == "不读", "a record that is asked for is read whole")
    }

    @Test(arguments: [
        "event:E9", "event:E1/x", "patrol:M1", "patrol:M1/2021-13-01", "patrol:M2/2021-07-05", "patrol:M1/2021-07-06",
    ])
    func aReferenceOfNoRecordFindsNone(written: String) throws {
        let test = try TestLedger()
        try test.put(Tables.event, "event,member,occurred_at\nE1,M1,2021-07-05 08:30")
        try test.put(Tables.patrol, "member,date\nM1,2021-07-05")
        let reference = try #require(RecordReference(written))
        let schema = reference.table == "event" ? Tables.event : Tables.patrol
        #expect(try test.ledger.reading { try $0.record(reference, of: schema) } == nil)
    }

    @Test func aReferenceOfTwoPartsFindsItsRecord() throws {
        let test = try TestLedger()
        try test.put(Tables.patrol, "member,date,summary\nM1,2021-07-05,走访\nM1,2021-07-06,巡查")
        let reference = try #require(RecordReference("patrol:M1/2021-07-06"))
        let record = try test.ledger.reading { try $0.record(reference, of: Tables.patrol) }
        #expect(record?.row == 3)
        #expect(record?.block.canonicalText(0, 2) == "巡查")
    }

    @Test func aWalkHandsOverEachRecordWithItsOrigin() throws {
        let test = try TestLedger()
        let patrols = ((1 as Int32)...1_100).map { "M1,\(CivilDate(dayNumber: 18_900 + $0))" }
        try test.put(
            Tables.patrol, (["member,date"] + patrols + ["M3,2021-07-06", "M2,2021-07-05"]).joined(separator: "\n"))
        for members: [Text] in [["M1"], ["M1", "M2"], ["M2", "M3"], ["M4"], []] {
            var walked: [String] = []
            var runs: [Int] = []
            try test.ledger.reading { reader in
                try reader.walk(Tables.patrol, members: members, in: days("2000-01-01", "2099-12-31")) { run in
                    runs.append(run.block.count)
                    for (row, origin) in run.origins.enumerated() {
                        walked.append("\(run.block.canonicalText(row, 0) ?? "") \(origin.importID) \(origin.row)")
                    }
                }
            }
            let expected = members.flatMap { member in
                switch member {
                case "M1": (0..<1_100).map { "M1 2 \($0 + 2)" }
                case "M2": ["M2 2 1103"]
                case "M3": ["M3 2 1102"]
                default: [String]()
                }
            }
            #expect(walked == expected)
            #expect(!runs.contains(0))
        }
        for (range, count): (DateRange?, Int) in [(nil, 1_102), (try days("2021-07-05", "2021-07-06"), 2)] {
            var walked = 0
            try test.ledger.reading { try $0.walk(whole: Tables.patrol, in: range) { walked += $0.block.count } }
            #expect(walked == count)
        }
    }

    @Test func theRosterComesByCodeWithTheRemovals() throws {
        let test = try TestLedger(
            roster: """
                member,name,post,office,village,grid,joined_on,left_on
                b,乙,专职,一,东,1,2020-01-01,
                \u{E9},丙,专职,一,东,1,2020-01-01,2021-12-31
                e\u{301},丁,兼职,一,东,1,2020-01-01,
                A,甲,专职,一,东,1,2020-01-01,2021-06-30
                """)
        try test.put(
            RemovalTable.shared.schema, "member,date,ground\nA,2021-03-31,2\nb,2021-02-28,1\n\u{E9},2022-01-31,5")
        let members = try test.ledger.reading { try $0.members() }
        #expect(members.map(\.code) == ["A", "b", "e\u{301}", "\u{E9}"])
        #expect(members.map { $0.lastDay?.description } == ["2021-03-31", "2021-02-28", nil, "2021-12-31"])
        #expect(members.map(\.post) == [.fullTime, .fullTime, .partTime, .fullTime])
    }

    @Test func theMonthsWithRecordsAreKnown() throws {
        let test = try TestLedger()
        try test.put(Tables.event, "event,member,occurred_at\nE1,M1,2021-09-30 23:59:59\nE2,M1,2021-06-30 00:00")
        try test.put(Tables.ballot, "ballot,member,date,counts_on\nB1,M1,2021-10-09,2021-08-31")
        let months = try test.ledger.reading { try $0.monthsWithRecords(of: Tables.all) }
        #expect(months.map(\.description) == ["2021-06", "2021-08", "2021-09"])
        #expect(
            try test.ledger.reading { try $0.monthsWithRecords(of: [Tables.ballot]) }.map(\.description) == ["2021-08"])
    }

    @Test func aValueThatTheChecksForbidIsNotReadAsAnother() throws {
        let test = try TestLedger()
        try test.put(Tables.patrol, "member,date\nM1,2021-07-05")
        try test.execute("UPDATE patrol SET date = 20210231")
        #expect(throws: (any Error).self) { try test.rows(Tables.patrol, "M1", days("2021-01-01", "2021-12-31")) }
    }
}

@Suite struct HistoryTests {
    /// Closes a quarter with a month's score and the carried amount of each of its last month, by member.
    private func close(
        _ test: TestLedger, _ text: String, revision: Int = 1,
        _ entries: [(member: Text, carried: Int, isFailing: Bool, isRated: Bool)]
    ) throws {
        let months = try quarter(text).months
        try test.ledger.recordClosing(ClosingBook.head(text, revision: revision)) { writer in
            for entry in entries {
                try ClosingBook.total(
                    writer, entry.member, Points(50), band: "x", rank: nil, dutyDays: 5, isRated: entry.isRated,
                    isFailing: entry.isFailing)
                for (place, month) in months.enumerated() {
                    try ClosingBook.pay(
                        writer, entry.member, month.description, carried: Yuan(place == 2 ? entry.carried : 999))
                    try ClosingBook.monthTotal(
                        writer, entry.member, month, Points(50), isFailing: entry.isFailing)
                }
            }
        }
    }

    @Test func onlyTheLatestRevisionsOfEarlierQuartersSpeak() throws {
        let test = try TestLedger()
        try close(test, "2021Q1", [("M1", 10, true, true), ("M2", 20, true, true)])
        try close(test, "2021Q1", revision: 2, [("M1", 11, false, true), ("M2", 21, true, false)])
        try close(test, "2021Q2", [("M1", 30, true, true)])
        let first = try test.past("M1", "2021Q3")
        #expect(first.carriedForward == Yuan(30))
        #expect(first.quarterTotalFails == [try quarter("2021Q1"): false, try quarter("2021Q2"): true])
        #expect(first.monthlyScoreFails.count == 6)
        #expect(try first.monthlyScoreFails[month("2021-03")] == false)
        #expect(try first.monthlyScoreFails[month("2021-04")] == true)
        let second = try test.past("M2", "2021Q3")
        #expect(second.carriedForward == Yuan(21), "the latest closing that holds the member")
        #expect(second.quarterTotalFails.isEmpty, "an unrated quarter has no total")
        #expect(second.monthlyScoreFails.values.allSatisfy { $0 })
        #expect(second.monthlyScoreFails.count == 3)
        try expectNothing(test, "M3", "2021Q3")
    }

    @Test func aMemberWhomTheLatestRevisionDroppedIsNotRemembered() throws {
        let test = try TestLedger()
        try close(test, "2021Q2", [("M1", 10, true, true), ("M2", 20, true, true)])
        try close(test, "2021Q2", revision: 2, [("M1", 10, true, true)])
        #expect(try test.past("M1", "2021Q3").carriedForward == Yuan(10))
        try expectNothing(test, "M2", "2021Q3")
    }

    @Test func theFirstQuarterHasNoHistory() throws {
        let test = try TestLedger()
        try close(test, "2021Q1", [("M1", 10, true, true)])
        try expectNothing(test, "M1", "2021Q1")
        #expect(try test.past("M1", "2022Q1").carriedForward == Yuan(10))
        try expectNothing(test, "M2", "2022Q1")
    }

    @Test func revisionsAreComparedAsNumbers() throws {
        let test = try TestLedger()
        for revision in [1, 9, 10, 2] { try close(test, "2021Q1", revision: revision, [("M1", revision, false, true)]) }
        #expect(try test.ledger.closings().map(\.revision) == [10])
        #expect(try test.past("M1", "2021Q2").carriedForward == Yuan(10))
    }

    @Test func everyRowOfAClosingIsAFactOfIt() throws {
        let test = try TestLedger()
        try test.ledger.recordClosing(ClosingBook.head("2021Q4")) { _ in }
        try test.ledger.recordClosing(ClosingBook.head("2021Q3")) { try ClosingBook.fill($0) }
        let empty = MadeClosing(try quarter("2021Q4"), revision: 1, number: 1)
        let made = MadeClosing(try quarter("2021Q3"), revision: 1, number: 2)
        let july = try month("2021-07")
        let worth = MonthWorth(july, daysInPost: 31, base: Yuan(200), performance: Yuan(100), charges: .zero)
        let pay = MonthPay(
            worth, adjustment: .zero, alreadyPaid: .zero, broughtForward: .zero, due: Yuan(300), carriedForward: .zero)
        #expect(
            try test.facts() == [
                .closing(empty), .closing(made), .pay("M1", pay, in: made), .adjustment("M1", -Yuan(100), in: made),
                .month("M1", july, isFailing: false, in: made), .total("M1", isFailing: false, in: made),
            ])
    }

    private func expectNothing(
        _ test: TestLedger, _ member: Text, _ quarter: String, at location: SourceLocation = #_sourceLocation
    ) throws {
        let past = try test.past(member, quarter)
        #expect(past.carriedForward == .zero, sourceLocation: location)
        #expect(past.adjustment == .zero, sourceLocation: location)
        #expect(past.monthlyScoreFails.isEmpty, sourceLocation: location)
        #expect(past.quarterTotalFails.isEmpty, sourceLocation: location)
    }
}
