import Foundation

/// A workbook of Excel 5 to 2003, made by hand for tests: records, and a compound file around them.
public struct OldBook {
    /// A cell.
    public enum Cell: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, Sendable {
        /// Nothing.
        case none
        /// A text among the shared ones, or in its cell before Excel 97.
        case text(String)
        /// A text in its cell.
        case label(String)
        /// A number as eight bytes.
        case number(Double)
        /// A number as eight bytes, with a cell style.
        case styled(Double, Int)
        /// A whole number packed into four bytes, with a cell style.
        case packed(Int, Int)
        /// A number of hundredths packed into four bytes.
        case hundredths(Int)
        /// Yes or no.
        case boolean(Bool)
        /// An error by its number.
        case error(UInt8)
        /// A formula with the text that it gave; nil when that is missing.
        case formula(String?)
        /// A record of any type with a body after row and column.
        case raw(UInt16, [UInt8])

        /// A text.
        public init(stringLiteral value: String) { self = value.isEmpty ? .none : .text(value) }
        /// A number.
        public init(integerLiteral value: Int) { self = .packed(value, 0) }
    }

    /// A sheet.
    public struct Sheet: Sendable {
        /// Its name.
        public var name: String
        /// Its rows.
        public var rows: [[Cell]]
        /// 0 for a visible sheet, 1 or 2 for a hidden one.
        public var visibility: UInt8 = 0
        /// Rows that are hidden, counted from 0.
        public var hiddenRows: Set<Int> = []
        /// Merged ranges: first and last row, first and last column.
        public var merges: [(Int, Int, Int, Int)] = []
        /// Whether its cells lie in the reverse order.
        public var isReversed = false
        /// Records before its end.
        public var extra: [UInt8] = []

        /// Makes a sheet.
        public init(_ name: String, _ rows: [[Cell]]) {
            self.name = name
            self.rows = rows
        }
    }

    /// The sheets.
    public var sheets: [Sheet]
    /// Whether texts are in UTF-16, as since Excel 97.
    public var isWide = true
    /// The code page; nil to say nothing.
    public var codePage: Int? = 1200
    /// How texts before Excel 97 become bytes.
    public var encode: @Sendable (String) -> [UInt8] = { Array($0.utf8) }
    /// What the workbook says of the programs that wrote it: build, year and history.
    public var writer: [UInt8] = [UInt8](repeating: 0, count: 12)
    /// Whether days count from 1904.
    public var countsFrom1904 = false
    /// The formats of cell styles 1 and on: a built-in number, or a code.
    public var formats: [String] = []
    /// Records among what the sheets share.
    public var extra: [UInt8] = []
    /// The most bytes of a record of shared texts; what is longer goes on in others.
    public var longestRecord = 8_224

    /// Makes a workbook.
    public init(_ sheets: [Sheet]) { self.sheets = sheets }

    /// A record.
    public static func record(_ type: UInt16, _ body: [UInt8]) -> [UInt8] { u16(Int(type)) + u16(body.count) + body }

    /// Two bytes, the lower one first.
    public static func u16(_ value: Int) -> [UInt8] {
        [UInt8(truncatingIfNeeded: value), UInt8(truncatingIfNeeded: value >> 8)]
    }

    /// Four bytes, the lowest one first.
    public static func u32(_ value: Int) -> [UInt8] { u16(value) + u16(value >> 16) }

