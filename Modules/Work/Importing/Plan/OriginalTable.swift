package import AssessmentKernel
import Disk
package import FileFormats
import Foundation
package import Ledger
import LedgerTables
import TextEncodings
package import Workspace

extension Workspace {
    /// The table of a kept file, as it was read when it was imported.
    ///
    /// - Throws: ``Problem`` when this kaohe does not read the file's format.
    package func originalTable(of file: ImportedFile) throws(Problem) -> TableSource {
        guard let format = formats[file.layout.format] else {
            throw Problem(
                .badInput,
                LocalText(
                    "本程序不认识此文件的格式 \(file.layout.format)",
                    "this kaohe does not know the file's format \(file.layout.format)"),
                at: .init(file: file.name), next: LocalText("升级 kaohe", "upgrade kaohe"))
        }
        let (store, sha256) = (originals, file.sha256)
        let input = InputFile(
            name: file.name, encoding: file.layout.encoding.flatMap(TextEncoding.init),
            bytes: { () throws(Problem) in try store.open(sha256) },
            atPath: { (open: InputFile.Opener) throws(RecordFault) in
                let path: String
                do throws(Problem) { path = try store.unpacked(sha256) } catch { throw .failed(error) }
                // The workbook stays open; only its name is removed.
                defer { Files.discard(path) }
                return try open(path)
            })
        return TableSource(input, in: format, sheet: file.layout.sheet, header: .row(file.layout.headerRow))
    }
}
