import AssessmentKernel
import ZIP

/// The rows that were printed here, which the library's workbook lacks.
///
/// The library packs a whole workbook on one core at its end, which took as long as all else of it. So it packs what is around the rows, and
/// the rows are packed while they come, on all cores (``ZIPEntryWriter``).
struct PackedRows {
    /// By the name of the sheet's part.
    private let rows: [String: ZIPEntryWriter]

    /// - Parameter sheets: the rows of each sheet, in their order; nil for a sheet that has none.
    init(_ sheets: [ZIPEntryWriter?]) {
        rows = sheets.enumerated().reduce(into: [:]) { rows, sheet in
            rows[SheetPart.name(sheet.offset)] = sheet.element
        }
    }

    /// Puts the rows into a workbook, which is replaced as a whole.
    ///
    /// - Parameter archive: writes the workbook, and has packed the rows.
    /// - Throws: ``Problem`` when it cannot be read or written, or has no such sheet; it is then as it was.
    func put(into path: String, _ archive: ZIPWriter) throws(Problem) {
        guard !rows.isEmpty else { return }
        let frame = try PackedRows.reading(path) { () throws(ZIPFault) in
            try ZIPReader(path: path, limits: PackedRows.limits, policy: .gentle)
        }
        var parts: [(name: String, entry: ZIPEntryWriter)] = []
        var missing = Set(rows.keys)
        for part in frame.entries {
            let entry = archive.entry()
            let bytes = try PackedRows.reading(path) { () throws(ZIPFault) in try frame.bytes(of: part, limit: .max) }
            if let rows = rows[part.name], let end = SheetPart.endOfRows(in: bytes) {
                try entry.write(Array(bytes[..<end]))
                try entry.append(rows)
                try entry.write(Array(bytes[end...]))
                missing.remove(part.name)
            } else {
                try entry.write(bytes)
            }
            // One after another, so that beside the rows only one has a chunk in memory.
            try entry.close()
            parts.append((part.name, entry))
        }
        guard missing.isEmpty else {
            throw Problem(
                .fault, LocalText("工作簿缺少工作表", "the workbook lacks a sheet for its rows"), at: .init(file: path))
        }
        _ = try archive.finish(parts)
    }

    /// What the library has made may be packed as well as it likes.
    private static var limits: ZIPReader.Limits {
        var limits = ZIPReader.Limits()
        limits.ratio = 10_000
        return limits
    }

    private static func reading<Result>(
        _ path: String, _ body: () throws(ZIPFault) -> Result
    ) throws(Problem) -> Result {
        do throws(ZIPFault) { return try body() } catch {
            throw Problem(.inputOutput, error.reason, at: .init(file: path))
        }
    }
}

/// A sheet's part of a workbook.
enum SheetPart {
    private static let end = Array("</sheetData>".utf8)

    /// The name of the part of a sheet, counted from 0.
    static func name(_ number: Int) -> String { "xl/worksheets/sheet\(number + 1).xml" }

    /// Where a sheet's rows end: no text has these bytes, because it is escaped.
    static func endOfRows(in part: [UInt8]) -> Int? {
        guard part.count >= end.count else { return nil }
        // From the end, before which little follows the rows.
        return (0...part.count - end.count).last { part[$0] == end[0] && part[$0...].starts(with: end) }
    }
}
