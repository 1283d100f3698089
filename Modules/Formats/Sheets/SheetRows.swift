/// The rows of a sheet of any spreadsheet format, from first to last.
///
/// Merged ranges are filled: each of their cells has the range's value.
public protocol SheetRows: AnyObject {
    /// Whether serial numbers of days count from 1904 instead of 1900.
    var countsFrom1904: Bool { get }
    /// How many of the rows returned so far are hidden or filtered out in their sheet.
    var hiddenRows: Int { get }

    /// The next row with a value of its own; nil after the last one.
    ///
    /// - Throws: ``WorkbookFault`` when the sheet is damaged or malicious; rows before the fault may have been returned.
    func next() throws(WorkbookFault) -> SheetRow?
}
