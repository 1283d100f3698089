import Archive
import AssessmentKernel
import Disk
import FileFormats
import Foundation
import Intake
import Profile
import TextEncodings

/// An original export that somebody kept, read again as an import says that it was read.
struct OriginalFile {
    let path: String
    let formats: FileFormats
    /// Profiles that may have stood between the file and its table, in the order in which they are tried.
    let profiles: [Profile]
    let roster: Roster

    /// The ways in which an import of the file may have been read: as the table itself, then by each profile of the table.
    ///
    /// - Throws: ``RecordFault`` when no format reads the file.
    func sources(of imported: ImportedFiles, _ schema: TableSchema) throws(RecordFault) -> [TableSource] {
        let parts = imported.layout.split(separator: "@", maxSplits: 1).map(String.init)
        let input = InputFile(path: path, name: path, encoding: parts.first.flatMap(TextEncoding.init))
        let format = try formats.format(of: input)
        let sheet = OriginalFile.sheet(of: imported.name, format, input)
        func rows(from row: Int) -> TableSource {
            TableSource(input, in: format, sheet: sheet, header: .row(row))
        }
        let own = rows(from: parts.count > 1 ? Int(parts[1]) ?? 1 : 1)
        let name = sheet.map { String(imported.name.dropLast($0.count + 1)) } ?? imported.name
        let mapped = profiles.flatMap(\.parts).filter { $0.schema.key == schema.key }.map { part in
            part.mapping(rows(from: 1), file: name, sheet: sheet)
        }
        return [own] + mapped
    }

    /// Reads the rows as an import does, with its checks.
    func reader(_ source: TableSource, _ schema: TableSchema) -> TableReader {
        TableReader(
            source: source, schema: schema, roster: schema.memberColumn == nil ? nil : roster, batchRows: 4_096,
            batchBytes: 4 << 20)
    }

    /// The sheet that an import was made of: what stands behind the file's name; nil for a file that is one table.
    private static func sheet(of name: String, _ format: any WorkbookFormat, _ input: InputFile) -> String? {
        guard let names = try? format.open(input).sheets.compactMap(\.name) else { return nil }
        return names.filter { name.utf8.reversed().starts(with: ("#" + $0).utf8.reversed()) }
            .max { $0.utf8.count < $1.utf8.count }
    }
}
