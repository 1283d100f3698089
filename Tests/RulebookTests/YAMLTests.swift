import AssessmentKernel
import Rulebook
import TestValues
import Testing

@Suite struct YAMLTests {
    @Test func repeatedKeys() throws {
        try expectRefusal("base_pay: 200", becomes: "base_pay: 200\ntotal: 90", line: 8, key: "total", saying: "line 5")
        try expectRefusal("base_pay: 200", becomes: "total: 90\ntotal: 80", line: 7, key: "total", saying: "line 5")
        try expectRefusal("base_pay: 200", becomes: "base_pay: 200\n\"total\": 90", line: 8, key: "total")
        try expectRefusal("per_void: 2", becomes: "per_void: 2, per_void: 3", line: 25, key: "items.activity.per_void")
        try expectRefusal(
            "  duties:", becomes: "  hazards: {}\n  duties:", line: 30, key: "items.hazards", saying: "line 24")
        try expectRefusal("name: good", becomes: "name: good, name: good", line: 10, key: "bands.2.name")
        let many = SampleBook.text + String(repeating: "total: 1\n", count: 50)
        expectRefusal(of: Array(many.utf8), line: nil, key: nil, saying: "stand twice")
        let crowded = SampleBook.text + "notes: {a: 1, a: 2, b: {c: 1, 'c': 2}}\n"
        expectRefusal(of: Array(crowded.utf8), line: 39, key: "notes.a")
    }

    @Test func anchorsAliasesTagsAndMergeKeys() throws {
        let what = "anchors, aliases, tags"
        try expectRefusal("total: 100", becomes: "total: &sum 100", line: 5, key: "total", saying: what)
        try expectRefusal("total: 100", becomes: "total: *sum", line: 5, key: nil, saying: what)
        try expectRefusal("total: 100", becomes: "total: &sum 100\nbase: *sum", line: 6, key: nil, saying: what)
        try expectRefusal("total: 100", becomes: "total: !!int 100", line: 5, key: "total", saying: what)
        try expectRefusal("total: 100", becomes: "total: ! 100", line: 5, key: "total", saying: what)
        try expectRefusal("total: 100", becomes: "total: !!str '100'", line: 5, key: "total", saying: what)
        try expectRefusal("total: 100", becomes: "!!str total: 100", line: 5, key: nil, saying: what)
        try expectRefusal(
            "maximum: 4", becomes: "<<: {a: 1}, maximum: 4", line: 23, key: "items.publicity.<<", saying: what)
        try expectRefusal(
            "{maximum: 4, per_task: 1}", becomes: "&p {maximum: 4}", line: 23, key: "items.publicity", saying: what)
        try expectRefusal("[full-time]", becomes: "&a\n  - full-time", line: 6, key: "assessed_posts", saying: what)
    }

    @Test func signsInTextsAreTexts() throws {
        let text = try SampleBook.text("冯政发〔2021〕71号", becomes: "甲&b 与 乙*b! \"c\" # &d *d")
        expectRefusal(of: Array(text.utf8), line: 3, key: nil, saying: "anchors")
        let quoted = try SampleBook.text("冯政发〔2021〕71号", becomes: "'&a 甲* & *c! R&D 3*D' # !")
        #expect(try SampleBook.read(quoted).source == "&a 甲* & *c! R&D 3*D")
    }

    @Test func bombsDoNotGoOff() {
        var text = "a0: &a0 [x, x]\n"
        for level in 1...60 { text += "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1)]\n" }
        expectRefusal(of: Array((text + "? *a60\n: x\n").utf8), line: 2, key: nil, saying: "anchors")
    }

    @Test func severalDocuments() {
        let second = SampleBook.text + "---\ntotal: 1\n"
        expectRefusal(of: Array(second.utf8), line: 39, key: nil, saying: "one YAML document")
    }

    @Test func oneDocumentMayBeMarked() throws {
        #expect(try SampleBook.read("---\n" + SampleBook.text + "...\n").total == Points(100))
    }

    @Test func syntax() throws {
        try expectRefusal("total: 100", becomes: "total: [100", line: 6, key: nil, saying: "no YAML")
        try expectRefusal("total: 100", becomes: "total: '100", line: 5, key: nil, saying: "no YAML")
        try expectRefusal("total: 100", becomes: "total: \"\\q\"", line: 5, key: nil, saying: "no YAML")
        try expectRefusal("total: 100", becomes: "\ttotal: 100", line: 5, key: nil, saying: "no YAML")
        try expectRefusal("total: 100", becomes: "total: 100\n base_pay: 1", line: 6, key: nil, saying: "no YAML")
        try expectRefusal(
            "low_satisfaction_raters: [resident]", becomes: "x: {a: [", line: 38, key: nil, saying: "no YAML")
        try expectRefusal("total: 100", becomes: "total: %a", line: 5, key: nil, saying: "no YAML")
        try expectRefusal("total: 100", becomes: "total: \"\\uD800\"", line: 5, key: nil, saying: "no YAML")
    }

