import Foundation

/// An append-only run of bytes that grows in place where the system supports it.
///
/// Its own accesses never overlap, and the checks that would prove it anew at each cell cost a tenth of the reading.
package final class ByteBuffer {
    @exclusivity(unchecked) package private(set) var base: UnsafeMutablePointer<UInt8>
    @exclusivity(unchecked) package private(set) var count = 0
    @exclusivity(unchecked) private var capacity: Int

    /// Makes an empty buffer with a capacity in bytes.
    package init(capacity: Int) {
        self.capacity = max(64, capacity)
        base = .allocate(capacity: self.capacity)
    }

    deinit { base.deallocate() }

    /// The bytes of a range.
    package subscript(range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: base + range.lowerBound, count: range.count)
    }

    @inline(__always)
    package func append(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let source = bytes.baseAddress else { return }
        if count + bytes.count > capacity { grow(to: count + bytes.count) }
        memcpy(base + count, source, bytes.count)
        count += bytes.count
    }

    @inline(__always)
    package func append(_ byte: UInt8) {
        if count == capacity { grow(to: count + 1) }
        base[count] = byte
        count += 1
    }

    /// Drops the bytes after a place.
    package func cut(to place: Int) { count = min(count, place) }

    /// Drops the bytes before a place and moves the rest to the front.
    package func dropFirst(_ place: Int) {
        memmove(base, base + place, count - place)
        count -= place
    }

    @inline(never)
    private func grow(to needed: Int) {
        let wanted = max(needed, capacity + capacity / 2)
        let grown = UnsafeMutablePointer<UInt8>.allocate(capacity: wanted)
        memcpy(grown, base, count)
        base.deallocate()
        base = grown
        capacity = wanted
    }
}
