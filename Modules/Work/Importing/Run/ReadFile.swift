import AssessmentKernel
import FileFormats
import Intake
import Ledger
import LedgerTables
import Profile
import TextEncodings
import Workspace

/// A file on its way into the ledger.
struct ReadFile: Sendable {
    let found: FoundFile
    /// Its encoding, if it is a plain text.
    private var encoding: TextEncoding?
    /// The rows and rejects that the parsing counted.
    var counts = ImportCounts()
    /// For each column of the table, its index in the file; nil where the file lacks it.
    var places: [Int?] = []
    /// The row of the header.
    var headerRow = 1
    /// The rows that were passed over or are hidden.
    var noticed = NoticedRows()
    /// The columns that neither the table nor the profile knows.
    var unknownColumns: [String] = []
    /// Why the whole file was refused.
    var refusal: Reject?

    init(_ found: FoundFile) { self.found = found }

    /// The name in reports and rejects.
    var name: String { found.name }

    /// The rows as the table reads them.
    var source: TableSource {
        guard let profile = found.profile else { return delivered }
        // A profile finds the header itself: what stands above it may say the month.
        return profile.mapping(rows(from: .row(1)), file: found.path, sheet: found.sheet)
    }

    /// The rows as they are in the file, the header first.
    var delivered: TableSource { rows(from: found.profile == nil ? .titles(found.schema) : .row(headerRow)) }

    private func rows(from header: HeaderPlace) -> TableSource {
        TableSource(
            InputFile(path: found.path, name: name, encoding: found.encoding), in: found.format, sheet: found.sheet,
            header: header)
    }

    /// All rows of the file or sheet, those above the header too.
    var rowsFromTheFirst: TableSource {
        TableSource(
            InputFile(path: found.path, name: name, encoding: found.encoding), in: found.format, sheet: found.sheet,
            header: .row(1))
    }

    /// Records the header, and what the file's encoding is.
    mutating func take(_ header: TableHeader) throws(Problem) {
        if found.format.isPlainText {
            encoding = try InputFile(path: found.path, name: name, encoding: found.encoding).encoding()
        }
        places = header.places
        headerRow = header.row
        unknownColumns = header.unknownColumns.filter { found.profile?.ignores($0) != true }
    }

    /// The file's line in the import journal.
    ///
    /// - Parameter sha256: of the original.
    func journalled(_ sha256: String, at now: String, batch: Int) -> ImportedFile {
        let layout = FileLayout(
            format: found.format.key, encoding: encoding?.rawValue, sheet: found.sheet, headerRow: headerRow)
        return ImportedFile(
            name: name, table: found.schema.key, sha256: sha256, layout: layout, at: now, batch: batch)
    }

    /// The file's line in the report of the import.
    func reported(_ counts: ImportCounts) -> ImportReport.File {
        ImportReport.File(
            name: name, table: found.schema.key, counts: counts, noticed: noticed, unknownColumns: unknownColumns,
            refusal: refusal)
    }
}
