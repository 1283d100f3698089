import PaperParts

/// What is drawn on a page, at its place in points from the top left corner.
enum PageItem {
    /// Lines of text.
    case text(SetText, x: Double, y: Double)
    /// Anything else.
    case shape(PageShape)
}

/// What is drawn on a page besides text.
enum PageShape: Sendable {
    /// A filled area; the shade is 0 for black to 1 for white.
    case area(x: Double, y: Double, width: Double, height: Double, shade: Double)
    /// The edges of a cell.
    case frame(x: Double, y: Double, width: Double, height: Double)
    /// A straight line.
    case line(fromX: Double, fromY: Double, toX: Double, toY: Double, isDashed: Bool)
}

/// A page that is laid out.
struct SetPage {
    var items: [PageItem] = []
}

/// The size of a sheet and its margins, in points.
struct SheetSize {
    let width, height: Double
    let left, top, bottom: Double

    /// Points per millimetre.
    static let millimetre = 72 / 25.4

    init(_ sheet: Paper.Sheet) {
        let millimetre = SheetSize.millimetre
        switch sheet {
        case .portrait:
            (width, height) = (210 * millimetre, 297 * millimetre)
            (left, top, bottom) = (20 * millimetre, 18 * millimetre, 18 * millimetre)
        case .landscape:
            (width, height) = (297 * millimetre, 210 * millimetre)
            (left, top, bottom) = (15 * millimetre, 15 * millimetre, 16 * millimetre)
        case .phone:
            (width, height) = (375, .infinity)
            (left, top, bottom) = (14, 16, 16)
        }
    }

    /// The width of the lines.
    var inner: Double { width - 2 * left }
    /// The lowest place of a page's parts.
    var floor: Double { height - bottom }
}
