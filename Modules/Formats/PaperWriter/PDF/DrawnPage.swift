/// A page as a file needs it: values alone, so that another thread can write it.
struct DrawnPage: Sendable {
    /// Glyphs of one font on one line.
    struct Run: Sendable {
        let font: FontSource
        let glyphs: [GlyphRun.Glyph]
    }

    /// What is drawn, at its place in points from the top left corner.
    enum Item: Sendable {
        /// Lines of text, with the size of their letters.
        case text([Run], size: Double, x: Double, y: Double)
        /// Anything else.
        case shape(PageShape)
    }

    let items: [Item]

    /// Takes the glyphs out of a page that is laid out.
    init(_ page: SetPage, _ press: PaperPress) {
        items = page.items.map { item in
            switch item {
            case .text(let text, let x, let y): .text(text.runs(press), size: text.size, x: x, y: y)
            case .shape(let shape): .shape(shape)
            }
        }
    }
}
