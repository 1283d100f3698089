package import AssessmentKernel
import Digests

/// One number for all records of a table, in any order: the sum of the records' SHA-256 modulo 2^256.
///
/// An import adds what it inserts and subtracts what it replaces, so the number is known without reading a table of
/// millions again; `journal --verify` recalculates and compares it.
package struct RecordDigest: Equatable {
    /// The least significant part first.
    private var parts: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)

    /// The digest of an empty table.
    package init() {}

    /// Reads it from 64 hex digits; nil for anything else.
    package init?(hex: String) {
        guard hex.utf8.count == 64 else { return nil }
        var parts: [UInt64] = []
        var rest = Substring(hex)
        while !rest.isEmpty {
            guard let part = UInt64(rest.prefix(16), radix: 16) else { return nil }
            parts.append(part)
            rest = rest.dropFirst(16)
        }
        self.parts = (parts[3], parts[2], parts[1], parts[0])
    }

    /// 64 hex digits, most significant first.
    package var hex: String {
        [parts.3, parts.2, parts.1, parts.0].map { part in
            let digits = String(part, radix: 16)
            return String(repeating: "0", count: 16 - digits.utf8.count) + digits
        }.joined()
    }

    /// Adds a record.
    package mutating func add(_ record: RecordDigest) {
        var carry: UInt64 = 0
        func sum(_ left: UInt64, _ right: UInt64) -> UInt64 {
            let (first, over) = left.addingReportingOverflow(right)
            let (total, overAgain) = first.addingReportingOverflow(carry)
            carry = over || overAgain ? 1 : 0
            return total
        }
        parts.0 = sum(parts.0, record.parts.0)
        parts.1 = sum(parts.1, record.parts.1)
        parts.2 = sum(parts.2, record.parts.2)
        parts.3 = sum(parts.3, record.parts.3)
    }

    /// Removes a record.
    package mutating func remove(_ record: RecordDigest) {
        // Two's complement: adding the negative subtracts.
        var negative = RecordDigest()
        negative.parts = (~record.parts.0, ~record.parts.1, ~record.parts.2, ~record.parts.3)
        var one = RecordDigest()
        one.parts.0 = 1
        negative.add(one)
        add(negative)
    }

    fileprivate init(parts: (UInt64, UInt64, UInt64, UInt64)) { self.parts = parts }

    package static func == (left: RecordDigest, right: RecordDigest) -> Bool { left.parts == right.parts }
}

/// Computes the digests of a table's records.
package struct RecordHasher {
    /// A tag per column that distinguishes its cells, so that a new optional column changes no digest.
    private let marks: [UInt32]
    private let choices: [[[UInt8]]]
    private let isText: [Bool]
    private let bytes = ByteBuilder()

    package init(_ schema: TableSchema) {
        // FNV-1a over the column's key.
        marks = schema.columns.map { $0.key.utf8.reduce(2_166_136_261) { ($0 ^ UInt32($1)) &* 16_777_619 } }
        isText = schema.holdsText
        choices = schema.columns.map { StoredForm.each[$0.kind].keys.map { Array($0.utf8) } }
    }

    /// The digest of a record: its cells and its origin (import and row).
    package func digest(_ row: Int, of block: RowBlock, importID: Int64, rowNumber: Int64) -> RecordDigest {
        bytes.removeAll()
        block.bytes.withUnsafeBytes { texts in
            for column in marks.indices {
                let slot = block.slot(row, column)
                if slot == RowBlock.empty { continue }
                bytes.add(bytesOf: marks[column])
                if isText[column] {
                    let range = RowBlock.textRange(slot)
                    bytes.add(bytesOf: UInt32(truncatingIfNeeded: range.count))
                    bytes.add(UnsafeRawBufferPointer(rebasing: texts[range]))
                } else if choices[column].indices.contains(Int(truncatingIfNeeded: slot)) {
                    bytes.add(choices[column][Int(slot)])
                } else {
                    bytes.add(bytesOf: slot)
                }
            }
        }
        bytes.add(bytesOf: importID)
        bytes.add(bytesOf: rowNumber)
        return RecordDigest(parts: SHA256.words(of: bytes.bytes))
    }
}
