import AssessmentKernel
import TextEncodings

/// Plain text with cells between commas, tabs or semicolons, in UTF-8 or GB18030.
struct TextFormat: WorkbookFormat {
    let key = "TEXT"
    let endings = ["csv", "tsv", "txt"]
    let isPacked = false
    let isPlainText = true

    func recognises(_ head: [UInt8]) -> Bool { FileForm(head: head) == .text }

    func open(_ file: InputFile) -> any Workbook { TextFile(file) }
}

/// Plain text in UTF-16, which its mark says: the “Unicode text” of spreadsheet programs.
///
/// A format of its own, because the import journal knows only two encodings of a plain text.
struct UTF16Format: WorkbookFormat {
    let key = "UTF16"
    /// None of its own: those of a plain text.
    let endings: [String] = []
    let isPacked = false

    func recognises(_ head: [UInt8]) -> Bool {
        guard let encoding = TextEncoding.marked(head) else { return false }
        return encoding != .utf8 && FileForm(head: head) == .text
    }

    func open(_ file: InputFile) -> any Workbook { TextFile(file) }
}

/// A text file; nothing is read before its rows are.
final class TextFile: Workbook {
    let sheets = [WorkbookSheet(nil)]
    private let file: InputFile

    init(_ file: InputFile) { self.file = file }

    /// The rows under the delimiter of which the first filled row has most.
    func rows(ofSheet place: Int) throws(RecordFault) -> any RecordSource {
        do throws(Problem) { return try TextTable(file).records(from: 1) } catch { throw .failed(error) }
    }

    /// The rows from a header on, padded to its length.
    func rows(below header: HeaderPlace) throws(RecordFault) -> any RecordSource {
        do throws(Problem) { return try TextTable(file).records(below: header) } catch { throw .failed(error) }
    }
}
