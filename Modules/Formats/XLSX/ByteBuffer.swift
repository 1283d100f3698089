import Foundation

/// Bytes that are only added to, in one run of memory that grows in place where the system can do it.
final class ByteBuffer {
    private(set) var base: UnsafeMutablePointer<UInt8>
    private(set) var count = 0
    private var capacity: Int

    /// Makes an empty buffer with room for some bytes.
    init(capacity: Int) {
        self.capacity = max(64, capacity)
        base = .allocate(capacity: self.capacity)
    }

    deinit { base.deallocate() }

    /// The bytes of a range.
    subscript(range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: base + range.lowerBound, count: range.count)
    }

    @inline(__always)
    func append(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let source = bytes.baseAddress else { return }
        if count + bytes.count > capacity { grow(to: count + bytes.count) }
        memcpy(base + count, source, bytes.count)
        count += bytes.count
    }

    func append(_ byte: UInt8) {
        if count == capacity { grow(to: count + 1) }
        base[count] = byte
        count += 1
    }

    /// Forgets what stands behind a place.
    func cut(to place: Int) { count = min(count, place) }

    /// Moves the bytes from a place on to the front and forgets those before.
    func dropFirst(_ place: Int) {
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
