import AssessmentKernel
import CZlib
import Foundation

/// Deflates the chunks of one or several entries on all cores.
///
/// A chunk is packed by itself, with the end of the one before it as its dictionary, so the packed bytes depend on the
/// plain ones alone and not on how many cores there are. No more than a few chunks are in memory at a time: whoever
/// brings another waits.
final class DeflatePool: Sendable {
    /// The plain bytes of a chunk.
    static let chunkSize = 1 << 20
    /// How far back deflate looks.
    static let windowSize = 32 << 10

    private let queue = DispatchQueue(label: "kaohe.deflate", qos: .userInitiated, attributes: .concurrent)
    private let permits: DispatchSemaphore
    private let lanes: DispatchSemaphore

    /// - Parameter threads: how many chunks are packed at once.
    init(threads: Int) {
        let threads = max(1, threads)
        permits = DispatchSemaphore(value: 2 * threads + 1)
        lanes = DispatchSemaphore(value: threads)
    }

    /// Packs a chunk on a free core and hands the result over; waits while too many are under way.
    ///
    /// The chunk counts as under way until ``release()``.
    func pack(
        _ chunk: [UInt8], after dictionary: [UInt8], isLast: Bool,
        _ done: @escaping @Sendable (Result<[UInt8], Problem>) -> Void
    ) {
        permits.wait()
        queue.async { [lanes] in
            lanes.wait()
            let packed = DeflatePool.deflated(chunk, after: dictionary, isLast: isLast)
            lanes.signal()
            done(packed)
        }
    }

    /// Says that a packed chunk is put away.
    func release() { permits.signal() }

    /// A chunk as raw deflate of level 6, ended at a byte's border so that the next can follow.
    static func deflated(_ chunk: [UInt8], after dictionary: [UInt8], isLast: Bool) -> Result<[UInt8], Problem> {
        var stream = z_stream()
        let size = Int32(MemoryLayout<z_stream>.size)
        guard deflateInit2_(&stream, 6, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size) == Z_OK else {
            return .failure(.deflateFailed)
        }
        defer { deflateEnd(&stream) }
        if !dictionary.isEmpty {
            guard deflateSetDictionary(&stream, dictionary, UInt32(dictionary.count)) == Z_OK else {
                return .failure(.deflateFailed)
            }
        }
        // What deflateBound promises, and the few bytes of the flush.
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
    /// The compression library failed where it cannot.
    static let deflateFailed = Problem(.fault, LocalText("压缩库出错", "the compression library failed"))
}
