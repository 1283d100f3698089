import Sheets
import SpreadsheetML
import Testing
import WorkbookMaking

@Suite struct SpreadsheetMLTests {
    private static func book(_ table: String, styles: String = "", tail: String = "") -> String {
        """
        \n<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet" xmlns:x="urn:schemas-microsoft-com:office:excel"><Styles>\(styles)</Styles><Worksheet ss:Name="表"><Table>\(table)</Table>\(tail)</Worksheet></Workbook>
        """
    }

    private static func cell(_ type: String, _ text: String, _ attributes: String = "") -> String {
        "<Cell \(attributes)><Data ss:Type=\"\(type)\">\(text)</Data></Cell>"
    }

    @Test("Cells are shown in their formats")
    func cells() throws {
        let styles =
            "<Style ss:ID=\"d\"><NumberFormat ss:Format=\"Short Date\"/></Style><Style ss:ID=\"p\"><NumberFormat ss:Format=\"0000\"/></Style><Style ss:ID=\"q\" ss:Parent=\"p\"><Font/></Style>"
        let table =
            "<Column ss:Index=\"3\" ss:StyleID=\"p\" ss:Span=\"1\"/><Row>" + Self.cell("String", "甲&#10;乙")
            + Self.cell("DateTime", "2021-07-01T00:00:00.000", "ss:StyleID=\"d\"") + Self.cell("Number", "12")
            + Self.cell("Number", "7", "ss:StyleID=\"q\"") + Self.cell("Boolean", "1") + Self.cell("Error", "#N/A")
            + Self.cell("DateTime", "2021-07-01T08:30:00.000") + Self.cell("Number", "8.3333") + "</Row>"
        #expect(
            try readML(Self.book(table, styles: styles)).cells == [
                "A1=甲\n乙", "B1=2021-07-01", "C1=0012", "D1=0007", "E1=TRUE", "F1!error", "G1=2021-07-01 08:30:00",
                "H1=8.3333",
            ])
    }

    @Test("Places are given or follow; merged ranges and hidden rows")
    func places() throws {
        let table =
            "<Row ss:Index=\"2\">" + Self.cell("String", "合", "ss:MergeAcross=\"1\" ss:MergeDown=\"1\"")
            + Self.cell("String", "c")
            + "</Row><Row ss:Hidden=\"1\">" + Self.cell("String", "d", "ss:Index=\"3\"")
            + "</Row><Row ss:Span=\"2\"/><Row><Cell/>" + Self.cell("Number", "5") + "</Row>"
        let found = try readML(Self.book(table))
        #expect(found.cells == ["A2=合", "B2=合", "C2=c", "A3=合", "B3=合", "C3=d", "B7=5"])
        #expect(found.hiddenRows == 1)
    }

    @Test("Comments and hidden sheets")
    func besides() throws {
        let table = "<Row><Cell><Data ss:Type=\"String\">a</Data><Comment><ss:Data>注</ss:Data></Comment></Cell></Row>"
        #expect(try readML(Self.book(table)).cells == ["A1=a"])
        let xml = Self.book(table, tail: "<WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions>")
        let file = try TestWorkbook(bytes: Array(xml.utf8))
        #expect(try SpreadsheetMLReader(path: file.path).sheets.map(\.isHidden) == [true])
    }

    @Test("Impossible places, other XML and half a file are refused")
    func hostile() throws {
        func code(_ table: String) throws -> String? { try refusal { try readML(Self.book(table)) } }
        #expect(try code("<Row ss:Index=\"0\"/>") == "bad-reference")
        #expect(try code("<Row ss:Index=\"1048577\"/>") == "bad-reference")
        #expect(try code("<Row><Cell ss:Index=\"16385\"/></Row>") == "bad-reference")
        #expect(try code("<Row ss:Span=\"99999999999\"/><Row/>") == "bad-reference")
        #expect(
            try code(
                "<Row>" + Self.cell("String", "a", "ss:MergeAcross=\"2147483647\" ss:MergeDown=\"2147483647\"")
                    + "</Row>") == nil)
        #expect(try refusal { try readML("<Other/>") } == "no-workbook")
        #expect(try refusal { try readML(String(Self.book("<Row/>").dropLast(30))) } == "damaged-part")
        #expect(try refusal { try readML("<!DOCTYPE a [<!ENTITY b \"c\">]><a/>") } == "forbidden-doctype")
    }
}
