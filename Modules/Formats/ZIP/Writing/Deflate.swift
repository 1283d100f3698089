import AssessmentKernel
import CDeflate
import CZlib
import Foundation

/// Deflates the bytes of an entry chunk by chunk.
///
/// Each chunk is compressed by itself, so the result depends only on the plain bytes and not on the number of cores.
enum Deflate {
    /// Compresses a chunk as raw deflate, ending at a byte boundary so that the next can follow.
    ///
    /// The library only knows whole streams. The last block of one that is continued is marked as not the last, and an
    /// empty block of stored bytes, which ends at a byte boundary, follows it: the same end that zlib writes for a flush.
    ///
    /// Where the last block is, unpacking tells, or the only block itself.
    static func packed(_ chunk: [UInt8], _ packing: ZIPPacking, isLast: Bool) -> Result<[UInt8], Problem> {
        guard var packed = stream(of: chunk, packing.level) else { return .failure(.deflateFailed) }
        if isLast { return .success(packed) }
        let only = packing.isChecked ? nil : OnlyBlock.bits(of: packed)
        guard let last = only ?? lastBlock(of: packed, plain: chunk) else { return .failure(.deflateFailed) }
        // Both libraries do so, and neither promises it: the mark is where the block begins, and the bits behind its end are 0.
        let mark: UInt8 = 1 << UInt8(last.lowerBound % 8)
        let behind = 8 * packed.count - last.upperBound
        guard packed[last.lowerBound / 8] & mark != 0, (0..<8).contains(behind), let end = packed.last,
            Int(end) >> (8 - behind) == 0
        else { return .failure(.deflateFailed) }
        packed[last.lowerBound / 8] &= ~mark
        // Three bits that are 0 begin the empty block.
        if last.upperBound + 3 > 8 * packed.count { packed.append(0) }
        packed += [0, 0, 0xFF, 0xFF]
        return .success(packed)
    }

    /// A whole stream of raw deflate.
    private static func stream(of chunk: [UInt8], _ level: Int32) -> [UInt8]? {
        guard let compressor = libdeflate_alloc_compressor(level) else { return nil }
        defer { libdeflate_free_compressor(compressor) }
        let bound = libdeflate_deflate_compress_bound(compressor, chunk.count)
        let room = UnsafeMutableRawBufferPointer.allocate(byteCount: bound, alignment: 16)
        defer { room.deallocate() }
        let count = libdeflate_deflate_compress(compressor, chunk, chunk.count, room.baseAddress, bound)
        // Copied, because it waits for its turn, and the room is many times as large.
        return count > 0 ? Array(UnsafeRawBufferPointer(rebasing: room[..<count])) : nil
    }

    /// The bits of the last block, found by unpacking; nil if that does not give the plain bytes.
    static func lastBlock(of packed: [UInt8], plain: [UInt8]) -> Range<Int>? {
        var stream = z_stream()
        guard inflateInit2_(&stream, -15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else { return nil }
        defer { inflateEnd(&stream) }
        var last: Range<Int>?
        let unpacked = [UInt8](unsafeUninitializedCapacity: plain.count) { room, count in
            packed.withUnsafeBufferPointer { packed in
                stream.next_in = UnsafeMutablePointer(mutating: packed.baseAddress)
                stream.avail_in = UInt32(packed.count)
                stream.next_out = room.baseAddress
                stream.avail_out = UInt32(plain.count)
                // The library stops behind each block, and says how many bits of the last byte it has not used, and by
                // two bits that a block ended, and that it was the last one.
                var start = 0
                while last == nil, inflate(&stream, Z_BLOCK) == Z_OK {
                    let end = 8 * Int(stream.total_in) - Int(stream.data_type & 7)
                    if stream.data_type & 192 == 192 { last = start..<end }
                    start = end
                }
                count = plain.count - Int(stream.avail_out)
            }
        }
        // Many times faster than byte by byte.
        guard unpacked.count == plain.count, memcmp(unpacked, plain, plain.count) == 0 else { return nil }
        return last
    }
}

extension Problem {
    /// An error of the compression library that should be impossible.
    static let deflateFailed = Problem(.fault, LocalText("压缩库出错", "the compression library failed"))
}