    /// Eight bytes of a number.
    public static func double(_ value: Double) -> [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: value.bitPattern >> (8 * UInt64($0))) }
    }

    private func text(_ text: String, lengthBytes: Int) -> [UInt8] {
        let units = Array(text.utf16)
        guard isWide else {
            let bytes = encode(text)
            return (lengthBytes == 1 ? [UInt8(bytes.count)] : OldBook.u16(bytes.count)) + bytes
        }
        let isPlain = units.allSatisfy { $0 < 0x100 }
        return (lengthBytes == 1 ? [UInt8(units.count)] : OldBook.u16(units.count)) + [isPlain ? 0 : 1]
            + (isPlain ? units.map { UInt8($0) } : units.flatMap { OldBook.u16(Int($0)) })
    }

    private func begin(_ type: Int) -> [UInt8] {
        OldBook.record(
            0x809,
            OldBook.u16(isWide ? 0x600 : 0x500) + OldBook.u16(type) + writer.prefix(isWide ? 12 : 4))
    }

    /// The stream of records.
    public var stream: [UInt8] {
        var shared: [String] = []
        let bodies = sheets.map { body($0, &shared) }
        var head = begin(5)
        if let codePage { head += OldBook.record(0x42, OldBook.u16(codePage)) }
        if countsFrom1904 { head += OldBook.record(0x22, OldBook.u16(1)) }
        head += extra
        var styles = [0]
        for (place, format) in formats.enumerated() {
            if let builtIn = Int(format), format == "0" || !format.hasPrefix("0") {
                styles.append(builtIn)
            } else {
                styles.append(164 + place)
                head += OldBook.record(0x41E, OldBook.u16(164 + place) + text(format, lengthBytes: isWide ? 2 : 1))
            }
        }
        for style in styles {
            head += OldBook.record(0xE0, OldBook.u16(0) + OldBook.u16(style) + [UInt8](repeating: 0, count: 16))
        }
        var tail = isWide ? texts(shared) : []
        tail += OldBook.record(0x0A, [])
        let names = sheets.map { text($0.name, lengthBytes: 1) }
        var place = head.count + names.reduce(0) { $0 + 10 + $1.count } + tail.count
        for (number, name) in names.enumerated() {
            head += OldBook.record(0x85, OldBook.u32(place) + [sheets[number].visibility, 0] + name)
            place += bodies[number].count
        }
        return head + tail + bodies.flatMap { $0 }
    }

    /// The record of shared texts, cut wherever it is too long: a cut text says anew whether it is wide.
    private func texts(_ shared: [String]) -> [UInt8] {
        var records: [[UInt8]] = [OldBook.u32(shared.count) + OldBook.u32(shared.count)]
        func room() -> Int { longestRecord - records[records.count - 1].count }
        func add(_ bytes: [UInt8]) { records[records.count - 1] += bytes }
        for text in shared {
            let units = Array(text.utf16)
            let isPlain = units.allSatisfy { $0 < 0x100 }
            if room() < 3 { records.append([]) }
            add(OldBook.u16(units.count) + [isPlain ? 0 : 1])
            for unit in units {
                if room() < 2 {
                    records.append([])
                    add([isPlain ? 0 : 1])
                }
                add(isPlain ? [UInt8(unit)] : OldBook.u16(Int(unit)))
            }
        }
        return records.enumerated().flatMap { OldBook.record($0 == 0 ? 0xFC : 0x3C, $1) }
    }

    private func body(_ sheet: Sheet, _ shared: inout [String]) -> [UInt8] {
        var cells: [[UInt8]] = []
        for (row, line) in sheet.rows.enumerated() {
            for (column, cell) in line.enumerated() {
                let place = OldBook.u16(row) + OldBook.u16(column)
                cells.append(bytes(cell, place, &shared))
            }
        }
        if sheet.isReversed { cells.reverse() }
        var body = begin(0x10)
        for row in sheet.rows.indices {
            body += OldBook.record(
                0x208,
                OldBook.u16(row) + [UInt8](repeating: 0, count: 10)
                    + OldBook.u16(sheet.hiddenRows.contains(row) ? 0x20 : 0) + [0, 0])
        }
        body += cells.flatMap { $0 }
        if !sheet.merges.isEmpty {
            body += OldBook.record(
                0xE5,
                OldBook.u16(sheet.merges.count)
                    + sheet.merges.flatMap {
                        OldBook.u16($0.0) + OldBook.u16($0.1) + OldBook.u16($0.2) + OldBook.u16($0.3)
                    })
        }
        return body + sheet.extra + OldBook.record(0x0A, [])
    }

    private func bytes(_ cell: Cell, _ place: [UInt8], _ shared: inout [String]) -> [UInt8] {
        func style(_ number: Int) -> [UInt8] { place + OldBook.u16(number) }
        switch cell {
        case .none: return []
        case .text(let words) where isWide:
            let number = shared.firstIndex(of: words) ?? shared.count
            if number == shared.count { shared.append(words) }
            return OldBook.record(0xFD, style(0) + OldBook.u32(number))
        case .text(let words), .label(let words): return OldBook.record(0x204, style(0) + text(words, lengthBytes: 2))
        case .number(let number): return OldBook.record(0x203, style(0) + OldBook.double(number))
        case .styled(let number, let format): return OldBook.record(0x203, style(format) + OldBook.double(number))
        case .packed(let number, let format): return OldBook.record(0x27E, style(format) + OldBook.u32(number << 2 | 2))
        case .hundredths(let number): return OldBook.record(0x27E, style(0) + OldBook.u32(number << 2 | 3))
        case .boolean(let value): return OldBook.record(0x205, style(0) + [value ? 1 : 0, 0])
        case .error(let code): return OldBook.record(0x205, style(0) + [code, 1])
        case .formula(let words):
            let result: [UInt8] = [0, 0, 0, 0, 0, 0, 0xFF, 0xFF]
            return OldBook.record(0x06, style(0) + result + [0, 0, 0, 0, 0, 0, 0, 0])
                + (words.map { OldBook.record(0x207, text($0, lengthBytes: 2)) } ?? [])
        case .raw(let type, let body): return OldBook.record(type, place + body)
        }
    }

    /// The compound file around the stream.
    public var file: [UInt8] { CompoundMaking.file([(isWide ? "Workbook" : "Book", stream)]) }
}

