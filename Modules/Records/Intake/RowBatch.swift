public import AssessmentKernel

/// Rows of one file that passed every check but that against the ledger, with the rejects among them.
public struct RowBatch: Sendable {
    /// The rows.
    public internal(set) var block: RowBlock
    /// The row number of each, as a spreadsheet shows it.
    public internal(set) var rowNumbers: [Int32] = []
    /// The roster's ordinal of each row's member; −1 when the table names none or is the roster itself.
    public internal(set) var members: [Int32] = []
    /// The rows between them that were rejected, in their order.
    public internal(set) var rejects: [Reject] = []
    /// The bytes of the rejects' values.
    var rejectedBytes = 0

    init(_ schema: TableSchema, rowCapacity: Int) {
        block = RowBlock(schema, rowCapacity: rowCapacity)
        rowNumbers.reserveCapacity(rowCapacity)
        members.reserveCapacity(rowCapacity)
    }

    /// Whether nothing is in it.
    var isEmpty: Bool { rowNumbers.isEmpty && rejects.isEmpty }
}
