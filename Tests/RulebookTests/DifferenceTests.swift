import AssessmentKernel
import Rulebook
import Testing

/// What two rulebooks differ in, in words.
@Suite struct DifferenceTests {
    private static let shipped = String(decoding: Rulebook.shipped, as: UTF8.self)

    private func differences(_ text: String) throws -> [RulebookDifference] {
        try RulebookDifference.between(Rulebook.shipped, Array(text.utf8), installed: [])
    }

    @Test func commentsAndTheRegisterOfReadingsDoNotCount() throws {
        #expect(try differences(Self.shipped) == [])
        #expect(try differences("# 说明\n" + Self.shipped.replacing("# §6.1", with: "# ")) == [])
    }

    @Test func parametersAreNamedWithBothValues() throws {
        let other = Self.shipped.replacing("base_pay: 200 ", with: "base_pay: 2000 ")
            .replacing("    through: 65\n    amount: -200", with: "    through: 65\n    amount: 0")
            .replacing("effective_from: 2021-01-01", with: "effective_from: 2021-01-01\neffective_through: 2022-12-31")
        let found = try differences(other)
        #expect(found.map(\.path) == ["base_pay", "bands.5.amount", "effective_through"])
        #expect(found.map(\.old) == ["200", "-200", nil])
        #expect(found.map(\.new) == ["2000", "0", "2022-12-31"])
        #expect(found[1].title.chinese == "档次“不合格”的绩效补贴（元／月）")
        let back = try RulebookDifference.between(Array(other.utf8), Rulebook.shipped, installed: [])
        #expect(back.map(\.path).sorted() == found.map(\.path).sorted() && back.contains { $0.new == nil })
    }

    @Test func bytesThatAreNoRulebookAreRefused() {
        #expect(throws: Problem.self) { try differences("") }
        #expect(throws: Problem.self) { try differences("a: &b 1") }
    }
}
