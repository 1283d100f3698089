import AssessmentKernel
import Sheets

/// The shared texts of a workbook, as one run of bytes and the places where they end.
struct SharedTexts {
    private static let mostBytes = 256 << 20

    private let bytes: ByteBuffer
    private var ends: [UInt32] = []

    /// The number of texts.
    var count: Int { ends.count }

    /// No texts.
    init() { bytes = ByteBuffer(capacity: 0) }

    /// Reads the record of shared texts and those that continue it.
    init(_ record: RecordReader.Record, then records: RecordReader) throws(WorkbookFault) {
        bytes = ByteBuffer(capacity: 1 << 12)
        let announced = Int(record.body.u32(4))
        var run = TextRun(record, at: 8, then: records)
        while ends.count < announced, try !run.isAtEnd() {
            try run.append(to: bytes)
            ends.append(UInt32(truncatingIfNeeded: bytes.count))
            guard bytes.count <= SharedTexts.mostBytes else {
                throw .tooMuch(LocalText("共享文本超过 256 MiB", "more than 256 MiB of shared texts"))
            }
        }
    }

    /// The text with a number; nil when there is none.
    @inline(__always)
    func text(_ number: Int) -> UnsafeBufferPointer<UInt8>? {
        guard number >= 0, number < ends.count else { return nil }
        let start = number == 0 ? 0 : Int(ends[number - 1])
        return bytes[start..<Int(ends[number])]
    }
}
