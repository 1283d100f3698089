/// A non-empty cell.
public struct SheetCell {
    /// The type of its value.
    public enum Kind: UInt8, Sendable {
        /// A text.
        case text
        /// A number, as written in the sheet's XML: `44378.354166666664`; ``format`` gives its meaning.
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
    public var format: NumberFormat { look.format }
    /// Its text in UTF-8, or its value as written; valid until the next row is read.
    public let text: UnsafeBufferPointer<UInt8>
    /// Its number format, not counted as a reference: a sheet has millions of cells.
    public let look: Look

    /// A number format as the cells of a sheet bear it.
    public struct Look {
        @usableFromInline unowned(unsafe) let format: NumberFormat
        @usableFromInline let isGeneral: Bool
        @usableFromInline let changesText: Bool

        /// Bears a format, which must outlive the cells.
        public init(_ format: NumberFormat) {
            self.format = format
            isGeneral = format.isGeneral
            changesText = format.changesText
        }
    }

    /// Creates a cell from what a format read.
    ///
    /// - Parameter look: its format; a reader keeps the formats of its workbook alive.
    @inlinable
    public init(column: Int, kind: Kind, look: Look, text: UnsafeBufferPointer<UInt8>) {
        self.column = column
        self.kind = kind
        self.look = look
        self.text = text
    }

    /// Creates a cell with a format that its reader keeps alive.
    public init(column: Int, kind: Kind, format: NumberFormat, text: UnsafeBufferPointer<UInt8>) {
        self.init(column: column, kind: kind, look: Look(format), text: text)
    }
}

/// A non-empty row; valid until the next one is read.
public struct SheetRow {
    /// The row as the spreadsheet shows it, counted from 1.
    public let number: Int
    /// Its non-empty cells, from left to right; those of a merged range all have its value.
    public let cells: UnsafeBufferPointer<SheetCell>

    /// Creates a row of cells.
    @inlinable
    public init(number: Int, cells: UnsafeBufferPointer<SheetCell>) {
        self.number = number
        self.cells = cells
    }
}
