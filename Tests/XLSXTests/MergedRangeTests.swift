import Testing
import WorkbookMaking
import XLSX

/// Merged ranges have their value in each of their cells.
@Suite struct MergedRangeTests {
    /// A sheet of rows of numbers, nil for a cell that is not there, with merged ranges.
    private func book(_ rows: [[Int?]], _ ranges: [String], before: String = "", prefix: String = "") throws
        -> TestWorkbook
    {
        let data = rows.enumerated().map { number, cells in
            let row = cells.enumerated().compactMap { column, value in
                value.map { "<c r=\"\(TestWorkbook.letters(column))\(number + 1)\"><v>\($0)</v></c>" }
            }
            return row.isEmpty ? "" : "<row r=\"\(number + 1)\">" + row.joined() + "</row>"
        }
        let merges = ranges.map { "<\(prefix)mergeCell ref=\"\($0)\"/>" }.joined()
        let sheet =
            "<worksheet xmlns:x=\"x\"><sheetData>\(before)\(data.joined())</sheetData><\(prefix)mergeCells count=\"1\">\(merges)</\(prefix)mergeCells><hyperlinks/></worksheet>"
        return try TestWorkbook(["xl/worksheets/s0.xml": sheet])
    }

    private func text(_ rows: [[Int?]], _ ranges: String..., prefix: String = "") throws -> String {
        try book(rows, ranges, prefix: prefix).cells().joined(separator: " ")
    }

    @Test("Down, across, and both")
    func shapes() throws {
        #expect(try text([[1, 2], [nil, 3], [nil, 4]], "A1:A3") == "A1=1 B1=2 A2=1 B2=3 A3=1 B3=4")
        #expect(try text([[1, nil, 3], [4, 5, 6]], "A1:B1") == "A1=1 B1=1 C1=3 A2=4 B2=5 C2=6")
        #expect(
            try text([[1, nil, 2], [nil, nil, 3], [7, 8, 9]], "A1:B2") == "A1=1 B1=1 C1=2 A2=1 B2=1 C2=3 A3=7 B3=8 C3=9"
        )
        #expect(try text([[1, 2], [nil, 3]], "A1:A2", prefix: "x:") == "A1=1 B1=2 A2=1 B2=3")
        #expect(try text([[1, 2], [nil, 3]], "$A$1:$A$2") == "A1=1 B1=2 A2=1 B2=3")
        #expect(
            try text([[1, 2], [nil, 3], [nil, 4], [5, 6]], "A1:A2", "A3:A3", "B9:C10")
                == "A1=1 B1=2 A2=1 B2=3 B3=4 A4=5 B4=6")
    }

    @Test("A value under a range does not show, and a range whose first cell is blank shows nothing new")
    func underneath() throws {
        #expect(try text([[1, 2], [9, 3]], "A1:A2") == "A1=1 B1=2 A2=9 B2=3")
        #expect(try text([[1, 2], [9, 3], [nil, 4]], "A1:A3") == "A1=1 B1=2 A2=1 B2=3 A3=1 B3=4")
        #expect(try text([[nil, 2], [9, 3]], "A1:A2") == "B1=2 A2=9 B2=3")
    }

    @Test("A row that lies in merged ranges alone is no row, and a column without a cell of its own stays blank")
    func bounds() throws {
        #expect(
            try text([[1, 2], [], [3, 4], [nil, 5]], "A1:A2", "B1:B2", "A3:A4") == "A1=1 B1=2 A3=3 B3=4 A4=3 B4=5")
        #expect(try text([[1], [2, 3]], "A1:XFD1") == "A1=1 B1=1 A2=2 B2=3")
    }

    @Test("Ranges that overlap, lead nowhere or have no sense")
    func senseless() throws {
        #expect(
            try text([[1, 2, 3], [nil, 4, 5]], "A1:A2", "A1:B2", "C1:B2", "A1", "", ":", "A0:A9", "XFE1:XFE9")
                == "A1=1 B1=2 C1=3 A2=1 B2=4 C2=5")
    }

    @Test("Texts are kept for the rows to come, shared and inline, over many chunks")
    func manyRows() throws {
        var before = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>甲</t></is></c><c r=\"B1\"><v>0</v></c></row>"
        for row in 2...9_000 { before += "<row r=\"\(row)\"><c r=\"B\(row)\"><v>\(row)</v></c></row>" }
        let found = try book([], ["A1:A8000"], before: before).cells()
        #expect(found.count == 17_000)
        #expect(found[1] == "B1=0")
        #expect(found[2] == "A2=甲")
        #expect(found[15_998] == "A8000=甲")
        #expect(found[16_000] == "B8001=8001")
    }

    @Test("A column counts as filled wherever its first cell stands", arguments: [3, 700, 9_000])
    func lateColumns(_ late: Int) throws {
        var before = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>题</t></is></c></row>"
        for row in 2...late {
            before += "<row r=\"\(row)\"><c r=\"A\(row)\"><v>1</v></c><c r=\"B\(row)\"><v>2</v></c></row>"
        }
        before += "<row r=\"\(late + 1)\"><c r=\"D\(late + 1)\"><f>1</f><v>3</v></c></row>"
        let found = try book([], ["A1:E1"], before: before).cells()
        #expect(found.prefix(4) == ["A1=题", "B1=题", "D1=题", "A2=1"])
        #expect(found.last == "D\(late + 1)=3")
    }

    @Test("Time is bounded: for a range over a whole sheet, and for more ranges than a sheet can hold")
    func limits() throws {
        let wide = (0..<16_384).map { "<c r=\"\(TestWorkbook.letters($0))1\"><v>1</v></c>" }.joined()
        var before = "<row r=\"1\">\(wide)</row><row r=\"2\"><c r=\"A2\"><v>1</v></c></row>"
        for row in 3...3_000 { before += "<row r=\"\(row)\"><c r=\"A\(row)\"><v>1</v></c></row>" }
        #expect(try book([], ["A2:XFD1048576"], before: before).refusal() == "too-large")
        let many = (0..<530_000).map { number -> String in
            let row = number / 2 * 2 + 1
            return (number % 2 == 0 ? "A" : "B") + "\(row):XFD\(row + 1)"
        }
        #expect(try book([[1, 2], [nil, 2]], many).refusal() == "too-large")
    }
}
