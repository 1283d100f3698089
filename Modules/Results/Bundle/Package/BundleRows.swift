import AssessmentKernel
import CSV

extension OpenBundle {
    /// Hands out the rows of a small CSV file.
    ///
    /// - Parameter body: receives the header and each row's cells.
    /// - Throws: a file that is no CSV or has not its digest, and what the body throws.
    package func eachRow(of path: String, _ body: ([String], [String]) throws -> Void) throws {
        var header: [String]?
        try eachRecord(of: path) { cells, _ in
            if let header { try body(header, cells) } else { header = cells }
        }
    }

    /// Hands out the rows of a CSV file whose header must be exactly these columns.
    ///
    /// - Parameter body: receives each row's cells in the order of the columns.
    /// - Throws: another header, a row with more or fewer cells, a file that is no CSV or has not its digest, and what the
    ///   body throws.
    package func eachRow(of path: String, columns: [String], _ body: ([String]) throws -> Void) throws {
        var hasHeader = false
        func wrongHeader() -> Problem {
            let named = columns.joined(separator: ",")
            return Problem(
                .badInput, LocalText("表头应为 \(named)", "its header must be \(named)"), at: .init(file: path, row: 1))
        }
        try eachRecord(of: path) { cells, row in
            guard hasHeader else {
                guard cells == columns else { throw wrongHeader() }
                hasHeader = true
                return
            }
            guard cells.count == columns.count else {
                throw Problem(
                    .badInput, LocalText("单元格数与表头不符", "it has more or fewer cells than the header"),
                    at: .init(file: path, row: row))
            }
            try body(cells)
        }
        guard hasHeader else { throw wrongHeader() }
    }

    private func eachRecord(of path: String, _ body: ([String], _ row: Int) throws -> Void) throws {
        let stream = try open(path)
        var reader = CSVReader(delimiter: .comma, bufferSize: stream.bufferSize) { room in try stream.read(into: room) }
        while try reader.next() {
            try body(reader.cells.map { String(decoding: $0, as: UTF8.self) }, reader.rowNumber)
        }
    }
}

extension BundleStream {
    /// How many bytes of a CSV are read at a time: dozens are open at once, and most are short.
    package var bufferSize: Int { min(1 << 17, Int(clamping: file.size) + 1) }
}
