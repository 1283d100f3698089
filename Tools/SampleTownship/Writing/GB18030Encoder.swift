#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// GB18030 through the C library's iconv, which gives the same bytes on every platform that has it.
final class GB18030Encoder {
    private let handle: iconv_t

    init() throws {
        let handle: iconv_t? = iconv_open("GB18030", "UTF-8")
        guard Int(bitPattern: handle) != -1, let handle else {
            throw Failure.cannotWrite("this system's iconv has no GB18030")
        }
        self.handle = handle
    }

    deinit { iconv_close(handle) }

    /// Encodes whole rows.
    ///
    /// No character needs more than twice the bytes that it has in UTF-8.
    func encode(_ bytes: [UInt8]) throws -> [UInt8] {
        var source = bytes.map(CChar.init(bitPattern:))
        var failed = false
        let encoded = [UInt8](unsafeUninitializedCapacity: bytes.count * 2) { room, count in
            room.withMemoryRebound(to: CChar.self) { target in
                source.withUnsafeMutableBufferPointer { source in
                    var from = source.baseAddress
                    var fromLeft = source.count
                    var to = target.baseAddress
                    var toLeft = target.count
                    failed = iconv(handle, &from, &fromLeft, &to, &toLeft) == -1
                    count = target.count - toLeft
                }
            }
        }
        if failed { throw Failure.cannotWrite("a text has a character that GB18030 cannot hold") }
        return encoded
    }
}
