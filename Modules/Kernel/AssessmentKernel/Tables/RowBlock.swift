/// A block of typed rows of one table: the one form in which records travel through the house.
///
/// Intake fills blocks from files, the ledger stores and returns them, a closing reads them. A row is a fixed run of
/// 64-bit slots, one a column; texts lie in one byte buffer that the slots point into, so a row costs no allocation.
///
/// What a slot says, the column's ``ColumnForm`` knows; that of an empty cell is ``empty``.
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

    /// Puts a text into the byte buffer and gives its slot.
    ///
    /// `text` has at most ``longestText`` bytes.
    public mutating func store(_ text: UnsafeBufferPointer<UInt8>) -> Int64 {
        let slot = Int64(bytes.count) << 24 | Int64(text.count)
        bytes.append(contentsOf: text)
        return slot
    }

    /// Appends one row; `row` has one slot a column, its texts stored in this block.
    public mutating func append(_ row: UnsafeBufferPointer<Int64>) { slots.append(contentsOf: row) }

    /// Appends a row of another block of the same table.
    public mutating func append(_ row: Int, of other: RowBlock) {
        for column in schema.columns.indices {
            let slot = other.slot(row, column)
            guard schema.holdsText[column], slot != RowBlock.empty else {
                slots.append(slot)
                continue
            }
            let start = bytes.count
            bytes.append(contentsOf: other.bytes[RowBlock.textRange(slot)])
            slots.append(Int64(start) << 24 | (slot & 0xFF_FFFF))
        }
    }

    /// Takes back the texts that were stored since the buffer had `byteCount` bytes, for a row that was not appended.
    public mutating func forgetTexts(from byteCount: Int) { bytes.removeLast(bytes.count - byteCount) }

    /// Takes the last row back; its texts stay in the buffer until all rows are forgotten.
    public mutating func forgetLastRow() { slots.removeLast(schema.columns.count) }

    /// Forgets all rows and keeps the room.
    public mutating func removeAll() {
        slots.removeAll(keepingCapacity: true)
        bytes.removeAll(keepingCapacity: true)
    }

    /// The slot of a cell.
    @inlinable
    public func slot(_ row: Int, _ column: Int) -> Int64 { slots[row * schema.columns.count + column] }

    /// Where the bytes of a text lie.
    @inlinable
    public static func textRange(_ slot: Int64) -> Range<Int> {
        let start = Int(slot >> 24)
        return start..<(start + Int(slot & 0xFF_FFFF))
    }

    /// The bytes of a text cell; none when it is empty.
    @inlinable
    public func text(_ row: Int, _ column: Int) -> ArraySlice<UInt8> {
        let slot = slot(row, column)
        return slot == RowBlock.empty ? [] : bytes[RowBlock.textRange(slot)]
    }

    /// Whether a row stands before another in the order of evidence: by ``order(_:)``, then the bytes of the natural key,
    /// part by part.
    public func precedes(_ left: Int, _ right: Int) -> Bool {
        let (leftOrder, rightOrder) = (order(left), order(right))
        if leftOrder != rightOrder { return leftOrder < rightOrder }
        for column in schema.naturalKey {
            if schema.holdsText[column] {
                let (a, b) = (text(left, column), text(right, column))
                if a != b { return a.lexicographicallyPrecedes(b) }
            } else if slot(left, column) != slot(right, column) {
                return slot(left, column) < slot(right, column)
            }
        }
        return false
    }

    /// What rows are ordered by: the day or moment of ``TableSchema/orderingDate``, else the day by which the row counts.
    ///
    /// Days count from 1970-01-01, moments in seconds from then; 0 for a table without a date.
    public func order(_ row: Int) -> Int64 {
        if let date = schema.orderingDate { return slot(row, date.column) }
        return attributionDate(row).map { Int64($0.dayNumber) } ?? 0
    }

    /// The date by which a row counts; nil when the table has none.
    public func attributionDate(_ row: Int) -> CivilDate? {
        for date in schema.dates {
            let slot = slot(row, date.column)
            if slot != RowBlock.empty { return date.day(slot) }
        }
        return nil
    }

    /// The canonical text of a cell, as outputs print it; nil when it is empty.
    public func canonicalText(_ row: Int, _ column: Int) -> String? {
        let slot = slot(row, column)
        if slot == RowBlock.empty { return nil }
        return String(printing: { schema.forms[column].print(slot, bytes, to: &$0) })
    }

    /// Reads a cell as its form reads texts; a text goes into the byte buffer.
    ///
    /// White space around it is dropped and full-width forms are read as their ASCII twins, but in free texts.
    ///
    /// - Returns: the slot, ``empty`` for an empty optional cell; nil for what is no value of the column.
    public mutating func slot(of cell: some Collection<UInt8>, column: Int) -> Int64? {
        let shape = schema.columns[column]
        let text = shape.kind == .text ? Array(cell) : CellText.normalised(cell)
        if text.isEmpty || shape.isRequired && CellText.isBlank(text) { return shape.isRequired ? nil : RowBlock.empty }
        return schema.forms[column].slot(of: String(decoding: text, as: UTF8.self), into: &self)
    }

    /// The row's reference, as it stands in the column `evidence`.
    public func reference(_ row: Int) -> RecordReference {
        let parts = schema.naturalKey.map { canonicalText(row, $0) ?? "" }
        return RecordReference(table: schema.key, parts: parts)
    }
}

/// A record named by its table and natural key: `event:E-17`, `patrol:FM0001/2021-07-05`.
public struct RecordReference: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The whole reference, its parts percent-encoded where needed.
    public let text: Text

    /// Names a record.
    ///
    /// In a part `%`, `/`, `:` and white space are percent-encoded (UTF-8, upper-case hex).
    public init(table: String, parts: [String]) {
        text = Text(table + ":" + parts.map(RecordReference.encoded).joined(separator: "/"))
    }

    /// Takes a reference as it was written; nil when it is not written as outputs write it.
    public init?(_ written: String) {
        text = Text(written)
        guard RecordReference(table: table, parts: parts).text == text, !table.isEmpty else { return nil }
    }

    /// The table's key.
    public var table: String { String(decoding: text.utf8.prefix { $0 != 0x3A }, as: UTF8.self) }

    /// The parts of the natural key, decoded.
    ///
    /// Split by bytes: a key may begin with a mark that Swift would join to the separator before it.
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
        var result: [UInt8] = []
        var rest = Array(part)[...]
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