    @Test func emptyFiles() {
        for empty in ["", "\n\n", "# 只有注释\n", "---\n", "\u{FEFF}", "   ", "--- # x\n...\n"] {
            expectRefusal(of: Array(empty.utf8), line: nil, key: nil, saying: "empty")
        }
    }

    @Test func brokenUTF8() {
        var bytes = Array(SampleBook.text.utf8)
        let place = bytes.firstIndex(of: UInt8(ascii: "\n")) ?? 0
        bytes.insert(0xFF, at: place + 9)
        expectRefusal(of: bytes, line: 2, key: nil, saying: "UTF-8")
        expectRefusal(of: [0xFF, 0xFE, 0x61, 0x00], line: 1, key: nil, saying: "UTF-8")
        expectRefusal(of: Array(SampleBook.text.utf8) + [0xE5], line: 39, key: nil, saying: "UTF-8")
    }

    @Test func strangeCharacters() throws {
        for stranger in ["\u{0}", "\u{7}", "\u{7F}", "\u{85}", "\u{2028}", "\u{E000}", "\u{FFFE}"] {
            try expectRefusal("total: 100", becomes: "total: \(stranger)100", line: 5, key: nil, saying: "U+")
        }
    }

    @Test func endsOfLinesAndByteOrderMark() throws {
        let windows = "\u{FEFF}" + SampleBook.text.replacing("\n", with: "\r\n")
        #expect(try SampleBook.read(windows).title.hasSuffix("细则"))
        let wrong = windows.replacing("total: 100", with: "total: x")
        expectRefusal(of: Array(wrong.utf8), line: 5, key: "total")
        let old = SampleBook.text.replacing("\n", with: "\r").replacing("total: 100", with: "total: x")
        expectRefusal(of: Array(old.utf8), line: 5, key: "total")
    }

    @Test func tooLarge() throws {
        let padding = (1 << 20) - SampleBook.text.utf8.count
        let most = SampleBook.text + String(repeating: "#", count: padding)
        #expect(try SampleBook.read(most).items.count == 10)
        expectRefusal(of: Array((most + "#").utf8), line: nil, key: nil, saying: "1 MiB")
        let long = String(repeating: "\n", count: 20_000)
        expectRefusal(of: Array(long.utf8), line: nil, key: nil, saying: "20000 lines")
    }

    @Test func tooDeep() {
        for open in ["[", "{a: ", "[a: ", "- ", "? ", "[\n", "[ #]\n", "- [", ": - "] {
            for count in [40, 300, 20_000] {
                let text = String(repeating: open, count: count)
                #expect(throws: Problem.self) { try SampleBook.read("a: \n" + text) }
                #expect(throws: Problem.self) { try SampleBook.read(text) }
            }
        }
        var steps = ""
        for depth in 0..<400 { steps += String(repeating: " ", count: depth) + "a:\n" }
        expectRefusal(of: Array(steps.utf8), line: 66, key: nil, saying: "nested too deeply")
        let some = String(repeating: "[", count: 20) + String(repeating: "]", count: 20)
        expectRefusal(
            of: Array(("a: " + some).utf8), line: 1, key: "a" + String(repeating: ".1", count: 16),
            saying: "nested too deeply")
    }

    @Test func rubbishNeverCrashes() {
        let sample = Array(SampleBook.text.utf8)
        var random = SeededNumbers(state: 71)
        let signs = Array("[]{}:-?&*!|>'\"%@`,#\n \t<=0a".utf8)
        for _ in 0..<1500 {
            var bytes = sample
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...30, using: &random)))
                case 1: bytes.insert(signs[Int.random(in: 0..<signs.count, using: &random)], at: place)
                case 2: bytes[place] = signs[Int.random(in: 0..<signs.count, using: &random)]
                default: bytes[place] = UInt8.random(in: 0...255, using: &random)
                }
            }
            do { _ = try SampleBook.read(bytes) } catch let problem as Problem {
                #expect(problem.place.file == SampleBook.file)
            } catch { Issue.record(error) }
        }
    }
}
