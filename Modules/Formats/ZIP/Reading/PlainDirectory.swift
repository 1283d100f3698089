import Disk

/// The checked directory of a file under ``ZIPReader/Policy/strict``, to open entries on any thread without reading it again.
///
/// ```swift
/// guard let entry = try directory.open("2021Q3-r1/data/results/pay.csv") else { … }
/// ```
/// It holds no open file. Of a file that was replaced since, an entry is damaged, or has another size or checksum, unless its
/// bytes are the same.
public struct PlainDirectory: Sendable {
    private let path: String
    private let entries: [Layout.Entry]

    init(_ path: String, _ entries: [Layout.Entry]) { (self.path, self.entries) = (path, entries) }

    /// Opens an entry for streaming.
    ///
    /// - Returns: nil if the directory lists no entry of this name.
    /// - Throws: ``ZIPFault`` when the file can no longer be opened.
    public func open(_ name: String) throws(ZIPFault) -> ZIPEntryReader? {
        guard let index = entries.firstIndex(where: { $0.name.utf8.elementsEqual(name.utf8) }) else { return nil }
        let entry = entries[index]
        do throws(SystemError) {
            let stream = PlainEntryStream(try OpenFile(path, for: .reading), entry)
            return ZIPEntryReader(nil, stream, ZIPReader.Entry(index, entry))
        } catch {
            throw .unreadable(error.code)
        }
    }
}
