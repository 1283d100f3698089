import Reports
import Testing

@Suite struct DisplayWidthTests {
    @Test(
        arguments: [
            ("", 0), ("FM0001", 6), ("工号", 4), ("工号A1", 6), ("（一）", 6), ("ＡＢ", 4), ("\u{3000}", 2), ("ｱ", 1),
            ("e\u{301}", 1), ("村\u{20DD}", 2), ("é", 1), ("한", 2), ("か\u{3099}", 2), ("─", 1), ("…", 1), ("￥", 2),
            ("¥", 1),
            ("𠀀", 2), ("\u{200B}", 0), ("😀", 2), ("🚀", 2), ("\u{7}", 0), ("《规》、。", 10), ("100%", 4),
        ])
    func chineseTakesTwoColumnsAndMarksNone(text: String, width: Int) { #expect(DisplayWidth.of(text) == width) }

    @Test(arguments: [("工号", 6, "工号  ", "  工号"), ("工号", 4, "工号", "工号"), ("工号", 3, "工号", "工号"), ("", 2, "  ", "  ")])
    func aTextIsPaddedByWhatIsSeen(text: String, width: Int, left: String, right: String) {
        #expect(DisplayWidth.padded(text, to: width) == left)
        #expect(DisplayWidth.leftPadded(text, to: width) == right)
    }

    @Test(
        arguments: [
            ("网格员名册", 10, "网格员名册"), ("网格员名册", 9, "网格员名…"), ("网格员名册", 8, "网格员…"), ("网格员名册", 3, "网…"),
            ("网格员名册", 2, "…"), ("网格员名册", 1, "…"), ("abcdef", 5, "abcd…"), ("abcdef", 6, "abcdef"),
            ("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}…"), ("", 0, ""),
        ])
    func aTextIsCutBetweenCharacters(text: String, width: Int, cut: String) {
        #expect(DisplayWidth.cut(text, to: width) == cut)
    }

    @Test func aCutTextIsNeverWiderThanAsked() {
        let text = "冯卯镇FM0001王芳（一）e\u{301}😀村"
        for width in 1...40 {
            let cut = DisplayWidth.cut(text, to: width)
            #expect(DisplayWidth.of(cut) <= width)
            #expect(cut == text || cut.hasSuffix("…"))
        }
    }
}

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
        #expect(lines.allSatisfy { DisplayWidth.of($0) == 30 })
        #expect(lines.last == "FM0001  走访日志缺少的应…    2")
    }

    @Test func severalWideColumnsAreCutAlike() {
        var table = TerminalTable([.init("甲"), .init("乙"), .init("分", .right)])
        table.add([String(repeating: "走", count: 20), String(repeating: "访", count: 30), "2"])
        let lines = table.text(width: 40).split(separator: "\n")
        #expect(lines.allSatisfy { DisplayWidth.of($0) == 40 })
        #expect(lines.last?.contains("走…") == true && lines.last?.contains("访…") == true)
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
