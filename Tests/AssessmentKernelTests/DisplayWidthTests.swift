import AssessmentKernel
import Testing

@Suite struct DisplayWidthTests {
    @Test(
        arguments: [
            ("", 0), ("FM0001", 6), ("工号", 4), ("工号A1", 6), ("（一）", 6), ("ＡＢ", 4), ("\u{3000}", 2), ("ｱ", 1),
            ("e\u{301}", 1), ("村\u{20DD}", 2), ("é", 1), ("한", 2), ("か\u{3099}", 2), ("─", 1), ("…", 1), ("￥", 2),
            ("¥", 1),
            ("𠀀", 2), ("\u{200B}", 0), ("😀", 2), ("🚀", 2), ("\u{7}", 0), ("《规》、。", 10), ("100%", 4),
            ("\u{4DBF}\u{4DC0}\u{4DFF}\u{4E00}", 6), ("\u{4FFF}\u{5000}\u{9FFF}\u{A000}", 8), ("\u{7F}\u{80}", 0),
            ("\u{7FF}\u{800}", 2), ("\u{FFFF}\u{10000}\u{10FFFF}", 3),
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
