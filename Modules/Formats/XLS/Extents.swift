import Sheets

/// Where the bytes of a stream lie in a file: runs in the order of the stream.
struct Extents {
    /// A run: where it begins in the stream and in the file, and its length.
    private(set) var runs: [(start: Int, place: Int, count: Int)] = []
    /// The length of the stream.
    private(set) var count = 0

    /// Makes an empty stream.
    init() {}

    /// Makes a stream of the whole file.
    init(wholeFile size: Int) { add(0, size) }

    /// Adds a run of the file.
    mutating func add(_ place: Int, _ length: Int) {
        guard length > 0 else { return }
        if let last = runs.last, last.place + last.count == place {
            runs[runs.count - 1].count += length
        } else {
            runs.append((count, place, length))
        }
        count += length
    }

    /// The number of the run that holds a place of the stream; nil behind its end.
    func run(at place: Int) -> Int? {
        guard place >= 0, place < count else { return nil }
        var low = 0
        var high = runs.count - 1
        while low < high {
            let middle = (low + high + 1) / 2
            if runs[middle].start <= place { low = middle } else { high = middle - 1 }
        }
        return low
    }

    /// Adds a piece of this stream to another one; false when it reaches behind this one's end.
    func add(_ place: Int, _ length: Int, to other: inout Extents) -> Bool {
        guard let first = run(at: place), place + length <= count else { return false }
        var number = first
        var place = place
        var length = length
        while length > 0, number < runs.count {
            let inside = place - runs[number].start
            let part = min(length, runs[number].count - inside)
            other.add(runs[number].place + inside, part)
            place += part
            length -= part
            number += 1
        }
        return true
    }
}

/// Bytes whose places are checked: outside of them everything is 0.
///
/// Valid until their reader reads on.
struct Bytes {
    private let base: UnsafeRawBufferPointer

    var count: Int { base.count }

    init(_ base: UnsafeRawBufferPointer) { self.base = base }

    @inline(__always)
    func u8(_ place: Int) -> Int { place >= 0 && place < base.count ? Int(base[place]) : 0 }

    @inline(__always)
    func u16(_ place: Int) -> Int {
        guard place >= 0, place + 2 <= base.count else { return 0 }
        return Int(UInt16(littleEndian: base.loadUnaligned(fromByteOffset: place, as: UInt16.self)))
    }

    @inline(__always)
    func u32(_ place: Int) -> UInt32 {
        guard place >= 0, place + 4 <= base.count else { return 0 }
        return UInt32(littleEndian: base.loadUnaligned(fromByteOffset: place, as: UInt32.self))
    }

    @inline(__always)
    func u64(_ place: Int) -> UInt64 {
        guard place >= 0, place + 8 <= base.count else { return 0 }
        return UInt64(littleEndian: base.loadUnaligned(fromByteOffset: place, as: UInt64.self))
    }

    /// The bytes from a place on, as many as there are up to a count.
    @inline(__always)
    func slice(_ place: Int, _ count: Int) -> UnsafeBufferPointer<UInt8> {
        let start = min(max(0, place), base.count)
        let end = min(max(start, place + max(0, count)), base.count)
        return UnsafeRawBufferPointer(rebasing: base[start..<end]).bindMemory(to: UInt8.self)
    }
}

/// Reads a stream through a window of the file.
final class ExtentReader {
    let count: Int
    private let file: SheetFile
    private let extents: Extents
    private let room: UnsafeMutableRawBufferPointer
    private var start = 0
    private var filled = 0

    /// Makes a reader; the window must hold whatever is asked for at once.
    init(_ file: SheetFile, _ extents: Extents, window: Int = 1 << 18) {
        self.file = file
        self.extents = extents
        count = extents.count
        room = .allocate(byteCount: max(1, min(window, extents.count)), alignment: 16)
    }

    deinit { room.deallocate() }

    /// The bytes from a place on, at most a window of them, fewer only at the end; valid until the next call.
    @inline(__always)
    func bytes(at place: Int, count wanted: Int) throws(WorkbookFault) -> Bytes {
        if place < start || place + wanted > start + filled { try fill(place, wanted) }
        let inside = min(max(0, place - start), filled)
        let end = min(inside + max(0, wanted), filled)
        return Bytes(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(room)[inside..<end]))
    }

    private func fill(_ place: Int, _ wanted: Int) throws(WorkbookFault) {
        if place >= start, place < start + filled, start + filled == count { return }
        start = place
        filled = 0
        guard let first = extents.run(at: place) else { return }
        var number = first
        while number < extents.runs.count, filled < room.count {
            let run = extents.runs[number]
            let inside = place + filled - run.start
            let length = min(run.count - inside, room.count - filled)
            let read = try file.read(
                at: run.place + inside, into: UnsafeMutableRawBufferPointer(rebasing: room[filled..<(filled + length)]))
            guard read == length else { throw .cut() }
            filled += length
            number += 1
        }
    }
}
