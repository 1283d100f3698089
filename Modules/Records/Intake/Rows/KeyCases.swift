import AssessmentKernel
import Cells
import FileFormats

/// Watches the codes of a table's natural key, no two of which may differ in the case of their letters alone.
///
/// Nearly every file writes its codes in one case, and then nothing can differ: only letters of both kinds make it look
/// closer.
struct KeyCases {
    /// A code that was seen.
    private struct Seen {
        let exact: UInt64
        let row: Int32
    }

    /// The watched columns of the schema.
    let columns: [Int]
    /// Whether both capital and small letters have occurred, so that codes are compared.
    private(set) var compares = false
    private var hasCapitals = false
    private var hasSmall = false
    private var codes: [UInt64: Seen] = [:]

    /// How many codes are kept; later ones are compared with these alone.
    private static let most = 1 << 20

    /// Watches the codes of a table's key, but for the member's, which the roster decides; nil watches none.
    init(_ schema: TableSchema?) {
        columns =
            schema.map { schema in
                schema.naturalKey.filter { schema.columns[$0].kind == .code && $0 != schema.memberColumn }
            } ?? []
    }

    /// Notes the letters of a code.
    ///
    /// - Returns: whether codes are compared from now on, and were not before.
    mutating func begins(with code: UnsafeBufferPointer<UInt8>) -> Bool {
        if compares { return false }
        for byte in code where byte >= 0x41 && byte <= 0x7A {
            if byte >= 0x61 { hasSmall = true } else if byte <= 0x5A { hasCapitals = true }
        }
        compares = hasSmall && hasCapitals
        return compares
    }

    /// The row of the code that another one equals but for the case of its letters.
    func row(of code: UnsafeBufferPointer<UInt8>, _ column: Int) -> Int? {
        guard let seen = codes[KeyCases.hash(code, column, folding: true)],
            seen.exact != KeyCases.hash(code, column, folding: false)
        else { return nil }
        return Int(seen.row)
    }

    /// Keeps a code for the rows after it.
    mutating func keep(_ code: UnsafeBufferPointer<UInt8>, _ column: Int, row: Int) {
        let folded = KeyCases.hash(code, column, folding: true)
        guard codes[folded] == nil, codes.count < KeyCases.most else { return }
        codes[folded] = Seen(
            exact: KeyCases.hash(code, column, folding: false), row: Int32(truncatingIfNeeded: row))
    }

    private static func hash(_ code: UnsafeBufferPointer<UInt8>, _ column: Int, folding: Bool) -> UInt64 {
        var hash = 0xCBF2_9CE4_8422_2325 ^ UInt64(truncatingIfNeeded: column)
        for byte in code {
            let isCapital = folding && byte >= 0x41 && byte <= 0x5A
            hash = (hash ^ UInt64(isCapital ? byte | 0x20 : byte)) &* 0x100_0000_01B3
        }
        return hash
    }
}

extension RowChecker {
    /// The first column of the key in which a code equals an earlier one but for the case of its letters, and the row of
    /// that one; nil for a row that may be taken.
    ///
    /// - Parameter failed: columns without a code.
    func caseConflict(in block: RowBlock, except failed: Set<Int> = []) -> (column: Int, row: Int)? {
        for column in keyCases.columns where !failed.contains(column) && slots[column] != RowBlock.empty {
            let range = RowBlock.textRange(slots[column])
            let row = block.bytes.withUnsafeBufferPointer {
                keyCases.row(of: UnsafeBufferPointer(rebasing: $0[range]), column)
            }
            if let row { return (column, row) }
        }
        return nil
    }

    /// Notes the codes of a row that passed all other checks.
    ///
    /// - Returns: false when one of them is refused.
    mutating func takesCodes(_ block: RowBlock, row: Int) -> Bool {
        for column in keyCases.columns where slots[column] != RowBlock.empty {
            let range = RowBlock.textRange(slots[column])
            let begins = block.bytes.withUnsafeBufferPointer {
                keyCases.begins(with: UnsafeBufferPointer(rebasing: $0[range]))
            }
            if begins { recall(before: row) }
        }
        guard keyCases.compares else { return true }
        if caseConflict(in: block) != nil { return false }
        for column in keyCases.columns where slots[column] != RowBlock.empty {
            let range = RowBlock.textRange(slots[column])
            block.bytes.withUnsafeBufferPointer {
                keyCases.keep(UnsafeBufferPointer(rebasing: $0[range]), column, row: row)
            }
        }
        return true
    }

    /// Reads the codes of the rows before one again, once codes must be compared.
    ///
    /// A source that cannot be read again has changed, which the import finds out by itself.
    @inline(never)
    private mutating func recall(before row: Int) {
        guard let records = try? source?.open(), (try? records.next()) != nil else { return }
        var block = RowBlock(schema)
        while let record = try? records.next(), record.row < row {
            block.removeAll()
            for column in keyCases.columns {
                guard let place = header.places[column], place < record.cells.count,
                    let slot = try? parser.parse(record.cells[place], column: column, into: &block),
                    slot != RowBlock.empty
                else { continue }
                let range = RowBlock.textRange(slot)
                block.bytes.withUnsafeBufferPointer {
                    keyCases.keep(UnsafeBufferPointer(rebasing: $0[range]), column, row: record.row)
                }
            }
        }
    }
}
