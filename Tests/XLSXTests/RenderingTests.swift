import Sheets
import Testing
import WorkbookMaking
import XLSX

/// Numbers, days and moments as their spreadsheet shows them.
@Suite struct RenderingTests {
    /// One cell with a number and a format code, as it is written for a purpose.
    private func render(
        _ value: String, _ format: String = "General", for purpose: SheetCell.Purpose = .anything,
        from1904: Bool = false
    ) throws -> String {
        let code = format.replacing("&", with: "&amp;").replacing("\"", with: "&quot;")
        let styles =
            #"<styleSheet><numFmts><numFmt numFmtId="200" formatCode="\#(code)"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="200"/></cellXfs></styleSheet>"#
        let list =
            #"<workbook xmlns:r="x"><workbookPr date1904="\#(from1904)"/><sheets><sheet name="a" r:id="r0"/></sheets></workbook>"#
        let workbook = try TestWorkbook(
            ["xl/styles.xml": styles, "xl/workbook.xml": list],
            sheets: [("a", #"<row><c s="1"><v>\#(value)</v></c></row>"#)])
        return String(try workbook.cells(for: purpose).joined().dropFirst(3))
    }

    @Test(
        "A number is the decimal that fifteen digits show",
        arguments: [
            ("0", "0"), ("-0", "0"), ("12", "12"), ("0.1", "0.1"), (".5", "0.5"), ("8.50", "8.5"), ("007", "7"),
            ("3.0000000000000004E-1", "0.3"), ("0.30000000000000004", "0.3"), ("1.0999999999999999", "1.1"),
            ("2.9999999999999996", "3"), ("1E3", "1000"), ("1.5e+2", "150"), ("-2.5E-3", "-0.0025"), ("100", "100"),
            ("123456789012345", "123456789012345"), ("1234567890123456", "1234567890123460"),
            ("99999999999999995", "100000000000000000"), ("1E-7", "0.0000001"),
            ("9.9999999999999995E+22", "1" + String(repeating: "0", count: 23)),
            ("12345678901234567890123", "12345678901234600000000"), ("1E", "1E"), ("abc", "abc"), ("1.2.3", "1.2.3"),
            ("INF", "INF"), ("1E9999", "1E9999"), ("+5", "5"), ("１", "１"),
        ])
    func numbers(_ written: String, _ shown: String) throws {
        #expect(try render(written) == shown)
    }

    @Test(
        "Formats with zeros and hundredths are rendered like in a spreadsheet",
        arguments: [
            ("12", "0000", "0012"), ("12345", "0000", "12345"), ("12", "0", "12"), ("0.95", "0%", "95%"),
            ("0.955", "0.0%", "95.5%"), ("1", "0%", "100%"), ("0.28999999999999998", "0%", "29%"), ("12", "0_ ", "12"),
            ("12", "#,##0.00", "12.00"), ("12", "\"d\"0", "d12"), ("12", "[Red]0", "12"),
            ("12", "0.00E+00", "1.20E+01"),
            ("12", "@", "12"),
            ("12", "G/通用格式", "12"), ("12", "\\y0", "y12"), ("1.5", "0000", "0002"),
        ])
    func formats(_ value: String, _ format: String, _ shown: String) throws {
        #expect(try render(value, format) == shown)
    }

    @Test(
        "A serial number with a format of days or times is a day or moment, to the second",
        arguments: [
            ("44378", "yyyy-mm-dd", "2021-07-01"), ("44378", "yyyy\"年\"m\"月\"d\"日\";@", "2021-07-01"),
            ("44378", "[$-804]yyyy年m月d日", "2021-07-01"), ("44378.354166666664", "yyyy/m/d h:mm", "2021-07-01 08:30:00"),
            ("44378", "yyyy/m/d h:mm", "2021-07-01 00:00:00"),
            ("44378.354166666664", "yyyy-mm-dd", "2021-07-01 08:30:00"),
            ("44378.999999999", "yyyy-mm-dd hh:mm", "2021-07-02 00:00:00"), ("0.354166666666667", "h:mm", "08:30:00"),
            ("44378.3541724537", "yyyy/m/d h:mm:ss", "2021-07-01 08:30:00"),
            ("44378.354172453706", "yyyy/m/d h:mm:ss", "2021-07-01 08:30:01"), ("0.35", "yyyy/m/d h:mm", "08:24:00"),
            ("1.5", "[h]:mm", "36:00:00"), ("1", "yyyy-mm-dd", "1900-01-01"), ("59", "yyyy-mm-dd", "1900-02-28"),
            ("60", "yyyy-mm-dd", "60"), ("61", "yyyy-mm-dd", "1900-03-01"), ("2958465", "yyyy-mm-dd", "9999-12-31"),
            ("2958466", "yyyy-mm-dd", "2958466"), ("-1", "yyyy-mm-dd", "-1"), ("44378", "mm/dd", "2021-07-01"),
            ("44378", "mmm", "2021-07-01"), ("0.5", "上午/下午h\"时\"mm\"分\"", "12:00:00"),
            ("0.5", "h:mm AM/PM", "12:00:00"),
            ("1E-300", "h:mm", "00:00:00"), ("4.4378E4", "yyyy-mm-dd", "2021-07-01"),
        ])
    func days(_ value: String, _ format: String, _ shown: String) throws {
        #expect(try render(value, format) == shown)
    }

    @Test(
        "Days are counted from 1904 where the workbook says so",
        arguments: [("0", "1904-01-01"), ("42916", "2021-07-01"), ("60", "1904-03-01")])
    func from1904(_ value: String, _ shown: String) throws {
        #expect(try render(value, "yyyy-mm-dd", from1904: true) == shown)
    }

    @Test("The expected kind decides about midnight and about numbers without a format")
    func purposes() throws {
        #expect(try render("44378", "yyyy/m/d h:mm", for: .day) == "2021-07-01")
        #expect(try render("44378", "yyyy/m/d h:mm", for: .moment) == "2021-07-01 00:00:00")
        #expect(try render("44378", "yyyy/m/d", for: .moment) == "2021-07-01")
        #expect(try render("44378.5", "yyyy/m/d", for: .day) == "2021-07-01")
        #expect(try render("44378.5", "yyyy/m/d h:mm", for: .day) == "2021-07-01 12:00:00")
        #expect(try render("44378.5", "yyyy/m/d", for: .moment) == "2021-07-01 12:00:00")
        #expect(try render("44378", "[h]:mm", for: .day) == "2021-07-01")
        #expect(try render("44378", "0", for: .day) == "2021-07-01")
        #expect(try render("44378", "0.00", for: .day) == "44378.00")
        #expect(try render("20210701", "0000\"-\"00\"-\"00", for: .day) == "2021-07-01")
        #expect(try render("44378", for: .day) == "2021-07-01")
        #expect(try render("44378.5", for: .moment) == "2021-07-01 12:00:00")
        #expect(try render("44378", for: .code) == "44378")
        #expect(try render("2021.7", for: .day) == "2021.7")
        #expect(try render("20210701", for: .day) == "20210701")
        #expect(try render("32873", for: .day) == "32873")
        #expect(try render("32874", for: .day) == "1990-01-01")
        #expect(try render("73050", for: .day) == "2099-12-31")
        #expect(try render("73051", for: .day) == "73051")
        #expect(try render("123456789012345", for: .code) == "123456789012345")
        #expect(try render("1234567890123456", for: .code) == "lostDigits")
    }

    @Test(
        "The built-in formats of days and times are known, those of Chinese systems too",
        arguments: [
            (14, "2021-07-01 12:00:00"), (22, "2021-07-01 12:00:00"), (31, "2021-07-01 12:00:00"),
            (57, "2021-07-01 12:00:00"),
            (1, "44379"), (2, "44378.50"), (4, "44,378.50"), (9, "4437850%"), (46, "1065084:00:00"), (49, "44378.5"),
        ])
    func builtIn(_ number: Int, _ shown: String) throws {
        let styles = #"<styleSheet><cellXfs><xf numFmtId="\#(number)"/></cellXfs></styleSheet>"#
        let workbook = try TestWorkbook(["xl/styles.xml": styles], sheets: [("a", "<row><c><v>44378.5</v></c></row>")])
        #expect(try workbook.cells() == ["A1=" + shown])
    }
}
