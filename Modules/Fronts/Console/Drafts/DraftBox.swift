import AssessmentKernel
import Disk
import Foundation
import HTTP
import Synchronization

/// Files that were dragged in and wait to be imported or checked: in a hidden folder of the place, until the desk ends.
///
/// They hold residents' matters, so they are where the ledger is and nowhere else.
package final class DraftBox: Sendable {
    /// The most bytes of a file.
    package static let mostBytes = 1 << 30
    /// The most files of a draft.
    package static let mostFiles = 5_000

    /// Files that were dragged in together.
    package struct Draft: Sendable {
        /// Its number, which cannot be guessed.
        package let number: String
        /// Its folder.
        package let folder: String
        /// Its files, as they are named below the folder, with their sizes; in the order in which they came.
        package fileprivate(set) var files: [(name: String, bytes: Int)] = []
        /// The folder that holds them: the one that was dragged in, where it is one alone, so that its name is no part of
        /// theirs.
        package var root: String {
            let firsts = Set(files.map { Text(String($0.name.split(separator: "/").first ?? "")) })
            guard firsts.count == 1, let first = firsts.first, files.allSatisfy({ $0.name.contains("/") }) else {
                return folder
            }
            return folder + "/" + first.string
        }
        /// How often it was changed, so that what was found of it can be told from what it is now.
        package fileprivate(set) var version = 0
    }

    private let folder: String
    private let drafts = Mutex<[String: Draft]>([:])

    /// Makes the box in a place; what an earlier desk left there is removed.
    init(in place: String) { folder = DraftBox.folder(in: place) }

    private static func folder(in place: String) -> String { place + "/.desk" }

    /// Whether another desk is open in a place.
    static func isTaken(in place: String) -> Bool {
        guard Files.isFolder(folder(in: place)) else { return false }
        guard let lock = try? FolderLock(folder(in: place)) else { return true }
        lock.release()
        return false
    }

    /// Says that another desk is open.
    static func taken(_ place: String) -> Problem {
        Problem(
            .cannotWrite, LocalText("此文件夹的工作台已在运行", "the desk of this folder is open already"),
            at: .init(file: place), next: LocalText("用已打开的工作台，或先关闭它", "use that one, or close it first"))
    }

    /// The folder's lock, which tells a second desk that this one is there.
    func open() throws(Problem) -> FolderLock {
        try Files.makeFolder(folder)
        let lock: FolderLock
        do throws(Problem) { lock = try FolderLock(folder) } catch { throw DraftBox.taken(folder) }
        for name in try Files.names(in: folder, hidden: true) { try Files.remove(folder + "/" + name) }
        return lock
    }

    /// A draft by its number.
    package func draft(_ number: String) -> Draft? { drafts.withLock { $0[number] } }

    /// An unused number.
    package static func newNumber() -> String { String(Secret().text.prefix(16)) }

    /// Removes a draft with its files.
    package func remove(_ number: String) {
        guard let draft = drafts.withLock({ $0.removeValue(forKey: number) }) else { return }
        try? Files.remove(draft.folder)
    }

    /// Removes all drafts, at the end.
    func removeAll() { try? Files.remove(folder) }

    /// Takes in a file as it comes; broken off, nothing of it is left.
    ///
    /// - Parameters:
    ///   - name: its name, with the folders that it was dragged in with.
    ///   - number: the draft's number; a new draft begins with its first file.
    func take(_ name: String, into number: String, length: Int, from connection: Connection) async throws {
        guard number.utf8.count == 16,
            number.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
        else { throw Problem(.usage, LocalText("草稿编号不对", "this is no number of a draft")) }
        guard length <= DraftBox.mostBytes else {
            throw Problem(
                .badInput, LocalText("文件超过 1 GiB", "the file is over 1 GiB"), at: .init(file: name),
                next: LocalText("分成几个文件导入", "import it in parts"))
        }
        let parts = try DraftBox.parts(of: name)
        let place = folder + "/" + number
        let draft = drafts.withLock { drafts in
            drafts[number, default: Draft(number: number, folder: place)]
        }
        guard draft.files.count < DraftBox.mostFiles else {
            throw Problem(
                .badInput, LocalText("一次最多 \(DraftBox.mostFiles) 个文件", "at most \(DraftBox.mostFiles) files at once"))
        }
        let path = place + "/" + parts.joined(separator: "/")
        do {
            try await connection.receive { body in
                try Files.makeFolder(([place] + parts.dropLast()).joined(separator: "/"))
                let file = try DraftFile(path)
                try body.write(into: file)
                // A draft is gone with its desk: it need not outlast a power cut.
                try file.publish(isKept: false)
            }
        } catch {
            // The draft of the file is gone with its last reference; so are the folders that were made for it alone.
            for count in stride(from: parts.count - 1, through: 0, by: -1) {
                Files.discardFolder(([place] + parts.prefix(count)).joined(separator: "/"))
            }
            throw error
        }
        let written = parts.joined(separator: "/")
        drafts.withLock { drafts in
            var draft = drafts[number] ?? Draft(number: number, folder: place)
            draft.files.removeAll { Text($0.name) == Text(written) }
            draft.files.append((written, length))
            draft.version += 1
            drafts[number] = draft
        }
    }

    /// The folders and the name of a file, none of which leads elsewhere.
    private static func parts(of name: String) throws(Problem) -> [String] {
        let parts = name.split(separator: "/", omittingEmptySubsequences: true).map(String.init)
        let isFair =
            (1...20).contains(parts.count)
            && parts.allSatisfy { part in
                part != "." && part != ".." && part.utf8.count <= 200
                    && !part.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F || $0 == "\\" }
            }
        guard isFair else {
            throw Problem(
                .badInput, LocalText("文件名不能使用", "this name of a file cannot be used"), at: .init(file: name),
                next: LocalText("改名后重新拖入", "rename it and drag it in again"))
        }
        return parts
    }
}
