public import AssessmentValues

/// A block of typed rows of one table: the form in which all modules exchange records.
///
/// Intake fills blocks from files, the ledger stores and returns them, a closing reads them. A row is an array of
/// 64-bit slots, one per column. Texts are in one byte buffer that the slots point into, so a row needs no allocation.
/// The column's ``ColumnForm`` interprets a slot; the slot of an empty cell is ``empty``.
public struct RowBlock: Sendable {
    /// The table.
    public let schema: TableSchema
    /// The slots, row after row.
    public private(set) var slots: [Int64] = []
    /// The bytes of all texts.
    public private(set) var bytes: [UInt8] = []

    /// The slot of an empty cell.
    public static let empty = Int64.min
    /// The longest text, in bytes.
    public static let longestText = 1 << 24 - 1

    /// Makes an empty block.
    public init(_ schema: TableSchema, rowCapacity: Int = 0, byteCapacity: Int = 0) {
        self.schema = schema
        slots.reserveCapacity(rowCapacity * schema.columns.count)
        bytes.reserveCapacity(byteCapacity)
    }

    /// The number of rows.
    public var count: Int { slots.count / schema.columns.count }

    /// Adds a text of at most ``longestText`` bytes to the byte buffer and returns its slot.
    public mutating func store(_ text: UnsafeBufferPointer<UInt8>) -> Int64 {
        let slot = Int64(bytes.count) << 24 | Int64(text.count)
        bytes.append(contentsOf: text)
        return slot
    }

    /// Appends one row; `row` has one slot per column, and its texts are stored in this block.
    public mutating func append(_ row: UnsafeBufferPointer<Int64>) { slots.append(contentsOf: row) }

    /// Appends a row of another block of the same table.
    public mutating func append(_ row: Int, of other: RowBlock) { append(row..<row + 1, of: other) }

    /// Appends neighbouring rows of another block of the same table.
    public mutating func append(_ rows: Range<Int>, of other: RowBlock) {
        let width = schema.columns.count
        let (first, added) = (slots.count, rows.lowerBound * width..<rows.upperBound * width)
        slots.append(contentsOf: other.slots[added])
        slots.withUnsafeMutableBufferPointer { slots in
            let cells = UnsafeMutableBufferPointer(rebasing: slots[first...])
            var (start, end, sum) = (Int.max, 0, 0)
            RowBlock.eachText(cells, schema.holdsText) { _, text in
                (start, end, sum) = (min(start, text.lowerBound), max(end, text.upperBound), sum + text.count)
            }
            guard sum > 0 else { return }
            // The texts of neighbouring rows lie side by side, or share some, unless rows between them were given up.
            let (isOneRun, shift) = (end - start <= sum, bytes.count - start)
            if isOneRun { bytes.append(contentsOf: other.bytes[start..<end]) }
            RowBlock.eachText(cells, schema.holdsText) { place, text in
                let start = isOneRun ? text.lowerBound + shift : bytes.count
                if !isOneRun { bytes.append(contentsOf: other.bytes[text]) }
                cells[place] = Int64(start) << 24 | Int64(text.count)
            }
        }
    }

    /// Neighbouring rows of this block as a block of their own, which shares the texts with it.
    public func rows(_ range: Range<Int>) -> RowBlock {
        var rows = self
        rows.slots = Array(slots[range.lowerBound * schema.columns.count..<range.upperBound * schema.columns.count])
        return rows
    }

    /// The places of the texts in cells of whole rows.
    @inline(__always)
    private static func eachText(
        _ cells: UnsafeMutableBufferPointer<Int64>, _ holdsText: [Bool], _ body: (Int, Range<Int>) -> Void
    ) {
        var column = 0
        for place in cells.indices {
            if holdsText[column], cells[place] != RowBlock.empty { body(place, RowBlock.textRange(cells[place])) }
            column = column + 1 == holdsText.count ? 0 : column + 1
        }
    }

    /// Removes the texts stored since the buffer had `byteCount` bytes, for a row that was not appended.
    public mutating func forgetTexts(from byteCount: Int) { bytes.removeLast(bytes.count - byteCount) }

    /// Removes the last row; its texts stay in the buffer until ``removeAll()``.
    public mutating func forgetLastRow() { slots.removeLast(schema.columns.count) }

    /// Removes all rows and keeps the capacity.
    public mutating func removeAll() {
        slots.removeAll(keepingCapacity: true)
        bytes.removeAll(keepingCapacity: true)
    }

    /// The slot of a cell.
    @inlinable
    public func slot(_ row: Int, _ column: Int) -> Int64 { slots[row * schema.columns.count + column] }

    /// The range of a text's bytes in ``bytes``.
    @inlinable
    public static func textRange(_ slot: Int64) -> Range<Int> {
        let start = Int(slot >> 24)
        return start..<(start + Int(slot & 0xFF_FFFF))
    }

    /// The bytes of a text cell; no bytes when it is empty.
    @inlinable
    public func text(_ row: Int, _ column: Int) -> ArraySlice<UInt8> {
        let slot = slot(row, column)
        return slot == RowBlock.empty ? [] : bytes[RowBlock.textRange(slot)]
    }

