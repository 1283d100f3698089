import AssessmentKernel
import Foundation
import Sheets
import ZIP

/// A range of cells that a sheet shows as one.
struct MergedRange {
    let rows: ClosedRange<Int>
    let columns: ClosedRange<Int>

    /// Reads `A2:B4`; nil for anything else, and for a single cell.
    init?(_ reference: String) {
        let ends = reference.utf8.split(separator: 0x3A)
        guard ends.count == 2, let first = MergedRange.cell(ends[0]), let last = MergedRange.cell(ends[1]),
            first.row <= last.row, first.column <= last.column, first != last
        else { return nil }
        rows = first.row...last.row
        columns = first.column...last.column
    }

    /// Reads `A2` or `$A$2`, its column counted from 0.
    private static func cell(_ text: Substring.UTF8View) -> (column: Int, row: Int)? {
        var column = 0
        var row = 0
        for byte in text where byte != 0x24 {
            let letter = byte & 0xDF
            if letter >= 0x41, letter <= 0x5A, row == 0 {
                column = column * 26 + Int(letter - 0x40)
            } else if byte >= 0x30, byte <= 0x39 {
                row = row * 10 + Int(byte - 0x30)
            } else {
                return nil
            }
            guard column <= SheetHandler.mostColumns, row <= SheetHandler.mostRows else { return nil }
        }
        return column > 0 && row > 0 ? (column - 1, row) : nil
    }

    /// Whether each column of a sheet lies in one of some ranges.
    static func columns(_ ranges: [MergedRange]) -> [Bool] {
        // How many more ranges reach into a column than into the one before it: ranges are many, and wide.
        var steps = [Int](repeating: 0, count: SheetHandler.mostColumns + 1)
        for range in ranges {
            steps[range.columns.lowerBound] += 1
            steps[range.columns.upperBound + 1] -= 1
        }
        var depth = 0
        return steps.dropLast().map { step in
            depth += step
            return depth > 0
        }
    }

    /// The merged ranges of a sheet, from top to bottom.
    ///
    /// They stand behind its rows: the part is unpacked up to them, but not parsed.
    static func all(in archive: ZIPReader, _ part: ZIPReader.Entry) throws(WorkbookFault) -> [MergedRange] {
        let list = MergeList()
        let scan = try MergeScan(archive, part)
        guard try scan.find() else { return [] }
        do throws(WorkbookFault) {
            try XMLStream(part: part.name, list) { (room) throws(WorkbookFault) in try scan.read(into: room) }.finish()
        } catch {
            guard error == MergeList.end else { throw error }
        }
        return list.ranges.sorted {
            ($0.rows.lowerBound, $0.columns.lowerBound) < ($1.rows.lowerBound, $1.columns.lowerBound)
        }
    }
}

/// Collects the merged ranges of a sheet, and stops behind them.
private final class MergeList: XMLHandler {
    private static let most = 1 << 19
    /// What it stops with.
    static let end = WorkbookFault("end-of-merges", LocalText("", ""))

    private(set) var ranges: [MergedRange] = []

    override func start(_ name: XMLName, _ attributes: XMLAttributes) {
        guard name == "mergeCell", let range = attributes.value("ref").flatMap({ MergedRange($0) }) else { return }
        ranges.append(range)
        if ranges.count > MergeList.most { fault = .tooMuch(LocalText("合并单元格过多", "too many merged ranges")) }
    }

    override func end(_ name: XMLName) { if name == "mergeCells" { fault = MergeList.end } }
}

/// Finds the element `mergeCells` in the bytes of a sheet.
private final class MergeScan {
    private static let name = Array("mergeCells".utf8)
    /// The longest prefix of the element that is looked for.
    private static let longestPrefix = 40

    private let entry: ZIPEntryReader
    private let room: UnsafeMutableRawBufferPointer
    /// What was read and not yet given on.
    private var left = 0..<0

    init(_ archive: ZIPReader, _ part: ZIPReader.Entry) throws(WorkbookFault) {
        do throws(ZIPFault) { entry = try archive.open(part) } catch { throw .zip(error) }
        room = .allocate(byteCount: 1 << 17, alignment: 16)
    }

    deinit { room.deallocate() }

    /// Reads up to the element; false when there is none.
    ///
    /// A sheet in UTF-16 stays at its beginning: its bytes are no letters.
    func find() throws(WorkbookFault) -> Bool {
        var kept = 0
        while true {
            let count = try more(UnsafeMutableRawBufferPointer(rebasing: room[kept...]))
            let end = kept + count
            if kept == 0, room[..<min(4, end)].contains(where: { $0 == 0 || $0 >= 0xFE }) {
                left = 0..<end
                return true
            }
            if let start = element(in: end) {
                left = start..<end
                return true
            }
            if count == 0 { return false }
            // The element may begin at the end of what was read.
            kept = min(end, MergeScan.longestPrefix + MergeScan.name.count)
            room.copyMemory(from: UnsafeRawBufferPointer(rebasing: room[(end - kept)..<end]))
        }
    }

    /// The place of `<mergeCells` or `<x:mergeCells` in the first bytes; its end tag and a text do not count.
    private func element(in end: Int) -> Int? {
        guard let base = room.baseAddress else { return nil }
        let name = MergeScan.name
        var from = 0
        // In a sheet's XML the letter is rare.
        while end - from >= name.count, let found = memchr(base + from, Int32(name[0]), end - from - name.count + 1) {
            let place = base.distance(to: found)
            from = place + 1
            guard memcmp(found, name, name.count) == 0 else { continue }
            var start = place
            while start > 0, place - start < MergeScan.longestPrefix {
                start -= 1
                if room[start] == 0x3C { return start }
                // Letters, digits, `-`, `.`, `_`, `:`: a prefix.
                if room[start] < 0x2D || room[start] == 0x2F || room[start] == 0x3E { break }
            }
        }
        return nil
    }

    /// The next bytes from the element on.
    func read(into target: UnsafeMutableRawBufferPointer) throws(WorkbookFault) -> Int {
        if left.isEmpty { return try more(target) }
        let count = min(target.count, left.count)
        target.copyMemory(from: UnsafeRawBufferPointer(rebasing: room[left.lowerBound..<(left.lowerBound + count)]))
        left = (left.lowerBound + count)..<left.upperBound
        return count
    }

    private func more(_ target: UnsafeMutableRawBufferPointer) throws(WorkbookFault) -> Int {
        do throws(ZIPFault) { return try entry.read(into: target) } catch { throw .zip(error) }
    }
}
