import AssessmentKernel
package import GRDB
import JSON

/// Writes the sorted rows of one table to the ledger by the rules of the natural key.
package final class RecordWriter {
    private let db: Database
    private let table: RecordTable
    private let schema: TableSchema
    private let codec: RowCodec
    private let binding: RowBinding
    @exclusivity(unchecked) private var inserter: RowInsert
    private let findByPrimaryKey: PreparedStatement
    private let findByNaturalKey: PreparedStatement
    private let update: PreparedStatement
    private let keepVersion: PreparedStatement
    private let noteMonth: PreparedStatement
    private let hasher: RecordHasher
    /// The codes of the pass over the rows; nil before the first.
    @exclusivity(unchecked) private var twins: CodeTwins?
    /// Whether a row of the pass was refused for its code's letters.
    private var hasTwins = false
    /// The change of the table's digest by the inserted and replaced records.
    package private(set) var digest = RecordDigest()
    /// The months of the inserted and replaced records.
    @exclusivity(unchecked) package private(set) var changed = ChangedMonths()

    /// - Parameter members: those whom records of the import name.
    package init(_ db: Database, _ table: RecordTable, members: KnownMembers) throws {
        self.db = db
        self.table = table
        schema = table.schema
        codec = RowCodec(table.schema)
        binding = RowBinding(table, codec)
        inserter = try RowInsert(db, table, binding, members)
        hasher = RecordHasher(table.schema)
        let stored = table.storedNames
        let whereKey = table.keyNames.map { "\($0) = ?" }.joined(separator: " AND ")
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
        let (feed, sum) = (RowFeed(rows, order), RecordSum(schema))
        defer {
            feed.stop()
            sum.stop()
        }
        let importIDs = (0..<(files.keys.max() ?? -1) + 1).map { files[$0]?.importID }
        while let piece = try feed.next() {
            try writeSingles(piece, importIDs, files, &run, sum)
            let isNews = (done + piece.origins.count) / 8_192 > done / 8_192
            done += piece.origins.count
            if isNews { progress(done) }
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
        digest.add(try sum.finish())
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

    /// Writes rows whose keys no other rows of the import have.
    ///
    /// - Parameter importIDs: the files' numbers in the journal, by the numbers in the rows.
    private func writeSingles(
        _ piece: RowFeed.Piece, _ importIDs: [Int64?], _ files: [Int: DeliveredFile], _ run: inout Run,
        _ sum: RecordSum
    ) throws {
        var rows: [RecordSum.Record] = []
        rows.reserveCapacity(piece.origins.count)
        for (place, origin) in piece.origins.enumerated() {
            guard origin.file < importIDs.count, let importID = importIDs[origin.file] else { continue }
            if try refusesTwin(place, piece.rows, origin, &run, after: rows) { continue }
            rows.append(RecordSum.Record(place: Int32(place), row: origin.row, importID: importID))
        }
        var new: [RecordSum.Record] = []
        new.reserveCapacity(rows.count)
        var rest = rows[...]
        while !rest.isEmpty {
            let batch = rest.prefix(inserter.rowsAtOnce)
            rest = rest.dropFirst(batch.count)
            let isTried = batch.count == inserter.rowsAtOnce
            if try isTried && inserter.insert(batch, of: piece.rows) {
                new += batch
                continue
            }
            for record in batch {
                if try writeSingle(record, piece, isTried: isTried, files, &run) { new.append(record) }
            }
        }
        var counts = [Int](repeating: 0, count: importIDs.count)
        for record in new {
            counts[piece.origins[Int(record.place)].file] += 1
            try noteMonth(of: Int(record.place), piece.rows)
        }
        for (file, count) in counts.enumerated() where count > 0 {
            run.outcomes[file, default: WriteOutcome()].inserted += count
        }
        sum.add(new, of: piece.rows)
    }

    /// Writes a row whose key no other row of the import has.
    ///
    /// - Parameter isTried: whether it was inserted with others, of which not all were new; its record then says whether
    ///   it was.
    /// - Returns: whether it is new.
    private func writeSingle(
        _ record: RecordSum.Record, _ piece: RowFeed.Piece, isTried: Bool, _ files: [Int: DeliveredFile],
        _ run: inout Run
    ) throws -> Bool {
        let (row, block) = (Int(record.place), piece.rows)
        let origin = piece.origins[row]
        guard let file = files[origin.file] else { return false }
        if !isTried, try insert(row, block, origin, file) { return true }
        let base = try existing(row, block)
        if isTried, base.importID == file.importID, base.row == Int(origin.row) { return true }
        if RecordMerge.changesNothing(row, of: block, file.delivered, base: base, amends: run.amends) {
            run.outcomes[origin.file, default: WriteOutcome()].unchanged += 1
            return false
        }
        var merge = RecordMerge(schema, base: base, amends: run.amends)
        _ = try merged(row, block, origin, file, &merge, &run)
        return false
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
            digest.add(hasher.digest(row, of: block, importID: file.importID, rowNumber: Int64(origin.row)))
            try noteMonth(of: row, block)
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
    ///
    /// - Parameter waiting: rows of the block that are accepted and not written yet.
    private func refusesTwin(
        _ row: Int, _ block: RowBlock, _ origin: RowSorter.Origin, _ run: inout Run,
        after waiting: [RecordSum.Record] = []
    ) throws -> Bool {
        guard let twin = try twins?.twin(of: row, block, db, after: waiting) else { return false }
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
        try inserter.insert(row, of: block, importID: file.importID, rowNumber: origin.row)
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
            let next = binding.bind(
                0, of: result, merged, to: update.handle, importID: source.importID, rowNumber: rowNumber)
            try stored.block.withTextBytes { old in
                binding.bindPrimaryKey(0, of: stored.block, old, to: update.handle, from: next)
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
        binding.bindPrimaryKey(row, of: block, bytes, to: findByPrimaryKey.handle)
        if let found = try record(findByPrimaryKey) { return found }
        binding.bindNaturalKey(row, of: block, bytes, to: findByNaturalKey.handle)
        return try record(findByNaturalKey)
    }

    private func record(_ find: PreparedStatement) throws -> StoredRecord? {
        var found: StoredRecord?
        try find.forEachRow { found = try StoredRecord($0, codec, schema) }
        return found
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
