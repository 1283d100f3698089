package import AssessmentKernel
package import Closing
import Disk
import Foundation
package import Ledger
package import ResultTables

/// A closing's folder while it is written: under a draft name, then moved to its place as a whole.
package final class ClosingFolder {
    /// A file of the folder.
    package struct File: Sendable {
        package let name: String
        package let sha256: String
        package let bytes: Int

        package init(name: String, sha256: String, bytes: Int) {
            (self.name, self.sha256, self.bytes) = (name, sha256, bytes)
        }
    }

    /// The path of the draft.
    package let draft: String
    private let place: String
    /// The folder for packed files of the bundle.
    private var bundleDrafts: String { draft + "/.bundle" }
    /// The bundle's ZIP under a draft name, and its final path beside the folder.
    private let zipDraft: String
    private let zipPlace: String
    private var hasBundle = false
    /// The files that are written member by member, by name.
    private var growing: [String: DigestedFile] = [:]
    /// The files that are finished.
    package private(set) var files: [File] = []

    /// Begins the folder of a closing or a review; an old draft of it is removed.
    ///
    /// - Parameter tables: the result tables whose rows are added member by member.
    package init(_ name: String, in closings: String, growing tables: [ResultSchema] = []) throws(Problem) {
        draft = Files.draft(of: closings + "/" + name)
        place = closings + "/" + name
        zipDraft = Files.draft(of: closings + "/" + name + ".zip")
        zipPlace = place + ".zip"
        for place in [place, zipPlace] where Files.exists(place) {
            throw Problem(
                .cannotWrite, LocalText("结果文件夹或文件已存在", "the results are there already"),
                at: .init(file: place), next: LocalText("移走后重试", "move them away and run the command again"))
        }
        try Files.remove(draft)
        try Files.remove(zipDraft)
        try Files.makeFolder(draft)
        for table in tables {
            guard let file = table.file else { continue }
            growing[file] = try DigestedFile(draft + "/" + file)
            try append(table.header, to: file)
        }
    }

    /// Adds a member's rows.
    package func append(_ lines: MemberLines) throws(Problem) {
        for (file, bytes) in lines.files where !bytes.isEmpty { try append(bytes, to: file) }
    }

    private func append(_ bytes: [UInt8], to file: String) throws(Problem) {
        try growing[file]?.write(bytes)
    }

    /// Writes the files of complete result tables.
    package func add<Source>(_ tables: [any ResultRows<Source>], of source: Source) throws(Problem) {
        for table in tables {
            if let file = table.schema.file { try add(file, table.file(source)) }
        }
    }

    /// Writes a complete file by its name.
    package func add(_ name: String, _ bytes: [UInt8]) throws(Problem) {
        let file = try DigestedFile(draft + "/" + name)
        try file.write(bytes)
        try close(file, name)
    }

    private func close(_ file: DigestedFile, _ name: String) throws(Problem) {
        try file.close()
        let (sha256, bytes) = file.digest
        files.append(File(name: name, sha256: sha256, bytes: bytes))
    }

    /// Adds files to the list that others have written into the draft's folder.
    package func adopt(_ written: [File]) { files += written }

    /// The files of a draft's folder by their names, each with its digest; on any thread.
    package static func files(_ names: [String], in draft: String) throws(Problem) -> [File] {
        var files: [File] = []
        for name in names {
            let (sha256, bytes) = try Files.digest(draft + "/" + name)
            files.append(File(name: name, sha256: sha256, bytes: bytes))
        }
        return files
    }

    /// Completes the files that are written member by member.
    package func finish() throws(Problem) {
        for (file, grown) in growing { try close(grown, file) }
        growing = [:]
        files.sort { Text($0.name) < Text($1.name) }
        Files.syncFolder(draft)
    }

    /// Makes the bundle of the finished files.
    ///
    /// `write` receives the files with their folder, a folder for drafts, and the path of the ZIP.
    package func add(
        _ write: ([File], _ folder: String, _ drafts: String, _ path: String) throws -> MadeBundle
    ) throws -> MadeBundle {
        try Files.makeFolder(bundleDrafts)
        let made = try write(files, draft, bundleDrafts, zipDraft)
        try Files.remove(bundleDrafts)
        hasBundle = true
        return made
    }

    /// Moves the folder and the bundle to their places.
    package func publish() throws(Problem) {
        if hasBundle { try Files.move(zipDraft, to: zipPlace) }
        try Files.move(draft, to: place)
    }

    /// Removes the draft.
    package func discard() {
        growing = [:]
        try? Files.remove(draft)
        try? Files.remove(zipDraft)
    }
}
