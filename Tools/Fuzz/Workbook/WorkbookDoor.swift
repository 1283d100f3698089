import FileFormats
import Foundation

private let path = NSTemporaryDirectory() + "fuzz-workbook-\(getpid())"

/// A file of any format, opened and read as an import does.
func door(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    guard (try? Data(bytes: start, count: count).write(to: URL(fileURLWithPath: path))) != nil else { return 0 }
    do {
        let file = InputFile(path: path, name: "a")
        let workbook = try FileFormats.shipped.format(of: file).open(file)
        for place in workbook.sheets.indices {
            let rows = try workbook.rows(ofSheet: place)
            while let row = try rows.next() { _ = row.cells.count }
        }
    } catch {}
    return 0
}
