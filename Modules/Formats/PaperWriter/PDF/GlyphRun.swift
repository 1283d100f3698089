import CPangoCairo

/// Glyphs of one font on one line, with the text that they stand for.
struct GlyphRun {
    /// A glyph at its place in points, from the layout's top left corner.
    struct Glyph: Sendable {
        let id: UInt32
        let x, y: Double
        /// The text that it stands for; empty for a further glyph of the same character.
        let text: String
    }

    let face: OpaquePointer
    let glyphs: [Glyph]
}

extension SetText {
    /// The glyphs of all lines, in the order of the text.
    var glyphRuns: [GlyphRun] {
        var runs: [GlyphRun] = []
        guard let iterator = pango_layout_get_iter(layout), let text = pango_layout_get_text(layout) else { return [] }
        defer { pango_layout_iter_free(iterator) }
        repeat {
            guard let run = pango_layout_iter_get_run_readonly(iterator), let item = run.pointee.item,
                let string = run.pointee.glyphs, let font = item.pointee.analysis.font,
                let face = pango_font_get_hb_font(font).flatMap({ hb_font_get_face($0) })
            else { continue }
            var ink = PangoRectangle()
            var logical = PangoRectangle()
            pango_layout_iter_get_run_extents(iterator, &ink, &logical)
            let origin = (x: Int(logical.x), y: Int(pango_layout_iter_get_baseline(iterator)))
            let glyphs = GlyphRun.glyphs(string.pointee, item.pointee, text, origin)
            if !glyphs.isEmpty { runs.append(GlyphRun(face: face, glyphs: glyphs)) }
        } while pango_layout_iter_next_run(iterator) != 0
        return runs
    }
}

extension GlyphRun {
    fileprivate static func glyphs(
        _ string: PangoGlyphString, _ item: PangoItem, _ text: UnsafePointer<CChar>, _ origin: (x: Int, y: Int)
    ) -> [Glyph] {
        let count = Int(string.num_glyphs)
        guard let infos = string.glyphs, let clusters = string.log_clusters, count > 0 else { return [] }
        var glyphs: [Glyph] = []
        glyphs.reserveCapacity(count)
        var x = origin.x
        let scale = Double(KAOHE_PANGO_SCALE)
        for place in 0..<count {
            let info = infos[place]
            defer { x += Int(info.geometry.width) }
            if info.glyph == KAOHE_PANGO_GLYPH_EMPTY { continue }
            // A character that no font has stands as the empty box of the font.
            let id = info.glyph & KAOHE_PANGO_GLYPH_UNKNOWN == 0 ? info.glyph : 0
            let start = Int(clusters[place])
            let isFirst = place == 0 || Int(clusters[place - 1]) != start
            var next = place + 1
            while next < count, Int(clusters[next]) == start { next += 1 }
            let end = next < count ? Int(clusters[next]) : Int(item.length)
            var piece = ""
            if isFirst, start < end, end <= Int(item.length) {
                let bytes = UnsafeRawBufferPointer(start: text + Int(item.offset) + start, count: end - start)
                piece = String(decoding: bytes, as: UTF8.self)
            }
            glyphs.append(
                Glyph(
                    id: id, x: Double(x + Int(info.geometry.x_offset)) / scale,
                    y: Double(origin.y + Int(info.geometry.y_offset)) / scale, text: piece))
        }
        return glyphs
    }
}
