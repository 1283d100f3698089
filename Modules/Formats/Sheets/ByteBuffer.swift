import Foundation

/// An append-only run of bytes that grows in place where the system supports it.
///
/// Its state lies behind a pointer of its own: as properties of a class, seen from another room, each look at them would be
/// checked at run time for overlapping accesses, a tenth of the time of reading a workbook.
package final class ByteBuffer {
    private struct State {
        var base: UnsafeMutablePointer<UInt8>
        var count = 0
        var capacity: Int
    }

    private let state: UnsafeMutablePointer<State>

    package var base: UnsafeMutablePointer<UInt8> { @inline(__always) get { state.pointee.base } }
    package var count: Int { @inline(__always) get { state.pointee.count } }

    /// Makes an empty buffer with a capacity in bytes.
    package init(capacity: Int) {
        let room = max(64, capacity)
        state = .allocate(capacity: 1)
        state.initialize(to: State(base: .allocate(capacity: room), capacity: room))
    }

    deinit {
        state.pointee.base.deallocate()
        state.deallocate()
    }

    /// The bytes of a range.
    package subscript(range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: base + range.lowerBound, count: range.count)
    }

    @inline(__always)
    package func append(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let source = bytes.baseAddress else { return }
        if count + bytes.count > state.pointee.capacity { grow(to: count + bytes.count) }
        memcpy(base + count, source, bytes.count)
        state.pointee.count += bytes.count
    }

    @inline(__always)
    package func append(_ byte: UInt8) {
        if count == state.pointee.capacity { grow(to: count + 1) }
        base[count] = byte
        state.pointee.count += 1
    }

    /// Drops the bytes after a place.
    package func cut(to place: Int) { state.pointee.count = min(count, place) }

    /// Drops the bytes before a place and moves the rest to the front.
    package func dropFirst(_ place: Int) {
        memmove(base, base + place, count - place)
        state.pointee.count -= place
    }

    @inline(never)
    private func grow(to needed: Int) {
        let wanted = max(needed, state.pointee.capacity + state.pointee.capacity / 2)
        let grown = UnsafeMutablePointer<UInt8>.allocate(capacity: wanted)
        memcpy(grown, base, count)
        base.deallocate()
        state.pointee.base = grown
        state.pointee.capacity = wanted
    }
}
