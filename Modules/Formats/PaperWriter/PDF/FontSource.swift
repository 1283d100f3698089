import CPangoCairo
import Synchronization

/// A font of this machine, as files embed parts of it.
///
/// Unchecked, because HarfBuzz's faces are not changed once they are made, and `font` is asked by one thread at a time.
final class FontSource: @unchecked Sendable {
    private let face: OpaquePointer
    private let font: OpaquePointer?
    private let upem: Double
    private let widths = Mutex<[UInt32: Int]>([:])
    /// Whether its outlines are in a table `CFF `, and not in `glyf`.
    let isCFF: Bool
    /// For each glyph the number under which a PDF names it; nil where they are the same.
    let characters: [UInt16]?

    init(_ face: OpaquePointer) {
        self.face = hb_face_reference(face)
        font = hb_font_create(face)
        upem = Double(max(1, hb_face_get_upem(face)))
        let table = hb_face_reference_table(face, FontSource.tag("CFF "))
        // The table of a large font is not copied.
        (isCFF, characters) = FontSource.withBytes(of: table) { bytes in
            (!bytes.isEmpty, bytes.isEmpty ? nil : CharacterSet(cff: bytes).characters)
        }
    }

    deinit {
        if let font { hb_font_destroy(font) }
        hb_face_destroy(face)
    }

    private static func tag(_ text: StaticString) -> UInt32 {
        text.withUTF8Buffer { $0.reduce(0) { $0 << 8 | UInt32($1) } }
    }

    private static func withBytes<Result>(
        of blob: OpaquePointer?, _ body: (UnsafeRawBufferPointer) -> Result
    ) -> Result {
        guard let blob else { return body(UnsafeRawBufferPointer(start: nil, count: 0)) }
        defer { hb_blob_destroy(blob) }
        var count: UInt32 = 0
        let data = hb_blob_get_data(blob, &count)
        return body(UnsafeRawBufferPointer(start: data, count: data == nil ? 0 : Int(count)))
    }

    private static func bytes(of blob: OpaquePointer?) -> [UInt8] { withBytes(of: blob) { Array($0) } }

    /// The number under which a PDF names a glyph.
    func character(_ glyph: UInt32) -> UInt16 {
        guard let characters else { return UInt16(truncatingIfNeeded: glyph) }
        return Int(glyph) < characters.count ? characters[Int(glyph)] : 0
    }

    /// The width of a glyph in thousandths of the font's size.
    func width(of glyph: UInt32) -> Int {
        widths.withLock { widths in
            if let known = widths[glyph] { return known }
            let advance = font.map { Double(hb_font_get_glyph_h_advance($0, glyph)) } ?? upem
            let width = Int((advance * 1000 / upem).rounded())
            widths[glyph] = width
            return width
        }
    }

    /// The outlines of some glyphs alone.
    func outlines(of glyphs: [UInt32]) -> [UInt8] {
        guard let input = hb_subset_input_create_or_fail() else { return [] }
        defer { hb_subset_input_destroy(input) }
        // A font of a character collection keeps its characters when its glyphs are numbered anew.
        hb_subset_input_set_flags(input, UInt32(characters == nil ? KAOHE_HB_PLAIN_NUMBERED : KAOHE_HB_PLAIN))
        let kept = hb_subset_input_glyph_set(input)
        hb_set_add(kept, 0)
        for glyph in glyphs { hb_set_add(kept, glyph) }
        // What shapes text has done its work.
        let dropped = hb_subset_input_set(input, KAOHE_HB_DROPPED_TABLES)
        for table: StaticString in [
            "GSUB", "GPOS", "GDEF", "BASE", "VORG", "vhea", "vmtx", "DSIG", "kern", "cmap", "name",
        ] {
            hb_set_add(dropped, FontSource.tag(table))
        }
        guard let made = hb_subset_or_fail(face, input) else { return [] }
        defer { hb_face_destroy(made) }
        return FontSource.bytes(
            of: isCFF ? hb_face_reference_table(made, FontSource.tag("CFF ")) : hb_face_reference_blob(made))
    }
}
