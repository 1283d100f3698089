import AssessmentKernel

/// A font of a PDF: which of its glyphs are used, and what is embedded of it.
final class EmbeddedFont {
    /// The number of its object, and its name on pages.
    let object: Int
    let name: String
    private let source: FontSource
    /// A glyph that is used.
    struct Used {
        /// The number under which pages name it.
        let character: UInt16
        /// Its width in thousandths of the font's size.
        let width: Int
        fileprivate var hasText: Bool
    }

    /// The glyphs that are used, in stretches of 256: pages ask for each glyph, and texts use a few of a large font.
    private var used: [Used?] = []
    /// Where the stretch of a glyph begins, by its number without the last eight bits.
    private var stretches: [Int?] = []
    /// The text that each glyph stands for.
    private var texts: [UInt32: String] = [:]

    init(_ source: FontSource, object: Int, name: String) {
        self.source = source
        self.object = object
        self.name = name
    }

    /// Notes that a glyph is used, and returns what pages need to know of it.
    func use(_ glyph: GlyphRun.Glyph) -> Used {
        let place = place(of: glyph.id)
        if let known = used[place], known.hasText || glyph.text.isEmpty { return known }
        if !glyph.text.isEmpty { texts[glyph.id] = glyph.text }
        let made =
            used[place].map { Used(character: $0.character, width: $0.width, hasText: true) }
            ?? Used(
                character: source.character(glyph.id), width: source.width(of: glyph.id), hasText: !glyph.text.isEmpty)
        used[place] = made
        return made
    }

    private func place(of glyph: UInt32) -> Int {
        let (stretch, rest) = (Int(glyph >> 8), Int(glyph & 255))
        while stretches.count <= stretch { stretches.append(nil) }
        if let start = stretches[stretch] { return start + rest }
        let start = used.count
        stretches[stretch] = start
        used += [Used?](repeating: nil, count: 256)
        return start + rest
    }

    /// The glyphs that are used, in the order of their numbers.
    private var glyphs: [UInt32] {
        stretches.enumerated().flatMap { number, start -> [UInt32] in
            guard let start else { return [] }
            return (0..<256).filter { used[start + $0] != nil }.map { UInt32(number << 8 | $0) }
        }
    }

    /// Writes the font's objects: itself, what it descends from, its outlines, its text.
    func write(to file: PDFObjects) throws(Problem) {
        let (descendant, descriptor, program, text) = (
            file.allocate(), file.allocate(), file.allocate(), file.allocate()
        )
        let glyphs = glyphs
        let outlines = source.outlines(of: glyphs)
        guard !outlines.isEmpty else { throw Problem.noPaper }
        let label = "KAOHEA+" + name
        try file.write(
            object,
            """
            << /Type /Font /Subtype /Type0 /BaseFont /\(label) /Encoding /Identity-H \
            /DescendantFonts [\(descendant) 0 R] /ToUnicode \(text) 0 R >>
            """)
        let kind = source.isCFF ? "/CIDFontType0" : "/CIDFontType2 /CIDToGIDMap /Identity"
        let list = glyphs.map { "\(source.character($0)) [\(source.width(of: $0))]" }.joined(separator: " ")
        try file.write(
            descendant,
            """
            << /Type /Font /Subtype \(kind) /BaseFont /\(label) \
            /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> \
            /FontDescriptor \(descriptor) 0 R /DW 1000 /W [\(list)] >>
            """)
        try file.write(
            descriptor,
            """
            << /Type /FontDescriptor /FontName /\(label) /Flags 4 /FontBBox [-1000 -400 2000 1200] /ItalicAngle 0 \
            /Ascent 880 /Descent -120 /CapHeight 730 /StemV 80 \
            /\(source.isCFF ? "FontFile3" : "FontFile2") \(program) 0 R >>
            """)
        try file.stream(
            program, source.isCFF ? "/Subtype /CIDFontType0C" : "/Length1 \(outlines.count)", outlines)
        try file.stream(text, "", Array(unicodeMap(glyphs).utf8))
    }

    /// What text the glyphs stand for, so that it can be searched and copied.
    private func unicodeMap(_ glyphs: [UInt32]) -> String {
        var lines: [String] = []
        for glyph in glyphs {
            guard let text = texts[glyph] else { continue }
            let units = text.utf16.map { Hex.four($0) }.joined()
            lines.append("<\(Hex.four(source.character(glyph)))> <\(units)>")
        }
        var map = """
            /CIDInit /ProcSet findresource begin 12 dict begin begincmap
            /CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
            /CMapName /Adobe-Identity-UCS def /CMapType 2 def
            1 begincodespacerange <0000> <FFFF> endcodespacerange

            """
        // A block of the map holds at most a hundred lines.
        for start in stride(from: 0, to: lines.count, by: 100) {
            let block = lines[start..<min(start + 100, lines.count)]
            map += "\(block.count) beginbfchar\n" + block.joined(separator: "\n") + "\nendbfchar\n"
        }
        return map + "endcmap CMapName currentdict /CMap defineresource pop end end\n"
    }
}
