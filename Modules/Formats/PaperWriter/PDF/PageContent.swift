import CPangoCairo
import PaperParts

/// A page's drawing in the words of PDF.
struct PageContent {
    private(set) var text = ""
    private let height: Double
    private let font: (OpaquePointer) -> EmbeddedFont

    /// - Parameter font: the file's font for a face.
    init(_ page: SetPage, height: Double, font: @escaping (OpaquePointer) -> EmbeddedFont) {
        self.height = height
        self.font = font
        for item in page.items { add(item) }
    }

    private mutating func add(_ item: PageItem) {
        func number(_ value: Double) -> String { PDFObjects.number(value) }
        switch item {
        case .area(let x, let y, let width, let height, let shade):
            text +=
                "\(number(shade)) g \(number(x)) \(number(self.height - y - height)) \(number(width)) \(number(height)) re f 0 g\n"
        case .line(let fromX, let fromY, let toX, let toY, let isDashed):
            let dash = isDashed ? "[3 2] 0 d" : "[] 0 d"
            text +=
                "0.25 G 0.5 w \(dash) \(number(fromX)) \(number(height - fromY)) m \(number(toX)) \(number(height - toY)) l S\n"
        case .text(let set, let x, let y):
            for run in set.runs { add(run, x: x, y: y, size: set.size) }
        }
    }

    /// A run of glyphs; where one does not follow the other by its own width, the difference is said.
    private mutating func add(_ run: GlyphRun, x: Double, y: Double, size: Double) {
        guard let first = run.glyphs.first else { return }
        let font = font(run.face)
        var place = first.x
        var level = first.y
        var codes = ""
        func begin(_ glyph: GlyphRun.Glyph) -> String {
            "1 0 0 1 \(PDFObjects.number(x + glyph.x)) \(PDFObjects.number(height - y - glyph.y)) Tm [<"
        }
        codes = begin(first)
        for glyph in run.glyphs {
            if abs(glyph.y - level) > 0.01 {
                codes += ">] TJ " + begin(glyph)
                (place, level) = (glyph.x, glyph.y)
            }
            let gap = ((place - glyph.x) * 1000 / size).rounded()
            if abs(gap) >= 1 {
                codes += "> \(Int(gap)) <"
                place = glyph.x
            }
            codes += Hex.four(font.use(glyph))
            place += Double(font.width(of: glyph.id)) * size / 1000
        }
        text += "BT /\(font.name) \(PDFObjects.number(size)) Tf \(codes)>] TJ ET\n"
    }
}
