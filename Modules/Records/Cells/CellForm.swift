package import AssessmentKernel
package import Sheets

/// How the cells of one kind of column are read, in any file format.
package struct CellForm: Sendable {
    /// Reads a cell's bytes, which are normalised unless they are free text.
    let reader: any CellReader.Type
    /// How a workbook's numbers are rendered in such a column.
    package let purpose: SheetCell.Purpose

    private init(_ reader: any CellReader.Type, _ purpose: SheetCell.Purpose = .anything) {
        self.reader = reader
        self.purpose = purpose
    }

    /// The form of every kind.
    package static let each = EachForm<CellForm>(
        code: CellForm(CodeCells.self, .code), text: CellForm(TextCells.self, .text),
        date: CellForm(DateCells.self, .day),
        dateTime: CellForm(DateTimeCells.self, .moment), number: CellForm(NumberCells.self, .number),
        percent: CellForm(PercentCells.self, .number), whole: CellForm(WholeCells.self, .number),
        yesNo: CellForm(YesNoCells.self, .text), choice: { _ in CellForm(ChoiceCells.self, .text) })
}

/// Reads cells as the values of one kind of column.
///
/// A type and not a value, so that a parser's column holds no reference: it is copied for every cell.
protocol CellReader: Sendable {
    /// The slot of a non-empty cell.
    ///
    /// - Parameter words: the words that a column of choices accepts.
    static func slot(
        _ cell: UnsafeBufferPointer<UInt8>, _ words: ChoiceWords.Run, _ all: ChoiceWords, _ block: inout RowBlock
    ) throws(CellFault) -> Int64
}

private enum TextCells: CellReader {
    static func slot(
        _ cell: UnsafeBufferPointer<UInt8>, _: ChoiceWords.Run, _: ChoiceWords, _ block: inout RowBlock
    ) throws(CellFault) -> Int64 { block.store(cell) }
}

/// Codes, some of which hold what no code may: see ``CodeCheck``.
private enum CodeCells: CellReader {
    static func slot(
        _ cell: UnsafeBufferPointer<UInt8>, _: ChoiceWords.Run, _ all: ChoiceWords, _ block: inout RowBlock
    ) throws(CellFault) -> Int64 {
        if let first = cell.first, WrappedCode.mayMatter(first), all.checksCodes {
            return try CodeCheck.slot(of: cell, &block)
        }
        return block.store(cell)
    }
}

private enum DateCells: CellReader {
    static func slot(
        _ cell: UnsafeBufferPointer<UInt8>, _: ChoiceWords.Run, _: ChoiceWords, _: inout RowBlock
    ) throws(CellFault) -> Int64 {
        var scanner = DateScanner(cell)
        if let date = scanner.date(), scanner.isAtEnd { return Int64(date.dayNumber) }
        guard let date = DateText(cell).date() else { throw .date }
        return Int64(date.dayNumber)
    }
}

private enum DateTimeCells: CellReader {
    static func slot(
        _ cell: UnsafeBufferPointer<UInt8>, _: ChoiceWords.Run, _: ChoiceWords, _: inout RowBlock
    ) throws(CellFault) -> Int64 {
        var scanner = DateScanner(cell)
        if let moment = scanner.dateTime(), scanner.isAtEnd { return moment.seconds }
        guard let moment = DateText(cell).moment() else { throw .dateTime }
        return moment.seconds
    }
}

private enum NumberCells: CellReader {
    static func slot(
        _ cell: UnsafeBufferPointer<UInt8>, _: ChoiceWords.Run, _: ChoiceWords, _: inout RowBlock
    ) throws(CellFault) -> Int64 {
        guard let value = ExactDecimal.units(cell, places: 2) else { throw .number }
        return value
    }
}

private enum PercentCells: CellReader {
    static func slot(
        _ cell: UnsafeBufferPointer<UInt8>, _: ChoiceWords.Run, _: ChoiceWords, _: inout RowBlock
    ) throws(CellFault) -> Int64 {
        let digits = cell.last == 0x25 ? UnsafeBufferPointer(rebasing: cell.dropLast()) : cell
        guard let value = ExactDecimal.units(digits, places: 2), value <= 100_00 else { throw .percent }
        return value
    }
}

private enum WholeCells: CellReader {
    static func slot(
        _ cell: UnsafeBufferPointer<UInt8>, _: ChoiceWords.Run, _: ChoiceWords, _: inout RowBlock
    ) throws(CellFault) -> Int64 {
        guard let value = ExactDecimal.units(cell, places: 0) else { throw .whole }
        return value
    }
}

/// 是/否, yes/no, true/false, 1/0, in any case.
private enum YesNoCells: CellReader {
    static func slot(
        _ cell: UnsafeBufferPointer<UInt8>, _: ChoiceWords.Run, _: ChoiceWords, _: inout RowBlock
    ) throws(CellFault) -> Int64 {
        guard cell.count <= 5 else { throw .yesNo }
        var word: UInt64 = 0
        for byte in cell {
            let isCapital = byte >= 0x41 && byte <= 0x5A
            word = word << 8 | UInt64(isCapital ? byte | 0x20 : byte)
        }
        switch word {
        case 0x31, 0xE698AF, 0x79_6573, 0x7472_7565: return 1  // 1 是 yes true
        case 0x30, 0xE590A6, 0x6E6F, 0x66_616C_7365: return 0  // 0 否 no false
        default: throw .yesNo
        }
    }
}

private enum ChoiceCells: CellReader {
    static func slot(
        _ cell: UnsafeBufferPointer<UInt8>, _ words: ChoiceWords.Run, _ all: ChoiceWords, _: inout RowBlock
    ) throws(CellFault) -> Int64 {
        guard let slot = all.slot(of: cell, in: words) else { throw .choice }
        return slot
    }
}
