#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Reads the records of a CSV file (RFC 4180) from a stream of bytes, one at a time and without an allocation per
/// record.
///
/// ```swift
/// var reader = CSVReader { buffer in try file.read(into: buffer) }
/// while try reader.next() {
///     print(reader.rowNumber, reader.cells.map { String(decoding: $0, as: UTF8.self) })
/// }
/// ```
///
/// Lines end with CRLF, LF or a lone CR; the last may lack its end. An empty line is a record of one empty cell,
/// because a spreadsheet shows it as a row too. Byte-order marks at the start are dropped. Quoting is strict: what RFC
/// 4180 does not allow is refused, because guessing could shift cells to other columns unnoticed. The one exception is a
/// cell such as `="0012"`, which programs write to keep a spreadsheet from changing a code: it is kept with its quotes.
public struct CSVReader: ~Copyable {
    /// Puts the next bytes at the front of the buffer and returns their number, which is 0 only at the end.
    public typealias Source = (UnsafeMutableRawBufferPointer) throws -> Int

    /// The delimiter between cells.
    public enum Delimiter: Sendable {
        /// A comma.
        case comma
        /// A tab.
        case tab
        /// A semicolon.
        case semicolon
        /// A tab when the first record has more tabs than commas outside quotes, else a comma.
        case byHeader
    }

    /// The limits of one record, so that an unclosed quote does not load the whole file into memory.
    public struct Limits: Sendable {
        /// The bytes of a record.
        public var bytes: Int
        /// The cells of a record.
        public var cells: Int

        /// Sets the limits: 64 MiB and 1,048,576 cells by default.
        public init(bytes: Int = 64 << 20, cells: Int = 1 << 20) {
            self.bytes = bytes
            self.cells = cells
        }
    }

    /// The row of the current record as a spreadsheet shows it: records count from 1; line breaks in cells do not
    /// count.
    public private(set) var rowNumber = 0

    let source: Source
    let limits: Limits
    /// The delimiter's byte; 0 until the first record was read.
    var delimiter: UInt8
    /// What added to a byte sets its highest bit unless the byte may have a meaning, in each byte of the word.
    private let reach: UInt64
    var isStarted = false
    /// Whether the source has returned its last byte.
    var isExhausted = false
    /// The source's error, kept while the bytes before it still hold whole records.
    var failure: (any Error)?

    /// The buffered bytes; eight more are allocated, so that a word can be loaded at any place.
    var base: UnsafeMutablePointer<UInt8>
    var capacity: Int
    var end = 0
    /// Where the next record begins.
    var position = 0
    /// The place of the first zero byte; `Int.max` when there is none.
    var zeroByte = Int.max

    private var cellBase: UnsafeMutablePointer<UnsafeBufferPointer<UInt8>>
    private var cellCapacity = 64
    private var cellCount = 0
    /// The places of the current record's cells that contain doubled quotes.
    private var escapedCells: [Int] = []

    /// Makes a reader.
    ///
    /// - Parameters:
    ///   - delimiter: the delimiter between cells.
    ///   - bufferSize: how many bytes are requested at a time; the buffer grows only for a longer record.
    ///   - limits: the limits of one record.
    ///   - source: supplies the bytes.
    public init(
        delimiter: Delimiter = .byHeader, bufferSize: Int = 1 << 18, limits: Limits = Limits(),
        source: @escaping Source
    ) {
        switch delimiter {
        case .comma: self.delimiter = 0x2C
        case .tab: self.delimiter = 0x09
        case .semicolon: self.delimiter = 0x3B
        case .byHeader: self.delimiter = 0
        }
        // Bytes below `-`, or below `<` where the semicolon has a meaning.
        reach = self.delimiter == 0x3B ? 0x4444_4444_4444_4444 : 0x5353_5353_5353_5353
        self.source = source
        self.limits = limits
        capacity = max(1, bufferSize)
        base = UnsafeMutablePointer.allocate(capacity: capacity + 8)
        base.initialize(repeating: 0, count: capacity + 8)
        cellBase = UnsafeMutablePointer.allocate(capacity: cellCapacity)
    }

