import Sheets
import Testing

/// Number formats as spreadsheets show them, whatever file they come from.
@Suite struct NumberFormatTests {
    /// A number in a format as a cell of a column has it, or the fault.
    private func shown(
        _ value: String, _ code: String, for purpose: SheetCell.Purpose = .code, from1904: Bool = false,
        kind: SheetCell.Kind = .number
    ) -> String {
        let format = NumberFormat(code: code)
        return withExtendedLifetime(format) {
            Array(value.utf8).withUnsafeBufferPointer { text in
                let cell = SheetCell(column: 0, kind: kind, format: format, text: text)
                var bytes: [UInt8] = []
                do throws(SheetCell.Fault) {
                    try cell.render(for: purpose, countsFrom1904: from1904, into: &bytes)
                    if cell.isPlain(for: purpose) { #expect(bytes == Array(text)) }
                    return String(decoding: bytes, as: UTF8.self)
                } catch {
                    return "!\(error)"
                }
            }
        }
    }

    @Test(
        "Digits, points, thousands and words",
        arguments: [
            ("1", "\"FM\"0000", "FM0001"), ("12", "\\F\\M0000", "FM0012"), ("12345", "\"FM\"0000", "FM12345"),
            ("20210701001", "\"SJ\"0", "SJ20210701001"), ("8", "0\"小时\"", "8小时"), ("8", "0.0\"h\"", "8.0h"),
            ("7", "00年", "07年"), ("8.333333333333334", "0.00", "8.33"), ("7.916666666666667", "0.0", "7.9"),
            ("1234567.891", "#,##0.00", "1,234,567.89"), ("12", "#,##0", "12"), ("123", "#,##0", "123"),
            ("1234", "#,##0", "1,234"), ("5", "0,000", "0,005"), ("1234567", "000-0000", "123-4567"),
            ("12345678901", "000-0000-0000", "123-4567-8901"), ("20210701", "0000\"-\"00\"-\"00", "2021-07-01"),
            ("0.5", "#.##", ".5"), ("12", "#.##", "12."), ("12.50", "0.##", "12.5"), ("12.5", ".00", "12.50"),
            ("0", "#", ""), ("5", "???", "  5"), ("1.5", "0.0?", "1.5 "), ("12345", "0.0,", "12.3"),
            ("1234567", "0.00,,\"M\"", "1.23M"), ("0.28999999999999998", "0%", "29%"),
            ("0.666666666666667", "0.00%", "66.67%"),
            ("0.5", "0 %", "50 %"), ("12", "0_ ", "12"), ("12", "_ * #,##0.00_ ;_ * \\-#,##0.00_ ", "12.00"),
            ("12", "0_)0", "1 2"), ("8", "¥0.00", "¥8.00"), ("8", "[$¥-804]#,##0.00", "¥8.00"), ("8", "[$￥]0", "￥8"),
            ("12", "General\"号\"", "12号"), ("12", "\"第\"G/通用格式\"号\"", "第12号"), ("12", "[Red]0", "12"),
            ("12", "[红色]0", "12"), ("12", "[Color 12]0", "12"), ("12", "(0)", "(12)"), ("12", "+0", "+12"),
            ("1", "\"a", "a"),
            ("7", "0!.0", "0.7"), ("12", "@", "12"), ("12", "", "12"),
        ] as [(String, String, String)])
    func numbers(_ value: String, _ code: String, _ expected: String) { #expect(shown(value, code) == expected) }

    @Test(
        "A number is rounded half away from zero, on its fifteen digits",
        arguments: [
            ("1.005", "0.00", "1.01"), ("1.0049999999999999", "0.00", "1.01"), ("2.675", "0.00", "2.68"),
            ("0.125", "0.00", "0.13"), ("0.5", "0", "1"), ("1.5", "0", "2"), ("2.5", "0", "3"), ("-2.5", "0", "-3"),
            ("0.49999999999999994", "0", "1"), ("0.4999", "0", "0"), ("-0.001", "0.00", "0.00"),
            ("99.995", "0.00", "100.00"),
            ("9.5", "#,##0", "10"), ("999.5", "#,##0", "1,000"), ("0.995", "0%", "100%"), ("1E-20", "0.00", "0.00"),
            ("1E20", "0", "100000000000000000000"), ("0.0049999999999999", "0.00", "0.00"),
        ] as [(String, String, String)])
    func rounding(_ value: String, _ code: String, _ expected: String) {
        #expect(shown(value, code, for: .text) == expected)
    }

    @Test(
        "Parts for signs, zero, texts and conditions",
        arguments: [
            ("5", "0;\"负\"0;\"零\"", "5"), ("-5", "0;\"负\"0;\"零\"", "负5"), ("0", "0;\"负\"0;\"零\"", "零"),
            ("0", "0;-0;;@", ""), ("-5", "\"FM\"0", "-FM5"), ("-5", "0.00;[Red]0.00", "5.00"), ("5", ";;;", ""),
            ("70", "[>=60]\"合格\";\"不合格\"", "合格"), ("59.5", "[>=60]\"合格\";\"不合格\"", "不合格"),
            ("90", "[>=90]\"优\";[>=60]\"良\";\"差\"", "优"), ("60", "[>=90]\"优\";[>=60]\"良\";\"差\"", "良"),
            ("0", "[>=90]\"优\";[>=60]\"良\";\"差\"", "差"), ("1", "[=1]\"是\";[=0]\"否\";0", "是"),
            ("0", "[=1]\"是\";[=0]\"否\"", "否"),
            ("2", "[<>2]0;\"二\"", "二"), ("100", "[<100]0;[<=100]\"满\";\"超\"", "满"),
            ("2", "[=1]\"是\";[=0]\"否\"", "!fault"),
            ("5", "[>9]0", "!fault"), ("-5", "[<9]0;0", "!fault"),
            ("0", "_ * #,##0_ ;_ * -#,##0_ ;_ * \"-\"_ ;_ @_ ", "-"),
            ("5", "0;0;0;0;0", "!fault"),
        ] as [(String, String, String)])
    func parts(_ value: String, _ code: String, _ expected: String) {
        #expect(
            shown(value, code)
                == (expected == "!fault" ? "!format(\"\(code.replacing("\"", with: "\\\""))\")" : expected))
    }

    @Test(
        "Powers of ten",
        arguments: [
            ("12345", "0.00E+00", "1.23E+04"), ("0.00012", "0.0E+0", "1.2E-4"), ("0", "0.00E+00", "0.00E+00"),
            ("9.999", "0.00E+00", "1.00E+01"), ("12345", "##0.0E+0", "12.3E+3"), ("12345", "0E-0", "1E4"),
            ("20210701001", "0.00000E+00", "2.02107E+10"),
        ] as [(String, String, String)])
    func powers(_ value: String, _ code: String, _ expected: String) { #expect(shown(value, code) == expected) }

    @Test(
        "Days and times by their pattern, as a code or a text has them",
        arguments: [
            ("44378", "yyyymmdd", "20210701"), ("44378", "yyyy/m/d", "2021/7/1"), ("44378", "yy-mm-dd", "21-07-01"),
            ("44378", "yyyy\"年\"m\"月\"d\"日\"", "2021年7月1日"), ("44378", "yyyy年mm月dd日", "2021年07月01日"),
            ("44378", "[$-804]yyyy\"年\"m\"月\"d\"日\"\\ dddd;@", "2021年7月1日 星期四"), ("44378", "[$-zh-CN]ddd", "周四"),
            ("44378", "aaaa", "星期四"), ("44378", "aaa", "四"), ("44378", "dddd", "Thursday"), ("44378", "ddd", "Thu"),
            ("44378", "d-mmm-yy", "1-Jul-21"), ("44378", "[$-409]mmmm d, yyyy", "July 1, 2021"),
            ("44378", "mmmmm", "J"),
            ("44378", "[$-F800]dddd, mmmm dd, yyyy", "2021年7月1日"), ("44378", "e/m/d", "2021/7/1"),
            ("44378.354166666664", "yyyy/m/d h:mm", "2021/7/1 8:30"),
            ("44378.354166666664", "yyyy-mm-dd\\Thh:mm:ss", "2021-07-01T08:30:00"),
            ("0.354166666666667", "h:mm AM/PM", "8:30 AM"), ("0.5", "h:mm AM/PM", "12:00 PM"),
            ("0", "h AM/PM", "12 AM"),
            ("0.75", "上午/下午h\"时\"mm\"分\"", "下午6时00分"), ("0.75", "h:mm a/p", "6:00 P"),
            ("0.75", "[$-F400]h:mm:ss AM/PM", "18:00:00"),
            ("1.5", "[h]:mm", "36:00"), ("0.0625", "[mm]:ss", "90:00"), ("0.001", "[s]", "86"),
            ("0.354172453706", "mm:ss.0", "30:00.5"),
            ("0.354172453706", "h:mm:ss.000", "8:30:00.500"), ("44378.999999999", "yyyy/m/d h:mm", "2021/7/2 0:00"),
            ("44378", "m/d", "7/1"), ("44378", "[Blue]yyyy.m.d", "2021.7.1"),
            ("44378.5", "m\"月\"d\"日\" h\"点\"", "7月1日 12点"),
        ] as [(String, String, String)])
    func dates(_ value: String, _ code: String, _ expected: String) {
        #expect(shown(value, code) == expected)
        #expect(shown(value, code, for: .text) == expected)
    }

    @Test("Days count from 1904 where the workbook says so")
    func from1904() {
        #expect(shown("42916", "yyyy/m/d", from1904: true) == "2021/7/1")
        #expect(shown("42916", "yyyy/m/d", for: .day, from1904: true) == "2021-07-01")
        #expect(shown("42916", "dddd", from1904: true) == "Thursday")
    }

    @Test(
        "What cannot be reproduced refuses a code and a number, and is a plain number among words",
        arguments: [
            "# ?/?", "[DBNum1]0", "0*-", "[$-411]ggge", "0.0.0E+0E+0", "0x0", "yyyy0", "b2yyyy", "[Unknown]0", "@0",
        ])
    func unknown(_ code: String) {
        #expect(shown("12", code) == "!format(\"\(code)\")")
        #expect(shown("12", code, for: .number) == "!format(\"\(code)\")")
        #expect(!shown("12", code, for: .text).hasPrefix("!"))
        #expect(!shown("12", code, for: .anything).hasPrefix("!"))
    }

    @Test("A day in a pattern that cannot be reproduced is still a day")
    func unknownPatterns() {
        for code in ["[DBNum1][$-804]yyyy\"年\"m\"月\"d\"日\"", "[$-411]ggge\"年\"m\"月\"d\"日\"", "[$-804]mmmm d"] {
            #expect(shown("44378", code, for: .day) == "2021-07-01")
            #expect(shown("44378", code, for: .text) == "2021-07-01")
            #expect(shown("44378", code).hasPrefix("!format"))
        }
        #expect(shown("44378", "# ?/?", for: .day) == "!format(\"# ?/?\")")
    }

    @Test(
        "A number column has the number that is shown, without thousands and its own unit",
        arguments: [
            ("8", "0\"小时\"", "8"), ("8.333333333333334", "0.00\"h\"", "8.33"), ("1234.5", "#,##0.00", "1234.5"),
            ("1234.5", "\"¥\"#,##0.00", "1234.5"), ("0.6666666666666666", "0.00%", "66.67%"), ("0.95", "0%", "95%"),
            ("8", ";;;", ""), ("0", "0;-0;;@", ""), ("0", "#,##0.00;-#,##0.00;;", ""), ("0", "0;-0;_ ", ""),
            ("480", "0\"分钟\"", "480分钟"), ("12345", "0.0,\"千\"", "12.3千"), ("12345", "0.0,", "!format(\"0.0,\")"),
            ("8", "\"1\"0", "!format(\"\\\"1\\\"0\")"), ("0", "_ * #,##0_ ;_ * -#,##0_ ;_ * \"-\"_ ;_ @_ ", "0"),
            ("-8", "0;[Red]0", "-8"), ("12345", "0.00E+00", "12300"),
            ("8.333333333333334", "General", "8.33333333333333"),
            ("8.333333333333334", "General\"小时\"", "8.33333333333333"), ("1.5", "h:mm", "12:00"),
            ("1", "[=1]\"是\";\"否\"", "是"),
            ("0.5", "#.##", "0.5"), ("8", "\"8.\"", "!format(\"\\\"8.\\\"\")"), ("8", "0.00\"元\"", "8"),
        ] as [(String, String, String)])
    func numberColumns(_ value: String, _ code: String, _ expected: String) {
        #expect(shown(value, code, for: .number) == expected)
    }

    @Test("A text in a format for texts")
    func texts() {
        #expect(shown("0001", "\"FM\"@", kind: .text) == "FM0001")
        #expect(shown("甲", "0;-0;0;@\"村\"", kind: .text) == "甲村")
        #expect(shown("甲", ";;;", kind: .text) == "")
        #expect(shown("甲", "0.00", kind: .text) == "甲")
        #expect(shown("甲", "@", kind: .text) == "甲")
        #expect(shown("甲", "yyyy/m/d;@", kind: .text) == "甲")
        #expect(shown("甲", "_ * #,##0_ ;_ * -#,##0_ ;_ * \"-\"_ ;_ @_ ", kind: .text) == "甲")
    }

    @Test("A code of more than fifteen digits is refused in every format of digits")
    func lostDigits() {
        #expect(shown("1234567890123456", "0") == "!lostDigits")
        #expect(shown("1234567890123456", "\"SJ\"0") == "!lostDigits")
        #expect(shown("123456789012345", "\"SJ\"0") == "SJ123456789012345")
    }

    @Test("No code is too long or too strange to be read")
    func strange() {
        for code in [
            String(repeating: "0", count: 5_000), String(repeating: ";", count: 5_000), "[", "\"", "\\", "*", "_", "[$",
            "[>]0", "E+", "\u{0}",
        ] {
            _ = shown("12.5", code)
            _ = shown("12.5", code, for: .moment)
        }
    }
}
