import Sheets

/// The types of the records that matter.
enum RecordType {
    static let continued = 0x3C
    static let begin = 0x809
    static let end = 0x0A
}

/// Reads the records of a workbook's stream: a type, a length, a body.
struct RecordReader {
    /// A record; its body is valid until the reader reads on.
    struct Record {
        let type: Int
        /// Where it begins in the stream.
        let place: Int
        let body: Bytes
    }

    private let stream: ExtentReader
    /// Where the next record begins.
    var place: Int

    init(_ stream: ExtentReader, at place: Int = 0) {
        self.stream = stream
        self.place = place
    }

    /// The next record; nil at the end of the stream.
    ///
    /// - Throws: ``WorkbookFault`` when the stream ends within it.
    @inline(__always)
    mutating func next() throws(WorkbookFault) -> Record? {
        let head = try stream.bytes(at: place, count: 4)
        guard head.count == 4 else {
            if head.count == 0 { return nil }
            throw .cut()
        }
        let type = head.u16(0)
        let length = head.u16(2)
        let body = try stream.bytes(at: place + 4, count: length)
        guard body.count == length else { throw .cut() }
        let record = Record(type: type, place: place, body: body)
        place += 4 + length
        return record
    }

    /// The type of the next record, which is not taken; nil at the end.
    func peek() throws(WorkbookFault) -> Int? {
        let head = try stream.bytes(at: place, count: 4)
        return head.count == 4 ? head.u16(0) : nil
    }
}

/// Reads texts of Excel 97 and later, which may go on in the records that follow.
///
/// Where characters are cut, the continuation begins with a byte that says anew whether they are wide.
struct TextRun {
    private var records: RecordReader
    private var body: Bytes
    private(set) var place: Int

    /// Begins within a record.
    init(_ record: RecordReader.Record, at place: Int, then records: RecordReader) {
        self.records = records
        body = record.body
        self.place = place
    }

    /// Goes on in the next record.
    private mutating func goOn() throws(WorkbookFault) {
        guard try records.peek() == RecordType.continued, let record = try records.next() else {
            throw .broken("text")
        }
        body = record.body
        place = 0
    }

    /// Whether nothing is left.
    mutating func isAtEnd() throws(WorkbookFault) -> Bool {
        while place >= body.count {
            guard try records.peek() == RecordType.continued else { return true }
            try goOn()
        }
        return false
    }

    private mutating func byte() throws(WorkbookFault) -> Int {
        while place >= body.count { try goOn() }
        place += 1
        return body.u8(place - 1)
    }

    private mutating func word() throws(WorkbookFault) -> Int {
        let low = try byte()
        return try low | byte() << 8
    }

    private mutating func skip(_ count: Int) throws(WorkbookFault) {
        var left = count
        while left > 0 {
            while place >= body.count { try goOn() }
            let part = min(left, body.count - place)
            place += part
            left -= part
        }
    }

    /// Appends the text that begins here, without its runs of fonts and its phonetic text.
    mutating func append(to buffer: ByteBuffer) throws(WorkbookFault) {
        var left = try word()
        var flags = try byte()
        let fonts = flags & 8 == 0 ? 0 : try word()
        var phonetics = 0
        if flags & 4 != 0 {
            let low = try word()
            phonetics = try low | word() << 16
        }
        var pending: UInt32 = 0
        while left > 0 {
            if place >= body.count {
                try goOn()
                flags = try byte()
                continue
            }
            let width = flags & 1 == 0 ? 1 : 2
            let count = min(left, (body.count - place) / width)
            guard count > 0 else { throw .broken("text") }
            let bytes = body.slice(place, count * width)
            place += count * width
            left -= count
            if width == 1 {
                TextRun.flush(&pending, to: buffer)
                buffer.append(latin: bytes)
            } else {
                TextRun.append(wide: bytes, &pending, to: buffer)
            }
        }
        TextRun.flush(&pending, to: buffer)
        try skip(4 * fonts + phonetics)
    }

    /// Appends UTF-16; the first half of a pair waits for the second.
    private static func append(
        wide bytes: UnsafeBufferPointer<UInt8>, _ pending: inout UInt32, to buffer: ByteBuffer
    ) {
        var place = 0
        while place + 1 < bytes.count {
            let unit = UInt32(bytes[place]) | UInt32(bytes[place + 1]) << 8
            place += 2
            if unit & 0xF800 != 0xD800 {
                if pending != 0 { flush(&pending, to: buffer) }
                if unit >= 0x800 {
                    buffer.append(UInt8(0xE0 | unit >> 12))
                    buffer.append(UInt8(0x80 | unit >> 6 & 0x3F))
                    buffer.append(UInt8(0x80 | unit & 0x3F))
                } else {
                    buffer.append(scalar: unit)
                }
            } else if unit < 0xDC00 {
                flush(&pending, to: buffer)
                pending = unit
            } else if pending != 0 {
                buffer.append(scalar: 0x10000 + (pending - 0xD800) << 10 + (unit - 0xDC00))
                pending = 0
            } else {
                buffer.append(scalar: unit)
            }
        }
    }

    private static func flush(_ pending: inout UInt32, to buffer: ByteBuffer) {
        if pending != 0 { buffer.append(scalar: pending) }
        pending = 0
    }

    /// Appends a text whose length is one byte, as names have it.
    static func append(short body: Bytes, at place: Int, to buffer: ByteBuffer) {
        let count = body.u8(place)
        append(plain: body, at: place + 2, count: count, isWide: body.u8(place + 1) & 1 != 0, to: buffer)
    }

    /// Appends characters that lie in one record.
    static func append(plain body: Bytes, at place: Int, count: Int, isWide: Bool, to buffer: ByteBuffer) {
        guard isWide else { return buffer.append(latin: body.slice(place, count)) }
        var pending: UInt32 = 0
        append(wide: body.slice(place, 2 * count), &pending, to: buffer)
        flush(&pending, to: buffer)
    }
}
