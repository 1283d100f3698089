import AssessmentKernel
import GRDB

/// Watches the codes of a table's natural key while an import is written: no two of them may differ in the case of their
/// letters alone, neither with the ledger nor across the files of the import.
///
/// Nearly every township writes its codes in one case. Only where letters of both kinds occur, in the ledger or in the
/// import, are the codes of the table read.
struct CodeTwins {
    /// A code of the table that equals a new one but for the case of its letters.
    struct Twin {
        let column: Int
        let code: String
    }

    private let table: RecordTable
    /// The watched columns: codes of the key but for the member's, which the roster decides.
    private let columns: [Int]
    private var compares = false
    private var hasCapitals = false
    private var hasSmall = false
    /// The codes by their folded texts, the first of each.
    private var codes: [[UInt8]: [UInt8]] = [:]
    /// Codes that an older ledger has beside their twins.
    private var others: Set<[UInt8]> = []

    /// How many codes are kept; later ones are compared with these alone.
    private static let most = 1 << 20

    init(_ db: Database, _ table: RecordTable) throws {
        self.table = table
        let schema = table.schema
        columns = schema.naturalKey.filter { schema.columns[$0].kind == .code && $0 != schema.memberColumn }
        for column in columns {
            let name = quoted(schema.columns[column].key)
            for (letters, isCapital) in [("A-Z", true), ("a-z", false)] {
                let found = try Bool.fetchOne(
                    db, sql: "SELECT EXISTS (SELECT 1 FROM \(table.name) WHERE \(name) GLOB '*[\(letters)]*')")
                if found == true { if isCapital { hasCapitals = true } else { hasSmall = true } }
            }
        }
    }

    /// The code that a row of a new key may not stand beside; nil for a row that may be inserted.
    ///
    /// Its codes are kept for the rows after it.
    ///
    /// - Parameter waiting: rows of the block that are accepted and not written yet.
    mutating func twin(
        of row: Int, _ block: RowBlock, _ db: Database, after waiting: [RecordSum.Record] = []
    ) throws -> Twin? {
        if columns.isEmpty { return nil }
        for column in columns where !compares { note(block.text(row, column)) }
        if !compares {
            guard hasCapitals && hasSmall else { return nil }
            compares = true
            try readCodes(db)
            for record in waiting {
                for column in columns { keep(Array(block.text(Int(record.place), column)), column) }
            }
        }
        for column in columns {
            let code = Array(block.text(row, column))
            if let other = codes[CodeTwins.folded(code, column)], other != code, !others.contains(code) {
                return Twin(column: column, code: String(decoding: other, as: UTF8.self))
            }
        }
        for column in columns { keep(Array(block.text(row, column)), column) }
        return nil
    }

    private mutating func note(_ code: ArraySlice<UInt8>) {
        for byte in code where byte >= 0x41 && byte <= 0x7A {
            if byte >= 0x61 { hasSmall = true } else if byte <= 0x5A { hasCapitals = true }
        }
    }

    private mutating func readCodes(_ db: Database) throws {
        for column in columns {
            let name = quoted(table.schema.columns[column].key)
            let rows = try String.fetchCursor(db, sql: "SELECT DISTINCT \(name) FROM \(table.name) ORDER BY \(name)")
            while let code = try rows.next() {
                keep(Array(code.utf8), column)
                if codes.count >= CodeTwins.most { break }
            }
        }
    }

    private mutating func keep(_ code: [UInt8], _ column: Int) {
        let folded = CodeTwins.folded(code, column)
        if let first = codes[folded] {
            if first != code { others.insert(code) }
        } else if codes.count < CodeTwins.most {
            codes[folded] = code
        }
    }

    /// The code in small letters, behind the number of its column.
    private static func folded(_ code: [UInt8], _ column: Int) -> [UInt8] {
        [UInt8(truncatingIfNeeded: column)] + code.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
    }
}
