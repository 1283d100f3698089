import AssessmentKernel
import TestValues
import Testing
import TownshipTables

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
             Ｅ-1 ,FM0001,2021-07-01 08:30, 村口 , Ｓ１ ,12,2021-07-02,2021-07-02 09:05:01,99.5%,7.25,是,绿
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
        #expect(row.place == nil)
        #expect(row.serial == nil)
        #expect(row.media == nil)
        #expect(row.due == nil)
        #expect(row.handledAt == nil)
        #expect(row.rate == nil)
        #expect(row.hours == nil)
        #expect(row.recorded == nil)
        #expect(row.colour == nil)
        #expect(row.bytes(of: \.place).isEmpty)
    }

    @Test func aBlankFreeTextIsKeptAsItIs() throws {
        let row = try row("number,member,at,place\nE-1,FM0001,2021-07-01 08:30,\u{3000} ")
        #expect(row.place == "\u{3000} ")
    }

    @Test func aTitleNeverHidesAKey() throws {
        #expect(try row("number,member,at,colour\nE,M,2021-07-01 08:30,green").colour == .green)
        #expect(try row("number,member,at,colour\nE,M,2021-07-01 08:30,red").colour == .red)
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
            ("number", ""), ("number", "\u{3000}"), ("at", ""), ("at", "2021-07-01"), ("at", "2021-07-01 24:00"),
            ("at", "2021-07-01 8:30"), ("at", "2021-07-01 08:30:"), ("at", "2021-07-01  08:30"),
            ("at", "2021-07-01 08:30:00:00"), ("due", "2021-07-01 08:30"), ("due", "2021-13-01"), ("due", "2021/7/1"),
            ("rate", "100.01"), ("rate", "%"), ("hours", "-1"), ("media", "1.0"), ("recorded", "2"),
            ("recorded", "Yes"),
            ("colour", "Red"), ("colour", "蓝"),
        ])
    func whatIsNoValueOfTheColumnIsNil(column: String, text: String) throws {
        let schema = SampleTable.shared.schema
        var block = RowBlock(schema)
        let slot = block.slot(of: text.utf8, column: try #require(schema.index(of: column)))
        #expect(slot == nil)
    }

    @Test(
        arguments: [
            ("at", "2021-07-01 08:30:00", "2021-07-01 08:30:00"), ("due", "2021-07-02", "2021-07-02"),
            ("rate", "99.5", "99.5%"), ("hours", "7.25", "7.25"), ("media", "12", "12"), ("recorded", "yes", "是"),
            ("recorded", "no", "否"), ("colour", "green", "绿"), ("number", "E-1", "E-1"), ("place", "村口", "村口"),
        ])
    func whatIsPrintedOrShownIsReadBack(column: String, printed: String, shown: String) throws {
        let schema = SampleTable.shared.schema
        let place = try #require(schema.index(of: column))
        var block = RowBlock(schema)
        let slot = try read(printed, place, into: &block)
        var bytes: [UInt8] = []
        schema.forms[place].print(slot, block.bytes, to: &bytes)
        #expect(String(decoding: bytes, as: UTF8.self) == printed)
        #expect(schema.forms[place].shown(printed).chinese == shown)
        // A code's own text is stored again; any other slot stays the same.
        let again = try read(shown, place, into: &block)
        #expect(schema.holdsText[place] || again == slot)
    }

    @Test func aFormSaysWhatItsCellsHold() {
        let schema = SampleTable.shared.schema
        #expect(schema.forms.map(\.contents.english).prefix(4) == ["code", "code", "date-time", "text"])
        #expect(schema.columns.last?.contents.english == "text, no rule reads it")
        #expect(schema.forms[11].contents == LocalText("green/绿", "red/green"))
        #expect(schema.columns[11].contents == LocalText("`red` green、`green` 绿", "`red` Red, `green` Green"))
        #expect(schema.columns.map { $0.kind.options?.count ?? 0 }.max() == 2)
    }

    @Test func theLongestTextIsHeldAndALongerOneRefused() throws {
        let schema = SampleTable.shared.schema
        let place = try #require(schema.index(of: "place"))
        var block = RowBlock(schema)
        let longest = String(repeating: "a", count: RowBlock.longestText)
        let first = try read("begin", place, into: &block)
        let slot = try read(longest, place, into: &block)
        let last = try read("end", place, into: &block)
        #expect(RowBlock.textRange(slot).count == (1 << 24) - 1)
        for (slot, text) in [(first, "begin"), (slot, longest), (last, "end")] {
            let isHeld = block.bytes[RowBlock.textRange(slot)].elementsEqual(text.utf8)
            #expect(isHeld)
        }
        let longer = block.slot(of: (longest + "a").utf8, column: place)
        #expect(longer == nil)
    }
}

@Suite struct TableSchemaTests {
    @Test func aSchemaKnowsItsKeyMemberAndDates() {
        let schema = BallotLikeTable.shared.schema
        #expect(schema.key == "ballot-like")
        #expect(schema.title.chinese == "票")
        #expect(schema.columns.map(\.key) == ["session", "member", "date", "counts_on"])
        #expect(schema.naturalKey == [0, 1])
        #expect(schema.memberColumn == 1)
        #expect(schema.lookBack == .calendarYear)
        #expect(schema.onLeave == .counts)
        #expect(schema.postCheck == .attributionDate)
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
        #expect(schema.naturalKey == [0])
        #expect(schema.attribution == [0])
    }

    @Test func oneColumnOfDatesOrdersTheRowsAndSeveralDoNot() {
        let moment = SampleTable.shared.schema
        #expect(moment.orderingDate == DateColumn(column: 2, isMoment: true))
        #expect(moment.dates.count == 1)
        #expect(BallotLikeTable.shared.schema.orderingDate == nil)
        #expect(BallotLikeTable.shared.schema.dates.map(\.isMoment) == [false, false])
        #expect(MemberTable.shared.schema.orderingDate == nil)
        #expect(MemberTable.shared.schema.dates.isEmpty)
        // A moment before 1970 belongs to its own day.
        #expect(moment.dates[0].day(-1) == day("1969-12-31"))
        #expect(moment.dates[0].day(0) == day("1970-01-01"))
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
            E,M,2021-07-01 08:30,2021-07-02,99.50%,7.00,007,否,绿,
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
        _ = try read("不要", 3, into: &block)
        block.forgetTexts(from: mark)
        #expect(block.bytes.count == mark)
        #expect(block.count == 1)
        #expect(block.canonicalText(0, 3) == "村口")
        block.removeAll()
        #expect(block.count == 0)
        #expect(block.bytes.isEmpty)
    }

    @Test func aTableWithoutADateHasNoAttribution() throws {
        let block = try block(
            MemberTable.shared.schema, "member,name,post,office,village,grid,joined_on\nM,王,专职,一,东,1,2020-01-01")
        #expect(block.attributionDate(0) == nil)
    }
}
