import AssessmentKernel
import Cells
import TestValues
import Testing

@Suite struct CellParserTests {
    private static let kinds: [String: TableSchema] = {
        var table = TableBuilder("t", "表", "Table")
        table.optionalCode("code", "码", "Code")
        table.remark("text", "文", "Text")
        table.optionalDate("date", "日", "Date")
        table.optionalDateTime("moment", "时", "Moment")
        table.optionalNumber("number", "数", "Number")
        table.optionalPercent("percent", "率", "Percent")
        table.optionalWhole("whole", "整", "Whole")
        table.optionalYesNo("yesno", "否", "Yes or no")
        table.optionalChoice("choice", "选", "Choice", of: Verdict.self)
        var required = TableBuilder("r", "表", "Table")
        required.code("code", "码", "Code")
        required.date("date", "日", "Date")
        required.yesNo("yesno", "否", "Yes or no")
        return ["optional": table.finished(), "required": required.finished()]
    }()

    /// The canonical text of a cell, `nil` when it is empty, or its fault.
    private func read(_ text: String, _ column: String, required: Bool = false) throws -> String {
        let schema = try #require(CellParserTests.kinds[required ? "required" : "optional"])
        let place = try #require(schema.index(of: column))
        var block = RowBlock(schema)
        var slots = [Int64](repeating: RowBlock.empty, count: schema.columns.count)
        let bytes = Array(text.utf8)
        do throws(CellFault) {
            slots[place] = try bytes.withUnsafeBufferPointer { (cell) throws(CellFault) in
                try CellParser(schema).parse(cell, column: place, into: &block)
            }
        } catch {
            return "fault \(error.code)"
        }
        slots.withUnsafeBufferPointer { block.append($0) }
        return block.canonicalText(0, place) ?? "nil"
    }

