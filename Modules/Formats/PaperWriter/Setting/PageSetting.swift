import AssessmentKernel
import PaperParts

/// Lays a paper's parts out on pages.
struct PageSetting {
    let setter: Typesetter
    let size: SheetSize
    private(set) var pages: [SetPage] = [SetPage()]
    /// The place of the next part, from the top.
    private(set) var y: Double
    private var x: Double
    private var width: Double

    init(_ paper: Paper, _ setter: Typesetter) {
        self.setter = setter
        size = SheetSize(paper.sheet)
        (x, y, width) = (size.left, size.top, size.inner)
        for (place, part) in paper.parts.enumerated() {
            // A heading is not left alone at the foot of a page.
            if part.isHeading, size.floor.isFinite { need(beginning(of: paper.parts[place...])) }
            add(part)
        }
        trimEmptyPage()
        if let numbering = paper.numbering { addFeet(paper, numbering) }
    }

    /// A setting for measuring on an endless page.
    private init(like other: PageSetting) {
        (setter, x, width) = (other.setter, other.x, other.width)
        size = SheetSize(.phone)
        y = 0
    }

    /// The height of an endless page.
    var height: Double { y + size.bottom }

    private mutating func place(_ item: PageItem) { pages[pages.count - 1].items.append(item) }

    private mutating func place(_ shape: PageShape) { place(.shape(shape)) }

    /// A page is never left with nothing but its foot.
    private mutating func trimEmptyPage() {
        if pages.count > 1, pages[pages.count - 1].items.isEmpty { pages.removeLast() }
    }

    private mutating func turn() {
        pages.append(SetPage())
        y = size.top
    }

    private var isAtTop: Bool { y <= size.top + 0.01 }

    /// Turns to a new page unless a height still fits on this one.
    private mutating func need(_ height: Double) {
        if y + height > size.floor, !isAtTop { turn() }
    }

    mutating func add(_ part: Paper.Part) {
        switch part {
        case .text(let paragraph): add(paragraph)
        case .table(let table): add(table)
        case .chart(let chart):
            if size.floor.isFinite { need(heights(of: [part], in: width)) }
            add(chart)
        case .turn: if !isAtTop, size.floor.isFinite { turn() }
        case .gap(let height): y += height * SheetSize.millimetre
        case .cut(let words): addCut(words)
        case .together(let parts):
            need(heights(of: parts, in: width))
            for part in parts { add(part) }
        case .beside(let columns): add(beside: columns)
        }
    }

    private func heights(of parts: [Paper.Part], in width: Double) -> Double {
        var trial = PageSetting(like: self)
        trial.width = width
        for part in parts { trial.add(part) }
        return trial.y
    }

    /// How much of some parts must find room where they begin: headings, and as much of what they head as stays together.
    private func beginning(of parts: ArraySlice<Paper.Part>) -> Double {
        var height = 0.0
        for part in parts {
            switch part {
            case .table(let table): return height + beginning(of: table)
            case .turn: return height
            case .gap(let gap): height += gap * SheetSize.millimetre
            case .text(let paragraph) where !part.isHeading:
                return height + min(heights(of: [part], in: width), 3 * paragraph.look.size)
            case .text: height += heights(of: [part], in: width)
            case .chart, .cut, .together, .beside: return height + heights(of: [part], in: width)
            }
        }
        return height
    }

    private mutating func add(beside columns: [[Paper.Part]]) {
        guard !columns.isEmpty else { return }
        let gap = 6 * SheetSize.millimetre
        let part = (width - gap * Double(columns.count - 1)) / Double(columns.count)
        need(columns.map { heights(of: $0, in: part) }.max() ?? 0)
        let (left, top, whole, page) = (x, y, width, pages.count)
        var lowest = y
        width = part
        for (place, parts) in columns.enumerated() {
            (x, y) = (left + Double(place) * (part + gap), top)
            for part in parts where pages.count == page { add(part) }
            lowest = max(lowest, y)
        }
        (x, y, width) = (left, lowest, whole)
    }

    private mutating func add(_ paragraph: Paper.Paragraph) {
        var rest = paragraph.text
        var indent = Double(paragraph.indent) * paragraph.look.size
        while !rest.isEmpty {
            let setting = Typesetter.Setting(
                alignment: paragraph.alignment, indent: indent, leading: paragraph.leading)
            guard let text = setter.set(rest, paragraph.look, width: width, setting) else { return }
            let room = size.floor - y
            if text.height <= room {
                place(.text(text, x: x, y: y))
                y += text.height
                break
            }
            // The lines that fit stay, at least two of them; the others go on to the next page.
            let isShort = room < 3 * paragraph.look.size && !isAtTop
            guard !isShort, let end = text.lineBreak(above: room), end > 0 else {
                if isAtTop {
                    place(.text(text, x: x, y: y))
                    y += text.height
                    break
                }
                turn()
                continue
            }
            let bytes = Array(rest.utf8)
            let head = String(decoding: bytes[..<end], as: UTF8.self)
            if let text = setter.set(head, paragraph.look, width: width, setting) {
                place(.text(text, x: x, y: y))
            }
            rest = String(decoding: bytes[end...], as: UTF8.self)
            indent = 0
            turn()
        }
        y += paragraph.below * SheetSize.millimetre
    }

    private mutating func addCut(_ words: String) {
        guard let text = setter.set(words, Paper.Look(.text, 9), width: nil) else { return }
        let gap = 2.5 * SheetSize.millimetre
        need(2 * gap + text.height)
        y += gap
        let middle = y + text.height / 2
        let left = x + (width - text.width) / 2
        let space = 2 * SheetSize.millimetre
        place(.line(fromX: x, fromY: middle, toX: left - space, toY: middle, isDashed: true))
        place(.text(text, x: left, y: y))
        place(.line(fromX: left + text.width + space, fromY: middle, toX: x + width, toY: middle, isDashed: true))
        y += text.height + gap
    }

    /// The foot of each page: what the paper is, and its number.
    private mutating func addFeet(_ paper: Paper, _ numbering: Paper.Numbering) {
        let look = Paper.Look(.text, 9)
        let y = size.height - size.bottom * 0.62
        for page in pages.indices {
            let number = "\(numbering.before)\(page + 1)\(numbering.between)\(pages.count)\(numbering.after)"
            guard let count = setter.set(number, look, width: nil) else { continue }
            let foot = setter.set(paper.foot, look, width: size.inner - count.width - 12)
            if let foot, !paper.foot.isEmpty {
                pages[page].items.append(.text(foot, x: size.left, y: y))
            }
            pages[page].items.append(.text(count, x: size.width - size.left - count.width, y: y))
        }
    }

    // What tables need of a page.

    mutating func draw(_ item: PageItem) { place(item) }
    mutating func draw(_ shape: PageShape) { place(shape) }
    mutating func advance(_ height: Double) { y += height }
    mutating func turnPage() { turn() }
    var area: (x: Double, width: Double) { (x, width) }
    var startsPage: Bool { isAtTop }
}

extension Paper.Part {
    /// Whether it is a line that heads what follows, by its letters.
    fileprivate var isHeading: Bool {
        if case .text(let paragraph) = self { paragraph.look.face != .text } else { false }
    }
}
