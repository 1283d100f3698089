import Foundation
import Sheets

/// Leaves out cells that have a style and nothing else, before the XML is parsed: `<c r="XFD300" s="1"/>`.
///
/// A sheet that is coloured to its last column has millions of them. Only what is written exactly so is left out, where
/// another cell with its place or the row's end follows, so that nothing that is counted moves.
struct BlankCells {
    /// The longest such cell, and what must follow it.
    private static let longest = 64
    private static let ahead = 6

    /// The end of a chunk in which a cell may have begun.
    private var kept: [UInt8] = []
    private var isAtEnd = false
    /// Whether cells may be quoted from here on: comments and CDATA are not looked into.
    private var isOff = false

    /// Fills a buffer with what is left of the bytes that a body reads.
    ///
    /// - Returns: the count of bytes; zero at the end.
    mutating func read(
        into room: UnsafeMutableRawBufferPointer,
        _ body: (UnsafeMutableRawBufferPointer) throws(WorkbookFault) -> Int
    ) throws(WorkbookFault) -> Int {
        guard room.count > 8 * BlankCells.longest else { return try body(room) }
        while true {
            var count = kept.count
            room.copyBytes(from: kept)
            kept.removeAll(keepingCapacity: true)
            if !isAtEnd {
                let read = try body(UnsafeMutableRawBufferPointer(rebasing: room[count...]))
                isAtEnd = read == 0
                count += read
            }
            if isOff || count == 0 { return count }
            let left = compact(room, count)
            // Nothing left is no end.
            if left > 0 || isAtEnd && kept.isEmpty { return left }
        }
    }

    /// Moves what stays to the front; the end of the chunk is kept for the next one where it may be part of a cell.
    private mutating func compact(_ room: UnsafeMutableRawBufferPointer, _ count: Int) -> Int {
        let bytes = room.bindMemory(to: UInt8.self)
        var (from, to) = (0, 0)
        func move(through end: Int) {
            if to != from, end > from {
                UnsafeMutableRawBufferPointer(rebasing: room[to..<(to + end - from)])
                    .copyMemory(from: UnsafeRawBufferPointer(rebasing: room[from..<end]))
            }
            to += end - from
            from = end
        }
        var place = 0
        while let next = BlankCells.tag(in: bytes, place..<count) {
            if !isAtEnd, count - next < BlankCells.longest + BlankCells.ahead {
                move(through: next)
                kept.append(contentsOf: bytes[next..<count])
                return to
            }
            if next + 1 < count, bytes[next + 1] == 0x21 {  // <!
                isOff = true
                break
            }
            guard let end = BlankCells.end(of: bytes, at: next, count) else {
                place = next + 1
                continue
            }
            move(through: next)
            from = end
            place = end
        }
        move(through: count)
        return to
    }

    /// The place of the next `<`.
    private static func tag(in bytes: UnsafeMutableBufferPointer<UInt8>, _ range: Range<Int>) -> Int? {
        guard let base = bytes.baseAddress, let found = memchr(base + range.lowerBound, 0x3C, range.count) else {
            return nil
        }
        return found - UnsafeMutableRawPointer(base)
    }

    /// The end of a blank cell that begins at a place; nil for anything else.
    private static func end(of bytes: UnsafeMutableBufferPointer<UInt8>, at start: Int, _ count: Int) -> Int? {
        guard start + 8 < count, bytes[start + 1] == 0x63, bytes[start + 2] == 0x20, bytes[start + 3] == 0x72,
            bytes[start + 4] == 0x3D, bytes[start + 5] == 0x22
        else { return nil }
        let limit = min(count, start + longest)
        var place = start + 6
        func skip(_ isWanted: (UInt8) -> Bool, atMost most: Int) -> Bool {
            let first = place
            while place < limit, place - first < most, isWanted(bytes[place]) { place += 1 }
            return place > first
        }
        func take(_ word: StaticString) -> Bool {
            guard place + word.utf8CodeUnitCount <= count else { return false }
            for offset in 0..<word.utf8CodeUnitCount where bytes[place + offset] != word.utf8Start[offset] {
                return false
            }
            place += word.utf8CodeUnitCount
            return true
        }
        let isDigit: (UInt8) -> Bool = { $0 >= 0x30 && $0 <= 0x39 }
        guard skip({ $0 >= 0x41 && $0 <= 0x5A }, atMost: 3), skip(isDigit, atMost: 7), take("\"") else { return nil }
        guard take(" s=\""), skip(isDigit, atMost: 9), take("\"") else { return nil }
        _ = take(" ")
        guard take("/>") else { return nil }
        let end = place
        return take("<c r=\"") || take("</row>") ? end : nil
    }
}
