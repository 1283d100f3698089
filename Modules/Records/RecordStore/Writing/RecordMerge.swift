import AssessmentKernel

/// What the rows of one import say about one record: how a row is compared with the record and with the rows before it.
///
/// The order of the rows decides nothing but which of two contradicting rows is refused: a blank is filled by a value
/// before or after it, and by an amendment a blank clears the ledger's value only where no row of the import has one.
struct RecordMerge {
    /// Where a row comes from.
    struct Source {
        let importID: Int64
        let row: Int
        let delivered: [Bool]
    }

    /// What comes of a row.
    enum Outcome {
        /// Nothing is new.
        case unchanged
        /// These slots, in this block, become the record.
        case changed(RowBlock, isAmended: Bool, isCleared: Bool)
        /// The row contradicts what is there.
        case refused(differences: [Difference], cleared: [Difference])
        /// The changed record would break the table's rule at this column.
        case breaksRule(Int)
    }

    /// A column in which a row differs from the ledger, or from a row of the import.
    struct Difference {
        let column: Int
        let other: RowBlock
        /// The row of the import; nil for the ledger.
        let row: (importID: Int64, row: Int)?
    }

    /// The values that rows of the import gave, and which row gave each.
    private struct Said {
        let block: RowBlock
        let importID: Int64
        let row: Int
    }

    private let schema: TableSchema
    private let amends: Bool
    /// The record as it was before the import; nil when the import brought it.
    let base: StoredRecord?
    /// The record as it is now; nil until a row was accepted.
    private(set) var current: StoredRecord?
    /// For each column, the first accepted row of the import with a value.
    private var said: [Said?]
    /// For each column, the first row with a value, accepted or not.
    private var claimed: [Said?]
    /// Whether rows of the import contradict each other.
    private(set) var isDisputed = false
    /// Whether the import has changed the record.
    private(set) var isChanged = false

    /// Whether a row of a record that no other row of the import is about says nothing new.
    static func changesNothing(
        _ row: Int, of block: RowBlock, _ delivered: [Bool], base: StoredRecord, amends: Bool
    ) -> Bool {
        block.schema.columns.indices.allSatisfy { column in
            guard delivered[column] else { return true }
            let new = CellState(block, row, column)
            return CellState(base.block, 0, column).isSame(as: new) || (!amends && new.isBlank)
        }
    }

    /// Begins with the record of the ledger; nil when there is none.
    init(_ schema: TableSchema, base: StoredRecord?, amends: Bool) {
        self.schema = schema
        self.amends = amends
        self.base = base
        current = base
        said = Array(repeating: nil, count: schema.columns.count)
        claimed = said
    }

    /// Notes the first row of a new record.
    mutating func insert(_ row: Int, of block: RowBlock, _ source: Source) {
        var copy = RowBlock(schema, rowCapacity: 1)
        copy.append(row, of: block)
        isChanged = true
        current = StoredRecord(block: copy, importID: source.importID, row: source.row)
        note(copy, source)
    }

    /// Compares a row with the record and the rows before it; the caller writes what changes.
    mutating func take(_ row: Int, of block: RowBlock, _ source: Source) -> Outcome {
        guard let current else { return .unchanged }
        var differences: [Difference] = []
        var cleared: [Difference] = []
        var isFilled = false
        var isAmended = false
        var isCleared = false
        var merged: [Int64] = []
        var result = RowBlock(schema)
        for column in schema.columns.indices {
            let old = CellState(current.block, 0, column)
            let new = CellState(block, row, column)
            var takesNew = false
            if !source.delivered[column] || old.isSame(as: new) {
                takesNew = false
            } else if old.isBlank {
                (isFilled, takesNew) = (true, true)
            } else if let other = said[column] {
                // A blank says nothing against a row of the import.
                if !new.isBlank {
                    differences.append(
                        Difference(column: column, other: other.block, row: (other.importID, other.row)))
                }
            } else if amends {
                (isAmended, isCleared, takesNew) = (true, isCleared || new.isBlank, true)
            } else if new.isBlank {
                cleared.append(Difference(column: column, other: current.block, row: nil))
            } else {
                differences.append(Difference(column: column, other: current.block, row: nil))
            }
            merged.append(takesNew ? new.copied(into: &result) : old.copied(into: &result))
        }
        dispute(row, block, source)
        guard differences.isEmpty else {
            claim(row, block, source)
            return .refused(differences: differences, cleared: cleared)
        }
        if isFilled || isAmended, let broken = merged.withUnsafeBufferPointer({ schema.rowRule?.check($0) }) {
            return .breaksRule(broken)
        }
        var copy = RowBlock(schema, rowCapacity: 1)
        copy.append(row, of: block)
        note(copy, source)
        guard isFilled || isAmended else { return .unchanged }
        merged.withUnsafeBufferPointer { result.append($0) }
        return .changed(result, isAmended: isAmended, isCleared: isCleared)
    }

