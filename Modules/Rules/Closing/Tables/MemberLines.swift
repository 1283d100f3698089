public import ResultTables

/// The rows that a closing writes for one member: as bytes for its files, by column for the ledger.
///
/// Made together with the decision, so that members are processed in parallel.
public struct MemberLines: Sendable {
    /// The lines by file name, in the order of ``ClosingTables/perMember``.
    public let files: [(file: String, lines: [UInt8])]
    /// The rows for the ledger.
    public let kept: [ResultRecord]

    /// Makes a member's rows.
    public init(_ result: MemberResult) {
        var files: [(file: String, lines: [UInt8])] = []
        var kept: [ResultRecord] = []
        for table in ClosingTables.perMember {
            let records = table.records(result)
            if let file = table.schema.file { files.append((file, ResultRecord.lines(records))) }
            if table.schema.ledger != nil { kept += records }
        }
        self.files = files
        self.kept = kept
    }
}
