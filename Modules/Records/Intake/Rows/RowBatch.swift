public import AssessmentKernel

/// Rows of one file that passed every check except those against the ledger, with the rejects among them.
public struct RowBatch: Sendable {
    /// The rows.
    public internal(set) var block: RowBlock
    /// The row number of each, as a spreadsheet shows it.
    public internal(set) var rowNumbers: [Int32] = []
    /// Each row's member as a roster ordinal; −1 when the table names no members or is the roster itself.
    public internal(set) var members: [Int32] = []
    /// The rejected rows of the batch, in file order.
    public internal(set) var rejects: [Reject] = []
    /// The bytes of the rejects' values.
    var rejectedBytes = 0

    init(_ schema: TableSchema, rowCapacity: Int) {
        block = RowBlock(schema, rowCapacity: rowCapacity)
        rowNumbers.reserveCapacity(rowCapacity)
        members.reserveCapacity(rowCapacity)
    }

    /// Whether it has neither rows nor rejects.
    var isEmpty: Bool { rowNumbers.isEmpty && rejects.isEmpty }
}
