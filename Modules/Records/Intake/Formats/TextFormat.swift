import AssessmentKernel
import CSV

/// Plain text: comma-separated values, in UTF-8 or GB18030.
struct TextFormat: WorkbookFormat {
    let key = "TEXT"
    let endings = ["csv", "tsv", "txt"]
    let isPacked = false
    let isPlainText = true

    func recognises(_ head: [UInt8]) -> Bool { FileForm(head: head) == .text }

    func open(_ file: InputFile) -> any Workbook { TextFile(file) }

    /// A text file; nothing is read before its rows are.
    private final class TextFile: Workbook {
        let sheets = [WorkbookSheet(nil)]
        private let file: InputFile

        init(_ file: InputFile) { self.file = file }

        func rows(ofSheet place: Int) throws(RecordFault) -> any RecordSource {
            do throws(Problem) {
                return CSVRecords(try file.bytes(), encoding: try file.encoding())
            } catch {
                throw .failed(error)
            }
        }
    }
}

/// The records of a CSV file in either encoding.
public final class CSVRecords: RecordSource {
    private var reader: CSVReader

    /// Reads from a source of bytes.
    ///
    /// - Parameters:
    ///   - encoding: the encoding of the bytes.
    ///   - bufferSize: how many bytes are requested at a time.
    public init(_ bytes: any ByteSource, encoding: TextEncoding, bufferSize: Int = 1 << 20) {
        switch encoding {
        case .utf8:
            reader = CSVReader(bufferSize: bufferSize) { buffer in try bytes.read(into: buffer) }
        case .gb18030:
            let decoder = GB18030Decoder(bytes)
            reader = CSVReader(bufferSize: bufferSize) { buffer in try decoder.read(into: buffer) }
        }
    }

    /// The next record.
    public func next() throws(RecordFault) -> Record? {
        do {
            guard try reader.next() else { return nil }
        } catch {
            throw fault(error)
        }
        return Record(row: reader.rowNumber, cells: reader.cells)
    }

    private func fault(_ error: any Error) -> RecordFault {
        switch error {
        case let fault as CSVFault: .refused(Refusal(fault))
        case GB18030Decoder.Fault.noSuchCharacter: .refused(Refusal.encoding(row: reader.rowNumber + 1))
        case let problem as Problem: .failed(problem)
        default:
            .failed(
                Problem(
                    .fault, LocalText("系统缺少 GB18030 编码支持", "this system's C library does not know GB18030"),
                    next: LocalText("请把文件另存为 UTF-8 后重试", "save the file as UTF-8 and try again")))
        }
    }
}

extension Refusal {
    init(_ fault: CSVFault) {
        let quotes = LocalText("请改正该行的英文引号，或从平台重新导出", "correct the quotes of this row, or export the file again")
        switch fault.kind {
        case .quoteInCell:
            self.init(
                row: fault.row, code: "quote-in-cell",
                reason: LocalText("未加引号的单元格中有引号", "a quote inside an unquoted cell"), next: quotes)
        case .textAfterQuote:
            self.init(
                row: fault.row, code: "text-after-quote",
                reason: LocalText("右引号之后还有文字", "text after a closing quote"), next: quotes)
        case .openQuote:
            self.init(
                row: fault.row, code: "open-quote", reason: LocalText("引号没有结束", "a quote is never closed"),
                next: quotes)
        case .recordTooLong:
            self.init(
                row: fault.row, code: "row-too-long",
                reason: LocalText("一行过长，可能有引号没有结束", "a row is too long; perhaps a quote is never closed"), next: quotes)
        case .zeroByte:
            self.init(
                row: fault.row, code: "zero-byte",
                reason: LocalText("文件含有零字节，不是文本文件", "a zero byte: this is no text file, or it is UTF-16"),
                next: LocalText("请另存为 CSV UTF-8", "save it as CSV UTF-8"))
        }
    }

    static func encoding(row: Int) -> Refusal {
        Refusal(
            row: row, code: "encoding",
            reason: LocalText("既不是 UTF-8 也不是 GB18030 编码", "the text is neither UTF-8 nor GB18030"),
            next: LocalText("请另存为 CSV UTF-8", "save it as CSV UTF-8"))
    }
}
