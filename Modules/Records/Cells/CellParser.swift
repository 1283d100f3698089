public import AssessmentKernel

/// Parses the UTF-8 bytes of a cell as a value of its column, in any file format.
public struct CellParser: Sendable {
    /// What one column accepts, prepared once; it holds no reference, because it is copied for every cell.
    private struct Column: Sendable {
        let reader: any CellReader.Type
        let isRequired: Bool
        /// Whether the cells are kept unchanged.
        let isFreeText: Bool
        /// Whether of the cells only that there is one is kept.
        let isLeftOut: Bool
        let isCode: Bool
        let words: ChoiceWords.Run
    }

    private let columns: [Column]
    private let words: ChoiceWords
    /// The rules of single texts, by the place of the column; few tables have any.
    private let rules: [Int: TableSchema.TextRule]

    /// Prepares a parser for a table's columns.
    ///
    /// - Parameters:
    ///   - checksCodes: whether codes are checked for characters that cannot be seen and for damage by spreadsheet programs;
    ///     false for codes that a ledger accepted before.
    ///   - leavesOut: whether the texts of columns that no rule reads are checked and not kept.
    public init(_ schema: TableSchema, checksCodes: Bool = true, leavesOutRemarks leavesOut: Bool = false) {
        var words = ChoiceWords(checksCodes: checksCodes)
        columns = schema.columns.map { column in
            Column(
                reader: CellForm.each[column.kind].reader, isRequired: column.isRequired,
                isFreeText: column.kind == .text, isLeftOut: leavesOut && column.isRemark, isCode: column.kind == .code,
                words: words.add(column.kind.options ?? []))
        }
        self.words = words
        rules = schema.textRules
    }

    /// Parses a cell of the column at a place and adds its text to the block.
    ///
    /// - Returns: the slot; ``RowBlock/empty`` for an empty optional cell.
    /// - Throws: why the cell is rejected.
    public func parse(
        _ cell: UnsafeBufferPointer<UInt8>, column: Int, into block: inout RowBlock
    ) throws(CellFault) -> Int64 {
        let slot = try slot(cell, column: column, into: &block)
        if !rules.isEmpty, slot != RowBlock.empty, let rule = rules[column] {
            let isValid = block.bytes.withUnsafeBufferPointer { bytes in
                rule.isValid(UnsafeBufferPointer(rebasing: bytes[RowBlock.textRange(slot)]))
            }
            guard isValid else { throw CellFault("text-rule", rule.reason.chinese, rule.reason.english) }
        }
        return slot
    }

    @inline(__always)
    private func slot(
        _ cell: UnsafeBufferPointer<UInt8>, column: Int, into block: inout RowBlock
    ) throws(CellFault) -> Int64 {
        let column = columns[column]
        if cell.isEmpty { return try empty(column) }
        guard cell.count <= RowBlock.longestText else { throw .tooLong }
        if column.isFreeText {
            if column.isRequired && CellText.isBlank(cell) { throw .missing }
            return block.store(column.isLeftOut ? UnsafeBufferPointer(rebasing: cell[..<0]) : cell)
        }
        do throws(CellFault) {
            if CellText.isPlain(cell) { return try value(CellText.trimmedASCII(cell), column, &block) }
            return try normalised(cell, column, &block)
        } catch {
            if column.isCode { throw error }
            return try unwrapped(cell, column, error, &block)
        }
    }

    /// Parses what a cell wraps that is guarded like a code, as some platforms guard every cell: `="2021-07-01"`.
    @inline(never)
    private func unwrapped(
        _ cell: UnsafeBufferPointer<UInt8>, _ column: Column, _ fault: CellFault, _ block: inout RowBlock
    ) throws(CellFault) -> Int64 {
        guard cell.count < 1_000 else { throw fault }
        let text = CellText.normalised(cell)
        guard text.first == 0x3D || text.first == 0x27,
            let inner = text.withUnsafeBufferPointer({ WrappedCode.unwrapped($0) })
        else { throw fault }
        return try inner.withUnsafeBufferPointer { (bytes) throws(CellFault) in
            do throws(CellFault) { return try value(bytes, column, &block) } catch { throw fault }
        }
    }

    /// Parses a cell that may hold other white space, full-width forms or characters that cannot be seen.
    @inline(never)
    private func normalised(
        _ cell: UnsafeBufferPointer<UInt8>, _ column: Column, _ block: inout RowBlock
    ) throws(CellFault) -> Int64 {
        let trimmed = CellText.trimmedASCII(cell)
        if CellText.isPlain(trimmed) { return try value(trimmed, column, &block) }
        let normalised = [UInt8](unsafeUninitializedCapacity: cell.count) { target, count in
            count = CellText.normalise(cell, into: target)
        }
        return try normalised.withUnsafeBufferPointer { (bytes) throws(CellFault) in
            if column.isCode {
                if words.checksCodes, let scalar = Invisible.first(in: bytes) { throw .invisible(scalar) }
                return try value(bytes, column, &block)
            }
            do throws(CellFault) {
                return try value(bytes, column, &block)
            } catch {
                throw Invisible.first(in: bytes).map { error.naming($0) } ?? error
            }
        }
    }

    private func empty(_ column: Column) throws(CellFault) -> Int64 {
        if column.isRequired { throw .missing }
        return RowBlock.empty
    }

    private func value(
        _ bytes: UnsafeBufferPointer<UInt8>, _ column: Column, _ block: inout RowBlock
    ) throws(CellFault) -> Int64 {
        if bytes.isEmpty { return try empty(column) }
        let slot = try column.reader.slot(bytes, column.words, words, &block)
        // What a code wraps may be nothing.
        return slot == RowBlock.empty ? try empty(column) : slot
    }
}
