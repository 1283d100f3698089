/// Why a file is no CSV, and at which row.
public struct CSVFault: Error, Hashable, Sendable {
    /// What is wrong.
    public enum Kind: Hashable, Sendable {
        /// A quote stands inside a cell that did not begin with one.
        case quoteInCell
        /// Something other than a delimiter or a line end follows a closing quote.
        case textAfterQuote
        /// The file ends inside a quoted cell.
        case openQuote
        /// A record is longer, or has more cells, than ``CSVReader/Limits`` allow; most often a quote was never closed.
        case recordTooLong
        /// A zero byte, which no text has: a binary file, or UTF-16.
        case zeroByte
    }

    /// What is wrong.
    public let kind: Kind
    /// The row as a spreadsheet counts it; the first is 1.
    public let row: Int

    /// Says what is wrong at a row.
    public init(_ kind: Kind, row: Int) {
        self.kind = kind
        self.row = row
    }
}
