import AssessmentKernel
import Closing
import Crypto
import Foundation

/// A closing's folder on its way: written under a draft's name and moved to its place as a whole.
final class ClosingFolder {
    /// What a draft's name ends in; it begins with a dot.
    static let draftEnding = ".partial"

    /// A file of the folder.
    struct File {
        let name: String
        let sha256: String
        let bytes: Int
    }

    private let draft: String
    private let place: String
    private var growing: [(file: ResultFile, writer: FileWriter, hash: SHA256, bytes: Int)] = []
    /// The files that are finished.
    private(set) var files: [File] = []

    /// Begins the folder of a closing or a review; an old draft of it is removed.
    ///
    /// - Parameter growing: the files whose rows come member by member.
    init(
        _ name: String, in closings: String, growing perMember: [ResultFile] = ResultFile.perMember
    ) throws(Problem) {
        draft = closings + "/." + name + ClosingFolder.draftEnding
        place = closings + "/" + name
        guard !FileManager.default.fileExists(atPath: place) else {
            throw Problem(
                .cannotWrite, LocalText("结果文件夹已存在", "the folder of the results is there already"),
                at: .init(file: place), next: LocalText("移走该文件夹后重试", "move it away and run the command again"))
        }
        try Files.remove(draft)
        try Files.makeFolder(draft)
        for file in perMember {
            growing.append((file, try FileWriter(draft + "/" + file.rawValue), SHA256(), 0))
            try append(file.header, at: growing.count - 1)
        }
    }

    /// Adds a member's rows.
    func append(_ lines: MemberLines) throws(Problem) {
        for (place, bytes) in lines.files.enumerated() where !bytes.isEmpty { try append(bytes, at: place) }
    }

    private func append(_ bytes: [UInt8], at place: Int) throws(Problem) {
        try growing[place].writer.write(bytes)
        growing[place].hash.update(data: bytes)
        growing[place].bytes += bytes.count
    }

    /// Adds a file as a whole.
    func add(_ file: ResultFile, _ bytes: [UInt8]) throws(Problem) { try add(file.rawValue, bytes) }

    /// Adds a file as a whole by its name.
    func add(_ name: String, _ bytes: [UInt8]) throws(Problem) {
        let writer = try FileWriter(draft + "/" + name)
        try writer.write(bytes)
        try writer.close()
        files.append(File(name: name, sha256: SHA256.hash(data: bytes).hex, bytes: bytes.count))
    }

    /// Finishes the files that grew member by member.
    func finish() throws(Problem) {
        for (file, writer, hash, bytes) in growing {
            try writer.close()
            files.append(File(name: file.rawValue, sha256: hash.finalize().hex, bytes: bytes))
        }
        growing = []
        files.sort { Text($0.name) < Text($1.name) }
        Files.syncFolder(draft)
    }

    /// Moves the folder to its place.
    func publish() throws(Problem) { try Files.move(draft, to: place) }

    /// Removes the draft.
    func discard() {
        growing = []
        try? Files.remove(draft)
    }
}

extension Digest {
    /// The digest in lower-case hex.
    var hex: String { map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() }
}
