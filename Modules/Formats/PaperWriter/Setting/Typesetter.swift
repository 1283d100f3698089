import AssessmentKernel
import CPangoCairo
import PaperParts

/// A text set in lines of some width.
final class SetText {
    let layout: OpaquePointer
    /// Its height and the width that it takes, and the size of its letters, in points.
    let height, width, size: Double
    /// Its glyphs, once a PDF needs them.
    private var runs: [DrawnPage.Run]?

    fileprivate init(_ layout: OpaquePointer, size: Double) {
        self.layout = layout
        self.size = size
        var ink = PangoRectangle()
        var logical = PangoRectangle()
        pango_layout_get_extents(layout, &ink, &logical)
        height = Double(logical.height) / Double(KAOHE_PANGO_SCALE)
        width = Double(logical.width) / Double(KAOHE_PANGO_SCALE)
    }

    deinit { g_object_unref(UnsafeMutableRawPointer(layout)) }

    /// Its glyphs with their fonts.
    func runs(_ press: PaperPress) -> [DrawnPage.Run] {
        if let runs { return runs }
        let made = glyphRuns.map { DrawnPage.Run(font: press.font($0.face), glyphs: $0.glyphs) }
        runs = made
        return made
    }

    /// The byte at which the line begins that would cross a height; nil when all lines are above it.
    func lineBreak(above limit: Double) -> Int? {
        guard let iterator = pango_layout_get_iter(layout) else { return nil }
        defer { pango_layout_iter_free(iterator) }
        repeat {
            var ink = PangoRectangle()
            var logical = PangoRectangle()
            pango_layout_iter_get_line_extents(iterator, &ink, &logical)
            if Double(logical.y + logical.height) / Double(KAOHE_PANGO_SCALE) > limit {
                return Int(pango_layout_iter_get_index(iterator))
            }
        } while pango_layout_iter_next_line(iterator) != 0
        return nil
    }
}

/// Sets texts in lines.
///
/// Not thread-safe: one thread uses one.
final class Typesetter {
    /// How a text is set besides its letters.
    struct Setting: Hashable {
        var alignment = Paper.Alignment.leading
        var indent = 0.0
        var leading = 1.0
    }

    private let map: OpaquePointer
    private let context: OpaquePointer
    private let faces: Typefaces
    private var descriptions: [Paper.Look: OpaquePointer] = [:]
    /// A text and how it was set.
    private struct Known: Hashable {
        /// Compared by its bytes, as it is drawn.
        let text: Text
        let look: Paper.Look
        let width: Double?
        let setting: Setting
    }
    /// Texts that were set before, and those of a while ago: a thousand slips share most of their words, and those that
    /// stand on one alone are forgotten.
    private var known: [Known: SetText] = [:]
    private var knownBefore: [Known: SetText] = [:]
    /// The most texts that are kept at once, and how long they are in bytes.
    private static let (mostKnown, longestKnown) = (1_024, 1_200)
    /// The characters for which no font of this machine has a shape.
    private(set) var missing: Set<Unicode.Scalar> = []

    init(_ faces: Typefaces) throws(Problem) {
        guard let map = pango_cairo_font_map_new() else { throw Problem.noPaper }
        guard let context = pango_font_map_create_context(map) else {
            g_object_unref(UnsafeMutableRawPointer(map))
            throw Problem.noPaper
        }
        self.map = map
        self.context = context
        self.faces = faces
        // The same places on paper and on a picture: nothing is rounded to dots.
        let options = cairo_font_options_create()
        cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
        cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
        cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
        pango_cairo_context_set_font_options(context, options)
        cairo_font_options_destroy(options)
        pango_cairo_context_set_resolution(context, 72)
        pango_context_set_round_glyph_positions(context, 0)
        pango_context_set_language(context, pango_language_from_string("zh-cn"))
    }

    deinit {
        for description in descriptions.values { pango_font_description_free(description) }
        g_object_unref(UnsafeMutableRawPointer(context))
        g_object_unref(UnsafeMutableRawPointer(map))
    }

    /// Sets a text.
    ///
    /// - Parameter width: the width of its lines in points; nil for one line of any width.
    func set(_ text: String, _ look: Paper.Look, width: Double?, _ setting: Setting = Setting()) -> SetText? {
        guard text.utf8.count <= Typesetter.longestKnown else { return setAnew(text, look, width: width, setting) }
        let key = Known(text: Text(text), look: look, width: width, setting: setting)
        if let set = known[key] { return set }
        let set = knownBefore[key] ?? setAnew(text, look, width: width, setting)
        if known.count >= Typesetter.mostKnown {
            swap(&known, &knownBefore)
            known.removeAll(keepingCapacity: true)
        }
        known[key] = set
        return set
    }

    private func setAnew(_ text: String, _ look: Paper.Look, width: Double?, _ setting: Setting) -> SetText? {
        guard let layout = pango_layout_new(context) else { return nil }
        pango_layout_set_font_description(layout, description(look))
        if let width {
            pango_layout_set_width(layout, Int32(clamping: Int((max(1, width) * Double(KAOHE_PANGO_SCALE)).rounded())))
            pango_layout_set_wrap(layout, KAOHE_PANGO_WRAP_WORD_CHAR)
        }
        switch setting.alignment {
        case .leading: pango_layout_set_alignment(layout, KAOHE_PANGO_ALIGN_LEFT)
        case .centre: pango_layout_set_alignment(layout, KAOHE_PANGO_ALIGN_CENTER)
        case .trailing: pango_layout_set_alignment(layout, KAOHE_PANGO_ALIGN_RIGHT)
        }
        // A record's marks of direction do not turn the lines of a paper.
        pango_layout_set_auto_dir(layout, 0)
        if setting.indent > 0 {
            pango_layout_set_indent(layout, Int32(clamping: Int(setting.indent * Double(KAOHE_PANGO_SCALE))))
        }
        if setting.leading != 1 { pango_layout_set_line_spacing(layout, Float(setting.leading)) }
        pango_layout_set_text(layout, text, Int32(clamping: text.utf8.count))
        let set = SetText(layout, size: look.size)
        if pango_layout_get_unknown_glyphs_count(layout) > 0 { note(text, look) }
        return set
    }

    private func description(_ look: Paper.Look) -> OpaquePointer? {
        if let known = descriptions[look] { return known }
        let made = faces.description(look)
        descriptions[look] = made
        return made
    }

    /// Finds the characters of a text that have no shape.
    private func note(_ text: String, _ look: Paper.Look) {
        for scalar in Set(text.unicodeScalars) where !missing.contains(scalar) {
            guard let layout = pango_layout_new(context) else { return }
            defer { g_object_unref(UnsafeMutableRawPointer(layout)) }
            let single = String(scalar)
            pango_layout_set_font_description(layout, description(look))
            pango_layout_set_text(layout, single, Int32(single.utf8.count))
            if pango_layout_get_unknown_glyphs_count(layout) > 0 { missing.insert(scalar) }
        }
    }
}

extension Problem {
    /// The text library gives nothing, for want of memory.
    static let noPaper = Problem(.fault, LocalText("排版库出错", "the text library failed"))
}
