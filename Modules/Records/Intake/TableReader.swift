public import AssessmentKernel

/// Reads one file or sheet as checked rows of a table, a batch at a time.
///
/// ```swift
/// var reader = TableReader(source: source, schema: schema, roster: roster)
/// while let batch = try reader.next() {
///     try ledger.insert(batch)
/// }
/// ```
///
/// Memory holds one batch and one chunk of the file. A file can turn out to be no proper CSV at its last row; it is
/// refused as a whole then, by a ``Problem`` that ``next()`` throws and the reject in ``refusal``. What earlier batches
/// brought must be undone, their rejects as well.
public struct TableReader: ~Copyable {
    /// What is read.
    public let source: TableSource
    /// The table.
    public let schema: TableSchema
    /// What the header says; nil until it was read.
    public private(set) var header: TableHeader?
    /// Why the file is not taken, as it is listed among the rejects; nil while nothing speaks against it.
    public private(set) var refusal: Reject?

    private let roster: Roster?
    private let checksMembers: Bool
    private let batchRows: Int
    private let batchBytes: Int
    private var records: (any RecordSource)?
    private var checker: RowChecker?
    /// What was thrown, for those who ask again.
    private var problem: Problem?

    /// Prepares to read; the file is opened when the first row is asked for.
    ///
    /// - Parameters:
    ///   - roster: the members that rows may name; nil for a table that names none, and for the roster itself.
    ///   - checksMembers: whether rows are held against the roster; not for records that a ledger took once, which stay
    ///     when their member leaves.
    ///   - batchRows: the most rows, good or rejected, of one batch.
    ///   - batchBytes: a batch ends, however few its rows, when their texts and rejected values take this much room.
    public init(
        source: TableSource, schema: TableSchema, roster: Roster? = nil, checksMembers: Bool = true,
        batchRows: Int = 1 << 17, batchBytes: Int = 64 << 20
    ) {
        self.source = source
        self.schema = schema
        self.roster = roster
        self.checksMembers = checksMembers
        self.batchRows = max(1, batchRows)
        self.batchBytes = max(1, batchBytes)
    }

    /// Reads the header, unless it was read before.
    ///
    /// - Throws: ``Problem`` when the file cannot be read or is refused; ``refusal`` tells which.
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
            header = try TableHeader(cells, row: row, of: schema, file: source.file)
        } catch {
            throw refused(
                error, next: LocalText("请对照模板改正表头", "compare the header with the table's template"))
        }
        records?.expect(header.columns.map { [schema] in $0.map { schema.columns[$0].kind } })
        checker = RowChecker(
            schema, header: header, roster: roster, checksMembers: checksMembers, file: source.file)
        self.header = header
        return header
    }

    /// Reads the next batch; nil after the last one.
    ///
    /// - Throws: ``Problem`` when the file cannot be read or is refused; ``refusal`` tells which.
    public mutating func next() throws(Problem) -> RowBatch? {
        try readHeader()
        var batch = RowBatch(schema, rowCapacity: min(batchRows, 1 << 16))
        while batch.rowNumbers.count + batch.rejects.count < batchRows
            && batch.block.bytes.count + batch.rejectedBytes < batchBytes
        {
            guard let record = try nextRecord() else { break }
            checker?.take(record, into: &batch)
        }
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

    private mutating func refused(_ reject: Reject, next: LocalText) -> Problem {
        refusal = reject
        return failed(
            Problem(.badInput, reject.reason, at: Problem.Place(file: reject.file, row: reject.row), next: next))
    }
}
