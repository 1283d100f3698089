package import AssessmentKernel
import GRDB
package import LedgerTables
package import ResultTables

/// The head of something that the ledger seals.
package protocol BookHead: Sendable {
    /// The writer for its rows.
    associatedtype Writer: BookWriter
    /// The kind of book.
    static var book: Book { get }
    /// The kind of its journal entry.
    var change: JournalEntry.Kind { get }
    /// Its name: `2021Q3-r1`.
    var name: String { get }
    /// The values of its row by column, except those that the ledger sets itself.
    var cells: KeyValuePairs<String, ResultValue> { get }
    /// Why it was made again, empty for the first; nil for a kind that is never made again.
    var why: String? { get }
}

/// Carries a refusal through the database's transaction.
private struct Refused<Refusal: Error>: Error { let refusal: Refusal }

extension Ledger {
    /// Records a closing, a review or a notice as one transaction and seals it, unless the body refuses.
    ///
    /// - Returns: what the body made, or its refusal, in which case nothing is kept.
    /// - Throws: ``Problem``, in which case nothing is kept; also when the revision exists already.
    package func record<Head: BookHead, Made, Refusal: Error>(
        _ head: Head, by author: Author, _ body: (Head.Writer) throws -> Result<Made, Refusal>
    ) throws(Problem) -> Result<Made, Refusal> {
        try LedgerProblem.mapped(path) {
            do {
                return .success(
                    try pool.write { db in
                        let id = try Ledger.insert(head, db)
                        let guards = try InsertionGuards(settingAside: Head.book, db)
                        let writer = Head.Writer(db, Head.book, id)
                        let made: Made
                        switch try body(writer) {
                        case .success(let result): made = result
                        case .failure(let refusal): throw Refused(refusal: refusal)
                        }
                        try guards.putBack(db)
                        try db.execute(
                            sql: "UPDATE \(Head.book.rawValue) SET sealed = 1 WHERE id = ?", arguments: [id])
                        let reason = head.why.map { [("reason", $0)] } ?? []
                        try Journal.add(
                            db, head.change, head.name, by: author,
                            reason + [("rows", try writer.digestAll()), ("township", try Ledger.township(db))]
                                + writer.confirmed + (writer.bundle?.journalled ?? []))
                        return made
                    })
            } catch let refused as Refused<Refusal> {
                return .failure(refused.refusal)
            }
        }
    }

    /// Records a book whose body cannot refuse.
    package func record<Head: BookHead>(
        _ head: Head, by author: Author, _ body: (Head.Writer) throws -> Void
    ) throws(Problem) {
        let _: Result<Void, Never> = try record(head, by: author) { writer in .success(try body(writer)) }
    }

    private static func insert(_ head: some BookHead, _ db: Database) throws -> Int64 {
        let columns = head.cells.map(\.key) + ["imported_through"]
        let marks = Array(repeating: "?,", count: head.cells.count).joined()
        let values = head.cells.map { cell -> DatabaseValue in
            switch cell.value {
            case .none: .null
            case .number(let number): number.databaseValue
            case .text(let text): text.databaseValue
            }
        }
        try db.execute(
            sql: """
                INSERT INTO \(type(of: head).book.rawValue) (\(columns.joined(separator: ", ")))
                VALUES (\(marks) (SELECT coalesce(max(id), 0) FROM import_file))
                """, arguments: StatementArguments(values))
        return db.lastInsertedRowID
    }
}
