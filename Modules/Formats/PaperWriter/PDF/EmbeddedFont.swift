import AssessmentKernel
import CPangoCairo

/// A font of a PDF: which of its glyphs are used, and what is embedded of it.
final class EmbeddedFont {
    /// The number of its object, and its name on pages.
    let object: Int
    let name: String
    private let face: OpaquePointer
    private let font: OpaquePointer?
    private let upem: Double
    /// The tables of outlines: `CFF ` or `glyf`.
    private let isCFF: Bool
    /// For each glyph the number under which a PDF names it; nil where they are the same.
    private let characters: [UInt16]?
    /// The glyphs that are used, with the text that each stands for.
    private var used: [UInt32: String] = [:]
    private var widths: [UInt32: Int] = [:]

    private static func tag(_ text: StaticString) -> UInt32 {
        text.withUTF8Buffer { $0.reduce(0) { $0 << 8 | UInt32($1) } }
    }

    init(_ face: OpaquePointer, object: Int, name: String) {
        self.face = hb_face_reference(face)
        self.object = object
        self.name = name
        font = hb_font_create(face)
        upem = Double(max(1, hb_face_get_upem(face)))
        let outlines = EmbeddedFont.bytes(of: hb_face_reference_table(face, EmbeddedFont.tag("CFF ")))
        isCFF = !outlines.isEmpty
        characters = isCFF ? CharacterSet(cff: outlines).characters : nil
    }

    deinit {
        if let font { hb_font_destroy(font) }
        hb_face_destroy(face)
    }

    /// Notes that a glyph is used, and returns the number under which pages name it.
    func use(_ glyph: GlyphRun.Glyph) -> UInt16 {
        if let known = used[glyph.id] {
            if known.isEmpty, !glyph.text.isEmpty { used[glyph.id] = glyph.text }
        } else {
            used[glyph.id] = glyph.text
        }
        return character(glyph.id)
    }

    private func character(_ glyph: UInt32) -> UInt16 {
        guard let characters else { return UInt16(truncatingIfNeeded: glyph) }
        return Int(glyph) < characters.count ? characters[Int(glyph)] : 0
    }

    /// The width of a glyph in thousandths of the font's size.
    func width(of glyph: UInt32) -> Int {
        if let known = widths[glyph] { return known }
        let advance = font.map { Double(hb_font_get_glyph_h_advance($0, glyph)) } ?? upem
        let width = Int((advance * 1000 / upem).rounded())
        widths[glyph] = width
        return width
    }

    /// Writes the font's objects: itself, what it descends from, its outlines, its text.
    func write(to file: PDFObjects) throws(Problem) {
        let (descendant, descriptor, program, text) = (file.allocate(), file.allocate(), file.allocate(), file.allocate())
        let glyphs = used.keys.sorted()
        let outlines = subset(glyphs)
        let label = "KAOHEA+" + name
        try file.write(
            object,
            "<< /Type /Font /Subtype /Type0 /BaseFont /\(label) /Encoding /Identity-H /DescendantFonts [\(descendant) 0 R] /ToUnicode \(text) 0 R >>")
        let kind = isCFF ? "/CIDFontType0" : "/CIDFontType2 /CIDToGIDMap /Identity"
        let list = glyphs.map { "\(character($0)) [\(width(of: $0))]" }.joined(separator: " ")
        try file.write(
            descendant,
            "<< /Type /Font /Subtype \(kind) /BaseFont /\(label) /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor \(descriptor) 0 R /DW 1000 /W [\(list)] >>")
        try file.write(
            descriptor,
            "<< /Type /FontDescriptor /FontName /\(label) /Flags 4 /FontBBox [-1000 -400 2000 1200] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 730 /StemV 80 /\(isCFF ? "FontFile3" : "FontFile2") \(program) 0 R >>")
        try file.stream(program, isCFF ? "/Subtype /CIDFontType0C" : "/Length1 \(outlines.count)", outlines)
        try file.stream(text, "", Array(unicodeMap(glyphs).utf8))
    }

    /// The outlines of the used glyphs alone.
    private func subset(_ glyphs: [UInt32]) -> [UInt8] {
        guard let input = hb_subset_input_create_or_fail() else { return [] }
        defer { hb_subset_input_destroy(input) }
        // A font of a character collection keeps its characters when its glyphs are numbered anew.
        hb_subset_input_set_flags(input, UInt32(characters == nil ? KAOHE_HB_PLAIN_NUMBERED : KAOHE_HB_PLAIN))
        let kept = hb_subset_input_glyph_set(input)
        hb_set_add(kept, 0)
        for glyph in glyphs { hb_set_add(kept, glyph) }
        // What shapes text has done its work.
        let dropped = hb_subset_input_set(input, KAOHE_HB_DROPPED_TABLES)
        for table: StaticString in ["GSUB", "GPOS", "GDEF", "BASE", "VORG", "vhea", "vmtx", "DSIG", "kern", "cmap", "name"] {
            hb_set_add(dropped, EmbeddedFont.tag(table))
        }
        guard let made = hb_subset_or_fail(face, input) else { return [] }
        defer { hb_face_destroy(made) }
        return EmbeddedFont.bytes(
            of: isCFF ? hb_face_reference_table(made, EmbeddedFont.tag("CFF ")) : hb_face_reference_blob(made))
    }

    private static func bytes(of blob: OpaquePointer?) -> [UInt8] {
        guard let blob else { return [] }
        defer { hb_blob_destroy(blob) }
        var count: UInt32 = 0
        guard let data = hb_blob_get_data(blob, &count) else { return [] }
        return Array(UnsafeRawBufferPointer(start: data, count: Int(count)))
    }

    /// What text the glyphs stand for, so that it can be searched and copied.
    private func unicodeMap(_ glyphs: [UInt32]) -> String {
        var lines: [String] = []
        for glyph in glyphs {
            guard let text = used[glyph], !text.isEmpty else { continue }
            let units = text.utf16.map { Hex.four($0) }.joined()
            lines.append("<\(Hex.four(character(glyph)))> <\(units)>")
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

/// Numbers as PDF writes them.
enum Hex {
    private static let digits = Array("0123456789ABCDEF".utf8)

    static func four(_ number: UInt16) -> String {
        String(
            decoding: [12, 8, 4, 0].map { digits[Int(number >> $0 & 15)] }, as: UTF8.self)
    }
}
