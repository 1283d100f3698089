/// A page's drawing in the words of PDF.
struct PageContent {
    /// ASCII, as pages of a thousand slips are written: a text would be read again for each letter added.
    private(set) var bytes: [UInt8] = []
    private let height: Double
    private let font: (FontSource) -> EmbeddedFont
    private var isDashed = false

    /// - Parameter font: the file's font of a source.
    init(_ page: DrawnPage, height: Double, font: @escaping (FontSource) -> EmbeddedFont) {
        self.height = height
        self.font = font
        bytes.reserveCapacity(16_384)
        put("0.25 G 0.5 w\n")
        for item in page.items { add(item) }
    }

    private mutating func put(_ words: StaticString) {
        words.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    /// Adds numbers, each with a space behind it.
    private mutating func put(_ values: Double...) {
        for value in values {
            PDFNumber.append(value, to: &bytes)
            bytes.append(UInt8(ascii: " "))
        }
    }

    private mutating func add(_ item: DrawnPage.Item) {
        switch item {
        case .text(let runs, let size, let x, let y):
            for run in runs { add(run, x: x, y: y, size: size) }
        case .shape(let shape): add(shape)
        }
    }

    private mutating func add(_ shape: PageShape) {
        switch shape {
        case .area(let x, let y, let width, let height, let shade):
            put(shade)
            put("g ")
            put(x, self.height - y - height, width, height)
            put("re f 0 g\n")
        case .line(let fromX, let fromY, let toX, let toY, let isDashed):
            dash(isDashed)
            put(fromX, height - fromY)
            put("m ")
            put(toX, height - toY)
            put("l S\n")
        case .frame(let x, let y, let width, let height):
            dash(false)
            put(x, self.height - y - height, width, height)
            put("re S\n")
        }
    }

    private mutating func dash(_ wanted: Bool) {
        guard wanted != isDashed else { return }
        isDashed = wanted
        if wanted { put("[3 2] 0 d\n") } else { put("[] 0 d\n") }
    }

    /// A run of glyphs; where one does not follow the other by its own width, the difference is said.
    private mutating func add(_ run: DrawnPage.Run, x: Double, y: Double, size: Double) {
        guard let first = run.glyphs.first else { return }
        let font = font(run.font)
        put("BT /")
        bytes.append(contentsOf: font.name.utf8)
        bytes.append(UInt8(ascii: " "))
        put(size)
        put("Tf ")
        var place = first.x
        var level = first.y
        begin(first, x: x, y: y)
        for glyph in run.glyphs {
            if abs(glyph.y - level) > 0.01 {
                put(">] TJ ")
                begin(glyph, x: x, y: y)
                (place, level) = (glyph.x, glyph.y)
            }
            let gap = ((place - glyph.x) * 1000 / size).rounded()
            if abs(gap) >= 1 {
                put("> ")
                put(gap)
                bytes.append(UInt8(ascii: "<"))
                place = glyph.x
            }
            let used = font.use(glyph)
            Hex.append(used.character, to: &bytes)
            place += Double(used.width) * size / 1000
        }
        put(">] TJ ET\n")
    }

    /// Begins glyphs at a place.
    private mutating func begin(_ glyph: GlyphRun.Glyph, x: Double, y: Double) {
        put("1 0 0 1 ")
        put(x + glyph.x, height - y - glyph.y)
        put("Tm [<")
    }
}
