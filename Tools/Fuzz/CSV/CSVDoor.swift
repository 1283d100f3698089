import CSV

/// The first byte chooses delimiter and buffer; the rest is the file.
func door(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    var rest = UnsafeBufferPointer(start: start, count: count)[...]
    guard let choice = rest.popFirst() else { return 0 }
    let delimiters: [CSVReader.Delimiter] = [.comma, .tab, .semicolon]
    do {
        var reader = CSVReader(
            delimiter: delimiters[Int(choice) % delimiters.count], bufferSize: 16 << (choice / 32),
            limits: CSVReader.Limits(bytes: 1 << 12, cells: 64)
        ) { room in
            let part = rest.prefix(room.count)
            room.copyBytes(from: part)
            rest = rest.dropFirst(part.count)
            return part.count
        }
        while try reader.next() {
            for cell in reader.cells { _ = cell.count }
        }
    } catch {}
    return 0
}
