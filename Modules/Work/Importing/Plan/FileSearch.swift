import AssessmentKernel
import Disk
import FileFormats
import Foundation
import Parallel
import Profile
import ZIP

/// Looks for tables in files, folders and archives.
struct FileSearch {
    /// The table given by the caller; nil when the names decide.
    let wanted: TableSchema?
    /// The profile given by the caller.
    let profile: Profile?
    /// Looks for the profiles of files that are no table by themselves; nil to leave them.
    let finder: ProfileFinder?
    let tables: [TableSchema]
    let formats: FileFormats
    /// Whether the import is of this one file: what is wrong with it is then the whole answer.
    let isOneFile: Bool

    private(set) var found: [FoundFile] = []
    private(set) var leftOut: [ImportReport.LeftOut] = []
    private(set) var refused: [ImportPlan.RefusedFile] = []
    private(set) var archives: [ArchivedFiles] = []
    /// The profiles that were found by the headers of files.
    private(set) var profiles: [ImportReport.UsedProfile] = []

    /// A file on its way to its table.
    private struct Candidate {
        let path: String
        let name: String
        let folder: String
        /// Whether the caller named it.
        let isNamed: Bool
        /// Whether it comes from an archive.
        let isPacked: Bool
        let encoding = DetectedEncoding()
        var ending: String { (name as NSString).pathExtension.lowercased() }
        /// The file's state before anything of it is read.
        let stamp: FileStamp?

        init(_ path: String, _ name: String, isNamed: Bool, from archive: Candidate? = nil) {
            (self.path, self.name, self.isNamed, isPacked) = (path, name, isNamed, archive != nil)
            (folder, stamp) = (archive?.folder ?? (path as NSString).deletingLastPathComponent, FileStamp(path))
        }
    }

    /// Takes all files below a folder.
    mutating func take(folder: String) throws(Problem) {
        let files = try FolderFiles(below: folder)
        leftOut += files.leftOut
        let candidates = files.names.map { Candidate(folder + "/" + $0, $0, isNamed: false) }
        readAhead(candidates)
        for file in candidates { try take(file) }
    }

    /// Finds the encodings of texts, which takes reading all of them, from the last one on while the search looks at the first.
    ///
    /// Nobody waits for it but who needs an encoding that it is about to find; what is wrong with a file is said there.
    private func readAhead(_ files: [Candidate]) {
        // Without profiles to find, only the files of tables are read.
        guard finder != nil else { return }
        onThread { [formats] in
            for file in files.reversed() where formats.isPlainText(ending: file.ending) && Files.isPlain(file.path) {
                _ = try? InputFile(path: file.path, name: file.name, encoding: file.encoding).encoding()
            }
        }
    }

    /// Takes a file that the caller named.
    mutating func take(file path: String) throws(Problem) {
        try take(Candidate(path, (path as NSString).lastPathComponent, isNamed: true))
    }

    private mutating func take(_ file: Candidate) throws(Problem) {
        do throws(RecordFault) {
            let isDocument: Bool
            switch try contents(of: file) {
            case .files(let archive):
                try take(archive, file)
                return
            case .bundle:
                guard file.isNamed else {
                    leftOut.append(.init(name: file.name, reason: FileSearch.bundle))
                    return
                }
                throw .refused(
                    Refusal(
                        row: nil, code: "bundle", reason: FileSearch.bundle,
                        next: LocalText(
                            "上报包用 verify 核验，不导入；请导入平台导出的文件",
                            "a bundle is checked with verify and not imported; import what the platform exported")))
            case .document: isDocument = true
            case nil: isDocument = false
            }
            let own = try ownProfile(of: file)
            let matcher = FileMatcher(
                path: file.path, name: file.name, folder: file.folder, isNamed: file.isNamed, isDocument: isDocument,
                wanted: wanted, profile: own?.profile ?? profile, tables: tables, formats: formats, stamp: file.stamp,
                encoding: file.encoding)
            let match = try matcher.matchParts()
            if let own { profiles.append(.init(file: file.name, name: own.name, isShipped: own.isShipped)) }
            found += match.files
            leftOut += match.leftOut
        } catch {
            if isOneFile && !file.isPacked { throw error.problem(in: file.path) }
            switch error {
            case .refused(let refusal): refused.append(.init(name: file.name, refusal: refusal))
            case .failed(let problem): throw problem
            }
        }
    }

    /// The profile that is found by the header of a file.
    private func ownProfile(of file: Candidate) throws(RecordFault) -> ProfileFinder.Found? {
        do throws(Problem) {
            return try finder?.profile(for: file.path, named: file.name, table: wanted, encoding: file.encoding)
        } catch {
            guard error.kind == .badInput else { throw .failed(error) }
            throw .refused(
                Refusal(
                    row: nil, code: "profile", reason: error.what, next: error.next ?? Advice(FileMatcher.exportAgain)))
        }
    }

    private static let bundle = LocalText("是上报包", "a bundle")

    /// What a ZIP file holds; nil for any other file, and for a damaged one, which its format refuses.
    private func contents(of file: Candidate) throws(RecordFault) -> ArchivedFiles.Contents? {
        let isArchive = file.ending == "zip"
        guard Files.isPlain(file.path), isArchive || isZIP(file.path) else { return nil }
        do throws(ZIPFault) { return try ArchivedFiles.contents(of: file.path) } catch {
            if isArchive { throw .refused(Refusal(error)) }
            return nil
        }
    }

    private func isZIP(_ path: String) -> Bool {
        guard let reader = try? FileReader(path), let head = try? reader.read(4) else { return false }
        return FileForm(head: head) == .archive
    }

    private mutating func take(_ archive: FileArchive, _ file: Candidate) throws(RecordFault) {
        if file.isPacked {
            throw .refused(
                Refusal(
                    row: nil, code: "archive",
                    reason: LocalText("压缩包里又有压缩包，不能读取", "an archive within an archive is not read"),
                    next: ArchivedFiles.unpack))
        }
        let formats = formats
        let unpacked = try ArchivedFiles(archive, named: file.name) { name in
            let ending = (name as NSString).pathExtension.lowercased()
            return ending == "zip" || formats.isPlainText(ending: ending) || formats.isWorkbook(ending: ending)
        }
        archives.append(unpacked)
        leftOut += unpacked.leftOut
        refused += unpacked.refused
        if unpacked.files.isEmpty && unpacked.refused.isEmpty && file.isNamed {
            throw .refused(
                Refusal(
                    row: nil, code: "archive",
                    reason: LocalText("压缩包中没有表格文件", "the archive holds no table's file"),
                    next: LocalText("核对压缩包", "check the archive")))
        }
        for inner in unpacked.files {
            do throws(Problem) { try take(Candidate(inner.path, inner.name, isNamed: false, from: file)) } catch {
                throw .failed(error)
            }
        }
    }
}
