import Testing

@testable import Ledger
@testable import LedgerTables

/// The single word with which the first version of the schema described a table's layout in its file.
@Suite struct LayoutStepTests {
    @Test(
        arguments: [
            ("UTF-8", "a.csv", FileLayout(format: "TEXT", encoding: "UTF-8")),
            ("GB18030@2", "a#b.txt", FileLayout(format: "TEXT", encoding: "GB18030", headerRow: 2)),
            ("UTF-8", "导出.xls", FileLayout(format: "TEXT", encoding: "UTF-8")),
            ("XLSX", "a.xlsx#表", FileLayout(format: "XLSX", sheet: "表")),
            ("XLSX@12", "七月#汇总.XLSX#交#办", FileLayout(format: "XLSX", sheet: "交#办", headerRow: 12)),
            ("XLSX", "x.xlsx#1/a.et#b.xlsx#c", FileLayout(format: "XLSX", sheet: "b.xlsx#c")),
            ("XLSX", "x.xlsx#1/a.et#", FileLayout(format: "XLSX", sheet: "")),
            ("XLSX", ".xlsx#a", FileLayout(format: "XLSX", sheet: "a")),
            ("XLSX", "xlsx#a", FileLayout(format: "XLSX", sheet: "a")),
        ])
    func layouts(packed: String, file: String, layout: FileLayout) {
        #expect(LayoutStep.layout(packed: packed, file: file) == layout)
        #expect(layout.summary == packed)
    }
}
