import AssessmentKernel

/// A format in which tables are delivered: how its files are recognised, their sheets and their rows.
///
/// ```swift
/// struct OldWorkbookFormat: WorkbookFormat {
///     let key = "XLS"
///     let endings = ["xls", "et"]
///     func recognises(_ head: [UInt8]) -> Bool { FileForm(head: head) == .oldWorkbook }
///     func open(_ file: InputFile) throws(RecordFault) -> any Workbook { … }
/// }
/// ```
/// A new format is a room that reads its bytes, one file like this in `FileFormats/Spreadsheets`, and one line in
/// ``FileFormats/shipped``. It knows no table: finding sheets and headers and parsing cells is the same for all.
public protocol WorkbookFormat: Sendable {
    /// Its name in the import journal, in upper-case letters and digits; it never changes, because kept files are found
    /// by it.
    var key: String { get }
    /// The extensions of its file names, in lower case.
    ///
    /// They select the files of a folder; a file's bytes decide its format.
    var endings: [String] { get }
    /// Whether its files are compressed already, so that compressing them again gains nothing.
    var isPacked: Bool { get }
    /// Whether a file is one plain text: a single table, and an encoding that must be detected and is journalled.
    var isPlainText: Bool { get }

    /// Whether a file is of this format, by its first bytes: 64 KiB, or all of a shorter one.
    func recognises(_ head: [UInt8]) -> Bool

    /// Opens a file.
    ///
    /// - Throws: ``RecordFault``: a ``Refusal`` with reason and advice for a file that is damaged, locked or malicious;
    ///   a problem for one that cannot be read.
    func open(_ file: InputFile) throws(RecordFault) -> any Workbook
}

extension WorkbookFormat {
    /// True, as in most spreadsheet formats.
    public var isPacked: Bool { true }
    /// False.
    public var isPlainText: Bool { false }
}

/// An opened file: its sheets and their rows.
public protocol Workbook: AnyObject {
    /// The sheets in the order of their tabs.
    var sheets: [WorkbookSheet] { get }

    /// Begins to read the sheet at a place of ``sheets``, from its first non-empty row.
    ///
    /// A row has its cells up to the last filled one, with empty ones between; its number is the one that the
    /// spreadsheet shows. A sheet may be read several times, also at once.
    func rows(ofSheet place: Int) throws(RecordFault) -> any RecordSource
}

/// A sheet of a file.
public struct WorkbookSheet: Hashable, Sendable {
    /// Its name on the tab; nil in a format whose files are one unnamed table.
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
    /// The formats of this product.
    public static let shipped = FileFormats([
        XLSXFormat(), XLSFormat(), ODSFormat(), SpreadsheetMLFormat(), PageFormat(),
    ])

    private let all: [any WorkbookFormat]

    /// Lists formats; the first that recognises a file reads it.
    ///
    /// Plain text, also in UTF-16, is always included and tried last: it is whatever no other format recognises.
    public init(_ formats: [any WorkbookFormat]) { all = formats + [UTF16Format(), plainText] }

    /// Plain text: cells between commas, tabs or semicolons.
    public let plainText: any WorkbookFormat = TextFormat()

    /// The format with a name from the import journal; nil for an unknown name.
    public subscript(key: String) -> (any WorkbookFormat)? { all.first { $0.key == key } }

    /// The format that recognises a file by its first bytes.
    ///
    /// - Throws: ``RecordFault``: a refusal when no format does, with what the file is instead and what to do; a
    ///   problem when the file cannot be read.
    public func format(of file: InputFile) throws(RecordFault) -> any WorkbookFormat {
        let head: [UInt8]
        do throws(Problem) { head = try file.head() } catch { throw .failed(error) }
        if let format = all.first(where: { $0.recognises(head) }) { return format }
        throw .refused(FileForm(head: head).refusal ?? FileForm.unknown)
    }

    /// Why a file is not read, whatever it is called: a PDF, a RAR; nil for any other.
    public func refusal(of file: InputFile) -> Refusal? {
        do throws(RecordFault) { _ = try format(of: file) } catch {
            if case .refused(let refusal) = error { return refusal }
        }
        return nil
    }

    /// Whether a lower-case extension is a plain text's.
    public func isPlainText(ending: String) -> Bool { plainText.endings.contains(ending) }

    /// Whether a lower-case extension is a spreadsheet program's, readable or not.
    public func isWorkbook(ending: String) -> Bool {
        FileForm.spreadsheetEndings.contains(ending)
            || all.contains { !$0.isPlainText && $0.endings.contains(ending) }
    }
}
