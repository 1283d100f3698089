/// Texts that keep their addresses until the next row.
final class Room {
    private static let chunk = 1 << 14

    private var blocks: [UnsafeMutableBufferPointer<UInt8>] = []
    /// The place of the block that is being filled, and how much of it is.
    private var block = 0
    private var used = 0

    deinit { for block in blocks { block.deallocate() } }

    /// Drops the texts of the last row.
    func begin() {
        while let last = blocks.last, blocks.count > 4 || last.count > Room.chunk {
            last.deallocate()
            blocks.removeLast()
        }
        (block, used) = (0, 0)
    }

    /// Stores a text.
    func keep(_ bytes: [UInt8]) -> UnsafeBufferPointer<UInt8> { bytes.withUnsafeBufferPointer { keep($0) } }

    /// Stores a text.
    func keep(_ bytes: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        if bytes.isEmpty { return UnsafeBufferPointer(start: nil, count: 0) }
        while block < blocks.count, used + bytes.count > blocks[block].count { (block, used) = (block + 1, 0) }
        if block == blocks.count { blocks.append(.allocate(capacity: max(Room.chunk, bytes.count))) }
        let target = UnsafeMutableBufferPointer(rebasing: blocks[block][used..<(used + bytes.count)])
        _ = target.initialize(from: bytes)
        used += bytes.count
        return UnsafeBufferPointer(target)
    }

    /// Stores a text.
    func keep(_ text: String) -> UnsafeBufferPointer<UInt8> {
        var text = text
        return text.withUTF8 { keep($0) }
    }
}
