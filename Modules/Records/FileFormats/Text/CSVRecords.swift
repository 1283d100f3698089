import AssessmentKernel
public import CSV
public import TextEncodings

/// The records of a text file in any encoding.
public final class CSVRecords: RecordSource {
    // Unchecked: a record is one access, and nothing that is called meanwhile can reach this object.
    @exclusivity(unchecked)
    private var rows: DecodedRows

    /// Reads from a source of bytes.
    ///
    /// - Parameters:
    ///   - encoding: the encoding of the bytes.
    ///   - delimiter: what separates cells.
    ///   - bufferSize: how many bytes are requested at a time.
    public convenience init(
        _ bytes: any ByteSource, encoding: TextEncoding, delimiter: CSVReader.Delimiter = .byHeader,
        bufferSize: Int = 1 << 18
    ) {
        self.init(bytes, encoding, delimiter, from: 1, isPadded: false, bufferSize: bufferSize)
    }

    /// Reads from a source of bytes.
    ///
    /// - Parameters:
    ///   - first: the row to begin with, which is the header.
    ///   - isPadded: whether later rows have as many cells as it, and more only if they are filled.
    init(
        _ bytes: any ByteSource, _ encoding: TextEncoding, _ delimiter: CSVReader.Delimiter, from first: Int,
        isPadded: Bool, bufferSize: Int = 1 << 18
    ) {
        let decoder = encoding.decoder(of: bytes)
        let reader = CSVReader(delimiter: delimiter, bufferSize: bufferSize) { room in
            if let decoder { try decoder.read(into: room) } else { try bytes.read(into: room) }
        }
        rows = DecodedRows(first: first, isPadded: isPadded, reader: reader)
    }

    /// The next record.
    public func next() throws(RecordFault) -> Record? { try rows.next() }
}

/// The rows behind them; a value, so that a record is one access to it.
private struct DecodedRows: ~Copyable {
    /// The first row to return.
    let first: Int
    /// Whether rows are padded to the length of the first, and blank cells beyond it dropped.
    let isPadded: Bool
    var reader: CSVReader
    /// The number of the first row's cells; nil until it was read.
    private var width: Int?
    private var padded = PaddedCells()

    init(first: Int, isPadded: Bool, reader: consuming CSVReader) {
        (self.first, self.isPadded) = (first, isPadded)
        self.reader = reader
    }

    mutating func next() throws(RecordFault) -> Record? {
        do {
            repeat { guard try reader.next() else { return nil } } while reader.rowNumber < first
        } catch {
            throw fault(error)
        }
        let cells = reader.cells
        guard let width else {
            guard isPadded else { return Record(row: reader.rowNumber, cells: cells) }
            let count = PaddedCells.width(of: cells)
            width = count
            return Record(row: reader.rowNumber, cells: UnsafeBufferPointer(rebasing: cells[..<count]))
        }
        if cells.count == width { return Record(row: reader.rowNumber, cells: cells) }
        return Record(row: reader.rowNumber, cells: padded.fitted(cells, to: width))
    }

    private func fault(_ error: any Error) -> RecordFault {
        switch error {
        case let fault as CSVFault: .refused(Refusal(fault))
        case TextDamage.noSuchCharacter(let encoding): .refused(.damage(encoding, row: reader.rowNumber + 1))
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
                reason: LocalText(
                    "文件含有零字节，不是文本文件，或是没有标记的 UTF-16",
                    "a zero byte: this is no text file, or it is UTF-16 without a mark"),
                next: LocalText("请另存为 CSV UTF-8", "save it as CSV UTF-8"))
        }
    }

    static func encoding(row: Int) -> Refusal {
        Refusal(
            row: row, code: "encoding",
            reason: LocalText("既不是 UTF-8 也不是 GB18030 编码", "the text is neither UTF-8 nor GB18030"),
            next: LocalText("请另存为 CSV UTF-8", "save it as CSV UTF-8"))
    }

    /// The refusal of a text with damaged bytes in a row.
    static func damage(_ encoding: TextEncoding, row: Int) -> Refusal {
        if encoding == .gb18030 { return .encoding(row: row) }
        let name = encoding == .utf8 ? "UTF-8" : "UTF-16"
        return Refusal(
            row: row, code: "encoding",
            reason: LocalText(
                "文件是 \(name) 编码，但这一行有损坏的字符（如半个汉字）",
                "the file is \(name), but this row has damaged characters (half a character, say)"),
            next: LocalText(
                "请从平台重新导出；或用表格软件打开，改正该行后另存为 CSV UTF-8",
                "export it again from the platform; or open it, correct this row and save it as CSV UTF-8"))
    }
}
