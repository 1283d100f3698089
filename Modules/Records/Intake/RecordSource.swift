public import AssessmentKernel

/// One row of a file or sheet as its cells, in UTF-8; valid until the source gives the next one.
public struct Record {
    /// The row as a spreadsheet shows it.
    public let row: Int
    /// The cells.
    public let cells: UnsafeBufferPointer<UnsafeBufferPointer<UInt8>>
    /// The cells that say nothing which a text could, by their places: only a workbook has such.
    public let faults: [(place: Int, fault: CellFault)]

    /// Names a row and its cells.
    public init(
        row: Int, cells: UnsafeBufferPointer<UnsafeBufferPointer<UInt8>>, faults: [(place: Int, fault: CellFault)] = []
    ) {
        self.row = row
        self.cells = cells
        self.faults = faults
    }
}

/// Rows that are read once, from the first to the last: what ``TableReader`` reads, whatever the file's format.
public protocol RecordSource: AnyObject {
    /// The next row, the header first; nil after the last one.
    func next() throws(RecordFault) -> Record?

    /// Takes note of what the columns of the file hold, in their order there and nil where no table knows the column;
    /// called once, after the header. A workbook's source writes a date cell as a day or as a moment accordingly. A
    /// source of texts need not care.
    func expect(_ kinds: [ColumnKind?])
}

extension RecordSource {
    /// Does nothing.
    public func expect(_ kinds: [ColumnKind?]) {}
}

/// Why a source gives no further row.
public enum RecordFault: Error, Sendable {
    /// The file is not one that can be taken.
    case refused(Refusal)
    /// It could not be read.
    case failed(Problem)

    /// What a person is told who asked for this very file.
    public func problem(in file: String) -> Problem {
        switch self {
        case .failed(let problem): problem
        case .refused(let refusal):
            Problem(.badInput, refusal.reason, at: Problem.Place(file: file, row: refusal.row), next: refusal.next)
        }
    }
}

/// Why a whole file is not taken.
public struct Refusal: Hashable, Sendable {
    /// The row at which it shows; nil when that is not known.
    public let row: Int?
    /// The code under which it is listed, in kebab case.
    public let code: String
    /// What is wrong.
    public let reason: LocalText
    /// What to do next.
    public let next: LocalText

    /// Says why.
    public init(row: Int?, code: String, reason: LocalText, next: LocalText) {
        self.row = row
        self.code = code
        self.reason = reason
        self.next = next
    }
}

/// A file or sheet that can be read from its beginning as often as it is needed.
public struct TableSource: Sendable {
    /// The file, as rejects name it.
    public let file: String
    /// Begins to read.
    public let open: @Sendable () throws(Problem) -> any RecordSource

    /// Names a source of rows, such as a sheet.
    public init(file: String, records: @escaping @Sendable () throws(Problem) -> any RecordSource) {
        self.file = file
        open = records
    }

    /// Names a CSV file whose bytes come from anywhere.
    public init(
        file: String, encoding: TextEncoding, bytes: @escaping @Sendable () throws(Problem) -> any ByteSource
    ) {
        self.init(file: file) { () throws(Problem) in CSVRecords(try bytes(), encoding: encoding) }
    }

    /// Names a CSV file by its path.
    public init(path: String, file: String? = nil, encoding: TextEncoding) {
        self.init(file: file ?? path, encoding: encoding) { () throws(Problem) in
            try FileBytes(path: path, file: file)
        }
    }
}
