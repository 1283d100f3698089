public import AssessmentKernel
public import Cells
public import TextEncodings

/// One row of a file or sheet as UTF-8 cells; valid until the source returns the next one.
public struct Record {
    /// The row number as a spreadsheet shows it.
    public let row: Int
    /// The cells.
    public let cells: UnsafeBufferPointer<UnsafeBufferPointer<UInt8>>
    /// The cells without a text value, by place; only workbooks have such cells.
    public let faults: [(place: Int, fault: CellFault)]

    /// Creates a record from a row number and cells.
    public init(
        row: Int, cells: UnsafeBufferPointer<UnsafeBufferPointer<UInt8>>, faults: [(place: Int, fault: CellFault)] = []
    ) {
        self.row = row
        self.cells = cells
        self.faults = faults
    }
}

/// Rows that are read once, from first to last: the input of ``TableReader`` in any file format.
public protocol RecordSource: AnyObject {
    /// The next row; nil after the last one.
    ///
    /// A table's source begins with its header.
    func next() throws(RecordFault) -> Record?

    /// Notes what each column of the file holds, nil for a column unknown to the table.
    ///
    /// Called once, after the header. A workbook's source renders a date cell as a day or as a moment accordingly; a
    /// text source can ignore it.
    func expect(_ kinds: [ColumnKind?])

    /// How many of the rows returned so far are hidden or filtered out in their sheet.
    ///
    /// They are read like all others; the clerk, who does not see them, is told how many there were.
    var hiddenRows: Int { get }

    /// How many rows of totals, and of repeated headers, were passed over so far; zero where the table's reader does so.
    var passedOver: (totals: Int, headers: Int) { get }

    /// The punches read so far that a profile does not count, by the word that says what they are.
    ///
    /// A platform may have a new word for a punch that is as good as any other; the clerk is told.
    var uncountedPunches: [Text: Int] { get }
}

extension RecordSource {
    /// Does nothing.
    public func expect(_ kinds: [ColumnKind?]) {}
    /// Zero, as in a text.
    public var hiddenRows: Int { 0 }
    /// None, as in a file that is a table.
    public var passedOver: (totals: Int, headers: Int) { (0, 0) }
    /// None, as in a file that is a table.
    public var uncountedPunches: [Text: Int] { [:] }
}

/// Why a source returns no further row.
public enum RecordFault: Error, Sendable {
    /// The file is refused.
    case refused(Refusal)
    /// The file could not be read.
    case failed(Problem)

    /// The problem to show a user who asked for this file.
    public func problem(in file: String) -> Problem {
        switch self {
        case .failed(let problem): problem
        case .refused(let refusal):
            Problem(.badInput, refusal.reason, at: Problem.Place(file: file, row: refusal.row), next: refusal.next)
        }
    }
}

/// Why a whole file is refused.
public struct Refusal: Hashable, Sendable {
    /// The row of the fault; nil when it is not known.
    public let row: Int?
    /// The code under which it is listed, in kebab case.
    public let code: String
    /// What is wrong.
    public let reason: LocalText
    /// What to do next.
    public let next: Advice

    /// Creates a refusal whose advice names deeds.
    public init(row: Int?, code: String, reason: LocalText, next: Advice) {
        self.row = row
        self.code = code
        self.reason = reason
        self.next = next
    }

    /// Creates a refusal whose advice is words alone.
    public init(row: Int?, code: String, reason: LocalText, next: LocalText) {
        self.init(row: row, code: code, reason: reason, next: Advice(next))
    }
}

/// A file or sheet that can be read from its beginning any number of times.
public struct TableSource: Sendable {
    /// The file's name in rejects.
    public let file: String
    /// Begins to read.
    public let open: @Sendable () throws(Problem) -> any RecordSource

    /// Names a source of rows, such as a sheet.
    public init(file: String, records: @escaping @Sendable () throws(Problem) -> any RecordSource) {
        self.file = file
        open = records
    }

    /// Names a CSV file whose bytes come from any source.
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