    deinit {
        base.deallocate()
        cellBase.deallocate()
    }

    /// The cells of the current record, without quotes; valid until the next call of ``next()``.
    public var cells: UnsafeBufferPointer<UnsafeBufferPointer<UInt8>> {
        UnsafeBufferPointer(start: cellBase, count: cellCount)
    }

    /// The bytes of the current record from its first cell to its last, with delimiters and quotes between them.
    ///
    /// Nil when quotes were taken out of a cell; valid until the next call of ``next()``.
    public var plainRecord: UnsafeBufferPointer<UInt8>? {
        guard escapedCells.isEmpty, cellCount > 0, let start = cellBase[0].baseAddress,
            let end = cellBase[cellCount - 1].baseAddress
        else { return nil }
        return UnsafeBufferPointer(start: start, count: end - start + cellBase[cellCount - 1].count)
    }

    /// Reads the next record.
    ///
    /// - Returns: false after the last record.
    /// - Throws: a ``CSVFault``, again on every further call; or the source's error, once all records before it were
    ///   read: the bytes then broke off in the row after ``rowNumber``.
    public mutating func next() throws -> Bool {
        if !isStarted { try start() }
        while true {
            switch try scan() {
            case .record:
                if position > zeroByte { throw CSVFault(.zeroByte, row: rowNumber + 1) }
                if !escapedCells.isEmpty { unescape() }
                rowNumber += 1
                return true
            case .needsMore: try refill()
            case .end: return false
            }
        }
    }

    private enum Scan { case record, needsMore, end }

    /// The bytes below `-` in a word, each marked by its highest bit: they include every byte with a meaning in CSV,
    /// and of the common cell bytes only the space.
    ///
    /// With semicolons the digits are among them too.
    @inline(__always)
    private static func candidates(_ word: UInt64, _ reach: UInt64) -> UInt64 {
        let isAbove = (word & 0x7F7F_7F7F_7F7F_7F7F) &+ reach
        return ~(isAbove | word) & 0x8080_8080_8080_8080
    }

    /// Scans one record from `position`.
    ///
    /// When the bytes run out within it, it is rescanned once there are more.
    private mutating func scan() throws(CSVFault) -> Scan {
        let base = self.base
        let end = self.end
        let delimiter = self.delimiter
        let reach = self.reach
        let isExhausted = self.isExhausted
        var start = position
        guard start < end else { return isExhausted ? .end : .needsMore }
        cellCount = 0
        escapedCells.removeAll(keepingCapacity: true)
        var cursor = start
        var mask = CSVReader.candidates(word(at: cursor), reach)
        while true {
            while mask == 0 {
                cursor += 8
                if cursor >= end { break }
                mask = CSVReader.candidates(word(at: cursor), reach)
            }
            var at = mask == 0 ? end : cursor + mask.trailingZeroBitCount >> 3
            if at >= end {
                guard isExhausted else { return .needsMore }
                try emit(start, end)
                position = end
                return .record
            }
            mask &= mask &- 1
            var byte = base[at]
            if byte == 0x22 {
                if at != start {
                    guard let close = try endOfWrapped(from: start, quote: at) else { return .needsMore }
                    try emit(start, close)
                    at = close
                    if at == end {
                        position = end
                        return .record
                    }
                    byte = base[at]
                    cursor = at + 1
                    mask = CSVReader.candidates(word(at: cursor), reach)
                } else if let close = try closingQuote(after: at) {
                    try emit(at + 1, close)
                    at = close + 1
                    if at == end {
                        position = end
                        return .record
                    }
                    byte = base[at]
                    guard byte == delimiter || byte == 0x0A || byte == 0x0D else {
                        throw CSVFault(.textAfterQuote, row: rowNumber + 1)
                    }
                    cursor = at + 1
                    mask = CSVReader.candidates(word(at: cursor), reach)
                } else {
                    return .needsMore
                }
            } else if byte == delimiter || byte == 0x0A || byte == 0x0D {
                try emit(start, at)
            } else {
                continue
            }
            start = at + 1
            if byte == delimiter { continue }
            if byte == 0x0D {
                // Only the next byte tells CRLF from a lone CR.
                if start == end && !isExhausted { return .needsMore }
                if start < end && base[start] == 0x0A { start += 1 }
            }
            position = start
            return .record
        }
    }

