import AssessmentKernel

/// A format in which tables are delivered: how a file of it is recognised, which sheets it has, and its rows.
///
/// ```swift
/// struct OldWorkbookFormat: WorkbookFormat {
///     let key = "XLS"
///     let endings = ["xls", "et"]
///     func recognises(_ head: [UInt8]) -> Bool { FileForm(head: head) == .oldWorkbook }
///     func open(_ file: InputFile) throws(RecordFault) -> any Workbook { … }
/// }
/// ```
/// One more format is a room that reads its bytes, one file like this in `Intake/Formats`, and one line in
/// ``FileFormats/shipped``. It knows no table: which sheet is which, where the header stands and what the cells mean is
/// the same for all.
public protocol WorkbookFormat: Sendable {
    /// Its name in the import journal, in upper-case letters and digits; it never changes, since kept files are found by it.
    var key: String { get }
    /// The endings of its files' names, in lower case.
    ///
    /// They say which files of a folder are looked at; what a file is, its bytes say.
    var endings: [String] { get }
    /// Whether its files are packed already, so that nothing is gained by packing them again.
    var isPacked: Bool { get }
    /// Whether a file is one plain text: a single table, the header in its first row, all rows as long as the header, in
    /// an encoding that the bytes leave open.
    ///
    /// In any other format a header is looked for below titles and notes, and short rows are filled up.
    var isPlainText: Bool { get }

    /// Whether a file is of this format, by its first bytes: 64 KiB, or all of a shorter one.
    func recognises(_ head: [UInt8]) -> Bool

    /// Opens a file.
    ///
    /// - Throws: ``RecordFault``: a ``Refusal`` with its reason and what to do for a file that is damaged, locked or a
    ///   trap, a problem for one that cannot be read.
    func open(_ file: InputFile) throws(RecordFault) -> any Workbook
}

extension WorkbookFormat {
    /// True: most formats of spreadsheet programs are.
    public var isPacked: Bool { true }
    /// False.
    public var isPlainText: Bool { false }
}

/// A file that was opened: its sheets and their rows.
public protocol Workbook: AnyObject {
    /// The sheets in the order of their tabs.
    var sheets: [WorkbookSheet] { get }

    /// Begins to read the sheet at a place of ``sheets``, from its first row that has cells.
    ///
    /// A row has its cells up to the last that is filled, with empty ones between; its number is what the spreadsheet
    /// shows. A sheet may be read several times, also side by side.
    func rows(ofSheet place: Int) throws(RecordFault) -> any RecordSource
}

/// A sheet of a file.
public struct WorkbookSheet: Hashable, Sendable {
    /// Its name, as its tab shows it; nil in a format whose files are one table without a name.
    public let name: String?
    /// Whether its tab is hidden.
    public let isHidden: Bool

    /// Names a sheet.
    public init(_ name: String?, isHidden: Bool = false) {
        self.name = name
        self.isHidden = isHidden
    }
}

/// The formats that an import reads.
public struct FileFormats: Sendable {
    /// Those of this product.
    public static let shipped = FileFormats([XLSXFormat()])

    private let all: [any WorkbookFormat]

    /// Lists formats; the first that recognises a file reads it.
    ///
    /// Plain text, which is whatever nothing else is, is always there and asked last.
    public init(_ formats: [any WorkbookFormat]) { all = formats + [plainText] }

    /// Plain text: comma-separated values.
    public let plainText: any WorkbookFormat = TextFormat()

    /// The format of a name of the import journal; nil when none has it.
    public subscript(key: String) -> (any WorkbookFormat)? { all.first { $0.key == key } }

    /// The format that recognises a file by its first bytes.
    ///
    /// - Throws: ``RecordFault``: the refusal when none does, which says what the file is instead and what to do about it;
    ///   a problem when the file cannot be read.
    public func format(of file: InputFile) throws(RecordFault) -> any WorkbookFormat {
        let head: [UInt8]
        do throws(Problem) { head = try file.head() } catch { throw .failed(error) }
        if let format = all.first(where: { $0.recognises(head) }) { return format }
        throw .refused(FileForm(head: head).refusal ?? FileForm.noSpreadsheet)
    }

    /// Whether an ending, in lower case, is a plain text's.
    public func isPlainText(ending: String) -> Bool { plainText.endings.contains(ending) }

    /// Whether an ending, in lower case, is that of a spreadsheet program's own files, of formats that are read or not.
    public func isWorkbook(ending: String) -> Bool {
        FileForm.spreadsheetEndings.contains(ending)
            || all.contains { !$0.isPlainText && $0.endings.contains(ending) }
    }
}
