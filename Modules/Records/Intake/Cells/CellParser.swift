public import AssessmentKernel

/// Parses the UTF-8 bytes of a cell as a value of its column, in any file format.
public struct CellParser: Sendable {
    /// What one column accepts, prepared once; it holds no reference, because it is copied for every cell.
    private struct Column: Sendable {
        let reader: any CellReader.Type
        let isRequired: Bool
        /// Whether the cells are kept unchanged.
        let isFreeText: Bool
        let words: ChoiceWords.Run
    }

    private let columns: [Column]
    private let words: ChoiceWords

    /// Prepares a parser for a table's columns.
    public init(_ schema: TableSchema) {
        var words = ChoiceWords()
        columns = schema.columns.map { column in
            Column(
                reader: CellForm.each[column.kind].reader, isRequired: column.isRequired,
                isFreeText: column.kind == .text, words: words.add(column.kind.options ?? []))
        }
        self.words = words
    }

    /// Parses a cell of the column at a place and adds its text to the block.
    ///
    /// - Returns: the slot; ``RowBlock/empty`` for an empty optional cell.
    /// - Throws: why the cell is rejected.
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
