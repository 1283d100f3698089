import Sheets
import ZIP

extension XMLStream {
    /// Begins to read a part of an archive; the handler is called during `advance()`.
    convenience init(_ archive: ZIPReader, _ part: ZIPReader.Entry, _ handler: XMLHandler) throws(WorkbookFault) {
        let entry: ZIPEntryReader
        do throws(ZIPFault) { entry = try archive.open(part) } catch { throw .zip(error) }
        try self.init(part: part.name, handler) { (room) throws(WorkbookFault) in
            do throws(ZIPFault) { return try entry.read(into: room) } catch { throw .zip(error) }
        }
    }
}
