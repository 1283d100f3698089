public import AssessmentKernel

/// Reads the UTF-8 bytes of a cell as a value of its column: the one reader of what people and platforms write, whatever
/// file it comes from.
public struct CellParser: Sendable {
    /// What one column takes, prepared once and without a reference in it: it is copied for every cell.
    private struct Column: Sendable {
        let reader: any CellReader.Type
        let isRequired: Bool
        /// Whether the cells are kept as they are.
        let isFreeText: Bool
        let words: ChoiceWords.Run
    }

    private let columns: [Column]
    private let words: ChoiceWords

    /// Prepares for the columns of a table.
    public init(_ schema: TableSchema) {
        var words = ChoiceWords()
        columns = schema.columns.map { column in
            Column(
                reader: CellForm.each[column.kind].reader, isRequired: column.isRequired,
                isFreeText: column.kind == .text, words: words.add(column.kind.options ?? []))
        }
        self.words = words
    }

    /// Parses a cell of the column at a place; texts go into the block.
    ///
    /// - Returns: the slot, ``RowBlock/empty`` for an empty optional cell.
    /// - Throws: why the cell is not taken.
    public func parse(
        _ cell: UnsafeBufferPointer<UInt8>, column: Int, into block: inout RowBlock
    ) throws(CellFault) -> Int64 {
        let column = columns[column]
        if cell.isEmpty { return try empty(column) }
        guard cell.count <= RowBlock.longestText else { throw .tooLong }
        if column.isFreeText {
            if column.isRequired && CellText.isBlank(cell) { throw .missing }
            return block.store(cell)
        }
        if CellText.isPlain(cell) { return try value(CellText.trimmedASCII(cell), column, &block) }
        let normalised = [UInt8](unsafeUninitializedCapacity: cell.count) { target, count in
            count = CellText.normalise(cell, into: target)
        }
        return try normalised.withUnsafeBufferPointer { (bytes) throws(CellFault) in try value(bytes, column, &block) }
    }

    private func empty(_ column: Column) throws(CellFault) -> Int64 {
        if column.isRequired { throw .missing }
        return RowBlock.empty
    }

    private func value(
        _ bytes: UnsafeBufferPointer<UInt8>, _ column: Column, _ block: inout RowBlock
    ) throws(CellFault) -> Int64 {
        if bytes.isEmpty { return try empty(column) }
        return try column.reader.slot(bytes, column.words, words, &block)
    }
}
