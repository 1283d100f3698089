/// Texts that keep their addresses until the next row.
final class Room {
    private var blocks: [UnsafeMutableBufferPointer<UInt8>] = []

    deinit { begin() }

    /// Drops the texts of the last row.
    func begin() {
        for block in blocks { block.deallocate() }
        blocks.removeAll(keepingCapacity: true)
    }

    /// Stores a text.
    func keep(_ bytes: [UInt8]) -> UnsafeBufferPointer<UInt8> {
        let block = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: bytes.count)
        _ = block.initialize(from: bytes)
        blocks.append(block)
        return UnsafeBufferPointer(block)
    }
}
