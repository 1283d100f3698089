#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// An error that stops a run, in one line for the person who started it.
enum Failure: Error {
    case usage(String)
    case cannotWrite(String)

    static func system(_ path: String) -> Failure { .cannotWrite("\(path): \(String(cString: strerror(errno)))") }
}

/// How a platform writes one of its files.
struct Style: Sendable {
    enum Encoding { case utf8, utf8WithMark, gb18030 }
    enum Dates { case iso, slashed, dotted, chinese, chineseTight }

    var encoding = Encoding.utf8
    var dates = Dates.iso
    var newline = "\n"
    var separator = UInt8(ascii: ",")

    static let plain = Style()
    static let excel = Style(encoding: .utf8WithMark, dates: .slashed, newline: "\r\n")
    static let marked = Style(encoding: .utf8WithMark)
    static let chinese = Style(encoding: .gb18030, dates: .chinese, newline: "\r\n")
    static let dotted = Style(encoding: .gb18030, dates: .dotted)
    static let spelled = Style(encoding: .utf8, dates: .chineseTight)
    static let tabbed = Style(encoding: .utf8WithMark, dates: .slashed, newline: "\r\n", separator: UInt8(ascii: "\t"))
}

/// A file that is being written cell by cell, through a buffer.
final class Export {
    private(set) var rows = 0
    private let path: String
    private let style: Style
    private let width: Int
    private let file: UnsafeMutablePointer<FILE>
    private let encoder: GB18030Encoder?
    private var buffer: [UInt8] = []
    private var cells = 0

    init(path: String, header: [String], style: Style) throws {
        guard let file = fopen(path, "wb") else { throw Failure.system(path) }
        self.path = path
        self.style = style
        self.file = file
        width = header.count
        encoder = style.encoding == .gb18030 ? try GB18030Encoder() : nil
        buffer.reserveCapacity(Export.chunk + 4_096)
        if style.encoding == .utf8WithMark { buffer += [0xEF, 0xBB, 0xBF] }
        for title in header { text(title) }
        try end()
        rows = 0
    }

    /// The number of the row, for the column 序号.
    func order() { number(rows + 1) }

    func text(_ text: String) {
        separate()
        if text.utf8.contains(where: mustBeQuoted) {
            buffer.append(quote)
            for byte in text.utf8 {
                if byte == quote { buffer.append(quote) }
                buffer.append(byte)
            }
            buffer.append(quote)
        } else {
            buffer.append(contentsOf: text.utf8)
        }
    }

    func blank() { separate() }

    func number(_ number: Int) {
        separate()
        digits(number)
    }

    func day(_ day: Day?) {
        separate()
        if let day { date(day) }
    }

    func moment(_ moment: Moment?) {
        separate()
        guard let moment else { return }
        date(moment.day)
        if style.dates != .chineseTight { buffer.append(UInt8(ascii: " ")) }
        digits(moment.minute / 60, padded: style.dates == .iso || style.dates == .dotted)
        buffer.append(UInt8(ascii: ":"))
        digits(moment.minute % 60, padded: true)
        if style.dates == .iso { buffer.append(contentsOf: ":00".utf8) }
    }

    func end() throws {
        precondition(cells == width, "\(path): a row of \(cells) cells under a header of \(width)")
        buffer.append(contentsOf: style.newline.utf8)
        cells = 0
        rows += 1
        if buffer.count >= Export.chunk { try flush() }
    }

    func close() throws {
        try flush()
        guard fclose(file) == 0 else { throw Failure.system(path) }
    }

    private static let chunk = 1 << 16

    private func flush() throws {
        let bytes = try encoder?.encode(buffer) ?? buffer
        guard fwrite(bytes, 1, bytes.count, file) == bytes.count else { throw Failure.system(path) }
        buffer.removeAll(keepingCapacity: true)
    }

    private func separate() {
        if cells > 0 { buffer.append(style.separator) }
        cells += 1
    }

    private func mustBeQuoted(_ byte: UInt8) -> Bool {
        byte == quote || byte == style.separator || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
    }

    private func date(_ day: Day) {
        let (year, month, dayOfMonth) = day.civil
        let padded = style.dates == .iso
        digits(year)
        buffer.append(contentsOf: marks[0].utf8)
        digits(month, padded: padded)
        buffer.append(contentsOf: marks[1].utf8)
        digits(dayOfMonth, padded: padded)
        buffer.append(contentsOf: marks[2].utf8)
    }

    private var marks: [String] {
        switch style.dates {
        case .iso: Export.isoMarks
        case .slashed: Export.slashes
        case .dotted: Export.dots
        case .chinese, .chineseTight: Export.chineseMarks
        }
    }

    private static let isoMarks = ["-", "-", ""]
    private static let slashes = ["/", "/", ""]
    private static let dots = [".", ".", ""]
    private static let chineseMarks = ["年", "月", "日"]

    private func digits(_ number: Int, padded: Bool = false) {
        if number >= 10 { digits(number / 10) } else if padded { buffer.append(UInt8(ascii: "0")) }
        buffer.append(UInt8(ascii: "0") + UInt8(number % 10))
    }
}

private let quote = UInt8(ascii: "\"")
