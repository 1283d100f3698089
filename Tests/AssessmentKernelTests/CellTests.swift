import AssessmentKernel
import TestValues
import Testing

@Suite struct CellTests {
    private static let table = SampleTable.shared

    private func row(_ text: String) throws -> Row<SampleTable> {
        let block = try block(SampleTable.shared.schema, text)
        return try #require(Array(Rows<SampleTable>(all: TableEvidence(block) { _, _ in [] })).first)
    }

    @Test func everyFormIsReadAsItsType() throws {
        let row = try row(
            """
            number,member,at,place,serial,media,due,handled_at,rate,hours,recorded,colour
             Ｅ-1 ,FM0001,2021年7月1日8:30, 村口 , Ｓ１ ,12,2021.7.2,2021/7/2 9:05:01,99.5%,7.25,是,绿
            """)
        #expect(row.number == "E-1")
        #expect(row.member == "FM0001")
        #expect(row.at.description == "2021-07-01 08:30:00")
        #expect(row.place == " 村口 ")
        #expect(row.serial == "S1")
        #expect(row.media == 12)
        #expect(row.due == day("2021-07-02"))
        #expect(row.handledAt?.description == "2021-07-02 09:05:01")
        #expect(row.rate == Hundredths(9950))
        #expect(row.hours?.description == "7.25")
        #expect(row.recorded == true)
        #expect(row.colour == .green)
        #expect(row.day == day("2021-07-01"))
        #expect(row.reference.description == "sample:E-1")
        #expect(Array(row.bytes(of: \.place)) == Array(" 村口 ".utf8))
    }

    @Test func emptyOptionalCellsAreNil() throws {
        let row = try row(
            """
            number,member,at,place,serial,media,due,handled_at,rate,hours,recorded,colour
            E-1,FM0001,2021-07-01 08:30,,\u{3000},,,,,,,
            """)
        #expect(row.place == nil && row.serial == nil && row.media == nil && row.due == nil && row.handledAt == nil)
        #expect(row.rate == nil && row.hours == nil && row.recorded == nil && row.colour == nil)
        #expect(row.bytes(of: \.place).isEmpty)
    }

    @Test func aBlankFreeTextIsKeptAsItIs() throws {
        let row = try row("number,member,at,place\nE-1,FM0001,2021-07-01 08:30,\u{3000} ")
        #expect(row.place == "\u{3000} ")
    }

    @Test func aTitleNeverHidesAKey() throws {
        #expect(try row("number,member,at,colour\nE,M,2021-07-01 8:30,green").colour == .green)
        #expect(try row("number,member,at,colour\nE,M,2021-07-01 8:30,red").colour == .red)
    }

    @Test func anEmptyRequiredCellReadsAsNoughtWhenAskedAllTheSame() {
        let block = RowBlock(SampleTable.shared.schema)
        #expect(Text.read(RowBlock.empty, in: block) == "")
        #expect(CivilDateTime.read(RowBlock.empty, in: block).seconds == 0)
        #expect(CivilDate.read(RowBlock.empty, in: block).dayNumber == 0)
        #expect(Hundredths.read(RowBlock.empty, in: block) == Hundredths(0))
        #expect(Int.read(RowBlock.empty, in: block) == 0)
        #expect(Bool.read(RowBlock.empty, in: block) == false)
        #expect(Colour.read(RowBlock.empty, in: block) == .red)
        #expect(Colour?.read(RowBlock.empty, in: block) == nil)
    }

    @Test(
        arguments: [
            ("number", "", "missing"), ("number", "\u{3000}", "missing"), ("at", "", "missing"),
            ("at", "2021-07-01", "date-time"),
            ("due", "2021-07-01 08:30", "date"), ("due", "2021-13-01", "date"), ("rate", "100.01", "percent"),
            ("hours", "-1", "number"), ("media", "1.0", "whole"), ("recorded", "2", "yes-no"),
            ("colour", "Red", "choice"),
            ("colour", "蓝", "choice"),
        ])
    func aCellThatDoesNotParseSaysWhy(column: String, text: String, fault: String) throws {
        let schema = SampleTable.shared.schema
        let place = try #require(schema.index(of: column))
        var block = RowBlock(schema)
        let thrown = #expect(throws: CellFault.self) { _ = try parse(text, place, into: &block) }
        #expect(thrown?.rawValue == fault)
        #expect(thrown.map { !$0.reason.chinese.isEmpty && !$0.reason.english.isEmpty } == true)
    }

    @Test func theLongestTextIsHeldAndALongerOneRefused() throws {
        let schema = SampleTable.shared.schema
        let place = try #require(schema.index(of: "place"))
        var block = RowBlock(schema)
        let longest = String(repeating: "a", count: RowBlock.longestText)
        let first = try parse("begin", place, into: &block)
        let slot = try parse(longest, place, into: &block)
        let last = try parse("end", place, into: &block)
        #expect(RowBlock.textRange(slot).count == (1 << 24) - 1)
        for (slot, text) in [(first, "begin"), (slot, longest), (last, "end")] {
            let isHeld = block.bytes[RowBlock.textRange(slot)].elementsEqual(text.utf8)
            #expect(isHeld)
        }
        let fault = #expect(throws: CellFault.self) { _ = try parse(longest + "a", place, into: &block) }
        #expect(fault == .tooLong)
    }
}

