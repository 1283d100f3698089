public import ResultTables

/// The rows that a closing writes of one member: for its files as bytes, for the ledger by column.
///
/// Made beside the decision, so that many are made at once.
public struct MemberLines: Sendable {
    /// The lines by the name of their file, in the order of ``ClosingTables/perMember``.
    public let files: [(file: String, lines: [UInt8])]
    /// The rows for the ledger.
    public let kept: [ResultRecord]

    /// Writes a member's rows.
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