    /// Notes that the changed record was written.
    mutating func wrote(_ block: RowBlock, _ source: Source) {
        isChanged = true
        current = StoredRecord(block: block, importID: source.importID, row: source.row)
    }

    /// Notes what an accepted row says.
    private mutating func note(_ block: RowBlock, _ source: Source) {
        for column in schema.columns.indices where source.delivered[column] && said[column] == nil {
            guard !CellState(block, 0, column).isBlank else { continue }
            let origin = Said(block: block, importID: source.importID, row: source.row)
            said[column] = origin
            if claimed[column] == nil { claimed[column] = origin }
        }
    }

    private mutating func claim(_ row: Int, _ block: RowBlock, _ source: Source) {
        var copy = RowBlock(schema, rowCapacity: 1)
        copy.append(row, of: block)
        for column in schema.columns.indices where source.delivered[column] && claimed[column] == nil {
            guard !CellState(copy, 0, column).isBlank else { continue }
            claimed[column] = Said(block: copy, importID: source.importID, row: source.row)
        }
    }

    /// Notes whether a row contradicts another row of the import, refused ones included.
    private mutating func dispute(_ row: Int, _ block: RowBlock, _ source: Source) {
        if isDisputed { return }
        isDisputed = schema.columns.indices.contains { column in
            guard source.delivered[column], let other = claimed[column] else { return false }
            let mine = CellState(block, row, column)
            return !mine.isBlank && !mine.isSame(as: CellState(other.block, 0, column))
        }
    }
}

/// A cell as seen by the merge rules.
struct CellState {
    private let text: ArraySlice<UInt8>?
    private let slot: Int64
    private let isFreeText: Bool

    init(_ block: RowBlock, _ row: Int, _ column: Int) {
        slot = block.slot(row, column)
        text = slot != RowBlock.empty && block.schema.holdsText[column] ? block.text(row, column) : nil
        isFreeText = block.schema.columns[column].kind == .text
    }

    /// Empty, or a text of only white space.
    var isBlank: Bool { slot == RowBlock.empty || text.map(CellText.isBlank) == true }

    func isSame(as other: CellState) -> Bool {
        if let text, let theirs = other.text {
            if text == theirs { return true }
            if isFreeText {
                let isSame = text.withUnsafeBufferPointer { mine in
                    theirs.withUnsafeBufferPointer { Text.saysSame(mine, $0) }
                }
                if isSame { return true }
            }
        } else if text == nil, other.text == nil, slot == other.slot {
            return true
        }
        return isBlank && other.isBlank
    }

    func copied(into block: inout RowBlock) -> Int64 {
        guard let text else { return slot }
        return text.withUnsafeBufferPointer { block.store($0) }
    }
}

extension RowBlock {
    /// How many bytes of a value a message shows.
    private static let excerptBytes = 120

    /// The canonical texts of a cell of this block and of another, each shortened to where they differ.
    func excerpts(_ row: Int, _ column: Int, against other: RowBlock) -> (own: String, other: String) {
        let (mine, theirs) = (canonicalBytes(row, column), other.canonicalBytes(0, column))
        let common = zip(mine, theirs).prefix { $0 == $1 }.count
        // Some of what is common tells where to look.
        let start =
            mine.count <= RowBlock.excerptBytes && theirs.count <= RowBlock.excerptBytes ? 0 : max(0, common - 30)
        return (RowBlock.excerpt(mine, from: start), RowBlock.excerpt(theirs, from: start))
    }

    private func canonicalBytes(_ row: Int, _ column: Int) -> [UInt8] {
        schema.holdsText[column] ? Array(text(row, column)) : Array((canonicalText(row, column) ?? "").utf8)
    }

    private static func excerpt(_ bytes: [UInt8], from start: Int) -> String {
        func boundary(_ place: Int) -> Int {
            var place = min(place, bytes.count)
            while place > 0, place < bytes.count, bytes[place] & 0xC0 == 0x80 { place -= 1 }
            return place
        }
        let first = boundary(start)
        let last = boundary(first + excerptBytes)
        return (first > 0 ? "…" : "") + String(decoding: bytes[first..<last], as: UTF8.self)
            + (last < bytes.count ? "…" : "")
    }
}
