/// A non-empty cell.
public struct SheetCell {
    /// The type of its value.
    public enum Kind: UInt8, Sendable {
        /// A text.
        case text
        /// A number, as written in the sheet's XML; ``format`` gives its meaning.
        case number
        /// `1` or `0`.
        case boolean
        /// An error such as `#N/A`.
        case error
        /// A day or moment in ISO 8601.
        case isoDate
        /// A formula that its program never calculated.
        case uncalculated
    }

    /// Its column, counted from 0.
    public let column: Int
    /// The type of its value.
    public let kind: Kind
    /// Its number format.
    public let format: NumberFormat
    /// Its text in UTF-8, or its value as written; valid until the next row is read.
    public let text: UnsafeBufferPointer<UInt8>

    /// Creates a cell from what a format read.
    public init(column: Int, kind: Kind, format: NumberFormat, text: UnsafeBufferPointer<UInt8>) {
        self.column = column
        self.kind = kind
        self.format = format
        self.text = text
    }
}

/// A non-empty row; valid until the next one is read.
public struct SheetRow {
    /// The row as the spreadsheet shows it, counted from 1.
    public let number: Int
    /// Its non-empty cells, from left to right.
    public let cells: UnsafeBufferPointer<SheetCell>

    /// Creates a row of cells.
    public init(number: Int, cells: UnsafeBufferPointer<SheetCell>) {
        self.number = number
        self.cells = cells
    }
}
