import AssessmentKernel
import Disk
import FileFormats
import Foundation
import TextEncodings
import ZIP

/// The files of a ZIP archive, unpacked for the time of an import.
///
/// An entry's name is never used as a path: each is unpacked under a temporary name of its own, removed with the object.
final class ArchivedFiles: Sendable {
    /// A file of the archive.
    struct File: Sendable {
        /// The name in reports: the archive's, then the path inside it.
        let name: String
        /// Where its bytes are.
        let path: String
    }

    /// The unpacked files.
    let files: [File]
    /// The other ones.
    let leftOut: [ImportReport.LeftOut]
    /// Those that cannot be read, such as another archive, although they may hold tables.
    let refused: [ImportPlan.RefusedFile]

    deinit { for file in files { Files.discard(file.path) } }

    /// What a ZIP file holds.
    enum Contents {
        /// The parts of a workbook or of another program's document.
        case document
        /// A closing's bundle: its tables are results and records that were imported already.
        case bundle
        /// Files.
        case files(FileArchive)
    }

    /// Opens a ZIP file.
    static func contents(of path: String) throws(ZIPFault) -> Contents {
        let archive = try FileArchive(path: path)
        let names = archive.entries.map {
            String(decoding: $0.name, as: UTF8.self).lowercased().replacing("\\", with: "/")
        }
        if names.contains(where: { $0 == "bagit.txt" || $0.hasSuffix("/bagit.txt") }) { return .bundle }
        let isDocument = names.contains { name in
            documentParts.contains { name == $0 || $0.hasSuffix("/") && name.hasPrefix($0) } || name.hasSuffix(".iwa")
        }
        return isDocument ? .document : .files(archive)
    }

    private static let documentParts = [
        "[content_types].xml", "/[content_types].xml", "xl/", "word/", "ppt/", "mimetype", "content.xml",
    ]

    /// Unpacks the files that may hold tables.
    ///
    /// - Parameters:
    ///   - name: the archive's name in reports.
    ///   - isWanted: whether a file of a name is needed.
    init(_ archive: FileArchive, named name: String, isWanted: (String) -> Bool) throws(RecordFault) {
        var files: [File] = []
        var leftOut: [ImportReport.LeftOut] = []
        var refused: [ImportPlan.RefusedFile] = []
        do {
            for entry in archive.entries where !entry.isFolder {
                let inner = try ArchivedFiles.safeName(entry)
                let shown = name + "/" + inner
                let bystander = inner.split(separator: "/").lazy.compactMap { Bystander.reason(String($0)) }.first
                if let bystander {
                    leftOut.append(.init(name: shown, reason: bystander))
                } else if entry.isSpecial || !isWanted(inner) {
                    leftOut.append(.init(name: shown, reason: FileMatcher.noTable))
                } else if entry.size == 0 {
                    leftOut.append(.init(name: shown, reason: FileMatcher.empty))
                } else if let obstacle = entry.obstacle {
                    refused.append(.init(name: shown, refusal: Refusal(obstacle)))
                } else {
                    let path = try ScratchFolder.makeFile()
                    files.append(File(name: shown, path: path))
                    let writer = try FileWriter(path)
                    try archive.read(entry) { try writer.write($0) }
                    try writer.close(isKept: false)
                }
            }
        } catch {
            for file in files { Files.discard(file.path) }
            switch error {
            case let fault as RecordFault: throw fault
            case let fault as ZIPFault: throw .refused(Refusal(fault))
            default: throw .failed(Problem.from(error, name))
            }
        }
        (self.files, self.leftOut, self.refused) = (files, leftOut, refused)
    }

    /// The name of an entry, in the encoding that its bytes suggest.
    private static func safeName(_ entry: FileArchive.Entry) throws(RecordFault) -> String {
        guard let text = TextEncoding.name(entry.name) else {
            throw .refused(
                Refusal(
                    row: nil, code: "archive",
                    reason: LocalText(
                        "压缩包中第 \(entry.index + 1) 个文件的名称无法识别",
                        "the name of file \(entry.index + 1) of the archive cannot be read"),
                    next: ArchivedFiles.unpack))
        }
        let name = text.replacing("\\", with: "/")
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        let isSafe =
            !name.hasPrefix("/") && !parts.contains("..") && !name.unicodeScalars.contains { $0.value < 0x20 }
            && !(parts.first ?? "").contains(":") && parts.count <= 32
        guard isSafe else {
            throw .refused(
                Refusal(
                    row: nil, code: "archive",
                    reason: LocalText(
                        "压缩包中的路径 \(name.shown) 不安全", "the archive has an unsafe path: \(name.shown)"),
                    next: LocalText("核对压缩包来源，由来源重新打包", "check where it comes from, and have it packed again")))
        }
        return parts.filter { !$0.isEmpty && $0 != "." }.joined(separator: "/")
    }

    static let unpack = LocalText("请解压后导入其中的文件", "unpack it and import its files")
}

extension Refusal {
    /// The refusal of an archive, or of a file in it.
    init(_ fault: ZIPFault) {
        let next =
            switch fault {
            case .encrypted: LocalText("请用密码解压后导入其中的文件", "unpack it with its password and import its files")
            case .tooManyEntries, .tooLarge, .bomb, .unknownMethod: ArchivedFiles.unpack
            default: LocalText("请重新打包或重新下载，或解压后导入其中的文件", "pack or download it again, or unpack it and import its files")
            }
        self.init(row: nil, code: "archive", reason: fault.reason, next: next)
    }
}