    /// Whether a row sorts before another as evidence: by ``order(_:)``, then the natural key's bytes, part by part.
    public func precedes(_ left: Int, _ right: Int) -> Bool {
        let (leftOrder, rightOrder) = (order(left), order(right))
        if leftOrder != rightOrder { return leftOrder < rightOrder }
        for column in schema.naturalKey where slot(left, column) != slot(right, column) {
            guard schema.holdsText[column] else { return slot(left, column) < slot(right, column) }
            let order = text(left, column).byteOrder(to: text(right, column))
            if order != 0 { return order < 0 }
        }
        return false
    }

    /// The sort value of a row: the day or moment of ``TableSchema/orderingDate``, else the attribution date.
    ///
    /// Days or seconds since 1970-01-01; 0 for a table without a date.
    public func order(_ row: Int) -> Int64 {
        if let date = schema.orderingDate { return slot(row, date.column) }
        return attributionDate(row).map { Int64($0.dayNumber) } ?? 0
    }

    /// The attribution date of a row; nil when it has none.
    public func attributionDate(_ row: Int) -> CivilDate? {
        // By places: a walk through the list would count a reference for each row.
        for place in schema.dates.indices {
            let slot = slot(row, schema.dates[place].column)
            if slot != RowBlock.empty { return schema.dates[place].day(slot) }
        }
        return nil
    }

    /// The canonical text of a cell, as outputs print it; nil when it is empty.
    public func canonicalText(_ row: Int, _ column: Int) -> String? {
        let slot = slot(row, column)
        if slot == RowBlock.empty { return nil }
        return String(printing: { schema.forms[column].print(slot, bytes, to: &$0) })
    }

    /// Reads a cell with its column's form; a text is stored in the byte buffer.
    ///
    /// Trims white space and maps full-width forms to ASCII, except in free texts.
    ///
    /// - Returns: the slot, or ``empty`` for an empty optional cell; nil for an invalid value.
    public mutating func slot(of cell: some Collection<UInt8>, column: Int) -> Int64? {
        let shape = schema.columns[column]
        let text = shape.kind == .text ? Array(cell) : CellText.normalised(cell)
        if text.isEmpty || shape.isRequired && CellText.isBlank(text) { return shape.isRequired ? nil : RowBlock.empty }
        return schema.forms[column].slot(of: String(decoding: text, as: UTF8.self), into: &self)
    }

    /// The row's reference, as printed in the column `evidence`.
    public func reference(_ row: Int) -> RecordReference {
        let parts = schema.naturalKey.map { canonicalText(row, $0) ?? "" }
        return RecordReference(table: schema.key, parts: parts)
    }
}

/// A record named by its table and natural key: `event:E-17`, `patrol:FM0001/2021-07-05`.
public struct RecordReference: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The whole reference, its parts percent-encoded where needed.
    public let text: Text

    /// Makes a reference from a table's key and the parts of the natural key.
    ///
    /// In a part `%`, `/`, `:` and white space are percent-encoded (UTF-8, upper-case hex).
    public init(table: String, parts: [String]) {
        text = Text(table + ":" + parts.map(RecordReference.encoded).joined(separator: "/"))
    }

    /// Reads a reference; nil when it is not written as outputs write it.
    public init?(_ written: String) {
        text = Text(written)
        guard RecordReference(table: table, parts: parts).text == text, !table.isEmpty else { return nil }
    }

    /// The table's key.
    public var table: String { String(decoding: text.utf8.prefix { $0 != 0x3A }, as: UTF8.self) }

    /// The parts of the natural key, decoded.
    ///
    /// Split by bytes: a key may start with a combining mark that Swift would join to the separator before it.
    public var parts: [String] {
        text.utf8.drop { $0 != 0x3A }.dropFirst()
            .split(separator: 0x2F, omittingEmptySubsequences: false)
            .map { RecordReference.decoded($0) }
    }

    /// The whole reference.
    public var description: String { text.string }
    /// Ordered by bytes.
    public static func < (left: RecordReference, right: RecordReference) -> Bool { left.text < right.text }

    private static func encoded(_ part: String) -> String {
        if part.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != 0x25 && $0 != 0x2F && $0 != 0x3A }) { return part }
        var result = ""
        for scalar in part.unicodeScalars {
            if scalar == "%" || scalar == "/" || scalar == ":" || scalar.properties.isWhitespace {
                for byte in String(scalar).utf8 {
                    result += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
                }
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    private static func decoded(_ part: some Collection<UInt8>) -> String {
        guard part.contains(0x25) else { return String(decoding: part, as: UTF8.self) }
        var (result, rest): ([UInt8], ArraySlice<UInt8>) = ([], Array(part)[...])
        while let byte = rest.popFirst() {
            let digits = rest.prefix(2)
            if byte == 0x25, digits.count == 2, digits.allSatisfy({ hexDigits.contains($0) }),
                let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
            {
                result.append(value)
                rest = rest.dropFirst(2)
            } else {
                result.append(byte)
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    private static let hexDigits = Set("0123456789ABCDEF".utf8)
}
