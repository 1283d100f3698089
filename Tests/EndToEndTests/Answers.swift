import Foundation

/// The answer of `explain --json`.
struct ExplainAnswer: Decodable {
    struct Record: Decodable, Equatable {
        let reference: String
        let file: String?
        let row: Int?
        let cells: [[String]]
    }

    struct Deduction: Decodable, Equatable {
        let date, points, code, title, clause: String
        let records: [Record]
    }

    struct Item: Decodable, Equatable {
        let item, maximum, deducted, score: String
        let deductions: [Deduction]
    }

    let member, from, through, total: String
    let closing, band: String?
    let rank: Int?
    let items: [Item]
}

/// The answer of `import --json`.
struct ImportAnswer: Decodable {
    struct File: Decodable {
        let file, table: String
        let rows, inserted, unchanged, filled, amended, rejected: Int
    }

    let files: [File]
    let rejects: Int
    let kept: Bool
}

/// The answer of `status --json`.
struct StatusAnswer: Decodable {
    struct Block: Decodable { let code, text, next: String }
    struct Warn: Decodable { let subject, code, detail: String }

    let assessed: Int
    let blockers: [Block]
    let warnings: [Warn]
}

/// The answer of `close --json`.
struct ClosingAnswer: Decodable {
    struct Member: Decodable {
        let member, name, total, band, monthlyAmount: String
        let rank: Int?
    }

    let closing, payDue: String
    let members: [Member]
    let findings: [String: Int]
}

/// A result file, parsed without the product's code.
///
/// No cell of the sample's results is quoted.
struct Table {
    struct Row {
        fileprivate let cells: [String: String]

        subscript(column: String) -> String { cells[column] ?? "(no column \(column))" }
    }

    let rows: [Row]

    init(_ data: Data) {
        let lines = Table.records(of: Array(data)).map {
            String(decoding: $0, as: UTF8.self).trimmingCharacters(in: .newlines)
                .split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        let header = lines.first ?? []
        rows = lines.dropFirst().map { Row(cells: Dictionary(zip(header, $0)) { first, _ in first }) }
    }

    /// The records of a CSV file as bytes, header first.
    ///
    /// The result for a file that is not CSV is unspecified.
    static func records(of bytes: [UInt8]) -> [ArraySlice<UInt8>] {
        var records: [ArraySlice<UInt8>] = []
        var (start, isQuoted) = (0, false)
        for (place, byte) in bytes.enumerated() {
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            if byte == UInt8(ascii: "\n"), !isQuoted {
                records.append(bytes[start...place])
                start = place + 1
            }
        }
        return start < bytes.count ? records + [bytes[start...]] : records
    }
}
