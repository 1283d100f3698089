import AssessmentKernel
import Cells
import FileFormats
import TownshipTables

/// Checks the rows of one file, one at a time, and adds each to the rows or the rejects of a batch.
///
/// The order of the checks is part of the tables' contract: the cells in file order, each with its cell rule; then the
/// member; then the post; then the rule between cells. The first failure decides the reject's column and code; all that
/// is wrong is in its reason (see `RowFaults.swift`).
struct RowChecker: ~Copyable {
    /// A column of the file that the schema knows.
    struct KnownColumn {
        let place: Int
        let column: Int
    }

    let schema: TableSchema
    let file: String
    let parser: CellParser
    let roster: Roster?
    let header: TableHeader
    let width: Int
    let known: [KnownColumn]
    let rule: TableSchema.RowRule?
    let memberColumn: Int
    let postCheck: PostCheck
    /// Whether the rows come from a clerk's file: only these have rows that are passed over.
    let isDelivered: Bool
    /// The rows that a clerk is told of.
    var noticed = NoticedRows()
    /// Finds members by their names, and codes that come near; made when first needed.
    var index: RosterIndex?
    /// How many more choices are suggested: looking for them takes longer than reading a row.
    var suggestions = 500
    /// What is wrong with the member of the last rejected row, and in how many records of that row.
    var sameMember: (reason: LocalText, count: Int) = (LocalText("", ""), 0)
    /// The codes of the natural key, no two of which may differ in the case of their letters alone.
    var keyCases: KeyCases
    /// The file, to read its codes again; nil where they need no comparing.
    let source: TableSource?
    /// The codes that the roster's own rows may not be confused with; nil for any other table.
    var cases: CodeCases?
    /// The slots of the current row; those of columns missing in the file stay empty.
    let slots: UnsafeMutableBufferPointer<Int64>

    /// The column of the member's code, and the code that was stored last as it stands in the file: a member's rows mostly
    /// follow one another.
    private let codeColumn: Int
    private var lastCode = RowBlock.empty

    /// The place of the table's first column in the file.
    private let firstPlace: Int?
    /// Whether a repeated header might pass as a record, because no column of the table would refuse its titles.
    private let takesTitles: Bool

    init(
        _ schema: TableSchema, header: TableHeader, roster: Roster?, checksMembers: Bool = true,
        leavesOutRemarks: Bool = false, source: TableSource
    ) {
        self.schema = schema
        file = source.file
        self.source = checksMembers ? source : nil
        keyCases = KeyCases(checksMembers ? schema : nil)
        self.header = header
        parser = CellParser(schema, checksCodes: checksMembers, leavesOutRemarks: leavesOutRemarks)
        width = header.columns.count
        firstPlace = header.places.first ?? nil
        known = header.columns.enumerated().compactMap { place, column in
            column.map { KnownColumn(place: place, column: $0) }
        }
        rule = schema.rowRule
        isDelivered = checksMembers
        let isRoster = schema.key == MemberTable.shared.schema.key
        codeColumn = schema.memberColumn ?? -1
        memberColumn = isRoster || !checksMembers ? -1 : codeColumn
        // A table that names members is always checked: without a roster every member is unknown.
        self.roster = memberColumn < 0 ? nil : roster ?? Roster([])
        cases = isRoster && checksMembers ? CodeCases(roster) : nil
        postCheck = schema.postCheck
        takesTitles =
            checksMembers && memberColumn < 0 && !schema.columns.contains { $0.isRequired && !$0.kind.isText }
        slots = .allocate(capacity: schema.columns.count)
        slots.initialize(repeating: RowBlock.empty)
    }

    deinit { slots.deallocate() }

