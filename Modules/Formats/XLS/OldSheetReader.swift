import AssessmentKernel
public import Sheets

/// Reads the rows of a sheet from first to last.
public final class OldSheetReader: SheetRows {
    private static let errors: [Int: StaticString] = [
        0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
    ]

    /// Whether days count from 1904.
    public let countsFrom1904: Bool
    /// How many of the rows returned so far are hidden.
    public var hiddenRows: Int { queue.hiddenRows }

    private let globals: Globals
    private let layout: SheetLayout
    private let queue: RowQueue
    private let stream: ExtentReader
    private var records: RecordReader
    private var depth = 1
    /// The next of the layout's ordered records, and of its merged ranges.
    private var nextInOrder = 0
    private var nextMerge = 0
    /// The row whose cells are being read, and the last column of it so far.
    private var row = -1
    private var column = -1
    private var isAtEnd = false

    init(_ stream: ExtentReader, _ globals: Globals, _ layout: SheetLayout, at place: Int) {
        self.stream = stream
        self.globals = globals
        self.layout = layout
        countsFrom1904 = globals.countsFrom1904
        queue = RowQueue(formats: globals.formats)
        queue.fillable = layout.columns
        records = RecordReader(stream, at: place)
        depth = 0
    }

    /// The next row with a value of its own; nil after the last one.
    public func next() throws(WorkbookFault) -> SheetRow? {
        while true {
            if let row = queue.next() { return row }
            if isAtEnd { return nil }
            try readRow()
        }
    }

    /// Reads records until a row is complete.
    private func readRow() throws(WorkbookFault) {
        while queue.isEmpty {
            guard let record = try nextCell() else {
                isAtEnd = true
                return try endRow()
            }
            let next = record.body.u16(0)
            if next != row {
                try endRow()
                row = next
                column = -1
            }
            try add(record)
        }
    }

    /// The next record of a cell, in the order of rows and columns; nil after the last one.
    @inline(__always)
    private func nextCell() throws(WorkbookFault) -> RecordReader.Record? {
        if let order = layout.order {
            guard nextInOrder < order.count else { return nil }
            records.place = order[nextInOrder]
            nextInOrder += 1
            return try records.next()
        }
        while let record = try records.next() {
            switch record.type {
            case RecordType.begin: depth += 1
            case RecordType.end:
                depth -= 1
                if depth <= 0 { return nil }
            default: if depth == 1, CellType(record.type) != nil { return record }
            }
        }
        return nil
    }

    private func endRow() throws(WorkbookFault) {
        guard row >= 0 else { return }
        while nextMerge < layout.merges.count, layout.merges[nextMerge].rows.lowerBound <= row {
            let merge = layout.merges[nextMerge]
            nextMerge += 1
            guard merge.rows.lowerBound == row else { continue }
            queue.spread(from: merge.columns.lowerBound, columns: merge.columns.count, rows: merge.rows.count)
        }
        let isHidden = row < layout.hidden.count && layout.hidden[row]
        try queue.end(row: row + 1, isHidden: isHidden)
        row = -1
    }

    /// Whether a cell may stand at a column: of two for one place, the later one counts.
    private func begins(_ place: Int) throws(WorkbookFault) -> Bool {
        guard place < RowQueue.mostColumns else { throw .badReference(String(place + 1), row: row + 1) }
        if place == column { queue.dropLast() } else if place < column { return false }
        column = place
        return true
    }

