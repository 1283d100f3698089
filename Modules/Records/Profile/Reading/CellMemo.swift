import AssessmentKernel
import Cells
import Patterns

/// Reads the cells of a column and remembers what it read: the same few values stand in thousands of rows.
final class CellMemo {
    private struct Entry {
        let hash: UInt64
        let key: Range<Int>
        /// Where the text is; nil when the cell stays.
        let text: Range<Int>?
        /// The fault's place among ``faults``, −1 for none.
        let fault: Int
    }

    private static let mostEntries = 4_096
    private static let mostBytes = 1 << 18
    /// Longer cells are not worth remembering.
    private static let longest = 256

    private let reading: CellReading
    private let period: FilePeriod?
    private let isPlain: Bool
    private var entries: [Entry] = []
    private var table = [Int32](repeating: -1, count: CellMemo.mostEntries * 2)
    private var faults: [CellFault] = []
    private var bytes: UnsafeMutableBufferPointer<UInt8>
    private var used = 0
    private let room = Room()

    init(_ reading: CellReading, _ period: FilePeriod?) {
        self.reading = reading
        self.period = period
        isPlain = reading.isPlain
        bytes = .allocate(capacity: reading.isPlain ? 0 : CellMemo.mostBytes)
    }

    deinit { bytes.deallocate() }

    /// Begins a row: texts of earlier ones may be dropped.
    func begin() {
        if isPlain { return }
        room.begin()
        guard entries.count >= CellMemo.mostEntries || used + 4 * CellMemo.longest > bytes.count else { return }
        entries.removeAll(keepingCapacity: true)
        faults.removeAll()
        for place in table.indices { table[place] = -1 }
        used = 0
    }

    /// What a cell becomes; the text is valid until the next row begins.
    func read(_ cell: UnsafeBufferPointer<UInt8>) -> (cell: UnsafeBufferPointer<UInt8>, fault: CellFault?) {
        if isPlain { return (cell, nil) }
        guard cell.count <= CellMemo.longest, entries.count < CellMemo.mostEntries else { return readAnew(cell) }
        let hash = CellMemo.hash(cell)
        var place = Int(truncatingIfNeeded: hash) & (table.count - 1)
        while table[place] >= 0 {
            let entry = entries[Int(table[place])]
            if entry.hash == hash, entry.key.count == cell.count, bytes[entry.key].elementsEqual(cell) {
                return answer(entry, cell)
            }
            place = (place + 1) & (table.count - 1)
        }
        let result = reading.read(cell, period)
        guard used + 2 * CellMemo.longest <= bytes.count else { return kept(result, cell) }
        let key = keep(cell)
        var text: Range<Int>?
        var fault = -1
        switch result {
        case .same: break
        case .text(let read):
            guard read.count <= CellMemo.longest else { return kept(result, cell) }
            text = read.withUnsafeBufferPointer { keep($0) }
        case .fault(let found):
            fault = faults.firstIndex(of: found) ?? faults.count
            if fault == faults.count { faults.append(found) }
        }
        table[place] = Int32(entries.count)
        let entry = Entry(hash: hash, key: key, text: text, fault: fault)
        entries.append(entry)
        return answer(entry, cell)
    }

    private func answer(
        _ entry: Entry, _ cell: UnsafeBufferPointer<UInt8>
    ) -> (cell: UnsafeBufferPointer<UInt8>, fault: CellFault?) {
        if entry.fault >= 0 { return (cell, faults[entry.fault]) }
        return (entry.text.map { UnsafeBufferPointer(rebasing: bytes[$0]) } ?? cell, nil)
    }

    private func readAnew(
        _ cell: UnsafeBufferPointer<UInt8>
    ) -> (cell: UnsafeBufferPointer<UInt8>, fault: CellFault?) { kept(reading.read(cell, period), cell) }

    private func kept(
        _ result: CellReading.Result, _ cell: UnsafeBufferPointer<UInt8>
    ) -> (cell: UnsafeBufferPointer<UInt8>, fault: CellFault?) {
        switch result {
        case .same: (cell, nil)
        case .text(let text): (room.keep(text), nil)
        case .fault(let fault): (cell, fault)
        }
    }

    private func keep(_ text: UnsafeBufferPointer<UInt8>) -> Range<Int> {
        let start = used
        for byte in text {
            bytes[used] = byte
            used += 1
        }
        return start..<used
    }

    private static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return hash ^ hash >> 29
    }
}

/// Tells whether cells are among some words, and remembers the answers.
final class WordMemo {
    private let memo: CellMemo?

    init(_ words: Words) {
        guard !words.isEmpty else {
            memo = nil
            return
        }
        var reading = CellReading(.text)
        reading.isAmong = words
        memo = CellMemo(reading, nil)
    }

    func contains(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let memo else { return false }
        memo.begin()
        return memo.read(cell).fault != nil
    }
}
