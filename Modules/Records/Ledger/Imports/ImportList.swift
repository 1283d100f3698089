public import AssessmentKernel
import GRDB
import RecordStore

extension Ledger {
    /// All imports that were kept, by number.
    public func imports() throws(Problem) -> [JournalledImport] { try read { try Ledger.imports($0) } }

    /// - Parameter number: one import; nil for all.
    static func imports(_ db: Database, number: Int? = nil) throws -> [JournalledImport] {
        var authors: [Int: Author] = [:]
        let entries = try DatabaseRow.fetchCursor(
            db, sql: "SELECT subject, at, operator FROM journal WHERE kind = ?",
            arguments: [JournalEntry.Kind.importing.rawValue])
        while let row = try entries.next() {
            if let number = Int(row["subject"] as String) { authors[number] = Author(row["operator"], at: row["at"]) }
        }
        var withdrawals: [Int: (reason: String, author: Author)] = [:]
        for row in try DatabaseRow.fetchAll(db, sql: "SELECT * FROM withdrawal") {
            withdrawals[row["batch"]] = (row["reason"], Author(row["withdrawn_by"], at: row["withdrawn_at"]))
        }
        var imports: [JournalledImport] = []
        var files: [ImportedFile] = []
        func finish() {
            guard let first = files.first else { return }
            imports.append(
                JournalledImport(
                    number: first.batch, author: authors[first.batch] ?? Author("", at: first.at), files: files,
                    withdrawal: withdrawals[first.batch]))
            files = []
        }
        let rows = try DatabaseRow.fetchCursor(
            db, sql: "SELECT * FROM import_file WHERE ? IS NULL OR batch = ? ORDER BY id", arguments: [number, number])
        while let row = try rows.next() {
            let file = ImportedFile(row)
            if file.batch != files.first?.batch { finish() }
            files.append(file)
        }
        finish()
        return imports
    }
}
