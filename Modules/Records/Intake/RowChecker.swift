import AssessmentKernel
import TownshipTables

/// Checks the rows of one file, one at a time, and adds each to the rows or the rejects of a batch.
///
/// The order of the checks is part of the tables' contract: the cells in file order, each with its cell rule; then the
/// member; then the post; then the rule between cells. The first failure decides.
struct RowChecker: ~Copyable {
    /// A column of the file that the schema knows.
    private struct KnownColumn {
        let place: Int
        let column: Int
    }

    private let schema: TableSchema
    private let file: String
    private let parser: CellParser
    private let roster: Roster?
    private let header: TableHeader
    private let width: Int
    private let known: [KnownColumn]
    /// The place of the table's first column in the file.
    private let firstPlace: Int?
    private let rule: TableSchema.RowRule?
    private let memberColumn: Int
    private let postCheck: PostCheck
    /// The slots of the current row; those of columns missing in the file stay empty.
    private let slots: UnsafeMutableBufferPointer<Int64>

    init(
        _ schema: TableSchema, header: TableHeader, roster: Roster?, checksMembers: Bool = true, file: String
    ) {
        self.schema = schema
        self.file = file
        self.header = header
        parser = CellParser(schema)
        width = header.columns.count
        firstPlace = header.places.first ?? nil
        known = header.columns.enumerated().compactMap { place, column in
            column.map { KnownColumn(place: place, column: $0) }
        }
        rule = schema.rowRule
        let isRoster = schema.key == MemberTable.shared.schema.key
        memberColumn = isRoster || !checksMembers ? -1 : schema.memberColumn ?? -1
        // A table that names members is always checked: without a roster every member is unknown.
        self.roster = memberColumn < 0 ? nil : roster ?? Roster([])
        postCheck = schema.postCheck
        slots = .allocate(capacity: schema.columns.count)
        slots.initialize(repeating: RowBlock.empty)
    }

    deinit { slots.deallocate() }

    /// Checks one row; rows of blank cells and a template's example rows are skipped.
    mutating func take(_ record: Record, into batch: inout RowBatch) {
        let cells = record.cells
        if RowChecker.isBlank(cells) || isExample(cells) { return }
        guard cells.count == width else {
            batch.rejects.append(Reject(file: file, row: record.row, column: "", value: "", .cellCount))
            return
        }
        let mark = batch.block.bytes.count
        for known in known {
            do throws(CellFault) {
                if !record.faults.isEmpty, let (_, fault) = record.faults.first(where: { $0.place == known.place }) {
                    throw fault
                }
                slots[known.column] = try parser.parse(cells[known.place], column: known.column, into: &batch.block)
            } catch {
                rejectCell(record, known, error, into: &batch)
                batch.block.forgetTexts(from: mark)
                return
            }
        }
        guard let ordinal = checkedMember(record, into: &batch) else {
            batch.block.forgetTexts(from: mark)
            return
        }
        batch.block.append(UnsafeBufferPointer(slots))
        batch.rowNumbers.append(Int32(truncatingIfNeeded: record.row))
        batch.members.append(ordinal)
    }

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

    /// Checks what needs the whole row and returns its member's ordinal; nil for a rejected row.
    private func checkedMember(_ record: Record, into batch: inout RowBatch) -> Int32? {
        if let rule, rule.isCellRule, let column = rule.check(UnsafeBufferPointer(slots)) {
            reject(record, column: column, code: rule.code, reason: rule.reason, into: &batch)
            return nil
        }
        var ordinal: Int32 = -1
        if let roster {
            let range = RowBlock.textRange(slots[memberColumn])
            ordinal = batch.block.bytes.withUnsafeBufferPointer { bytes in
                roster.ordinal(of: UnsafeBufferPointer(rebasing: bytes[range]))
            }
            if ordinal < 0 {
                reject(record, column: memberColumn, .unknownMember, into: &batch)
                return nil
            }
            if let column = dateOutOfPost(ordinal, roster) {
                reject(record, column: column, .notInPost, into: &batch)
                return nil
            }
        }
        if let rule, !rule.isCellRule, let column = rule.check(UnsafeBufferPointer(slots)) {
            reject(record, column: column, code: rule.code, reason: rule.reason, into: &batch)
            return nil
        }
        return ordinal
    }

    /// The column of the attribution date when the member is not in post then; nil when the check passes.
    @inline(__always)
    private func dateOutOfPost(_ ordinal: Int32, _ roster: Roster) -> Int? {
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

    /// Rejects a row at a cell that does not parse, unless a cell rule fails further left, for which the other cells
    /// must be read.
    @inline(never)
    private mutating func rejectCell(
        _ record: Record, _ failed: KnownColumn, _ fault: CellFault, into batch: inout RowBatch
    ) {
        if let rule, rule.isCellRule {
            for known in known where known.place >= failed.place {
                let cell = record.cells[known.place]
                let slot = try? parser.parse(cell, column: known.column, into: &batch.block)
                slots[known.column] = slot ?? RowBlock.empty
            }
            let column = rule.check(UnsafeBufferPointer(slots))
            if let column, let place = header.places[column], place < failed.place {
                reject(record, column: column, code: rule.code, reason: rule.reason, into: &batch)
                return
            }
        }
        reject(
            record, column: failed.column, code: fault.code, reason: fault.reason(in: schema.columns[failed.column]),
            into: &batch)
    }

    private func reject(_ record: Record, column: Int, _ code: Reject.Code, into batch: inout RowBatch) {
        reject(record, column: column, code: code.rawValue, reason: code.reason, into: &batch)
    }

    private func reject(
        _ record: Record, column: Int, code: String, reason: LocalText, into batch: inout RowBatch
    ) {
        let cell = header.places[column].map { record.cells[$0] }
        let value = cell.map { String(decoding: $0, as: UTF8.self) } ?? ""
        batch.rejectedBytes += value.utf8.count
        batch.rejects.append(
            Reject(
                file: file, row: record.row, column: schema.columns[column].key, value: value, code: code,
                reason: reason))
    }
}
