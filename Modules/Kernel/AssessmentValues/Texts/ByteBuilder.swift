/// Bytes that are put together from very many small pieces: an array would see with each that nobody else has it.
@usableFromInline
package final class ByteBuilder {
    // Unchecked: nothing that is called meanwhile can reach this object.
    @usableFromInline
    @exclusivity(unchecked)
    var room = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 12, alignment: 16)
    /// How many there are.
    @usableFromInline
    @exclusivity(unchecked)
    package private(set) final var count = 0

    /// Begins without any.
    package init() {}

    deinit { room.deallocate() }

    /// What was added.
    package var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: room[..<count]) }

    /// Begins anew.
    package func removeAll() { count = 0 }

    @usableFromInline
    @inline(never)
    func grow(_ more: Int) {
        let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: max(2 * room.count, count + more), alignment: 16)
        larger.copyMemory(from: bytes)
        room.deallocate()
        room = larger
    }

    /// Room for further bytes, which are counted as added.
    @inlinable @inline(__always)
    func more(_ size: Int) -> UnsafeMutableRawBufferPointer {
        if count + size > room.count { grow(size) }
        count += size
        return UnsafeMutableRawBufferPointer(rebasing: room[count - size..<count])
    }

    /// Adds bytes at an address.
    @inlinable @inline(__always)
    package func add(_ bytes: UnsafeRawBufferPointer) { more(bytes.count).copyMemory(from: bytes) }

    /// Adds bytes at an address.
    @inlinable @inline(__always)
    package func add(_ bytes: UnsafeBufferPointer<UInt8>) { add(UnsafeRawBufferPointer(bytes)) }

    /// Adds bytes.
    @inlinable
    package func add(_ bytes: [UInt8]) { bytes.withUnsafeBytes { add($0) } }

    /// Adds markup.
    @inlinable
    package func add(_ markup: StaticString) {
        add(UnsafeBufferPointer(start: markup.utf8Start, count: markup.utf8CodeUnitCount))
    }

    /// Adds a number's bytes, the lowest first.
    @inlinable @inline(__always)
    package func add(bytesOf number: some FixedWidthInteger) { withUnsafeBytes(of: number.littleEndian) { add($0) } }

    /// Adds once more what stands at some places.
    @inlinable
    package func add(again places: Range<Int>) {
        more(places.count).copyMemory(from: UnsafeRawBufferPointer(rebasing: room[places]))
    }

    /// Adds a number in decimal digits, with zeros before it up to a width.
    ///
    /// - Returns: where the digits end.
    @discardableResult
    package func add(digits number: UInt64, width: Int = 1) -> Int {
        var (size, rest) = (1, number / 10)
        while rest > 0 { (size, rest) = (size + 1, rest / 10) }
        size = max(size, width)
        let digits = more(size)
        rest = number
        for place in digits.indices.reversed() {
            digits[place] = 0x30 + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
        return count
    }
}
