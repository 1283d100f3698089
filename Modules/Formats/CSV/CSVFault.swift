/// Why a file is not valid CSV, and at which row.
public struct CSVFault: Error, Hashable, Sendable {
    /// What is wrong.
    public enum Kind: Hashable, Sendable {
        /// A quote inside a cell that did not begin with one.
        case quoteInCell
        /// Something other than a delimiter or a line end after a closing quote.
        case textAfterQuote
        /// The file ends inside a quoted cell.
        case openQuote
        /// A record exceeds ``CSVReader/Limits`` in bytes or cells; usually a quote was never closed.
        case recordTooLong
        /// A zero byte, which text never contains: a binary file, or UTF-16.
        case zeroByte
    }

    /// What is wrong.
    public let kind: Kind
    /// The row as a spreadsheet counts it; the first is 1.
    public let row: Int

    /// Creates a fault at a row.
    public init(_ kind: Kind, row: Int) {
        self.kind = kind
        self.row = row
    }
}