    /// Checks one row; rows of blank cells and a template's example rows are skipped.
    mutating func take(_ record: Record, into batch: inout RowBatch) {
        let cells = record.cells
        if RowChecker.isBlank(cells) || isExample(cells) { return }
        guard cells.count == width else { return refuse(record, into: &batch) }
        if takesTitles, isRepeatedHeader(cells) {
            noticed.headers += 1
            return
        }
        let mark = batch.block.bytes.count
        for known in known {
            do throws(CellFault) {
                if !record.faults.isEmpty, let (_, fault) = record.faults.first(where: { $0.place == known.place }) {
                    throw fault
                }
                slots[known.column] = try slot(of: cells[known.place], known.column, mark, into: &batch.block)
            } catch {
                batch.block.forgetTexts(from: mark)
                return refuse(record, into: &batch)
            }
        }
        guard let ordinal = checkedMember(into: &batch.block), takesCodes(batch.block, row: record.row) else {
            batch.block.forgetTexts(from: mark)
            return refuse(record, into: &batch)
        }
        batch.block.append(UnsafeBufferPointer(slots))
        batch.rowNumbers.append(Int32(truncatingIfNeeded: record.row))
        batch.members.append(ordinal)
    }

    /// Parses a cell; a code that was stored before is not stored again.
    ///
    /// - Parameter mark: where the row's texts begin. Behind it is no code that was parsed, but what another column of the
    ///   row put in the place of one that was forgotten with its row.
    @inline(__always)
    private mutating func slot(
        of cell: UnsafeBufferPointer<UInt8>, _ column: Int, _ mark: Int, into block: inout RowBlock
    ) throws(CellFault) -> Int64 {
        guard column == codeColumn else { return try parser.parse(cell, column: column, into: &block) }
        if block.holds(cell, at: lastCode, before: mark) { return lastCode }
        let slot = try parser.parse(cell, column: column, into: &block)
        lastCode = block.holds(cell, at: slot, before: .max) ? slot : RowBlock.empty
        return slot
    }

    /// The rows so far that a clerk is told of.
    mutating func told() -> NoticedRows { noticed }

    @inline(__always)
    private static func isBlank(_ cells: UnsafeBufferPointer<UnsafeBufferPointer<UInt8>>) -> Bool {
        for cell in cells {
            guard let first = cell.first else { continue }
            // Most cells begin with a letter or digit; only a few bytes can begin white space.
            if first > 0x20 && first < 0x80 { return false }
            if !CellText.isBlank(cell) { return false }
        }
        return true
    }

    /// Whether the cell in the table's first column marks the row as a template's example.
    @inline(__always)
    private func isExample(_ cells: UnsafeBufferPointer<UnsafeBufferPointer<UInt8>>) -> Bool {
        guard let place = firstPlace, place < cells.count else { return false }
        return ExampleRow.isMarked(cells[place])
    }

    /// Checks what needs the whole row and returns its member's ordinal, −1 in a table without; nil for an invalid row.
    @inline(__always)
    private mutating func checkedMember(into block: inout RowBlock) -> Int32? {
        if let rule, rule.check(UnsafeBufferPointer(slots)) != nil { return nil }
        if cases != nil, conflictingCase(in: block) != nil { return nil }
        guard let roster else { return -1 }
        var ordinal = roster.ordinal(of: slots[memberColumn], in: block)
        if ordinal < 0 {
            guard let named = memberByName(in: &block) else { return nil }
            ordinal = named
        }
        return dateOutOfPost(ordinal, roster) == nil ? ordinal : nil
    }

    /// The column of the attribution date when the member is not in post then; nil when the check passes.
    @inline(__always)
    func dateOutOfPost(_ ordinal: Int32, _ roster: Roster) -> Int? {
        if postCheck == .none { return nil }
        for date in schema.dates {
            let slot = slots[date.column]
            if slot == RowBlock.empty { continue }
            let day = date.day(slot).dayNumber
            let isInPost =
                postCheck == .byRosterAlone
                ? roster.isInPostByRosterAlone(ordinal, day: day) : roster.isInPost(ordinal, day: day)
            return isInPost ? nil : date.column
        }
        return nil
    }
}

extension RowBlock {
    /// Whether a slot is that of a text with these bytes, which ends before a place.
    fileprivate func holds(_ text: UnsafeBufferPointer<UInt8>, at slot: Int64, before end: Int) -> Bool {
        guard slot != RowBlock.empty else { return false }
        let range = RowBlock.textRange(slot)
        return bytes.withUnsafeBufferPointer { bytes in
            range.upperBound <= min(end, bytes.count)
                && UnsafeBufferPointer(rebasing: bytes[range]).hasBytes(of: text)
        }
    }
}