@Suite struct TableSchemaTests {
    @Test func aSchemaKnowsItsKeyMemberAndDates() {
        let schema = BallotLikeTable.shared.schema
        #expect(schema.key == "ballot-like" && schema.title.chinese == "票")
        #expect(schema.columns.map(\.key) == ["session", "member", "date", "counts_on"])
        #expect(schema.naturalKey == [0, 1])
        #expect(schema.memberColumn == 1)
        #expect(schema.lookBack == .calendarYear)
        #expect(schema.onLeave == .counts && schema.postCheck == .attributionDate)
        #expect(schema.index(of: "date") == 2)
        #expect(schema.index(of: "日期") == nil)
    }

    @Test func anOptionalAttributionDateGoesAheadOfTheRequiredOne() {
        #expect(BallotLikeTable.shared.schema.attribution == [3, 2])
        #expect(SampleTable.shared.schema.attribution == [2])
    }

    @Test func requiredColumnsAndRemarksAreTold() throws {
        let columns = SampleTable.shared.schema.columns
        #expect(columns.filter(\.isRequired).map(\.key) == ["number", "member", "at"])
        #expect(columns.filter(\.isRemark).map(\.key) == ["note"])
        #expect(columns.filter(\.kind.isText).map(\.key) == ["number", "member", "place", "serial", "note"])
    }

    @Test func aTableWithoutMembersHasNoMemberColumn() {
        let schema = CalendarTable.shared.schema
        #expect(schema.memberColumn == nil)
        #expect(schema.naturalKey == [0] && schema.attribution == [0])
    }
}

@Suite struct RowBlockTests {
    @Test func rowsAreOrderedByMomentThenByTheBytesOfTheKey() throws {
        let block = try block(
            SampleTable.shared.schema,
            """
            number,member,at
            b,M,2021-07-02 08:30
            é,M,2021-07-01 08:30
            e\u{301},M,2021-07-01 08:30
            Z,M,2021-07-01 08:30
            c,M,2021-07-01 08:29
            d,M,1969-12-31 23:59
            """)
        let expected = ["d", "c", "Z", "e\u{301}", "é", "b"].map { Text("sample:" + $0) }
        #expect(ordered(block).map { Text($0) } == expected)
    }

    @Test func rowsAreOrderedByTheDayByWhichTheyCount() throws {
        let block = try block(
            BallotLikeTable.shared.schema,
            """
            session,member,date,counts_on
            s1,M2,2021-10-09,2021-09-30
            s1,M1,2021-10-09,2021-09-30
            s2,M1,2021-08-01,
            s0,M1,2021-07-01,2021-12-31
            s,M1,2021-09-30,
            """)
        let expected = ["s2/M1", "s/M1", "s1/M1", "s1/M2", "s0/M1"].map { "ballot-like:" + $0 }
        #expect(ordered(block) == expected)
        #expect(block.attributionDate(0) == day("2021-09-30"))
        #expect(block.attributionDate(2) == day("2021-08-01"))
    }

    @Test func noRowPrecedesItselfAndOneOfTwoPrecedesTheOther() throws {
        let block = try block(
            SampleTable.shared.schema,
            "number,member,at\na,M,2021-07-01 08:30\nb,M,2021-07-01 08:30\nc,M,2021-07-01 08:31\naa,M,2021-07-01 08:30")
        for left in 0..<block.count {
            for right in 0..<block.count {
                #expect((block.precedes(left, right) || block.precedes(right, left)) == (left != right))
            }
        }
    }

    @Test func cellsPrintInTheirCanonicalForm() throws {
        let schema = SampleTable.shared.schema
        let block = try block(
            schema,
            """
            number,member,at,due,rate,hours,media,recorded,colour,note
            E,M,2021年7月1日8:30,2021.7.2,99.50%,7.00,007,否,绿,
            """)
        let texts = try ["at", "due", "rate", "hours", "media", "recorded", "colour", "note"].map {
            block.canonicalText(0, try #require(schema.index(of: $0))) ?? "-"
        }
        #expect(texts == ["2021-07-01 08:30:00", "2021-07-02", "99.5", "7", "7", "no", "green", "-"])
    }

    @Test func textsOfARowThatWasNotAppendedAreForgotten() throws {
        let schema = SampleTable.shared.schema
        var block = try block(schema, "number,member,at,place\nE,M,2021-07-01 08:30,村口")
        let mark = block.bytes.count
        _ = try parse("不要", 3, into: &block)
        block.forgetTexts(from: mark)
        #expect(block.bytes.count == mark && block.count == 1)
        #expect(block.canonicalText(0, 3) == "村口")
        block.removeAll()
        #expect(block.count == 0 && block.bytes.isEmpty)
    }

    @Test func aTableWithoutADateHasNoAttribution() throws {
        let block = try block(
            MemberTable.shared.schema, "member,name,post,office,village,grid,joined_on\nM,王,专职,一,东,1,2020-01-01")
        #expect(block.attributionDate(0) == nil)
    }
}