    private func add(_ record: RecordReader.Record) throws(WorkbookFault) {
        let body = record.body
        guard let type = CellType(record.type) else { return }
        if type == .numbers {
            let first = body.u16(2)
            for offset in 0...CellType.last(body) where 10 + 6 * offset <= body.count {
                guard try begins(first + offset) else { continue }
                addPacked(body.u32(6 + 6 * offset), body.u16(4 + 6 * offset))
            }
            return
        }
        guard try begins(body.u16(2)) else { return }
        let style = body.u16(4)
        switch type {
        case .shared:
            guard let text = globals.texts.text(Int(body.u32(6))) else { throw .broken("shared text", row: row + 1) }
            if text.count > 0 { queue.add(column: column, pinned: text, style: style) }
        case .packed: addPacked(body.u32(6), style)
        case .number: addNumber(Double(bitPattern: body.u64(6)), style)
        case .text:
            try appendText(record, at: 6)
            if queue.textCount > 0 { queue.add(column: column, .text, style: style) }
        case .value: addValue(body.u8(6), isError: body.u8(7) == 1)
        case .formula: try addResult(record, style)
        case .numbers: break
        }
    }

    /// Adds a number packed into 30 bits: a whole number or the upper half of a fraction, possibly a hundredth.
    @inline(__always)
    private func addPacked(_ bits: UInt32, _ style: Int) {
        let isHundredth = bits & 1 != 0
        if bits & 2 != 0 {
            let whole = Int(Int32(bitPattern: bits) >> 2)
            if !isHundredth { queue.append(whole: whole) } else { queue.append(hundredths: whole) }
            return queue.add(column: column, .number, style: style)
        }
        let number = Double(bitPattern: UInt64(bits & 0xFFFF_FFFC) << 32)
        addNumber(isHundredth ? number / 100 : number, style)
    }

    private func addNumber(_ number: Double, _ style: Int) {
        guard number.isFinite else { return addError(0x24) }
        queue.append(number: number)
        queue.add(column: column, .number, style: style)
    }

    private func addError(_ code: Int) {
        let name = OldSheetReader.errors[code] ?? "#N/A"
        queue.append(UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
        queue.add(column: column, .error)
    }

    private func addValue(_ value: Int, isError: Bool) {
        if isError { return addError(value) }
        queue.append(value == 0 ? 0x30 : 0x31)
        queue.add(column: column, .boolean)
    }

    /// Adds the result of a formula; that of a text is in a record of its own behind it.
    private func addResult(_ record: RecordReader.Record, _ style: Int) throws(WorkbookFault) {
        let body = record.body
        // Writers that do not calculate leave zero or nothing, and ask the spreadsheet program to do it.
        let isDue = body.u16(14) & 2 != 0
        guard body.u16(12) == 0xFFFF else {
            let bits = body.u64(6)
            if isDue, bits == 0 { return queue.add(column: column, .uncalculated, style: style) }
            return addNumber(Double(bitPattern: bits), style)
        }
        switch body.u8(6) {
        case 3 where isDue || globals.neverCalculates: queue.add(column: column, .uncalculated, style: style)
        case 1: addValue(body.u8(8), isError: false)
        case 2: addError(body.u8(8))
        case 0:
            var behind = records
            while let type = try behind.peek(),
                [0x4BC, 0x221, 0x236, 0x21, 0x37, 0x36, RecordType.continued].contains(type)
            {
                _ = try behind.next()
            }
            guard try behind.peek() == 0x207, let text = try behind.next() else {
                return queue.add(column: column, .uncalculated, style: style)
            }
            try appendText(text, at: 0, then: behind)
            if queue.textCount > 0 { queue.add(column: column, .text, style: style) }
        default: break
        }
    }

    private func appendText(_ record: RecordReader.Record, at place: Int, then behind: RecordReader? = nil)
        throws(WorkbookFault)
    {
        let (globals, records, row) = (globals, behind ?? records, row)
        try queue.append { (buffer) throws(WorkbookFault) in
            guard globals.isWide else {
                let isSound = globals.append(
                    bytes: record.body.slice(place + 2, record.body.u16(place)), to: buffer)
                if isSound { return }
                throw WorkbookFault(
                    "encoding", LocalText("工作簿中有损坏的文字", "the workbook has damaged text"), row: row + 1)
            }
            var run = TextRun(record, at: place, then: records)
            try run.append(to: buffer)
        }
    }
}
