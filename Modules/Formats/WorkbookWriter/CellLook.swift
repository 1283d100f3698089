import CXlsxWriter

/// The formatting of a cell and its number.
///
/// ```swift
/// var look = CellLook.plain
/// look.alignment = .centre
/// ```
public struct CellLook: Hashable, Sendable {
    /// The horizontal alignment.
    public enum Alignment: Hashable, Sendable {
        /// Left.
        case left
        /// Centred.
        case centre
        /// Right.
        case right
    }

    /// A number format.
    public enum Number: String, Hashable, Sendable {
        /// The default format.
        case general = "General"
        /// Always text, whatever is typed; keeps leading zeros.
        case text = "@"
        /// Two decimals, as for money.
        case amount = "0.00"
        /// A day.
        case date = "yyyy-mm-dd"
        /// A day and a time.
        case dateTime = "yyyy-mm-dd hh:mm"
    }

    /// The font's name; the fonts are common in offices, and a program without them substitutes its own Chinese one.
    public var font = "宋体"
    /// The size in points.
    public var size = 10
    /// Whether it is bold.
    public var isBold = false
    /// The text colour, `0xRRGGBB`.
    public var colour: UInt32 = 0x1A1A1A
    /// The background colour, `0xRRGGBB`; nil for none.
    public var background: UInt32?
    /// The horizontal alignment.
    public var alignment = Alignment.left
    /// Whether a long text wraps.
    public var wraps = false
    /// Whether a text that is too wide is shrunk to fit.
    public var shrinks = false
    /// Whether it has a thin border.
    public var hasBorder = true
    /// The number format.
    public var number = Number.general

    /// A table cell with text.
    public static let plain = CellLook()
    /// A table cell with points or money.
    public static let amount = CellLook(alignment: .right, number: .amount)
    /// A header cell.
    public static let header = CellLook(
        font: "黑体", background: 0xE8EEF4, alignment: .centre, wraps: true)

    /// Describes a look; omitted properties are as in ``plain``.
    public init(
        font: String = "宋体", size: Int = 10, isBold: Bool = false, colour: UInt32 = 0x1A1A1A,
        background: UInt32? = nil, alignment: Alignment = .left, wraps: Bool = false, shrinks: Bool = false,
        hasBorder: Bool = true, number: Number = .general
    ) {
        self.font = font
        self.size = size
        self.isBold = isBold
        self.colour = colour
        self.background = background
        self.alignment = alignment
        self.wraps = wraps
        self.shrinks = shrinks
        self.hasBorder = hasBorder
        self.number = number
    }

    /// The look with another alignment.
    public func aligned(_ alignment: Alignment) -> CellLook {
        var look = self
        look.alignment = alignment
        return look
    }

    /// The look for a text that is longer than its column is wide.
    public var wrapping: CellLook {
        var look = self
        look.wraps = true
        return look
    }

    func apply(to format: UnsafeMutablePointer<lxw_format>) {
        format_set_font_name(format, font)
        format_set_font_size(format, Double(size))
        format_set_font_color(format, lxw_color_t(colour))
        if isBold { format_set_bold(format) }
        if let background { format_set_bg_color(format, lxw_color_t(background)) }
        let side =
            switch alignment {
            case .left: LXW_ALIGN_LEFT
            case .centre: LXW_ALIGN_CENTER
            case .right: LXW_ALIGN_RIGHT
            }
        format_set_align(format, UInt8(truncatingIfNeeded: side.rawValue))
        format_set_align(format, UInt8(truncatingIfNeeded: LXW_ALIGN_VERTICAL_CENTER.rawValue))
        if wraps { format_set_text_wrap(format) }
        if shrinks { format_set_shrink(format) }
        if hasBorder {
            format_set_border(format, UInt8(truncatingIfNeeded: LXW_BORDER_THIN.rawValue))
            format_set_border_color(format, 0xA6A6A6)
        }
        if number != .general { format_set_num_format(format, number.rawValue) }
    }
}
