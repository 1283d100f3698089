#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension CSVReader {
    /// Fills the buffer for the first time, drops byte-order marks and detects the delimiter.
    ///
    /// A program that marks a file which is marked already leaves two of them.
    mutating func start() throws {
        while true {
            while end - position < 3 && !isExhausted { try refill() }
            guard end - position >= 3, base[position] == 0xEF, base[position + 1] == 0xBB, base[position + 2] == 0xBF
            else { break }
            position += 3
        }
        if delimiter == 0 {
            while true {
                if let found = delimiterOfHeader() {
                    delimiter = found
                    break
                }
                try refill()
            }
        }
        isStarted = true
    }

    /// The delimiter found in the first record; nil when the record does not end in the bytes read so far.
    private func delimiterOfHeader() -> UInt8? {
        var tabs = 0
        var commas = 0
        var isQuoted = false
        var place = position
        while place < end {
            switch base[place] {
            case 0x22: isQuoted.toggle()
            case 0x09 where !isQuoted: tabs += 1
            case 0x2C where !isQuoted: commas += 1
            case 0x0A where !isQuoted, 0x0D where !isQuoted: return tabs > commas ? 0x09 : 0x2C
            default: break
            }
            place += 1
        }
        return isExhausted ? (tabs > commas ? 0x09 : 0x2C) : nil
    }

    /// Moves the current partial record to the front of the buffer and fills the rest.
    ///
    /// A record that fills the whole buffer doubles it, so that rescanning costs at most twice its length.
    mutating func refill() throws {
        if let failure { throw failure }
        if position > 0 {
            memmove(base, base + position, end - position)
            if zeroByte != Int.max { zeroByte -= position }
            end -= position
            position = 0
        }
        if end == capacity {
            guard capacity < limits.bytes else { throw CSVFault(.recordTooLong, row: rowNumber + 1) }
            let grown = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity * 2 + 8)
            grown.initialize(repeating: 0, count: capacity * 2 + 8)
            memcpy(grown, base, end)
            base.deallocate()
            base = grown
            capacity *= 2
        }
        let begin = end
        while end < capacity && !isExhausted {
            let room = UnsafeMutableRawBufferPointer(start: base + end, count: capacity - end)
            do {
                let count = try source(room)
                if count <= 0 { isExhausted = true } else { end += min(count, room.count) }
            } catch {
                failure = error
                break
            }
        }
        if let failure, end == begin { throw failure }
        if zeroByte == Int.max, let found = memchr(base + begin, 0, end - begin) {
            zeroByte = UnsafeRawPointer(base).distance(to: found)
        }
    }
}
