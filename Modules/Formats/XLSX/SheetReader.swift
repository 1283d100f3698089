import AssessmentKernel
import Foundation
public import Sheets
import ZIP

/// Reads the rows of a sheet from first to last, one chunk of its XML at a time.
public final class SheetReader: SheetRows {
    /// Whether days count from 1904.
    public let countsFrom1904: Bool
    /// None.
    public var hiddenRows: Int { 0 }

    private let texts: SharedStrings
    private let formats: [NumberFormat]
    /// The formats as cells bear them; ``formats`` keeps them alive.
    private let looks: [SheetCell.Look]
    private let general = SheetCell.Look(.general)
    private let handler: SheetHandler
    private let stream: XMLStream
    private let part: String
    private var place = 0
    private var cellStart = 0
    private var room: UnsafeMutablePointer<SheetCell>
    private var roomCount = 64
    /// The total bytes of shared texts in the sheet's cells so far.
    private var sharedBytes = 0

    /// The limit of ``sharedBytes``: a long text shared by a million cells would fill any disk.
    private static let mostSharedBytes = 2 << 30

    init(
        _ archive: ZIPReader, _ part: ZIPReader.Entry, _ texts: SharedStrings, _ formats: [NumberFormat], countsFrom1904: Bool
    ) throws(WorkbookFault) {
        self.countsFrom1904 = countsFrom1904
        self.texts = texts
        self.formats = formats
        looks = formats.map { SheetCell.Look($0) }
        self.part = part.name
        handler = SheetHandler(part: part.name)
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
        }
        let (number, end) = handler.rows[place]
        let count = end - cellStart
        if count > roomCount {
            room.deallocate()
            roomCount = max(count, roomCount * 2)
            room = .allocate(capacity: roomCount)
        }
        try handler.cells.withUnsafeBufferPointer { (cells) throws(WorkbookFault) in
            for index in 0..<count {
                let stored = cells[cellStart + index]
                let text: UnsafeBufferPointer<UInt8>
                if stored.isShared {
                    guard stored.start < texts.count else { throw .damaged(part: part, "shared string", row: number) }
                    text = texts.text(stored.start)
                    sharedBytes += text.count
                } else {
                    text = handler.bytes[stored.start..<(stored.start + stored.count)]
                }
                let style = Int(stored.style)
                let cell = SheetCell(
                    column: Int(stored.column), kind: stored.kind,
                    look: looks.indices.contains(style) ? looks[style] : general, text: text)
                (room + index).initialize(to: cell)
            }
        }
        if sharedBytes > SheetReader.mostSharedBytes {
            throw .tooMuch(LocalText("工作表的文字过多", "the texts of a sheet"), row: number)
        }
        cellStart = end
        place += 1
        return SheetRow(number: number, cells: UnsafeBufferPointer(start: room, count: count))
    }
}
