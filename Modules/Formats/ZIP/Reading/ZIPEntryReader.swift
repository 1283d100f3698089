import CDeflate
import CInflate
import CZip
import Disk

/// A stream of one entry.
///
/// The size and the checksum are checked against the directory; both are known to match once ``read(into:)`` has
/// returned 0.
public final class ZIPEntryReader {
    /// The entry.
    public let entry: ZIPReader.Entry
    // Keeps an archive open while one of its entries is.
    private let archive: ZIPReader?
    private let stream: any EntryStream
    private var count: UInt64 = 0

    init(_ archive: ZIPReader?, _ stream: any EntryStream, _ entry: ZIPReader.Entry) {
        self.archive = archive
        self.stream = stream
        self.entry = entry
    }

    /// Fills a buffer and returns the number of bytes; 0 at the end.
    public func read(into buffer: UnsafeMutableRawBufferPointer) throws(ZIPFault) -> Int {
        let read = try stream.read(into: buffer)
        count += UInt64(read)
        if count > entry.size || (read == 0 && count < entry.size) { throw .wrongSize(name: entry.name) }
        return read
    }
}

/// The plain bytes of an entry; its checksum is known to match once 0 was returned.
protocol EntryStream: AnyObject {
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(ZIPFault) -> Int
}

/// An entry as the library unpacks it.
final class LibraryEntryStream: EntryStream {
    private let file: OpaquePointer
    private let name: String

    init(_ file: OpaquePointer, _ entry: ZIPReader.Entry) {
        self.file = file
        name = entry.name
    }

    deinit { zip_fclose(file) }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(ZIPFault) -> Int {
        let read = zip_fread(file, buffer.baseAddress, zip_uint64_t(buffer.count))
        guard read >= 0 else {
            let code = zip_error_code_zip(zip_file_get_error(file))
            throw code == ZIP_ER_CRC ? .wrongChecksum(name: name) : .damaged(name: name)
        }
        return Int(read)
    }
}

/// An entry of a plainly laid out file: its deflated bytes must end where the next header begins.
///
/// The library leaves bytes behind a deflated stream unread, so they could hold something else for another program.
final class PlainEntryStream: EntryStream {
    private static let roomSize = 1 << 16

    private let file: OpenFile
    private let entry: Layout.Entry
    private let room: UnsafeMutableRawBufferPointer
    /// The unpacking; empty for an entry that is not packed.
    private let state: UnsafeMutableRawBufferPointer
    /// Packed bytes that were not read from the file yet.
    private var unread: UInt64
    private var place: Int
    private var checksum: UInt32 = 0
    private var count: UInt64 = 0
    private var isDone = false

    init(_ file: OpenFile, _ entry: Layout.Entry) {
        self.file = file
        self.entry = entry
        (unread, place) = (entry.packedSize, entry.start)
        room = .allocate(byteCount: PlainEntryStream.roomSize, alignment: 16)
        state = .allocate(byteCount: entry.isDeflated ? inflate_size() : 0, alignment: 16)
        if entry.isDeflated { inflate_begin(state.baseAddress) }
    }

    deinit {
        state.deallocate()
        room.deallocate()
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(ZIPFault) -> Int {
        guard !isDone, !buffer.isEmpty else { return 0 }
        let read = entry.isDeflated ? try inflated(into: buffer) : try stored(into: buffer)
        checksum = libdeflate_crc32(checksum, buffer.baseAddress, read)
        count += UInt64(read)
        // Bytes beyond the declared size have no right checksum to be compared with.
        guard count <= entry.size else { throw .wrongSize(name: entry.name) }
        if read == 0 {
            isDone = true
            guard count == entry.size else { throw .wrongSize(name: entry.name) }
            guard checksum == entry.checksum else { throw .wrongChecksum(name: entry.name) }
        }
        return read
    }

    private func stored(into buffer: UnsafeMutableRawBufferPointer) throws(ZIPFault) -> Int {
        try next(UnsafeMutableRawBufferPointer(rebasing: buffer.prefix(Int(clamping: min(unread, 1 << 30)))))
    }

    private func inflated(into buffer: UnsafeMutableRawBufferPointer) throws(ZIPFault) -> Int {
        let state = state.baseAddress
        while true {
            if inflate_waiting(state) == 0, unread > 0 {
                let read = try next(
                    UnsafeMutableRawBufferPointer(rebasing: room.prefix(Int(clamping: unread))))
                inflate_feed(state, room.baseAddress, UInt32(read))
            }
            let waiting = inflate_waiting(state)
            let count = inflate_next(state, buffer.baseAddress, UInt32(min(buffer.count, 1 << 30)))
            guard count >= 0 else { throw .damaged(name: entry.name) }
            if inflate_is_done(state) {
                guard inflate_unused(state) == 0, unread == 0 else {
                    throw .layout(.bytesBehindDeflate(name: entry.name))
                }
                return Int(count)
            }
            if count > 0 { return Int(count) }
            // Nothing came, and nothing was taken from which something could come.
            guard inflate_waiting(state) < waiting else { throw .damaged(name: entry.name) }
        }
    }

    /// Reads the next packed bytes; a buffer is filled, or the file was changed meanwhile.
    private func next(_ buffer: UnsafeMutableRawBufferPointer) throws(ZIPFault) -> Int {
        guard !buffer.isEmpty else { return 0 }
        let read: Int
        do throws(SystemError) { read = try file.read(at: place, into: buffer) } catch {
            throw .unreadable(error.code)
        }
        guard read == buffer.count else { throw .damaged(name: entry.name) }
        (place, unread) = (place + read, unread - UInt64(read))
        return read
    }
}
