import AssessmentKernel
import TestValues
import Testing

@Suite struct EvidenceTests {
    private static let text = """
        session,member,date
        a,M1,2020-12-31
        b,M1,2021-01-01
        c,M1,2021-06-30
        d,M1,2021-07-01
        e,M1,2021-07-01
        f,M1,2021-09-30
        g,M1,2021-10-01
        """

    private func evidence(passedOver: Set<Int> = [], excused: Set<Int> = []) throws -> TableEvidence {
        TableEvidence(try block(BallotLikeTable.shared.schema, EvidenceTests.text)) { row, _ in
            var status: TableEvidence.RowStatus = []
            if passedOver.contains(row) { status.insert(.passedOver) }
            if excused.contains(row) { status.insert(.excused) }
            return status
        }
    }

    private func member(_ evidence: TableEvidence, _ period: DateRange) throws -> MemberEvidence {
        MemberEvidence(
            member: Member(
                code: "M1", name: "王芳", post: .fullTime, office: "一", village: "东", grid: "1",
                joinedOn: day("2020-01-01"), leftOn: nil, removedOn: nil),
            period: period, window: period, dutyDays: [], tables: ["ballot-like": evidence])
    }

    private func sessions(_ rows: Rows<BallotLikeTable>) -> String {
        rows.map { $0.reference.parts[0] }.joined()
    }

    @Test(
        arguments: [
            ("2021-07-01", "2021-09-30", 3..<6), ("2021-07-01", "2021-07-01", 3..<5),
            ("2020-01-01", "2020-12-30", 0..<0),
            ("2021-10-02", "2021-12-31", 7..<7), ("2020-01-01", "2022-01-01", 0..<7),
            ("2021-07-02", "2021-09-29", 5..<5),
        ])
    func theRowsOfARunOfDaysLieTogether(first: String, last: String, places: Range<Int>) throws {
        #expect(try evidence().places(days(first, last)) == places)
    }

    @Test func noRowsHaveNoPlaces() throws {
        let empty = TableEvidence(RowBlock(BallotLikeTable.shared.schema)) { _, _ in [] }
        #expect(empty.places(try days("2021-01-01", "2021-12-31")) == 0..<0)
        #expect(empty.countedRows(try days("2021-01-01", "2021-12-31")) == 0)
    }

    @Test func rowsThatAreDatedBeforeTheCountBeganAreFound() throws {
        let block = try block(
            SampleTable.shared.schema, "number,member,at\na,M,1969-12-31 23:59:59\nb,M,1970-01-01 00:00:00")
        let evidence = TableEvidence(block) { _, _ in [] }
        #expect(evidence.places(try days("1969-12-31", "1969-12-31")) == 0..<1)
        #expect(evidence.places(try days("1970-01-01", "1970-01-01")) == 1..<2)
    }

    @Test func momentsBelongToTheirWholeDay() throws {
        let block = try block(
            SampleTable.shared.schema,
            "number,member,at\na,M,2021-06-30 23:59:59\nb,M,2021-07-01 00:00:00\nc,M,2021-07-01 23:59:59\nd,M,2021-07-02 00:00:00"
        )
        #expect(TableEvidence(block) { _, _ in [] }.places(try days("2021-07-01", "2021-07-01")) == 1..<3)
    }

    @Test func rowsThatDoNotCountAreNotSeen() throws {
        let evidence = try evidence(passedOver: [3, 5])
        let quarter = try quarter("2021Q3").range
        #expect(evidence.countedRows(quarter) == 1)
        #expect(sessions(try member(evidence, quarter).rows(of: BallotLikeTable.self)) == "e")
        #expect(sessions(Rows(all: evidence)) == "abceg")
    }

    @Test func excusedRowsAreSeenAndCountAndSaySo() throws {
        let evidence = try evidence(excused: [4])
        let quarter = try quarter("2021Q3").range
        #expect(evidence.countedRows(quarter) == 3)
        let rows = Array(try member(evidence, quarter).rows(of: BallotLikeTable.self))
        #expect(rows.map(\.isExcused) == [false, true, false])
        #expect(rows.map(\.day) == [day("2021-07-01"), day("2021-07-01"), day("2021-09-30")])
    }

    @Test(
        arguments: [
            ("2021-07-01", "2021-09-30", "def", "bcdef"), ("2021-07-01", "2021-07-31", "de", "bcde"),
            ("2020-10-01", "2020-12-31", "a", "a"), ("2021-01-01", "2021-01-31", "b", "b"),
            ("2020-12-01", "2021-01-31", "ab", "b"),
        ])
    func theYearRunsUpToThePeriodsEnd(first: String, last: String, period: String, year: String) throws {
        let evidence = try member(evidence(), days(first, last))
        #expect(sessions(evidence.rows(of: BallotLikeTable.self)) == period)
        #expect(sessions(evidence.rowsOfYear(of: BallotLikeTable.self)) == year)
    }

    @Test func aTableThatIsNotThereHasNoRows() throws {
        let evidence = try member(evidence(), days("2021-07-01", "2021-09-30"))
        #expect(Array(evidence.rows(of: SampleTable.self)).isEmpty)
        #expect(Array(evidence.rowsOfYear(of: SampleTable.self)).isEmpty)
    }
}

@Suite struct MemberTests {
    private func member(joined: String, left: String? = nil, removed: String? = nil) -> Member {
        Member(
            code: "M1", name: "王芳", post: .fullTime, office: "一", village: "东", grid: "1", joinedOn: day(joined),
            leftOn: left.map { day($0) }, removedOn: removed.map { day($0) })
    }

    @Test(
        arguments: [
            (nil, nil, nil), ("2021-08-31", nil, "2021-08-31"), (nil, "2021-07-31", "2021-07-31"),
            ("2021-08-31", "2021-07-31", "2021-07-31"), ("2021-07-31", "2021-08-31", "2021-07-31"),
        ] as [(String?, String?, String?)])
    func theLastDayInPostIsTheFirstThatEndsIt(left: String?, removed: String?, last: String?) {
        #expect(member(joined: "2020-01-01", left: left, removed: removed).lastDay?.description == last)
    }

    @Test(
        arguments: [
            ("2020-01-01", nil, "2021-07-01..2021-09-30"), ("2021-08-15", nil, "2021-08-15..2021-09-30"),
            ("2020-01-01", "2021-07-01", "2021-07-01..2021-07-01"), ("2021-09-30", nil, "2021-09-30..2021-09-30"),
            ("2021-10-01", nil, nil), ("2020-01-01", "2021-06-30", nil),
            ("2021-08-01", "2021-08-31", "2021-08-01..2021-08-31"),
        ] as [(String, String?, String?)])
    func theWindowIsTheDaysInPost(joined: String, left: String?, window: String?) throws {
        #expect(try member(joined: joined, left: left).window(in: quarter("2021Q3").range)?.description == window)
    }

    @Test func bothEndsOfThePostAreInIt() {
        let member = member(joined: "2021-07-05", left: "2021-08-31")
        #expect(member.isInPost(on: day("2021-07-05")))
        #expect(member.isInPost(on: day("2021-08-31")))
        #expect(!member.isInPost(on: day("2021-07-04")))
        #expect(!member.isInPost(on: day("2021-09-01")))
    }
}
