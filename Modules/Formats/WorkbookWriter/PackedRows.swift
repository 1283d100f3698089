import AssessmentKernel
import Disk
import Foundation
import ZIP

/// The rows that were printed here, which the library's workbook lacks.
///
/// The library packs a whole workbook on one core at its end, which took as long as all else of it. So it packs what is around the rows, and
/// the rows are packed in chunks on all cores (``ZIPEntryWriter``).
struct PackedRows {
    /// By the name of the sheet's part.
    private let rows: [String: Spool]

    /// - Parameter sheets: the rows of each sheet, in their order; nil for a sheet that has none.
    init(_ sheets: [Spool?]) {
        rows = sheets.enumerated().reduce(into: [:]) { rows, sheet in
            rows[SheetPart.name(sheet.offset)] = sheet.element
        }
    }

    /// Puts the rows into a workbook, which is replaced as a whole.
    ///
    /// - Throws: ``Problem`` when it cannot be read or written.
    func put(into path: String) throws(Problem) {
        guard !rows.isEmpty else { return }
        let archive = ZIPWriter(path: path, drafts: (path as NSString).deletingLastPathComponent)
        var parts: [(name: String, entry: ZIPEntryWriter)] = []
        for (name, part) in try frame(path) {
            let entry = archive.entry()
            parts.append((name, entry))
            guard let spool = rows[name] else {
                try entry.write(part)
                continue
            }
            let gap = SheetPart.endOfRows(in: part)
            try entry.write(Array(part[..<gap]))
            try PackedRows.copy(spool, to: entry)
            try entry.write(Array(part[gap...]))
        }
        _ = try archive.finish(parts)
    }

    /// The parts of the library's workbook, in their order.
    private func frame(_ path: String) throws(Problem) -> [(name: String, part: [UInt8])] {
        do throws(ZIPFault) {
            let frame = try ZIPReader(path: path, policy: .gentle)
            var parts: [(name: String, part: [UInt8])] = []
            for entry in frame.entries { parts.append((entry.name, try frame.bytes(of: entry, limit: .max))) }
            return parts
        } catch {
            throw Problem(.inputOutput, error.reason, at: .init(file: path))
        }
    }

    private static func copy(_ spool: Spool, to entry: ZIPEntryWriter) throws(Problem) {
        let room = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
        defer { room.deallocate() }
        var place = 0
        while case let count = try spool.read(at: place, into: room), count > 0 {
            try entry.write(UnsafeRawBufferPointer(rebasing: room[..<count]))
            place += count
        }
    }
}

/// A sheet's part of a workbook.
enum SheetPart {
    private static let end = Array("</sheetData>".utf8)

    /// The name of the part of a sheet, counted from 0.
    static func name(_ number: Int) -> String { "xl/worksheets/sheet\(number + 1).xml" }

    /// Where a sheet's rows end: no text has these bytes, because it is escaped.
    static func endOfRows(in part: [UInt8]) -> Int { part.firstRange(of: end)?.lowerBound ?? part.count }
}
