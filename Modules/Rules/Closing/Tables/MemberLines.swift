public import ResultTables

/// The rows that a closing writes for one member: as bytes for its files, by column for the ledger.
///
/// Made together with the decision, so that members are processed in parallel.
public struct MemberLines: Sendable {
    /// The lines by file name, in the order of ``ClosingTables/perMember``.
    public private(set) var files: [(file: String, lines: [UInt8])] = []
    /// The rows for the ledger.
    public private(set) var kept: [ResultRecord] = []

    /// Makes a member's rows; those for the ledger only if they are kept.
    public init(_ result: MemberResult, isKept: Bool = true) {
        for table in ClosingTables.perMember {
            let records = isKept ? table.records(result) : []
            if let file = table.schema.file {
                files.append((file, isKept ? ResultRecord.lines(records) : table.lines(result)))
            }
            if table.schema.ledger != nil { kept += records }
        }
    }
}
