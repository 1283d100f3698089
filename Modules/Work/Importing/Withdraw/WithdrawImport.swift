public import AssessmentKernel
public import Ledger
public import Workspace

extension Workspace {
    /// All imports that were kept, by number, also those that were withdrawn.
    public func imports() throws(Problem) -> [JournalledImport] { try openLedger(toRead: true).imports() }

    /// Withdraws an import: the records that it inserted go, and those that it filled or amended are what they were.
    ///
    /// Closings and notices stay as they are; the originals and what was withdrawn are kept.
    ///
    /// - Parameters:
    ///   - number: the import's number, as in ``imports()``.
    ///   - reason: why; kept in the journal.
    ///   - isRehearsal: whether nothing is written.
    ///   - now: the time for the journal, ISO 8601 in UTC.
    /// - Throws: ``WithdrawalRefusal`` when later imports touched its records, or its members are named by what stays;
    ///   ``Problem`` when there is no such import, it is withdrawn already, or the reason is blank. Then nothing is
    ///   withdrawn.
    public func withdrawImport(
        _ number: Int, reason: String, isRehearsal: Bool = false, now: String
    ) throws -> WithdrawnImport {
        guard !CellText.isBlank(reason.utf8) else {
            throw Problem(
                .usage, LocalText("须写明撤回原因", "a withdrawal needs its reason"),
                next: Advice("\(by: .reason)写明", "say it \(by: .reason)"))
        }
        let outcome = try changing { ledger in
            try ledger.withdraw(number, reason: reason, isRehearsal: isRehearsal, by: Author(operatorName, at: now))
        }
        return try outcome.get()
    }
}