    @inline(__always)
    private func word(at place: Int) -> UInt64 {
        UInt64(littleEndian: UnsafeRawPointer(base + place).loadUnaligned(as: UInt64.self))
    }

    /// The place of a cell's closing quote; nil when more bytes are needed.
    ///
    /// Marks a cell with doubled quotes.
    @inline(__always)
    private mutating func closingQuote(after opening: Int) throws(CSVFault) -> Int? {
        var place = opening + 1
        var isEscaped = false
        while true {
            guard let found = memchr(base + place, 0x22, end - place) else {
                if isExhausted { throw CSVFault(.openQuote, row: rowNumber + 1) }
                return nil
            }
            let quote = UnsafeRawPointer(base).distance(to: found)
            if quote + 1 == end && !isExhausted { return nil }
            if quote + 1 < end && base[quote + 1] == 0x22 {
                isEscaped = true
                place = quote + 2
                continue
            }
            if isEscaped { escapedCells.append(cellCount) }
            return quote
        }
    }

    /// The end of a cell such as `="0012"`, whose quote does not begin it; nil when more bytes are needed.
    ///
    /// White space may stand around. The cell must end in a quote, so that a delimiter in it is never passed over.
    @inline(never)
    private func endOfWrapped(from start: Int, quote: Int) throws(CSVFault) -> Int? {
        var place = start
        while place < quote, base[place] == 0x20 || base[place] == 0x09 { place += 1 }
        guard base[place] == 0x3D, place + 1 == quote else { throw CSVFault(.quoteInCell, row: rowNumber + 1) }
        var stop = quote + 1
        while stop < end, base[stop] != delimiter, base[stop] != 0x0A, base[stop] != 0x0D { stop += 1 }
        if stop == end && !isExhausted { return nil }
        var last = stop - 1
        while last > quote, base[last] == 0x20 || base[last] == 0x09 { last -= 1 }
        guard last > quote, base[last] == 0x22 else { throw CSVFault(.quoteInCell, row: rowNumber + 1) }
        return stop
    }

    @inline(__always)
    private mutating func emit(_ start: Int, _ end: Int) throws(CSVFault) {
        if cellCount == cellCapacity { try growCells() }
        cellBase[cellCount] = UnsafeBufferPointer(start: base + start, count: end - start)
        cellCount += 1
    }

    @inline(never)
    private mutating func growCells() throws(CSVFault) {
        guard cellCount < limits.cells else { throw CSVFault(.recordTooLong, row: rowNumber + 1) }
        cellCapacity = min(cellCapacity * 2, limits.cells)
        let grown = UnsafeMutablePointer<UnsafeBufferPointer<UInt8>>.allocate(capacity: cellCapacity)
        grown.initialize(from: cellBase, count: cellCount)
        cellBase.deallocate()
        cellBase = grown
    }

    /// Replaces doubled quotes by single ones in the marked cells.
    ///
    /// It works in place, which is safe because a complete record is not scanned again.
    private mutating func unescape() {
        for place in escapedCells {
            let cell = cellBase[place]
            guard let start = cell.baseAddress else { continue }
            let bytes = UnsafeMutablePointer(mutating: start)
            var count = 0
            var read = 0
            while read < cell.count {
                let byte = bytes[read]
                bytes[count] = byte
                count += 1
                read += byte == 0x22 ? 2 : 1
            }
            cellBase[place] = UnsafeBufferPointer(start: start, count: count)
        }
    }
}
