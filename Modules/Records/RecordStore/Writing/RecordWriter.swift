import AssessmentKernel
package import GRDB
import GRDBSQLite
import JSON

/// Writes the sorted rows of one table to the ledger by the rules of the natural key.
package final class RecordWriter {
    private let db: Database
    private let table: RecordTable
    private let schema: TableSchema
    private let codec: RowCodec
    private let insert: PreparedStatement
    private let findByPrimaryKey: PreparedStatement
    private let findByNaturalKey: PreparedStatement
    private let update: PreparedStatement
    private let keepVersion: PreparedStatement
    private let noteMonth: PreparedStatement
    private var hasher: RecordHasher
    /// The codes of the pass over the rows; nil before the first.
    private var twins: CodeTwins?
    /// Whether a row of the pass was refused for its code's letters.
    private var hasTwins = false
    /// The change of the table's digest by the inserted and replaced records.
    package private(set) var digest = RecordDigest()
    /// The months of the inserted and replaced records.
    package private(set) var changed = ChangedMonths()

    package init(_ db: Database, _ table: RecordTable) throws {
        self.db = db
        self.table = table
        schema = table.schema
        codec = RowCodec(table.schema)
        hasher = RecordHasher(table.schema)
        let stored = table.storedNames
        let marks = Array(repeating: "?", count: stored.count).joined(separator: ",")
        let whereKey = table.keyNames.map { "\($0) = ?" }.joined(separator: " AND ")
        insert = try PreparedStatement(
            db, "INSERT INTO \(table.name) (\(stored.joined(separator: ","))) VALUES (\(marks)) ON CONFLICT DO NOTHING")
        let select = "SELECT \(table.columnNames.joined(separator: ",")), \"import\", \"row\" FROM \(table.name) WHERE"
        findByPrimaryKey = try PreparedStatement(db, "\(select) \(table.whereIsPrimaryKey)")
        findByNaturalKey = try PreparedStatement(db, "\(select) \(whereKey)")
        update = try PreparedStatement(
            db,
            """
            UPDATE \(table.name) SET \(stored.map { "\($0) = ?" }.joined(separator: ",")) WHERE \(table.whereIsPrimaryKey)
            """)
        noteMonth = try PreparedStatement(db, "INSERT OR IGNORE INTO record_month (table_key, month) VALUES (?,?)")
        keepVersion = try PreparedStatement(
            db,
            """
            INSERT INTO record_version (record, change, import, row, previous, previous_import, previous_row)
            VALUES (?,?,?,?,?,?,?)
            """)
    }

    /// Writes all rows by the rules of the natural key.
    ///
    /// Rows whose keys occur once are compared with the ledger alone. Those whose keys may occur more than once go
    /// together afterwards, in arrival order: they are compared with one another too (``RecordMerge``).
    ///
    /// Many rows are inserted by member and day without the index of the natural key, which is then built as a whole. A
    /// key that the ledger has under another member or day makes the index fail, and all rows are then written again in
    /// arrival order.
    ///
    /// - Parameters:
    ///   - files: the files by the numbers in the rows; dropped files are never looked up.
    ///   - progress: called now and then with the number of rows so far.
    package func write(
        _ rows: RowSorter, files: [Int: DeliveredFile], amend: Bool, progress: (Int) -> Void
    ) throws -> [Int: WriteOutcome] {
        var outcomes: [Int: WriteOutcome]?
        if try isWorthSorting(rows.count) {
            try db.inSavepoint {
                try table.dropKeyIndex(db)
                let sorted = try write(rows, in: .leaves, files, amend, progress)
                // Which of two codes is refused goes by their arrival.
                guard !hasTwins, try table.buildKeyIndex(db) else { return .rollback }
                outcomes = sorted
                return .commit
            }
        }
        if let outcomes { return outcomes }
        changed = ChangedMonths()
        digest = RecordDigest()
        return try write(rows, in: .arrival, files, amend, progress)
    }

    /// Whether there are enough rows, also relative to those in the table, to rebuild the whole index.
    private func isWorthSorting(_ count: Int) throws -> Bool {
        guard count >= 1000 else { return false }
        let there = try Int.fetchOne(
            db, sql: "SELECT sum(inserted) FROM import_file WHERE table_key = ?", arguments: [schema.key])
        return count >= (there ?? 0) / 8
    }

    private func write(
        _ rows: RowSorter, in order: RowSorter.Order, _ files: [Int: DeliveredFile], _ amend: Bool,
        _ progress: (Int) -> Void
    ) throws -> [Int: WriteOutcome] {
        var run = Run(amends: amend, scratch: rows.scratchFolder)
        twins = try CodeTwins(db, table)
        hasTwins = false
        var done = 0
        try rows.forEach(order) { block, row, origin in
            done += 1
            if done % 8192 == 0 { progress(done) }
            guard let file = files[origin.file] else { return }
            try writeSingle(row, block, origin, file, &run)
        }
        var keys: [Text: KeyState] = [:]
        var last: UInt64?
        try rows.forEachRepeated { block, row, origin, place in
            done += 1
            if done % 8192 == 0 { progress(done) }
            guard let file = files[origin.file] else { return }
            if place != last {
                settle(&keys, &run)
                last = place
            }
            let key = block.reference(row).text
            try writeRepeated(row, block, origin, file, &keys[key], &run)
        }
        settle(&keys, &run)
        progress(done)
        changed.finish()
        for outcome in run.outcomes.values { outcome.refused?.sort() }
        return run.outcomes
    }

    /// What a pass over the rows has come to.
    private struct Run {
        let amends: Bool
        let scratch: String
        var outcomes: [Int: WriteOutcome] = [:]

        /// Adds a refused row of a file and returns its place among that file's.
        mutating func refuse(_ row: RefusedRow, file: Int) throws -> Int {
            let list = try outcomes[file, default: WriteOutcome()].refused ?? RefusedRows(scratch: scratch)
            outcomes[file, default: WriteOutcome()].refused = list
            return try list.add(row)
        }
    }

    /// What is known of a key that several rows have.
    private struct KeyState {
        var merge: RecordMerge
        /// The refused rows that differ from the ledger, by file and place.
        var refused: [(file: Int, place: Int)] = []
    }

    /// Takes leave of the keys whose rows have all been written.
    private func settle(_ keys: inout [Text: KeyState], _ run: inout Run) {
        for state in keys.values where state.merge.isDisputed {
            for refused in state.refused { run.outcomes[refused.file]?.refused?.dispute(refused.place) }
        }
        keys.removeAll(keepingCapacity: true)
    }

    /// Writes a row whose key no other row of the import has.
    private func writeSingle(
        _ row: Int, _ block: RowBlock, _ origin: RowSorter.Origin, _ file: DeliveredFile, _ run: inout Run
    ) throws {
        if try refusesTwin(row, block, origin, &run) { return }
        if try insert(row, block, origin, file) {
            run.outcomes[origin.file, default: WriteOutcome()].inserted += 1
            return
        }
        let base = try existing(row, block)
        if RecordMerge.changesNothing(row, of: block, file.delivered, base: base, amends: run.amends) {
            run.outcomes[origin.file, default: WriteOutcome()].unchanged += 1
            return
        }
        var merge = RecordMerge(schema, base: base, amends: run.amends)
        _ = try merged(row, block, origin, file, &merge, &run)
    }

    /// Writes a row whose key other rows of the import may have.
    private func writeRepeated(
        _ row: Int, _ block: RowBlock, _ origin: RowSorter.Origin, _ file: DeliveredFile, _ state: inout KeyState?,
        _ run: inout Run
    ) throws {
        let source = RecordMerge.Source(
            importID: file.importID, row: Int(origin.row), delivered: file.delivered)
        var known: KeyState
        if let state {
            known = state
        } else if try refusesTwin(row, block, origin, &run) {
            return
        } else if try insert(row, block, origin, file) {
            run.outcomes[origin.file, default: WriteOutcome()].inserted += 1
            known = KeyState(merge: RecordMerge(schema, base: nil, amends: run.amends))
            known.merge.insert(row, of: block, source)
            state = known
            return
        } else {
            known = KeyState(merge: RecordMerge(schema, base: try existing(row, block), amends: run.amends))
        }
        if let place = try merged(row, block, origin, file, &known.merge, &run) {
            known.refused.append((origin.file, place))
        }
        state = known
    }

    /// Refuses a row of a new key in which a code equals one that is there but for the case of its letters.
    private func refusesTwin(
        _ row: Int, _ block: RowBlock, _ origin: RowSorter.Origin, _ run: inout Run
    ) throws -> Bool {
        guard let twin = try twins?.twin(of: row, block, db) else { return false }
        // A ledger from before this check may have both.
        if try block.withTextBytes({ try record(row, block, $0) }) != nil { return false }
        hasTwins = true
        _ = try run.refuse(
            RefusedRow(
                row: Int(origin.row), key: schema.naturalKey.map { block.canonicalText(row, $0) ?? "" },
                twin: RefusedRow.Twin(column: twin.column, code: twin.code)), file: origin.file)
        return true
    }

    /// Inserts a row; false when its key is there already.
    private func insert(
        _ row: Int, _ block: RowBlock, _ origin: RowSorter.Origin, _ file: DeliveredFile
    ) throws -> Bool {
        try block.withTextBytes { bytes in
            bindRow(row, of: block, bytes, to: insert, file.importID, origin.row)
            guard try insert.runCountingChanges() == 1 else { return false }
            digest.add(hasher.digest(row, of: block, importID: file.importID, rowNumber: Int64(origin.row)))
            try noteMonth(of: row, block)
            return true
        }
    }

    /// Compares a row with its record and writes what changes.
    ///
    /// - Returns: the place of a refused row among its file's.
    private func merged(
        _ row: Int, _ block: RowBlock, _ origin: RowSorter.Origin, _ file: DeliveredFile, _ merge: inout RecordMerge,
        _ run: inout Run
    ) throws -> Int? {
        let source = RecordMerge.Source(
            importID: file.importID, row: Int(origin.row), delivered: file.delivered)
        let key = { self.schema.naturalKey.map { block.canonicalText(row, $0) ?? "" } }
        let wasChanged = merge.isChanged
        switch merge.take(row, of: block, source) {
        case .unchanged:
            run.outcomes[origin.file, default: WriteOutcome()].unchanged += 1
        case .breaksRule(let column):
            return try run.refuse(
                RefusedRow(row: Int(origin.row), key: key(), brokenRule: column), file: origin.file)
        case .refused(let differences, let cleared):
            let reference = block.reference(row)
            let origins = ValueOrigins(db, schema, reference, merge.base)
            let refused = RefusedRow(
                row: Int(origin.row), key: key(),
                differences: try differences.map { try origins.described($0, row, block) },
                cleared: try cleared.map { try origins.described($0, row, block) })
            return try run.refuse(refused, file: origin.file)
        case .changed(let result, let isAmended, let isCleared):
            guard let old = merge.current else { return nil }
            try replace(old, by: result, block.reference(row), isAmended ? "amend" : "fill", source)
            if !wasChanged { changed.count(old: old.block.attributionDate(0), new: result.attributionDate(0)) }
            try noteMonth(of: 0, result, counts: false)
            merge.wrote(result, source)
            var outcome = run.outcomes[origin.file] ?? WriteOutcome()
            if isAmended { outcome.amended += 1 } else { outcome.filled += 1 }
            if isCleared { outcome.cleared += 1 }
            run.outcomes[origin.file] = outcome
        }
        return nil
    }

    /// Puts a new version in the place of a record and keeps the old one.
    private func replace(
        _ stored: StoredRecord, by result: RowBlock, _ reference: RecordReference, _ change: String,
        _ source: RecordMerge.Source
    ) throws {
        keepVersion.bind(
            reference.text, change, source.importID, source.row, previousVersion(stored.block), stored.importID,
            stored.row)
        try keepVersion.run()
        let rowNumber = Int32(truncatingIfNeeded: source.row)
        try result.withTextBytes { merged in
            bindRow(0, of: result, merged, to: update, source.importID, rowNumber)
            try stored.block.withTextBytes { old in
                bindPrimaryKey(0, of: stored.block, old, to: update, from: Int32(table.storedNames.count + 1))
                try update.run()
            }
        }
        digest.remove(
            hasher.digest(0, of: stored.block, importID: stored.importID, rowNumber: Int64(stored.row)))
        digest.add(hasher.digest(0, of: result, importID: source.importID, rowNumber: Int64(source.row)))
    }

    /// The record of a row's key, which is there.
    private func existing(_ row: Int, _ block: RowBlock) throws -> StoredRecord {
        try block.withTextBytes { bytes in
            guard let stored = try record(row, block, bytes) else {
                throw DatabaseError(resultCode: .SQLITE_CONSTRAINT, message: "a key that is there and is not")
            }
            return stored
        }
    }

    /// The record that a row contradicts or repeats: usually at the row's own place in the table's order; otherwise
    /// found by the index, when the key exists under another member or day.
    private func record(_ row: Int, _ block: RowBlock, _ bytes: UnsafePointer<UInt8>) throws -> StoredRecord? {
        bindPrimaryKey(row, of: block, bytes, to: findByPrimaryKey, from: 1)
        if let found = try record(findByPrimaryKey) { return found }
        for (offset, column) in schema.naturalKey.enumerated() {
            codec.bind(
                block.slot(row, column), column: column, to: findByNaturalKey.handle, at: Int32(1 + offset),
                bytes: bytes)
        }
        return try record(findByNaturalKey)
    }

    private func record(_ find: PreparedStatement) throws -> StoredRecord? {
        var found: StoredRecord?
        try find.forEachRow { found = try StoredRecord($0, codec, schema) }
        return found
    }

    private func bindRow(
        _ row: Int, of block: RowBlock, _ bytes: UnsafePointer<UInt8>, to statement: PreparedStatement,
        _ importID: Int64, _ rowNumber: Int32
    ) {
        var place: Int32 = 1
        for column in schema.columns.indices {
            codec.bind(block.slot(row, column), column: column, to: statement.handle, at: place, bytes: bytes)
            place += 1
        }
        if table.hasOwnDayColumn {
            sqlite3_bind_int64(statement.handle, place, block.attributionDate(row)?.packed ?? 0)
            place += 1
        }
        sqlite3_bind_int64(statement.handle, place, importID)
        sqlite3_bind_int64(statement.handle, place + 1, Int64(rowNumber))
    }

    private func bindPrimaryKey(
        _ row: Int, of block: RowBlock, _ bytes: UnsafePointer<UInt8>, to statement: PreparedStatement,
        from start: Int32
    ) {
        for (offset, column) in table.primaryKeyColumns.enumerated() {
            let place = start + Int32(offset)
            if let column {
                codec.bind(block.slot(row, column), column: column, to: statement.handle, at: place, bytes: bytes)
            } else {
                sqlite3_bind_int64(statement.handle, place, block.attributionDate(row)?.packed ?? 0)
            }
        }
    }

    /// Notes the month of a record's date.
    private func noteMonth(of row: Int, _ block: RowBlock, counts: Bool = true) throws {
        guard let day = block.attributionDate(row), let month = changed.note(day, counts: counts) else { return }
        noteMonth.bind(schema.key, month.year * 100 + month.number)
        try noteMonth.run()
    }

    /// The old version of a record, as a JSON object of its cells.
    private func previousVersion(_ block: RowBlock) -> String {
        let cells = schema.columns.indices.compactMap { column in
            block.canonicalText(0, column).map {
                "\(JSON.quoted(schema.columns[column].key)):\(JSON.quoted($0))"
            }
        }
        return "{\(cells.joined(separator: ","))}"
    }
}

extension RowBlock {
    /// Calls the body with the texts' address, or with any valid address when there are none.
    func withTextBytes<Result>(_ body: (UnsafePointer<UInt8>) throws -> Result) rethrows -> Result {
        try bytes.withUnsafeBufferPointer { buffer in
            if let base = buffer.baseAddress { return try body(base) }
            return try withUnsafePointer(to: UInt8(0)) { try body($0) }
        }
    }
}
