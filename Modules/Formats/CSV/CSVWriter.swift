/// Writes rows as CSV (RFC 4180): commas, LF, quotes only around cells that hold a comma, a quote or a line break.
///
/// ```swift
/// var writer = CSVWriter()
/// writer.row(["member", "total"])
/// writer.cell("FM0001")
/// writer.cell("96.5")
/// writer.endRow()
/// try file.write(writer.bytes)
/// ```
///
/// Equal cells give equal bytes, so that outputs can be compared by their digests.
public struct CSVWriter: Sendable {
    /// The bytes written since the start or the last ``removeAll()``.
    public private(set) var bytes: [UInt8] = []
    private var isRowBegun = false

    /// Makes an empty writer.
    public init() {}

    /// Appends one row.
    public mutating func row(_ cells: some Sequence<String>) {
        for cell in cells { self.cell(cell) }
        endRow()
    }

    /// Appends one cell to the current row.
    public mutating func cell(_ text: String) {
        var text = text
        text.withUTF8 { cell(utf8: $0) }
    }

    /// Appends one cell of UTF-8 bytes to the current row.
    public mutating func cell(utf8 text: UnsafeBufferPointer<UInt8>) {
        if isRowBegun { bytes.append(0x2C) }
        isRowBegun = true
        CSVWriter.append(text, to: &bytes)
    }

    /// Appends one cell of bytes that need no quotes to the current row.
    public mutating func cell(appending append: (inout [UInt8]) -> Void) {
        if isRowBegun { bytes.append(0x2C) }
        isRowBegun = true
        append(&bytes)
    }

    /// Appends a cell's text, quoted if necessary, for a caller that writes the commas itself.
    public static func append(_ text: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
        guard needsQuotes(text) else {
            bytes.append(contentsOf: text)
            return
        }
        bytes.append(0x22)
        for byte in text {
            if byte == 0x22 { bytes.append(0x22) }
            bytes.append(byte)
        }
        bytes.append(0x22)
    }

    /// Whether a text holds a comma, a quote or a line break, looked for in eight bytes at once.
    private static func needsQuotes(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        let bytes = UnsafeRawBufferPointer(text)
        var place = 0
        while place + 8 <= bytes.count {
            let word = bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)
            let found = marked(word, 0x2C) | marked(word, 0x22) | marked(word, 0x0A) | marked(word, 0x0D)
            if found & 0x8080_8080_8080_8080 != 0 { return true }
            place += 8
        }
        return bytes[place...].contains { $0 == 0x2C || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D }
    }

    /// A word whose bytes have their highest bit set where the first of some equal bytes is.
    @inline(__always)
    private static func marked(_ word: UInt64, _ byte: UInt64) -> UInt64 {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let differing = word ^ ones &* byte
        return (differing &- ones) & ~differing
    }

    /// Ends the current row.
    public mutating func endRow() {
        bytes.append(0x0A)
        isRowBegun = false
    }

    /// Drops the bytes but keeps the capacity, for a caller that writes to a file as it goes.
    public mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }
}
