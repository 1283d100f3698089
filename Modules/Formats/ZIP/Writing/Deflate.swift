import AssessmentKernel
import CZlib

/// Deflates the bytes of an entry chunk by chunk.
///
/// Each chunk is compressed separately, with the end of the previous one as its dictionary, so the result depends only
/// on the plain bytes and not on the number of cores.
enum Deflate {
    /// The plain bytes per chunk.
    static let chunkSize = 1 << 20
    /// The window of deflate, in bytes.
    static let windowSize = 32 << 10

    /// How hard the library tries: a bundle of level 5 is 4 % larger than of level 6, in two thirds of the
    /// time; one of level 4 an eighth larger, in less than half of it.
    private static let level: Int32 = 5

    /// Compresses a chunk as raw deflate, ending at a byte boundary so that the next can follow.
    static func packed(_ chunk: [UInt8], after dictionary: [UInt8], isLast: Bool) -> Result<[UInt8], Problem> {
        var stream = z_stream()
        let size = Int32(MemoryLayout<z_stream>.size)
        guard deflateInit2_(&stream, level, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size) == Z_OK else {
            return .failure(.deflateFailed)
        }
        defer { deflateEnd(&stream) }
        if !dictionary.isEmpty {
            guard deflateSetDictionary(&stream, dictionary, UInt32(dictionary.count)) == Z_OK else {
                return .failure(.deflateFailed)
            }
        }
        // The size from deflateBound, plus a few bytes for the flush.
        let bound = Int(deflateBound(&stream, UInt(chunk.count))) + 16
        var isDone = false
        let packed = [UInt8](unsafeUninitializedCapacity: bound) { room, count in
            chunk.withUnsafeBufferPointer { chunk in
                stream.next_in = UnsafeMutablePointer(mutating: chunk.baseAddress)
                stream.avail_in = UInt32(chunk.count)
                stream.next_out = room.baseAddress
                stream.avail_out = UInt32(room.count)
                let code = deflate(&stream, isLast ? Z_FINISH : Z_SYNC_FLUSH)
                isDone = code == (isLast ? Z_STREAM_END : Z_OK) && stream.avail_in == 0 && stream.avail_out > 0
                count = room.count - Int(stream.avail_out)
            }
        }
        return isDone ? .success(packed) : .failure(.deflateFailed)
    }
}

extension Problem {
    /// An error of the compression library that should be impossible.
    static let deflateFailed = Problem(.fault, LocalText("压缩库出错", "the compression library failed"))
}
