import AssessmentKernel
import Foundation
import Patterns
import Testing

/// Values and patterns, and the parts that a pattern takes.
@Suite struct WordsTests {
    private func words(_ texts: String...) throws -> Words {
        var words = Words()
        for (number, text) in texts.enumerated() { try words.add(text, number) }
        return words
    }

    private func number(_ words: Words, _ text: String) -> Int? { Text(text).withBytes { words.number(of: $0) } }

    @Test(
        "A star stands for any text, also none",
        arguments: [
            ("迟到*", "迟到", true), ("迟到*", "迟到15分钟", true), ("迟到*", "未迟到", false), ("*迟到", "早上迟到", true),
            ("*迟到*", "上班迟到15分钟", true), ("a*b*c", "abc", true), ("a*b*c", "axbxc", true), ("a*b*c", "acb", false),
            ("ab*ba", "aba", false), ("ab*ba", "abba", true), ("*", "", true), ("**", "x", true), ("a*a", "a", false),
            ("*bc*c", "bc", false), ("*bc*c", "bcc", true),
        ])
    func globs(_ pattern: String, _ text: String, _ fits: Bool) throws {
        #expect(number(try words(pattern), text) == (fits ? 0 : nil))
    }

    @Test("An exact value goes before all patterns; of patterns the first counts; white space around is none")
    func order() throws {
        let words = try words("迟*", "*到", "迟到", "", "/")
        #expect(number(words, "迟到") == 2)
        #expect(number(words, "迟早到") == 0)
        #expect(number(words, "早到") == 1)
        #expect(number(words, "") == 3)
        #expect(number(words, "/") == 4)
        #expect(number(words, "早") == nil)
        #expect(words.contains(" 迟到　".utf8))
        #expect(!words.contains("准时".utf8))
        #expect(words.namesBlank)
    }

    @Test(
        "Regular expressions",
        arguments: [
            ("^旷工", "旷工半天", true), ("^旷工", "未旷工", false), ("旷工", "未旷工", true), ("^(迟到|早退)[0-9]+分钟$", "早退5分钟", true),
            ("^(迟到|早退)[0-9]+分钟$", "早退分钟", false), ("^a{2,3}$", "aa", true), ("^a{2,3}$", "aaaa", false),
            ("^a{2}$", "aa", true), ("^a{2,}$", "aaaaa", true), ("^a{2,}$", "a", false), ("^[^0-9]*$", "abc", true),
            ("^[^0-9]*$", "ab1", false), ("^\\d\\d:\\d\\d$", "08:30", true), ("^.$", "迟", true),
            ("^(a|b|)c$", "c", true),
            ("^\\(x\\)$", "(x)", true), ("a?b+", "xbb", true), ("^[a-c\\d-]+$", "a-3", true),
            ("^(ab)*$", "ababab", true),
            ("^(ab)*$", "ababa", false), ("^$", "", true), ("x|^$", "y", false), ("^\\s\\w$", " a", true),
        ])
    func regexes(_ pattern: String, _ text: String, _ fits: Bool) throws {
        #expect(try LinearRegex(pattern).matches(text) == fits)
    }

    @Test(
        "What is no regular expression is refused",
        arguments: [
            "(", ")", "[", "[a", "*a", "a{", "a{2", "a{3,2}", "a{9999}", "\\", "\\q", "[z-a]", "a|*",
            String(repeating: "(", count: 30), "((a{100}){100}){100}", "\\1",
        ])
    func refused(_ pattern: String) { #expect(throws: LinearRegex.Fault.self) { try LinearRegex(pattern) } }

    @Test("Time is in proportion to the text, whatever the expression")
    func hostile() throws {
        let text = String(repeating: "a", count: 1_000)
        let start = ContinuousClock.now
        #expect(try !LinearRegex("^(a+)+$").matches(text + "b"))
        #expect(try !LinearRegex("^(a|aa)*b$").matches(text))
        #expect(try !LinearRegex("^(a?){30}a{30}b").matches(text))
        _ = try LinearRegex("((()){1000}){1000}").matches(text)
        #expect(try !LinearRegex("a").matches(String(repeating: "b", count: 100_000)))
        #expect(number(try words("*a*a*a*a*a*a*a*b"), text) == nil)
        #expect(ContinuousClock.now - start < .seconds(20))
    }

    @Test(
        "A pattern takes a part",
        arguments: [
            ("*({})", "甲一(FM0001)", "FM0001"), ("*({})", "甲一", nil), ("{}", "x", "x"), ("工号:{}", "工号:12", "12"),
            ("场次:{} *", "场次:A1 七月", "A1"), ("*统计日期:{} 至*", "表 统计日期:2021-07-01 至 2021-07-31", "2021-07-01"),
            ("{}-*", "隆南-一村-甲", "隆南"), ("*-{}", "隆南-一村-甲", "一村-甲"), ("a{}a", "a", nil), ("a{}a", "aa", ""),
        ])
    func parts(_ pattern: String, _ text: String, _ part: String?) throws {
        let extraction = try #require(Extraction(pattern))
        let found = Text(text).withBytes { extraction.part(of: $0).map { String(decoding: $0, as: UTF8.self) } }
        #expect(found == part)
    }

    @Test("A part needs one place", arguments: ["x", "{}{}", "*", ""])
    func noPart(_ pattern: String) { #expect(Extraction(pattern) == nil) }
}
