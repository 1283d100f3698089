import AssessmentKernel
import Testing

@testable import CommandParts

@Suite struct TerminalTableTests {
    @Test func columnsAreAlignedByWhatIsSeen() {
        var table = TerminalTable([.init("工号"), .init("姓名"), .init("总分", .right), .init("档次")])
        table.add(["FM0001", "王芳", "96.5", "优秀"])
        table.add(["FM2", "欧阳建国", "100", "良"])
        #expect(
            table.text() == """
                工号    姓名      总分  档次
                ──────  ────────  ────  ────
                FM0001  王芳      96.5  优秀
                FM2     欧阳建国   100  良

                """)
    }

    @Test func aTableWithoutRowsHasItsTitles() {
        #expect(TerminalTable([.init("工号"), .init("总分", .right)]).text() == "工号  总分\n────  ────\n")
    }

    @Test func theWidestColumnOfTextsIsCutSoThatTheTableFits() {
        var table = TerminalTable([.init("工号"), .init("说明"), .init("分", .right)])
        table.add(["FM0001", "走访日志缺少的应到岗日很多", "2"])
        let lines = table.text(width: 30).split(separator: "\n")
        #expect(lines.allSatisfy { DisplayWidth.of(String($0)) == 30 })
        #expect(lines.last == "FM0001  走访日志缺少的应…    2")
    }

    @Test func severalWideColumnsAreCutAlike() {
        var table = TerminalTable([.init("甲"), .init("乙"), .init("分", .right)])
        table.add([String(repeating: "走", count: 20), String(repeating: "访", count: 30), "2"])
        let lines = table.text(width: 40).split(separator: "\n")
        #expect(lines.allSatisfy { DisplayWidth.of(String($0)) == 40 })
        #expect(lines.last?.contains("走…") == true)
        #expect(lines.last?.contains("访…") == true)
    }

    @Test func aTableThatFitsIsNotCut() {
        var table = TerminalTable([.init("工号"), .init("说明")])
        table.add(["FM0001", "走访日志"])
        #expect(table.text(width: 16) == table.text())
        #expect(table.text(width: 15) == table.text(), "a column is never cut below eight columns")
    }

    @Test func numbersAreNeverCut() {
        var table = TerminalTable([.init("说明"), .init("分", .right)])
        table.add(["走访日志缺少", "1234567890123"])
        #expect(table.text(width: 20).contains("1234567890123"))
    }

    @Test(arguments: ["a\nb", "a\tb", "a\r\nb", "a\u{2028}b", "a\rb", "a\u{1B}b", "a\u{8}b", "a\u{9B}b"])
    func whatWouldMoveTheCursorIsShownAsABlank(cell: String) {
        var table = TerminalTable([.init("甲"), .init("乙")])
        table.add([cell, "c"])
        #expect(table.text().hasSuffix("a b  c\n"))
    }
}
