import AssessmentKernel
import PageTemplates
import TestValues
import Testing

@testable import Reports

@Suite struct ShownTextTests {
    @Test("Markup is escaped by code points: a mark that combines with a quote does not hide it")
    func markup() {
        #expect(
            ShownText.html("<script>alert('1')</script>&") == "&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;")
        for sign in ["\"", "'", "<", ">", "&"] {
            let html = ShownText.html("a\(sign)\u{301} onmouseover=x")
            #expect(!html.unicodeScalars.dropFirst().contains { $0 == sign.unicodeScalars.first && $0 != "&" })
            #expect(html.contains(";\u{301}"))
        }
    }

    @Test("Direction marks and control characters are shown as placeholders")
    func controls() {
        for scalar in ["\0", "\u{1B}", "\u{7F}", "\u{85}", "\u{202E}", "\u{2066}", "\u{200F}", "\u{61C}", "\u{FFFE}"] {
            #expect(ShownText.plain("张\(scalar)三") == "张\u{FFFD}三")
        }
        #expect(ShownText.plain("张\r\n三\u{2028}四\t五") == "张  三 四 五")
        #expect(ShownText.plain("王👨‍👩‍👧é") == "王👨‍👩‍👧é")
    }

    @Test("A text too long is cut by code points")
    func long() {
        #expect(ShownText.short(String(repeating: "长", count: 80)).unicodeScalars.count == 80)
        #expect(ShownText.short(String(repeating: "长", count: 81)) == String(repeating: "长", count: 80) + "…")
    }

    @Test("A template fills in texts with our escaping, in sections and in attributes")
    func stencil() throws {
        let text =
            "{{% CONTENT_TYPE:PAGE}}<a title=\"{{name}}\">{{#rows}}{{name}}{{.}}{{/rows}}</a>{{#more}}{{x}}{{/more}}"
        let stencil = try Stencil(Array(text.utf8), .chinese)
        let filled = stencil.filled(["name": "\"\u{301}<b>", "rows": ["'\u{301}"], "more": [["x": "&"]]])
        #expect(filled == "<a title=\"&quot;\u{301}&lt;b&gt;\">&quot;\u{301}&lt;b&gt;&#39;\u{301}</a>&amp;")
    }

    @Test("A template that is filled again and again says the same as one that is filled once")
    func stencilAgain() throws {
        let text = """
            {{% CONTENT_TYPE:PAGE}}<a id="{{{id}}}">{{name}}</a>{{#kept?}} {{{name}}}{{id}}{{/kept?}}
            {{^kept?}}{{count}}{{/kept?}}{{missing}}{{{block}}}{{block}}完
            """
        let stencil = try Stencil(Array(text.utf8), .chinese)
        for name in ["王", "", "<b>\"'&", "'\u{301}{{id}}", "\u{E000}'id\u{E001}"] {
            for isKept in [true, false] {
                let block: Markup = "<i>\(name)</i>\(Points(hundredths: 1_250)) \(Markup.joined(["<b>", "</b>"]))"
                #expect(String(decoding: block.bytes, as: UTF8.self) == "<i>\(name)</i>12.5 <b></b>")
                // Other fields, and in another order, than the pages before had.
                for names in [["id", "name", "count"], ["id", "name", "count", "missing"], ["name", "id"]] {
                    var (fields, values) = (PageFields(), ["kept?": isKept, "block": block] as [String: Any])
                    fields.add("kept?", isKept)
                    for field in names {
                        let text = field == "name" ? name : "\(field)&1"
                        fields.add(field, text)
                        values[field] = text
                    }
                    fields.add("block", block)
                    #expect(String(decoding: stencil.bytes(fields), as: UTF8.self) == stencil.filled(values))
                }
            }
        }
    }

    @Test("What must not stand in a page is found behind any other text")
    func anywhere() {
        for filler in ["王", "a", "，", "“", "·", "é"] {
            for count in 0..<12 {
                let before = String(repeating: filler, count: count)
                for after in ["", "b", before] {
                    #expect(ShownText.plain(before + after) == before + after)
                    for scalar in ["\u{7}", "\u{7F}", "\u{85}", "\u{202E}", "\u{2066}", "\u{61C}", "\u{FFFF}"] {
                        #expect(ShownText.plain(before + scalar + after) == before + "\u{FFFD}" + after)
                    }
                    #expect(ShownText.html(before + "<" + after) == before + "&lt;" + after)
                }
            }
        }
    }

    @Test("Number and rank come wherever they are, and nothing else changes")
    func lateTexts() {
        let (number, rank) = (LateText.numberMark, LateText.rankMark)
        for length in 0..<20 {
            let text = String("第三季度网格员考核\n<b>".prefix(length))
            for (one, other) in [(number, rank), (rank, number), (number, number)] {
                let piece = one + text + other + other + text + one
                let expected = piece.replacing(number, with: "17").replacing(rank, with: "第 4 名")
                let filled = LateText(number: 17, rank: "第 4 名").filled(Array(piece.utf8))
                #expect(String(decoding: filled, as: UTF8.self) == expected)
            }
        }
    }

    @Test("A template has its texts in both languages")
    func languages() throws {
        let template = Array("<a>[[第 {{n}} 名|rank {{n}}]]</a>[[，|, ]][[完|]]".utf8)
        #expect(try Stencil(template, .chinese).filled(["n": "7"]) == "<a>第 7 名</a>，完")
        #expect(try Stencil(template, .english).filled(["n": "7"]) == "<a>rank 7</a>, ")
    }

    @Test("Days and rows are put together on a line")
    func lines() {
        #expect(Runs.of([]) == [])
        #expect(Runs.of([2, 4, 5, 6, 9]) == ["2", "4–6", "9"])
        let days = ["2021-07-06", "2021-07-08", "2021-07-08", "2021-08-01"].map { day($0) }
        #expect(ReportWords(.chinese).days(days) == "7月6、8日（8日2次），8月1日")
    }
}
