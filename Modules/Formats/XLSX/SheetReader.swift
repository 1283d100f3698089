import AssessmentKernel
import Foundation
public import Sheets
import ZIP

/// Reads the rows of a sheet from first to last, one chunk of its XML at a time.
public final class SheetReader: SheetRows {
    /// Whether days count from 1904.
    public let countsFrom1904: Bool
    /// How many of the rows returned so far are hidden.
    public private(set) var hiddenRows = 0

    private let archive: ZIPReader
    private let part: ZIPReader.Entry
    private let lists: SheetLists
    /// The formats as cells bear them; ``lists`` keeps them alive.
    private let looks: [SheetCell.Look]
    private let general = SheetCell.Look(.general)
    private let isUncalculated: Bool
    private let handler: SheetHandler
    private let stream: XMLStream
    private var place = 0
    private var cellStart = 0
    private var room: UnsafeMutablePointer<SheetCell>
    private var roomCount = 64
    /// The total bytes of shared texts in the sheet's cells so far.
    private var sharedBytes = 0
    /// The columns that are filled in the widest row so far.
    private var width = 0
    /// The merged ranges; nil while all rows are as wide as the widest, so that none can matter.
    private var merges: MergeFilling?

    /// The limit of ``sharedBytes``: a long text shared by a million cells would fill any disk.
    private static let mostSharedBytes = 2 << 30
    /// The limit of the shared texts of one row: a header is copied, so that a long text in each of its cells would
    /// fill the memory.
    private static let mostRowBytes = 32 << 20

    init(
        _ archive: ZIPReader, _ part: ZIPReader.Entry, _ lists: SheetLists, countsFrom1904: Bool, isUncalculated: Bool
    ) throws(WorkbookFault) {
        self.countsFrom1904 = countsFrom1904
        self.archive = archive
        self.part = part
        self.lists = lists
        self.isUncalculated = isUncalculated
        looks = lists.formats.map { SheetCell.Look($0) }
        handler = SheetHandler(part: part.name, isUncalculated: isUncalculated)
        stream = try XMLStream(archive, part, handler)
        room = .allocate(capacity: roomCount)
    }

    deinit { room.deallocate() }

    /// The next non-empty row; nil after the last one.
    ///
    /// - Throws: ``WorkbookFault`` when the sheet is damaged or malicious; rows before the fault may have been
    ///   returned.
    public func next() throws(WorkbookFault) -> SheetRow? {
        while place == handler.rows.count {
            if place > 0 {
                handler.forgetRows()
                place = 0
                cellStart = 0
            }
            guard try stream.advance() || !handler.rows.isEmpty else { return nil }
            if !handler.rows.isEmpty { try lookForMerges() }
        }
        let (number, end, isHidden) = handler.rows[place]
        let count = end - cellStart
        if count > roomCount {
            room.deallocate()
            roomCount = max(count, roomCount * 2)
            room = .allocate(capacity: roomCount)
        }
        let before = sharedBytes
        try handler.cells.withUnsafeBufferPointer { (cells) throws(WorkbookFault) in
            for index in 0..<count {
                let stored = cells[cellStart + index]
                let text: UnsafeBufferPointer<UInt8>
                if stored.isShared {
                    guard stored.start < lists.texts.count else {
                        throw lists.textsFault ?? .damaged(part: part.name, "shared string", row: number)
                    }
                    text = lists.texts.text(stored.start)
                    sharedBytes += text.count
                } else {
                    text = handler.bytes[stored.start..<(stored.start + stored.count)]
                }
                let style = Int(stored.style)
                var look = general
                if looks.indices.contains(style) {
                    look = looks[style]
                } else if style > 0, stored.kind == .number, let fault = lists.stylesFault {
                    // Whether it is a number or a day cannot be told.
                    throw fault
                }
                let cell = SheetCell(column: Int(stored.column), kind: stored.kind, look: look, text: text)
                (room + index).initialize(to: cell)
            }
        }
        if sharedBytes > SheetReader.mostSharedBytes || sharedBytes - before > SheetReader.mostRowBytes {
            throw .tooMuch(LocalText("工作表的文字过多", "the texts of a sheet"), row: number)
        }
        cellStart = end
        place += 1
        let own = UnsafeBufferPointer(start: room, count: count)
        let cells = try merges?.fill(own, row: number) ?? own
        if isHidden { hiddenRows += 1 }
        return SheetRow(number: number, cells: cells)
    }

    /// Reads the merged ranges, which stand behind all rows, as soon as a row of the chunk has a blank that one of them
    /// may fill.
    ///
    /// A sheet whose rows are all filled is read once; any other is unpacked twice, and one with merged ranges read twice.
    private func lookForMerges() throws(WorkbookFault) {
        if merges != nil { return }
        var start = 0
        var isFull = !lists.texts.hasEmpty
        for row in handler.rows { width = max(width, Int(handler.cells[row.end - 1].column) + 1) }
        for row in handler.rows {
            if row.end - start != width { isFull = false }
            start = row.end
        }
        if isFull { return }
        let ranges = try MergedRange.all(in: archive, part)
        merges = MergeFilling(ranges, into: ranges.isEmpty ? [] : ownColumns(under: ranges))
    }

    /// Whether each column under some range has a cell of its own in any row.
    ///
    /// The search ends with the last of these columns, or with a row that cannot be read: whoever reads up to it is told.
    private func ownColumns(under ranges: [MergedRange]) -> [Bool] {
        var columns = Array(repeating: false, count: SheetHandler.mostColumns)
        var missing = MergedRange.columns(ranges)
        var left = missing.count { $0 }
        func note(_ cells: [SheetHandler.Stored]) {
            for column in cells.lazy.map({ Int($0.column) }) where missing[column] {
                (columns[column], missing[column], left) = (true, false, left - 1)
            }
        }
        let handler = SheetHandler(part: part.name, isUncalculated: isUncalculated)
        do throws(WorkbookFault) {
            let stream = try XMLStream(archive, part, handler)
            var goesOn = true
            while goesOn, left > 0 {
                goesOn = try stream.advance()
                note(handler.cells)
                handler.forgetRows()
            }
        } catch {
            note(handler.cells)
        }
        return columns
    }
}