/// Makes compound files (OLE 2).
public enum CompoundMaking {
    private static let end = 0xFFFF_FFFE
    private static let free = 0xFFFF_FFFF

    /// A file with streams at its top.
    ///
    /// - Parameter isSmall: whether streams of fewer than 4096 bytes lie in the container of short ones.
    public static func file(_ streams: [(name: String, bytes: [UInt8])], isSmall: Bool = true) -> [UInt8] {
        var table: [Int] = []
        var body: [UInt8] = []
        func store(_ bytes: [UInt8]) -> Int {
            guard !bytes.isEmpty else { return end }
            let start = table.count
            let count = (bytes.count + 511) / 512
            for number in 0..<count { table.append(number == count - 1 ? end : start + number + 1) }
            body += bytes + [UInt8](repeating: 0, count: count * 512 - bytes.count)
            return start
        }
        var small: [UInt8] = []
        var smallTable: [Int] = []
        var places: [Int] = []
        for stream in streams {
            guard isSmall, stream.bytes.count < 4_096 else {
                places.append(store(stream.bytes))
                continue
            }
            let start = smallTable.count
            let count = (stream.bytes.count + 63) / 64
            for number in 0..<count { smallTable.append(number == count - 1 ? end : start + number + 1) }
            small += stream.bytes + [UInt8](repeating: 0, count: count * 64 - stream.bytes.count)
            places.append(count == 0 ? end : start)
        }
        let container = store(small)
        while smallTable.count % 128 != 0 { smallTable.append(free) }
        let smallStart = store(smallTable.flatMap { OldBook.u32($0) })
        var directory = entry("Root Entry", 5, child: streams.isEmpty ? free : 1, start: container, size: small.count)
        for (number, stream) in streams.enumerated() {
            directory += entry(
                stream.name, 2, right: number + 2 <= streams.count ? number + 2 : free, start: places[number],
                size: stream.bytes.count)
        }
        while directory.count % 512 != 0 { directory += [UInt8](repeating: 0, count: 128) }
        let directoryStart = store(directory)
        // The table of sectors lists itself.
        var tables = 1
        while tables * 128 < table.count + tables { tables += 1 }
        let tableStart = table.count
        for _ in 0..<tables { table.append(0xFFFF_FFFD) }
        while table.count < tables * 128 { table.append(free) }
        var head: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + [UInt8](repeating: 0, count: 16)
        head += OldBook.u16(0x3E) + OldBook.u16(3) + OldBook.u16(0xFFFE) + OldBook.u16(9) + OldBook.u16(6)
        head += [UInt8](repeating: 0, count: 10) + OldBook.u32(tables) + OldBook.u32(directoryStart) + OldBook.u32(0)
        head += OldBook.u32(4_096) + OldBook.u32(smallTable.isEmpty ? end : smallStart)
        head += OldBook.u32(smallTable.count / 128) + OldBook.u32(end) + OldBook.u32(0)
        for number in 0..<109 { head += OldBook.u32(number < tables ? tableStart + number : free) }
        return head + body + table.flatMap { OldBook.u32($0) }
    }

    private static func entry(
        _ name: String, _ kind: UInt8, right: Int = free, child: Int = free, start: Int, size: Int
    ) -> [UInt8] {
        let units = name.utf16.flatMap { OldBook.u16(Int($0)) }
        return units + [UInt8](repeating: 0, count: 64 - units.count) + OldBook.u16(units.count + 2) + [kind, 1]
            + OldBook.u32(free) + OldBook.u32(right) + OldBook.u32(child) + [UInt8](repeating: 0, count: 36)
            + OldBook.u32(start) + OldBook.u32(size) + OldBook.u32(0)
    }
}
