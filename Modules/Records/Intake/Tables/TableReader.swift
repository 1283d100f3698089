public import AssessmentKernel
public import FileFormats

/// Reads one file or sheet as checked rows of a table, a batch at a time.
///
/// ```swift
/// var reader = TableReader(source: source, schema: schema, roster: roster)
/// while let batch = try reader.next() {
///     try ledger.insert(batch)
/// }
/// ```
///
/// Memory holds one batch and one chunk of the file. A file can prove to be invalid CSV as late as its last row; it is
/// then refused as a whole: ``next()`` throws a ``Problem``, and ``refusal`` has the reject. The caller must undo the
/// earlier batches, including their rejects.
public struct TableReader: ~Copyable {
    /// What is read.
    public let source: TableSource
    /// The table.
    public let schema: TableSchema
    /// The matched header; nil until it was read.
    public private(set) var header: TableHeader?
    /// Why the file is refused, as listed among the rejects; nil while it is not.
    public private(set) var refusal: Reject?
    /// The rows in the batches so far that a clerk is told of: those that were passed over, and hidden ones.
    public private(set) var noticed = NoticedRows()

    private let roster: Roster?
    private let checksMembers: Bool
    private let leavesOutRemarks: Bool
    private let tables: [TableSchema]
    private let batchRows: Int
    private let batchBytes: Int
    private var records: (any RecordSource)?
    private var checker: RowChecker?
    /// Hidden rows up to the header.
    private var hiddenAbove = 0
    /// The thrown problem, for repeated calls.
    private var problem: Problem?

    /// Prepares a reader; the file is opened when the first row is requested.
    ///
    /// - Parameters:
    ///   - roster: the members that rows may name, or that a row of the roster itself may not be confused with; nil for a
    ///     table that names none.
    ///   - checksMembers: whether rows are checked against the roster, and codes for damage; false for records that a
    ///     ledger accepted before, which stay when their member leaves.
    ///   - leavesOutRemarks: whether the texts of columns that no rule reads are checked and not kept.
    ///   - tables: all tables, for the message to a file that is another one.
    ///   - batchRows: the most rows of one batch, good and rejected.
    ///   - batchBytes: the size of texts and rejected values at which a batch ends, however few its rows.
    public init(
        source: TableSource, schema: TableSchema, roster: Roster? = nil, checksMembers: Bool = true,
        leavesOutRemarks: Bool = false, tables: [TableSchema] = [], batchRows: Int = 1 << 17, batchBytes: Int = 64 << 20
    ) {
        self.source = source
        self.schema = schema
        self.roster = roster
        self.checksMembers = checksMembers
        self.leavesOutRemarks = leavesOutRemarks
        self.tables = tables
        self.batchRows = max(1, batchRows)
        self.batchBytes = max(1, batchBytes)
    }

    /// Reads the header unless it was read before.
    ///
    /// - Throws: ``Problem`` when the file cannot be read or is refused; ``refusal`` is set only when it is refused.
    @discardableResult
    public mutating func readHeader() throws(Problem) -> TableHeader {
        if let problem { throw problem }
        if let header { return header }
        do throws(Problem) { records = try source.open() } catch { throw failed(error) }
        var cells: [String] = []
        var row = 1
        if let record = try nextRecord() {
            cells = record.cells.map { String(decoding: $0, as: UTF8.self) }
            row = record.row
        }
        let header: TableHeader
        do throws(Reject) {
            header = try TableHeader(
                cells, row: row, of: schema, file: source.file,
                refusedAt: (records as? HeaderlessRecords)?.firstFilled, tables: tables)
        } catch {
            throw refused(
                error, next: Advice("请对照模板改正表头", "compare the header with the table's template"))
        }
        hiddenAbove = records?.hiddenRows ?? 0
        records?.expect(header.columns.map { [schema] in $0.map { schema.columns[$0].kind } })
        checker = RowChecker(
            schema, header: header, roster: roster, checksMembers: checksMembers,
            leavesOutRemarks: leavesOutRemarks, source: source)
        self.header = header
        return header
    }

    /// Reads the next batch; nil after the last one.
    ///
    /// - Throws: ``Problem`` when the file cannot be read or is refused; ``refusal`` is set only when it is refused.
    public mutating func next() throws(Problem) -> RowBatch? {
        try readHeader()
        var batch = RowBatch(schema, rowCapacity: min(batchRows, 1 << 16))
        while batch.rowNumbers.count + batch.rejects.count < batchRows
            && batch.block.bytes.count + batch.rejectedBytes < batchBytes
        {
            guard let record = try nextRecord() else { break }
            checker?.take(record, into: &batch)
        }
        noticed = checker?.told() ?? NoticedRows()
        if let passedOver = records?.passedOver {
            noticed.totals += passedOver.totals
            noticed.headers += passedOver.headers
        }
        noticed.hidden = max(0, (records?.hiddenRows ?? 0) - hiddenAbove)
        noticed.uncountedPunches = records?.uncountedPunches ?? [:]
        return batch.isEmpty ? nil : batch
    }

    private mutating func nextRecord() throws(Problem) -> Record? {
        guard let records else { return nil }
        do throws(RecordFault) {
            return try records.next()
        } catch {
            switch error {
            case .failed(let problem): throw failed(problem)
            case .refused(let refusal):
                let reject = Reject(
                    file: source.file, row: refusal.row, column: "", value: "", code: refusal.code,
                    reason: refusal.reason)
                throw refused(reject, next: refusal.next)
            }
        }
    }

    private mutating func failed(_ problem: Problem) -> Problem {
        var problem = problem
        if problem.place.file == nil { problem.place.file = source.file }
        self.problem = problem
        records = nil
        return problem
    }

    private mutating func refused(_ reject: Reject, next: Advice) -> Problem {
        refusal = reject
        return failed(
            Problem(.badInput, reject.reason, at: Problem.Place(file: reject.file, row: reject.row), next: next))
    }
}
