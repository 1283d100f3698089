import Foundation
import OpenDocument
import Sheets
import Testing
import WorkbookMaking

@Suite struct DocumentTests {
    @Test("Cells are shown as their document shows them")
    func cells() throws {
        let document = try TestDocument.make(
            """
            <table:table table:name="表"><table:table-column table:default-cell-style-name="pad"/><table:table-row>
            <table:table-cell office:value-type="float" office:value="12"><text:p>0012</text:p></table:table-cell>
            <table:table-cell table:style-name="day" office:value-type="date" office:date-value="2021-07-01"><text:p>07/01/21</text:p></table:table-cell>
            <table:table-cell table:style-name="odd" office:value-type="float" office:value="7"><text:p>FM 7</text:p></table:table-cell>
            <table:table-cell table:style-name="fm" office:value-type="float" office:value="7"><text:p>FM0007</text:p></table:table-cell>
            <table:table-cell table:style-name="share" office:value-type="percentage" office:value="0.6667"><text:p>66.67%</text:p></table:table-cell>
            <table:table-cell office:value-type="boolean" office:boolean-value="true"><text:p>TRUE</text:p></table:table-cell>
            <table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value=""><text:p>#DIV/0!</text:p></table:table-cell>
            </table:table-row><table:table-row>
            <table:table-cell office:value-type="string"><office:annotation><text:p>批注</text:p></office:annotation><text:p>甲<text:s text:c="2"/>乙<text:line-break/>丙</text:p><text:p><text:span>丁</text:span></text:p></table:table-cell>
            <table:table-cell office:value-type="date" office:date-value="2021-07-01T08:30:00"><text:p>x</text:p></table:table-cell>
            <table:table-cell office:value-type="time" office:time-value="PT08H30M00S"><text:p>8:30</text:p></table:table-cell>
            <table:table-cell office:value-type="float" office:value="0.5"/>
            </table:table-row></table:table>
            """)
        #expect(
            try readDocument(document).cells == [
                "A1=0012", "B1=2021-07-01", "C1=FM 7", "D1=FM0007", "E1=66.67%", "F1=TRUE", "G1!error",
                "A2=甲  乙\n丙\n丁", "B2=2021-07-01 08:30:00", "C2=08:30:00", "D2=0.5",
            ])
    }

    @Test("A number with an exponent is its value, a day of the week is in the language of its style")
    func powersAndWeekdays() throws {
        let document = try TestDocument.make(
            """
            <table:table table:name="表"><table:table-row>
            <table:table-cell table:style-name="power" office:value-type="float" office:value="20210701001"><text:p>2.02E+10</text:p></table:table-cell>
            <table:table-cell table:style-name="weekday" office:value-type="date" office:date-value="2021-07-01"><text:p>星期四</text:p></table:table-cell>
            </table:table-row></table:table>
            """)
        #expect(try readDocument(document).cells == ["A1=2.02E+10", "B1=2021-07-01"])
        #expect(try readDocument(document, for: .text).cells == ["A1=2.02E+10", "B1=星期四"])
    }

    @Test("Repeated rows and columns, merged ranges and hidden rows")
    func repeats() throws {
        let document = try TestDocument.make(
            """
            <table:table table:name="表"><table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="2" office:value-type="float" office:value="1"/></table:table-row>
            <table:table-row table:visibility="filter"><table:table-cell table:number-columns-repeated="3"/><table:table-cell table:number-rows-spanned="2" table:number-columns-spanned="2" office:value-type="string"><text:p>合</text:p></table:table-cell><table:covered-table-cell/></table:table-row>
            <table:table-row table:visibility="collapse"><table:table-cell office:value-type="float" office:value="5"/><table:table-cell table:number-columns-repeated="2"/><table:covered-table-cell table:number-columns-repeated="2"/></table:table-row>
            <table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="1024"/></table:table-row></table:table>
            """)
        let found = try readDocument(document)
        #expect(
            found.cells == ["A1=1", "B1=1", "A2=1", "B2=1", "D3=合", "A4=5", "D4=合"])
        #expect(found.hiddenRows == 2)
    }

    @Test("Repetitions without measure are bounded")
    func bombs() throws {
        func code(_ rows: String, _ columns: String, span: String = "1") throws -> String? {
            let document = try TestDocument.make(
                "<table:table table:name=\"表\"><table:table-row table:number-rows-repeated=\"\(rows)\"><table:table-cell table:number-columns-repeated=\"\(columns)\" table:number-columns-spanned=\"\(span)\" office:value-type=\"string\"><text:p>一二三四五六七八</text:p></table:table-cell></table:table-row></table:table>"
            )
            return try refusal { try readDocument(document) }
        }
        #expect(try code("2147483647", "2147483647") == "too-large")
        #expect(try code("99999999999999999999999", "99999999999999999999999") == "too-large")
        #expect(try code("65537", "1") == "too-large")
        #expect(try code("65536", "1") == nil)
        #expect(try code("1", "99999999999999999999999", span: "2147483647") == nil)
        #expect(try code("-5", "x", span: "0") == nil)
    }

    @Test("Sheets have names and may be hidden; documents with a password or without tables say so")
    func kinds() throws {
        let document = try TestDocument.make(
            "<table:table table:name=\"甲\" table:style-name=\"hid\"/><table:table table:name=\"乙\"><table:table-row><table:table-cell office:value-type=\"string\"><text:p>b</text:p></table:table-cell></table:table-row></table:table>"
        )
        let reader = try OpenDocumentReader(path: document.path)
        #expect(reader.sheets.map(\.name) == ["甲", "乙"])
        #expect(reader.sheets.map(\.isHidden) == [true, false])
        #expect(try read(reader.open(reader.sheets[1])).cells == ["A1=b"])
        let locked = try TestWorkbook(parts: [
            ("mimetype", Array(TestDocument.type.utf8)),
            ("META-INF/manifest.xml", Array("<m:manifest xmlns:m=\"m\"><m:encryption-data/></m:manifest>".utf8)),
            ("content.xml", [1, 2, 3]),
        ])
        #expect(try refusal { try readDocument(locked) } == "locked")
        let text = try TestWorkbook(parts: [("content.xml", Array("<a><text/></a>".utf8))])
        #expect(try refusal { try readDocument(text) } == "no-workbook")
        #expect(try refusal { try readDocument(TestWorkbook(parts: [("a", [])])) } == "missing-part")
    }

    @Test("A document in one file of XML is read as well")
    func flat() throws {
        let file = try TestWorkbook(
            bytes: Array(
                TestDocument.content(
                    "<table:table table:name=\"表\"><table:table-row><table:table-cell office:value-type=\"float\" office:value=\"3\"/></table:table-row></table:table>"
                ).utf8))
        #expect(try readDocument(file).cells == ["A1=3"])
    }
}
