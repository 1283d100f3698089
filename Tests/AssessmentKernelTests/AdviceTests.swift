import AssessmentKernel
import Testing

@Suite("Advice")
struct AdviceTests {
    @Test("A phrase joins its texts and keeps its deeds in order")
    func pieces() {
        let phrase: Phrase = "先\(deed: .close(nil))，\(by: .listImports)查看"
        #expect(phrase.deeds == [.close(nil), .listImports])
        #expect((phrase + "。").pieces.count == phrase.pieces.count)
        #expect(Phrase("").isEmpty)
        #expect([Phrase("甲"), "乙"].joined(separator: "、") == "甲、乙")
    }

    @Test("Words are replaced in the texts and not in the deeds")
    func replacing() {
        let phrase: Phrase = "读不出 /place/a.zip，\(adding: .rulebookFile)"
        let shown = phrase.replacing("/place/", with: "")
        #expect(shown.pieces.first == .text("读不出 a.zip，"))
        #expect(shown.deeds == phrase.deeds)
        #expect(phrase.replacing("", with: "x").deeds == phrase.deeds)
    }

    @Test("By their titles, deeds are right in files that every front shows")
    func plain() {
        let advice = Advice("确要更正，\(adding: .amend)", "to correct it, \(adding: .amend)")
        #expect(!advice.plain.chinese.contains("--"))
        #expect(advice.plain.chinese.contains("“\(Deed.amend.title.chinese)”"))
        #expect(advice.plain.english.contains("“\(Deed.amend.title.english)”"))
    }
}