    @Test(arguments: [
        "2021-07-01", "2021/7/1", "2021.7.1", "2021年7月1日", "2021年07月01日", "2021-7-1", "2021/07/01", "2021.07.1",
        " 2021-07-01 ", "\t2021/7/1\n", "\u{3000}2021-07-01\u{3000}", "\u{A0}2021.7.1\u{A0}",
        "\u{2003}2021-07-01\u{85}",
        "２０２１－０７－０１", "２０２１／７／１", "２０２１．７．１", "２０２１年７月１日", "\u{2028}2021年7月1日\u{202F}",
    ])
    func daysAreRead(text: String) throws { #expect(try read(text, "date") == "2021-07-01") }

    /// 2021-07-01 was a Thursday, 2021-07-04 a Sunday.
    @Test(arguments: [
        ("20210701", "2021-07-01"), ("２０２１０７０１", "2021-07-01"), ("20210701 0:00", "2021-07-01"),
        ("2021-07-01 星期四", "2021-07-01"), ("2021-07-01星期四", "2021-07-01"), ("2021/07/01(周四)", "2021-07-01"),
        ("2021/07/01（周四）", "2021-07-01"), ("2021年7月1日 （星期四）", "2021-07-01"), ("2021.7.4  周日", "2021-07-04"),
        ("2021年7月4日星期天", "2021-07-04"), ("2021-07-01 00:00:00", "2021-07-01"), ("2021-07-01T00:00:00", "2021-07-01"),
        ("2021-07-01 00:00:00.0", "2021-07-01"), ("2021/7/1 0:00", "2021-07-01"), ("2021年7月1日0:00", "2021-07-01"),
        ("2021年7月1日 0时00分", "2021-07-01"), ("2021-07-01 上午12:00", "2021-07-01"),
        ("2021-07-01 星期四 00:00:00", "2021-07-01"), ("'2021-07-01", "2021-07-01"), ("=\"2021-07-01\"", "2021-07-01"),
    ])
    func daysWithTheirWeekdayAndMidnight(text: String, expected: String) throws {
        #expect(try read(text, "date") == expected)
    }

    @Test(arguments: [
        ("2021-07-01  8:30", "08:30:00"), ("2021-07-01T08:30:00", "08:30:00"), ("2021-07-01T8:30", "08:30:00"),
        ("2021-07-01 08:30:00.0", "08:30:00"), ("2021-07-01 08:30:05.000", "08:30:05"), ("20210701 8:30", "08:30:00"),
        ("2021-07-01 上午8:30", "08:30:00"), ("2021-07-01 上午 0:30", "00:30:00"), ("2021-07-01 上午12:30", "00:30:00"),
        ("2021-07-01 下午1:05", "13:05:00"), ("2021/7/1 下午12:30:05", "12:30:05"), ("2021/7/1 下午11:59:59", "23:59:59"),
        ("2021年7月1日8时30分", "08:30:00"), ("2021年7月1日 08时30分05秒", "08:30:05"), ("2021年7月1日下午3时05分", "15:05:00"),
        ("2021年07月01日 星期四 上午8:30", "08:30:00"), ("2021年07月01日 星期四8:30", "08:30:00"),
        ("2021-07-01(周四)8:30", "08:30:00"), ("2021-07-01 08：30", "08:30:00"), ("2021年7月1日T8:30", "08:30:00"),
    ])
    func momentsInEveryForm(text: String, time: String) throws {
        #expect(try read(text, "moment") == "2021-07-01 " + time)
    }

    @Test(arguments: [
        "2021-07-01 8:30:5", "2021-07-01 8时5分", "2021-07-01 8时", "2021-07-01 8点30分", "2021-07-01 8时30分5秒",
        "2021-07-01 上午13:00", "2021-07-01 下午0:30", "2021-07-01 下午13:00", "2021-07-01 8:30上午", "2021-07-01上午8:30",
        "2021-07-01 星期五 8:30", "2021-07-01 周 8:30", "2021-07-01 (周四 8:30", "2021-07-01 周四) 8:30",
        "2021-07-01 8:30 星期四", "2021-07-01T 8:30", "2021-07-01 T8:30", "2021-07-01t08:30", "20210701083000",
        "20210701T083000", "2021-07-01 08:30:00Z", "2021-07-01T08:30:00.000+08:00", "2021-07-01 08:30:00.",
        "2021-07-01 08:30:00.0000000000", "2021-07-01 24:00", "2021-07-01 24:00:00", "21-07-01 08:30", "7月1日 8:30",
        "2021-07-01 8:30.0", "2021-07-01 8:30:00,0", "2021-07-01 8:30 ,", "1625099400000", "2021070108:30",
    ])
    func otherMomentsAreNot(text: String) throws { #expect(try read(text, "moment") == "fault date-time") }

    @Test(arguments: [
        "2021-07-01 星期五", "2021-07-01 周八", "2021-07-01 (周四", "2021-07-01 周四)", "2021-07-01 ()", "20210732",
        "2021071", "202107011", "2021-07-01 00:00:01", "2021-07-01 00:01", "2021-07-01 24:00", "2021-07-01 00:00:00Z",
        "2021-07-01T", "2021-07-01 T", "2021-07-01 上午", "21-07-01", "7月1日", "2021-07-01 四", "2021-07-01 星期",
    ])
    func otherDaysAreNot(text: String) throws { #expect(try read(text, "date") == "fault date") }

    /// What a clerk is told of a day or moment that does not parse.
    @Test(arguments: [
        ("date", "21-07-01", "年份应为四位"), ("date", "21年7月1日", "年份应为四位"), ("date", "7月1日", "缺少年份"),
        ("date", "7.1", "缺少年份"),
        ("date", "2021-07-01 星期五", "2021-07-01 是星期四，不是星期五"), ("date", "2021-07-01 8:30", "不带时间"),
        ("date", "44378", "日期序号"), ("moment", "2021-07-01", "缺少时间"), ("moment", "2021-07-01T08:30:00+08:00", "时区"),
        ("moment", "2021-07-01 08:30:00Z", "时区"), ("moment", "21-07-01 08:30", "年份应为四位"),
        ("moment", "7月1日 8:30", "缺少年份"), ("date", "2021-07-01\u{200B}", "U+200B（零宽空格，ZERO WIDTH SPACE）"),
        ("choice", "有郊", "是不是“有效”"), ("choice", "有效\u{FEFF}", "U+FEFF"), ("choice", "veled", "是不是“valid”"),
    ])
    func theReasonSaysWhatIsWrong(column: String, text: String, words: String) throws {
        let schema = try #require(CellParserTests.kinds["optional"])
        let place = try #require(schema.index(of: column))
        var block = RowBlock(schema)
        let bytes = Array(text.utf8)
        let fault = #expect(throws: CellFault.self) {
            try bytes.withUnsafeBufferPointer { _ = try CellParser(schema).parse($0, column: place, into: &block) }
        }
        let reason = try #require(fault).reason(in: schema.columns[place], value: text)
        #expect(reason.chinese.contains(words), "\(reason.chinese)")
        #expect(!reason.english.isEmpty)
    }

    /// Codes that were guarded against spreadsheet programs are what they wrap.
    @Test(arguments: [
        ("=\"FM0001\"", "FM0001"), ("'0012", "0012"), ("=\"\"0012\"\"", "0012"), (" =\"0012\"\t", "0012"),
        ("＇0012", "0012"),
        ("= \" 0012 \"", "0012"), ("'=\"0012\"", "0012"), ("=\"a\"\"b\"", "a\"b"), ("=\"\"", "nil"), ("'", "nil"),
        ("=\"a\"&\"b\"", "=\"a\"&\"b\""), ("=1+1", "=1+1"), ("=\"0012", "=\"0012"), ("0012'", "0012'"), ("=A1", "=A1"),
        ("=\"2.02107E+11\"", "fault digits-lost"),
    ])
    func wrappedCodesAreWhatTheyWrap(text: String, expected: String) throws {
        #expect(try read(text, "code") == expected)
    }

    @Test(arguments: [
        ("2.02107E+11", true), ("2.02107e+11", true), ("1.23E+5", true), ("2E+11", true), ("2.0210712E11", true),
        ("2,02107E+11", true), ("-1.5E+10", true), ("+1.5E+10", true), ("202.1E+9", true), ("1.5E-07", true),
        (" ２．０２１０７Ｅ＋１１ ", true), ("3E05", false), ("1E-05", false), ("E+11", false), ("2.E+11", false),
        (".5E+11", false),
        ("2.02107E+", false), ("2.02107E+1111", false), ("A2.02107E+11", false), ("2.02107E+11A", false),
        ("0012", false),
        ("1E", false), ("12.5", false), ("####", true), ("#N/A", true), ("#NAME?", true), ("#1", false), ("##", false),
        ("#REF", false), ("2021E+07-1", false),
    ])
    func codesThatASpreadsheetHasDamagedAreRefused(text: String, isDamaged: Bool) throws {
        let answer = try read(text, "code")
        #expect(answer == text || answer.hasPrefix("fault ") == isDamaged)
        #expect(answer.hasPrefix("fault ") == isDamaged)
        // In free text it may stand.
        #expect(try read(text, "text") == text)
    }

    /// Every character of the general category Cf, and Cc that is no white space, is refused in a code and named.
    @Test func charactersThatCannotBeSeenAreRefusedInCodes() throws {
        var wrong: [UInt32] = []
        for value in UInt32(1)...0xE0080 {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let category = scalar.properties.generalCategory
            let isInvisible = category == .format || category == .control && !scalar.properties.isWhitespace
            // All of those, and a sample of the others.
            guard isInvisible || value % 251 == 0 || value < 0x3100 else { continue }
            for text in ["FM\(scalar)0001", "\(scalar)FM000123", "FM000123\(scalar)"] {
                let answer = try read(text, "code")
                if (answer == "fault invisible-character") != isInvisible { wrong.append(value) }
            }
        }
        #expect(wrong == [])
        let schema = try #require(CellParserTests.kinds["optional"])
        var block = RowBlock(schema)
        for (text, name) in [
            ("A\u{AD}B", "U+00AD（软连字符，SOFT HYPHEN）"), ("A\u{7F}", "U+007F（控制字符，CONTROL CHARACTER）"),
            ("A\u{202D}", "U+202D（书写方向标记"),
        ] {
            let fault = #expect(throws: CellFault.self) {
                try Array(text.utf8).withUnsafeBufferPointer {
                    _ = try CellParser(schema).parse($0, column: 0, into: &block)
                }
            }
            #expect(fault?.reason.chinese.contains(name) == true, "\(fault?.reason.chinese ?? "-")")
        }
        // What a ledger accepted before is taken as it is.
        let old = CellParser(schema, checksCodes: false)
        for text in ["A\u{200B}", "'0012", "2.02107E+11"] {
            let slot = try Array(text.utf8).withUnsafeBufferPointer { try old.parse($0, column: 0, into: &block) }
            #expect(Array(block.bytes[RowBlock.textRange(slot)]) == Array(text.utf8))
        }
    }

    @Test(arguments: 0...26)
    func whatMattersIsSeenAtAnyPlaceOfAnyLength(count: Int) {
        func isPlain(_ bytes: [UInt8]) -> Bool { bytes.withUnsafeBufferPointer { CellText.isPlain($0) } }
        for filler in ["a", "王"] {
            let plain = Array(String(repeating: filler, count: count).utf8)
            #expect(isPlain(plain))
            for character in ["\u{1F}", "\u{7F}", "\u{A0}", "\u{3000}", "Ａ", "\u{200B}"] {
                for place in stride(from: 0, through: plain.count, by: filler.utf8.count) {
                    #expect(!isPlain(plain[..<place] + Array(character.utf8) + plain[place...]))
                }
            }
        }
    }

    @Test(arguments: [
        "2021-02-29", "2021-13-01", "2021-00-01", "2021-07-00", "2021-07-32", "2021-06-31", "0000-01-01", "21-07-01",
        "2021-7", "2021-7-", "2021--1", "2021-7/1", "2021/7.1", "2021年7月1", "2021年7月1号", "2021-007-01",
        "2021-07-001", "12021-07-01", "2021-07-01 8:30", "2021-07-01 00:00:01", "2021年7月1日8:30", "2021-07-01T00:00Z",
        "2021 -07-01", "2021- 07-01", "2021-07-01 \u{200B}", "x", "44378", "-2021-07-01", "2021年 7月1日", "2021年",
        "1-7-2021", "二〇二一年七月一日", "2021-07-01日", "2021-13-012021-07-01", "2021-02-302021/3/1",
        "0000-00-002021年7月1日",
    ])
    func whatIsNoDayIsNot(text: String) throws { #expect(try read(text, "date") == "fault date") }

    @Test(arguments: [
        ("2021-07-01 8:30", "2021-07-01 08:30:00"), ("2021-07-01 08:30", "2021-07-01 08:30:00"),
        ("2021/7/1 08:30:05", "2021-07-01 08:30:05"), ("2021.7.1 8:30:05", "2021-07-01 08:30:05"),
        ("2021年7月1日8:30", "2021-07-01 08:30:00"), ("2021年7月1日 8:30", "2021-07-01 08:30:00"),
        ("2021年7月1日\u{3000}08:30:00", "2021-07-01 08:30:00"), ("2021-07-01\u{3000}8:30", "2021-07-01 08:30:00"),
        ("２０２１－７－１　８：３０", "2021-07-01 08:30:00"), ("\u{A0}2021-07-01 0:00 ", "2021-07-01 00:00:00"),
        ("2021-07-01 23:59:59", "2021-07-01 23:59:59"), ("1969-12-31 23:59", "1969-12-31 23:59:00"),
    ])
    func momentsAreRead(text: String, expected: String) throws { #expect(try read(text, "moment") == expected) }

    @Test(arguments: [
        "2021-07-01", "2021年7月1日", "2021-07-01 ", "2021-07-018:30", "2021-07-01 8", "2021-07-01 8:3",
        "2021-07-01 24:00",
        "2021-07-01 8:60", "2021-07-01 8:30:60", "2021-07-01 8:30:5", "2021-07-01 8:30:",
        "2021-07-01\t8:30", "2021-07-01\u{A0}8:30", "2021-07-01 8:30 AM", "2021-07-01 008:30",
        "2021-02-30 8:30", "8:30", "2021-07-01 -8:30", "2021-07-01 8.30", "2021-07-01 8:30:00.5",
        "2021-02-302021-03-01 08:30",
    ])
    func whatIsNoMomentIsNot(text: String) throws { #expect(try read(text, "moment") == "fault date-time") }

    @Test(
        arguments: [
            ("number", "0", "0"), ("number", "12", "12"), ("number", "7.5", "7.5"), ("number", "12.50", "12.5"),
            ("number", "007", "7"), ("number", "0.05", "0.05"), ("number", " １２．３ ", "12.3"),
            ("number", "1.", "fault number"),
            ("number", ".5", "fault number"), ("number", "1.005", "fault number"), ("number", "1.500", "fault number"),
            ("number", "-1", "fault number"), ("number", "+1", "fault number"), ("number", "1,000", "fault number"),
            ("number", "1e3", "fault number"), ("number", "1 2", "fault number"), ("number", "一", "fault number"),
            ("number", "5%", "fault number"), ("number", "1.2.3", "fault number"),
            ("number", "99999999999999999999", "fault number"),
            ("percent", "80", "80"), ("percent", "80%", "80"), ("percent", "80％", "80"), ("percent", "８０％", "80"),
            ("percent", "99.95%", "99.95"), ("percent", "0", "0"), ("percent", "100%", "100"),
            ("percent", "100.00", "100"),
            ("percent", "100.01", "fault percent"), ("percent", "101", "fault percent"),
            ("percent", "%", "fault percent"),
            ("percent", "80 %", "fault percent"), ("percent", "80%%", "fault percent"),
            ("percent", "-1%", "fault percent"),
            ("percent", "80.001%", "fault percent"),
            ("whole", "3", "3"), ("whole", "003", "3"), ("whole", " ３ ", "3"), ("whole", "3.0", "fault whole"),
            ("whole", "-3", "fault whole"), ("whole", "3.", "fault whole"), ("whole", "x", "fault whole"),
        ] as [(String, String, String)])
    func numbersAreReadOrNot(column: String, text: String, expected: String) throws {
        #expect(try read(text, column) == expected)
    }

    @Test(arguments: [
        ("是", "yes"), ("否", "no"), ("yes", "yes"), ("No", "no"), ("TRUE", "yes"), ("False", "no"), ("1", "yes"),
        ("0", "no"), (" ＹＥＳ ", "yes"), ("１", "yes"), ("\u{3000}是", "yes"), ("y", "fault yes-no"), ("2", "fault yes-no"),
        ("01", "fault yes-no"), ("是的", "fault yes-no"), ("对", "fault yes-no"), ("falsee", "fault yes-no"),
        ("@rue", "fault yes-no"), ("y es", "fault yes-no"),
    ])
    func yesAndNo(text: String, expected: String) throws { #expect(try read(text, "yesno") == expected) }

    @Test(arguments: [
        ("valid", "valid"), ("有效", "valid"), ("虚假", "fake"), (" 虚假\u{3000}", "fake"), ("ｆａｋｅ", "fake"),
        ("Valid", "fault choice"), ("有 效", "fault choice"), ("有", "fault choice"), ("有效的", "fault choice"),
        ("0", "fault choice"), ("Fake", "fault choice"),
    ])
    func choicesAreExact(text: String, expected: String) throws { #expect(try read(text, "choice") == expected) }

    @Test(arguments: [
        (" FM0001\t", "FM0001"), ("ＦＭ０００１", "FM0001"), ("\u{3000}a\u{3000}b\u{A0}", "a b"), ("a\u{A0}b", "a\u{A0}b"),
        ("（一）号！～", "(一)号!~"), ("｟", "｟"), ("＀", "＀"), ("\u{1C}a", "fault invisible-character"),
        ("e\u{301}", "e\u{301}"), ("\u{200B}a", "fault invisible-character"), ("a\nb", "a\nb"), ("￥", "￥"), ("㐀", "㐀"),
        ("\u{2007}", "nil"), ("𠀀 ", "𠀀"),
    ])
    func codesLoseSpaceAroundAndFullWidth(text: String, expected: String) throws {
        let read = try read(text, "code")
        #expect(Array(read.utf8) == Array(expected.utf8))
    }

    @Test func freeTextIsKept() throws {
        for text in [" a ", "\u{3000}", "ＡＢ", "a\r\nb", "，", "\u{FEFF}", " "] {
            #expect(try read(text, "text") == text)
        }
        #expect(try read("", "text") == "nil")
    }

    @Test func whatIsRequiredMustBeThere() throws {
        for blank in ["", " ", "\u{3000}\u{A0}", "\t\n", "\u{85}\u{1680}\u{2000}\u{200A}\u{2029}\u{205F}"] {
            for column in ["code", "date", "yesno"] {
                #expect(try read(blank, column, required: true) == "fault missing")
                #expect(try read(blank, column) == "nil")
            }
        }
        #expect(try read("x", "date", required: true) == "fault date")
    }

    @Test func everyFaultSaysWhyInBothLanguages() throws {
        let schema = try #require(CellParserTests.kinds["optional"])
        let parser = CellParser(schema)
        var block = RowBlock(schema)
        for column in schema.columns.indices where !schema.holdsText[column] {
            let fault = #expect(throws: CellFault.self) {
                try Array("?".utf8).withUnsafeBufferPointer { _ = try parser.parse($0, column: column, into: &block) }
            }
            #expect(fault.map { !$0.reason.chinese.isEmpty && !$0.reason.english.isEmpty } == true)
        }
        let long = [UInt8](repeating: 0x61, count: RowBlock.longestText + 1)
        let fault = #expect(throws: CellFault.self) {
            try long.withUnsafeBufferPointer { _ = try parser.parse($0, column: 1, into: &block) }
        }
        #expect(fault == .tooLong)
    }

    @Test func aTitleNeverHidesAKey() throws {
        var table = TableBuilder("t", "表", "Table")
        let colour = table.choice("colour", "颜色", "Colour", of: Hidden.self).index
        let schema = table.finished()
        var block = RowBlock(schema)
        for (word, slot) in [("red", 0), ("green", 1), ("绿", 1)] as [(String, Int64)] {
            let read = try Array(word.utf8).withUnsafeBufferPointer {
                try CellParser(schema).parse($0, column: colour, into: &block)
            }
            #expect(read == slot)
        }
    }

    @Test func whiteSpaceIsUnicodes() throws {
        for value in UInt32(0)...0xFFFF {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let bytes = Array(String(scalar).utf8)
            #expect(CellText.isBlank(bytes) == scalar.properties.isWhitespace, "\(value)")
            let normalised = CellText.normalised([0x61] + bytes + [0x62])
            let expected: [UInt8] =
                switch value {
                case 0xFF01...0xFF5E: [UInt8(value - 0xFEE0)]
                case 0x3000: [0x20]
                default: bytes
                }
            if normalised != [0x61] + expected + [0x62] { Issue.record("\(value)") }
        }
    }

    @Test func bytesThatAreNoTextDoNotCrash() throws {
        var numbers = SeededNumbers(state: 3)
        let schema = try #require(CellParserTests.kinds["optional"])
        let parser = CellParser(schema)
        var block = RowBlock(schema)
        for _ in 0..<20_000 {
            let bytes: [UInt8] = (0..<Int.random(in: 0...6, using: &numbers)).map { _ in
                [0x30, 0x20, 0xE3, 0x80, 0xEF, 0xBC, 0xE2, 0xC2, 0xA0, 0x3A, 0x2D].randomElement(using: &numbers) ?? 0
            }
            for column in schema.columns.indices {
                bytes.withUnsafeBufferPointer { _ = try? parser.parse($0, column: column, into: &block) }
            }
        }
    }
}

/// A choice whose first title is the key of the second.
private enum Hidden: Int, Choice {
    case red, green

    var option: ChoiceOption {
        switch self {
        case .red: ChoiceOption("red", "green", "Red")
        case .green: ChoiceOption("green", "绿", "Green")
        }
    }
}
