import AssessmentKernel
import CSV
import TextEncodings

/// How a text file is read as a table: its encoding, its delimiter and the row of its header.
///
/// Nothing in the file says the delimiter, and nothing but its bytes the encoding: both are those under which the header
/// is found.
struct TextTable {
    private let file: InputFile
    private let encodings: [TextEncoding]

    private static let delimiters: [CSVReader.Delimiter] = [.comma, .tab, .semicolon]
    /// How much is read at a time while the header is searched.
    private static let searchBuffer = 1 << 16

    init(_ file: InputFile) throws(Problem) {
        self.file = file
        let encoding = try file.encoding()
        // Without a mark, bytes that are no UTF-8 are either.
        encodings = encoding == .gb18030 ? [.gb18030, .damagedUTF8] : [encoding]
    }

    /// One way to read the file.
    private struct Reading {
        let encoding: TextEncoding
        let delimiter: CSVReader.Delimiter
        let search: HeaderSearch
    }

    /// The rows from the header on, padded to its length.
    func records(below header: HeaderPlace) throws(Problem) -> any RecordSource {
        guard case .names(let names) = header else {
            if case .row(let row) = header { return try records(from: row) }
            return try records(from: 1)
        }
        var readings: [Reading] = []
        for encoding in encodings {
            for delimiter in TextTable.delimiters {
                let search = HeaderSearch(names, in: try rows(encoding, delimiter, TextTable.searchBuffer))
                if case .failed(let problem) = search.fault { throw problem }
                if let row = search.found { return try records(encoding, delimiter, from: row) }
                readings.append(Reading(encoding: encoding, delimiter: delimiter, search: search))
            }
        }
        return try unfound(readings)
    }

    /// The rows of a file without a header, so that its message says what it has instead.
    private func unfound(_ readings: [Reading]) throws(Problem) -> any RecordSource {
        let head = try file.head()
        if encodings.contains(.gb18030), let zero = head.firstIndex(of: 0) {
            // UTF-16 without a mark, or no text at all: the bytes beside the zeros mean nothing.
            let row = 1 + head[..<zero].count { $0 == 0x0A }
            return RefusedRecords(Refusal(CSVFault(.zeroByte, row: row)))
        }
        let encoding = try likeliest(readings)
        let (known, cells) = (readings.map { $0.search.best?.count ?? 0 }, readings.map(\.search.mostCells))
        let likely = readings.indices.filter { readings[$0].encoding == encoding }
        // The first of equals, so that a file of one column is read with commas.
        var choice = likely.first ?? 0
        for place in likely where (known[place], cells[place]) > (known[choice], cells[choice]) { choice = place }
        guard readings.indices.contains(choice) else { return try records(from: 1) }
        let reading = readings[choice]
        // A file with damaged bytes is refused for them, at their row.
        if encoding == .damagedUTF8 { return DamagedRecords(try rows(encoding, reading.delimiter)) }
        if let fault = reading.search.fault, case .refused(let refusal) = fault, known[choice] == 0 {
            return RefusedRecords(refusal)
        }
        let records = try records(encoding, reading.delimiter, from: reading.search.best?.row ?? 1)
        return HeaderlessRecords(records, firstFilled: reading.search.firstFilled)
    }

    /// The encoding of a file whose header is found in none: the one that has more of the titles, else that of its bytes.
    private func likeliest(_ readings: [Reading]) throws(Problem) -> TextEncoding {
        guard encodings.count > 1 else { return encodings.first ?? .utf8 }
        let known = encodings.map { encoding in
            readings.filter { $0.encoding == encoding }.map { $0.search.best?.count ?? 0 }.max() ?? 0
        }
        if known[0] != known[1] { return known[0] > known[1] ? encodings[0] : encodings[1] }
        return try mostlyUTF8() ? .damagedUTF8 : .gb18030
    }

    /// Whether the characters at the front of the file are UTF-8 but for a few.
    private func mostlyUTF8() throws(Problem) -> Bool {
        let head = try file.head()
        let text = String(decoding: head, as: UTF8.self)
        var (sound, damaged) = (0, 0)
        for scalar in text.unicodeScalars where scalar.value >= 0x80 {
            if scalar == "\u{FFFD}" { damaged += 1 } else { sound += 1 }
        }
        return sound > damaged * 4
    }

    /// The rows from a given one on, under the delimiter by which that row has most cells.
    ///
    /// So a file is read again as it was read when its header was found.
    func records(from row: Int) throws(Problem) -> any RecordSource {
        let isDamaged = encodings.count > 1 ? try mostlyUTF8() : false
        let encoding = isDamaged ? .damagedUTF8 : encodings.first ?? .utf8
        var best: (delimiter: CSVReader.Delimiter, cells: Int) = (.comma, 0)
        for delimiter in TextTable.delimiters {
            let records = try records(encoding, delimiter, from: row, TextTable.searchBuffer)
            var (cells, rows) = (0, 0)
            do throws(RecordFault) {
                // Titles and blank rows above a header say nothing of the delimiter.
                while cells < 2, rows < HeaderSearch.lastRow, let record = try records.next() {
                    cells = max(cells, record.cells.count { !CellText.isBlank($0) })
                    rows += 1
                }
            } catch {
                if case .failed(let problem) = error { throw problem }
            }
            if cells > best.cells { best = (delimiter, cells) }
        }
        return try records(encoding, best.delimiter, from: row)
    }

    private func records(
        _ encoding: TextEncoding, _ delimiter: CSVReader.Delimiter, from row: Int, _ bufferSize: Int = 1 << 18
    ) throws(Problem) -> any RecordSource {
        CSVRecords(try file.bytes(), encoding, delimiter, from: row, isPadded: true, bufferSize: bufferSize)
    }

    /// All rows as they are.
    private func rows(
        _ encoding: TextEncoding, _ delimiter: CSVReader.Delimiter, _ bufferSize: Int = 1 << 18
    ) throws(Problem) -> any RecordSource {
        CSVRecords(try file.bytes(), encoding, delimiter, from: 1, isPadded: false, bufferSize: bufferSize)
    }
}

/// Reads a text without a header to its damage, which refuses it.
private final class DamagedRecords: RecordSource {
    private let records: any RecordSource

    init(_ records: any RecordSource) { self.records = records }

    func next() throws(RecordFault) -> Record? {
        while try records.next() != nil {}
        return nil
    }
}
