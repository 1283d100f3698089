import AssessmentKernel
import Foundation
import PaperParts
import PaperWriter
import TestValues
import Testing
import WordWriter

/// Papers are laid out in Chinese letters: without any on this machine there is nothing to test.
private let faces = try? Typefaces()

@Suite(.enabled(if: faces != nil, "this machine has no Chinese letters")) struct PaperFileTests {
    private func paper(rows: Int, _ text: String = "走访日志") -> Paper {
        var paper = Paper(title: "试", sheet: .portrait, numbering: .init("第 ", " 页 共 ", " 页"), foot: "脚")
        paper.add(.text(.init("标题", .init(.title, 20), .centre)))
        var table = PaperTable([.init(1), .init(4), .init(1, .trailing)])
        table.head([.init("序号"), .init("事由"), .init("分")])
        for row in 0..<rows { table.add([.init("N\(row)号"), .init(text), .init("1")]) }
        paper.add(.table(table))
        return paper
    }

    private func press() throws -> PaperPress { try PaperPress(try #require(faces)) }

    private func write(_ papers: [Paper], _ scratch: Scratch, _ name: String = "a.pdf") throws -> [Int] {
        let file = try PaperFile(scratch.path(name), title: "试", created: day("2021-10-08"), try press())
        let pages = try papers.map { try file.add($0, isListed: true) }
        try file.finish()
        return pages
    }

    @Test("Equal papers give equal bytes")
    func equalBytes() throws {
        let scratch = try Scratch()
        _ = try write([paper(rows: 60), paper(rows: 3)], scratch, "a.pdf")
        _ = try write([paper(rows: 60), paper(rows: 3)], scratch, "b.pdf")
        #expect(try scratch.bytes("a.pdf") == scratch.bytes("b.pdf"))
        #expect(try scratch.bytes("a.pdf").starts(with: Data("%PDF-1.".utf8)))
    }

    @Test("A table goes on over pages, each row once, the head on each page", arguments: [0, 1, 40, 41, 42, 300])
    func rowsOverPages(_ rows: Int) throws {
        let scratch = try Scratch()
        let pages = try write([paper(rows: rows)], scratch)
        guard Poppler.isThere else { return }
        let text = try Poppler.text(scratch.path("a.pdf")).filter { !$0.isWhitespace }
        for row in 0..<rows { #expect(text.components(separatedBy: "N\(row)号").count == 2, "row \(row)") }
        #expect(text.components(separatedBy: "事由").count - 1 == pages[0])
        for page in 1...pages[0] { #expect(text.contains("第\(page)页共\(pages[0])页")) }
    }

    @Test("Figures are never broken, whatever their columns' shares", .enabled(if: Poppler.isThere))
    func figures() throws {
        let scratch = try Scratch()
        let figures = ["-123456789.05", "222500.00", "1.00"]
        var paper = Paper(title: "试", sheet: .portrait, numbering: nil)
        var table = PaperTable([.init(6), .init(0.3, .trailing), .init(1, .trailing), .init(2, .trailing)])
        table.head([.init("名"), .init("很长的标题"), .init("乙"), .init("丙")])
        table.add([.init("小计", span: 3), .init("9.00")])
        for _ in 0..<80 { table.add([.init(String(repeating: "长长的名称", count: 4))] + figures.map { .init($0) }) }
        paper.add(.table(table))
        _ = try write([paper], scratch)
        let text = try Poppler.text(scratch.path("a.pdf"))
        for figure in figures {
            #expect(text.split(whereSeparator: \.isWhitespace).count { $0 == figure } == 80, "\(figure)")
        }
    }

    @Test(
        "A heading stands with what it heads, and a short table or chart is not split", .enabled(if: Poppler.isThere),
        arguments: 30..<48)
    func together(_ rows: Int) throws {
        let scratch = try Scratch()
        var paper = paper(rows: rows)
        paper.add(.text(.init("小题", .init(.head, 13))))
        var short = PaperTable([.init(1), .init(1, .trailing)])
        short.head([.init("短表头"), .init("数")])
        for row in 0..<5 { short.add([.init("短行\(row)号"), .init("1")]) }
        paper.add(.table(short))
        paper.add(.text(.init("又题", .init(.head, 13))))
        paper.add(.chart(.init("图题", .lying, (0..<9).map { .init("图行\($0)号", 1, "1 分") })))
        paper.add(.text(.init("末题", .init(.head, 13))))
        var long = PaperTable([.init(1)])
        long.head([.init("长表头")])
        for row in 0..<60 { long.add([.init("长行\(row)号")], isKept: row == 1) }
        paper.add(.table(long))
        _ = try write([paper], scratch)
        let pages = try Poppler.text(scratch.path("a.pdf")).split(separator: "\u{C}")
            .map { page in page.filter { !$0.isWhitespace } }
        func page(of text: String) throws -> Int { try #require(pages.firstIndex { $0.contains(text) }) }
        for row in 0..<5 { #expect(try page(of: "短行\(row)号") == page(of: "小题")) }
        for row in 0..<9 { #expect(try page(of: "图行\(row)号") == page(of: "又题")) }
        for row in 0..<2 { #expect(try page(of: "长行\(row)号") == page(of: "末题")) }
        #expect(try page(of: "图题") == page(of: "又题"))
    }

    @Test("Each paper of a file counts its own pages")
    func ownNumbers() throws {
        let scratch = try Scratch()
        #expect(try write([paper(rows: 60), paper(rows: 1)], scratch) == [2, 1])
        guard Poppler.isThere else { return }
        let text = try Poppler.text(scratch.path("a.pdf")).filter { !$0.isWhitespace }
        #expect(text.contains("第2页共2页") && text.contains("第1页共1页"))
    }

    @Test("A paragraph longer than a page loses no word")
    func longParagraph() throws {
        let scratch = try Scratch()
        let words = (0..<1_500).map { "词\($0)。" }
        var paper = Paper(title: "长", sheet: .portrait, numbering: nil)
        paper.add(.text(.init(words.joined(), .init(.text, 16), indent: 2)))
        #expect(try write([paper], scratch)[0] > 3)
        guard Poppler.isThere else { return }
        let text = try Poppler.text(scratch.path("a.pdf")).filter { !$0.isWhitespace }
        for word in words { #expect(text.contains(word)) }
    }

    @Test("Rare characters are drawn, and those without a shape are named")
    func rareCharacters() throws {
        let scratch = try Scratch()
        let press = try press()
        let file = try PaperFile(scratch.path("a.pdf"), title: "试", created: day("2021-10-08"), press)
        try file.add(paper(rows: 1, "𠮷 䶮 㛃 如何"))
        #expect(press.missing.isEmpty)
        // A place for private use has no shape in any font that is meant for text.
        try file.add(paper(rows: 1, "\u{10FFFD}"))
        #expect(press.missing.map(\.value) == [0x10FFFD])
        try file.finish()
        guard Poppler.isThere else { return }
        let text = try Poppler.text(scratch.path("a.pdf"))
        for name in ["𠮷", "䶮", "㛃", "如何"] { #expect(text.contains(name)) }
    }

    @Test("All letters are embedded, cut down to those used", .enabled(if: Poppler.isThere))
    func embedded() throws {
        let scratch = try Scratch()
        _ = try write([paper(rows: 3)], scratch)
        let fonts = try Poppler.fonts(scratch.path("a.pdf"))
        #expect(!fonts.isEmpty)
        for font in fonts { #expect(font.suffix(5).prefix(3) == ["yes", "yes", "yes"], "\(font)") }
        #expect(try scratch.bytes("a.pdf").count < 100_000)
    }

    /// Some glyphs of large Chinese fonts share their outlines with others; a careless cut loses them.
    @Test(
        "A character is drawn whichever others are on the page", .enabled(if: Poppler.isThere),
        arguments: [
            Paper.Face.title, .head, .text,
        ])
    func drawnAlone(_ face: Paper.Face) throws {
        let scratch = try Scratch()
        let characters = Array(
            "如何应的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严"
        )
        var paper = Paper(title: "字", sheet: .portrait, numbering: nil)
        for character in characters {
            paper.add(.text(.init(String(character), .init(face, 40), below: 0)))
            paper.add(.turn)
        }
        // One file a page would be as many subsets: a few files of one character each stand for them.
        for character in characters.prefix(12) {
            var single = Paper(title: "字", sheet: .portrait, numbering: nil)
            single.add(.text(.init(String(character), .init(face, 40))))
            _ = try write([single], scratch, "one.pdf")
            let picture = try Poppler.picture(scratch.path("one.pdf"), page: 1, in: scratch)
            #expect(picture.dots.contains { $0 < 128 }, "\(character) is not drawn")
        }
        _ = try write([paper], scratch)
    }

    @Test("Nothing is set smaller than 9 points")
    func smallest() { #expect(Paper.Look(.text, 4).size == 9) }

    @Test("A picture for a phone is one strip, whatever its length")
    func phone() throws {
        let scratch = try Scratch()
        var paper = Paper(title: "试", sheet: .phone, numbering: nil)
        for line in 0..<400 { paper.add(.text(.init("第\(line)行", .init(.text, 16)))) }
        try PaperPicture.write(paper, to: scratch.path("a.png"), try press())
        let png = [UInt8](try scratch.bytes("a.png"))
        #expect(png.starts(with: [0x89, 0x50, 0x4E, 0x47]))
        let width = png[16..<20].reduce(0) { $0 << 8 | Int($1) }
        #expect(width == 750)
    }

    @Test("A Word file has the same words, escaped, and equal bytes")
    func word() throws {
        let scratch = try Scratch()
        var paper = paper(rows: 2, "<甲> & \"乙\"\u{1}")
        paper.add(.turn)
        paper.add(.chart(.init("图", .lying, [.init("一", 1, "1 分")])))
        for name in ["a.docx", "b.docx"] {
            try WordFile.write(
                paper, to: scratch.path(name), created: day("2021-10-08"), drafts: scratch.folder)
        }
        #expect(try scratch.bytes("a.docx") == scratch.bytes("b.docx"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.folder).sorted() == ["a.docx", "b.docx"])
    }

    @Test(
        "A full disk is an error that says so, and not a broken file",
        .enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
    func fullDisk() throws {
        #expect(throws: Problem.self) {
            let file = try PaperFile("/dev/full", title: "试", created: day("2021-10-08"), try press())
            for _ in 0..<50 { try file.add(paper(rows: 40)) }
            try file.finish()
        }
    }
}
