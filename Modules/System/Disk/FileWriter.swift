package import AssessmentKernel
package import Foundation

/// Writes a file from its beginning; its bytes are on disk once it is closed.
///
/// For a file that must be complete or absent, use ``DraftFile``.
package final class FileWriter {
    private let file: OpenFile
    private let name: String
    private var pending: [UInt8] = []

    /// Creates a file or empties it.
    package convenience init(_ path: String) throws(Problem) {
        self.init(try writing(path) { () throws(SystemError) in try OpenFile(path, for: .writing) }, named: path)
    }

    /// - Parameter name: the name in problems.
    init(_ file: OpenFile, named name: String) {
        self.file = file
        self.name = name
    }

    /// Adds a text in UTF-8.
    package func write(_ text: String) throws(Problem) { try write(Array(text.utf8)) }

    /// Adds bytes.
    package func write(_ bytes: [UInt8]) throws(Problem) {
        // The first ones are not copied: they may be the whole file.
        if pending.capacity == 0 { pending = bytes } else { pending += bytes }
        try flushIfMany()
    }

    /// Adds bytes.
    package func write(_ bytes: UnsafeRawBufferPointer) throws(Problem) {
        // Many bytes go on as they are.
        if bytes.count >= FileWriter.many {
            try flush()
            return try writing(name) { () throws(SystemError) in try file.write(bytes) }
        }
        pending.append(contentsOf: bytes)
        try flushIfMany()
    }

    /// Adds the next bytes that come over a socket, once there are some.
    ///
    /// - Returns: their number; 0 when the other side has ended.
    package func write(_ most: Int, from inflow: Inflow) throws(Problem) -> Int {
        try flush()
        return try writing(name) { () throws(SystemError) in try inflow.next(most, into: file) }
    }

    private static let many = 1 << 16

    /// Closes the file.
    ///
    /// - Parameter isKept: whether its bytes are flushed to disk first, so that a power cut cannot lose them.
    package func close(isKept: Bool = true) throws(Problem) {
        try flush()
        try writing(name) { () throws(SystemError) in
            if isKept { try file.sync() }
            try file.close()
        }
    }

    private func flushIfMany() throws(Problem) { if pending.count >= 1 << 18 { try flush() } }

    private func flush() throws(Problem) {
        try writing(name) { () throws(SystemError) in
            try pending.withUnsafeBufferPointer { bytes throws(SystemError) in
                try file.write(UnsafeRawBufferPointer(bytes))
            }
        }
        pending.removeAll(keepingCapacity: true)
    }
}

/// A file that gets its name once it is complete; until then it has a draft's name, and an abandoned one is removed.
///
/// ```swift
/// let draft = try DraftFile("2021Q3-r1.zip.age")
/// try draft.write(bytes)
/// try draft.publish()
/// ```
package final class DraftFile {
    private let target: String
    private let draft: String
    private let writer: FileWriter
    private var isComplete = false
    private var isPublished = false

    /// Creates the draft, or takes over what a killed run left of it; the draft of a running one is left alone.
    ///
    /// - Parameter mode: the permissions of the file.
    package init(_ target: String, mode: mode_t = 0o600) throws(Problem) {
        self.target = target
        let usual = Files.draft(of: target)
        let (draft, file) = try writing(target) { () throws(SystemError) -> (String, OpenFile) in
            if let file = try DraftFile.own(usual, mode) { return (usual, file) }
            let another = Files.draft(in: Files.folder(of: target))
            return (another, try OpenFile(another, for: .creating, mode: mode))
        }
        self.draft = draft
        writer = FileWriter(file, named: target)
    }

    /// Opens a draft that no other run has: whoever writes one holds its lock.
    private static func own(_ draft: String, _ mode: mode_t) throws(SystemError) -> OpenFile? {
        if let status = FileStatus(ofLink: draft) {
            // A link or a folder under this name is not ours.
            guard status.isPlain else { return nil }
            // A run was killed just after it gave the file its name; only the draft's name is left over.
            if status.hasOtherNames { Files.discard(draft) }
        }
        let file = try OpenFile(draft, for: .drafting, mode: mode)
        // Another run may have published it between opening and locking.
        guard (try? file.lock()) == true, let there = FileStatus(ofLink: draft),
            there.identity == (try file.status()).identity
        else { return nil }
        // What a killed run left. Only then: a file that was cut, though it held nothing, is brought to the disk by some file
        // systems while it is closed, which takes as long as writing it.
        if there.length > 0 { try file.empty() }
        // Some disks, such as a USB stick, know no permissions.
        try? file.permit(mode)
        return file
    }

    deinit { if !isPublished { Files.discard(draft) } }

    /// Adds bytes.
    package func write(_ bytes: [UInt8]) throws(Problem) { try writer.write(bytes) }

    /// Adds bytes.
    package func write(_ bytes: UnsafeRawBufferPointer) throws(Problem) { try writer.write(bytes) }

    /// Adds the next bytes that come over a socket, as ``FileWriter/write(_:from:)``.
    package func write(_ most: Int, from inflow: Inflow) throws(Problem) -> Int { try writer.write(most, from: inflow) }

    /// Closes the file: its bytes are then on disk, under the draft's name.
    ///
    /// - Parameter isKept: as in ``FileWriter/close(isKept:)``.
    package func complete(isKept: Bool = true) throws(Problem) {
        guard !isComplete else { return }
        try writer.close(isKept: isKept)
        isComplete = true
    }

    /// Closes the file and gives it its name.
    ///
    /// - Parameters:
    ///   - replacing: whether an existing file may be replaced; else it is an error and left as it is.
    ///   - flushing: whether the name of one that may replace another is flushed to disk.
    ///   - isKept: whether its bytes are flushed to disk, and so its name.
    package func publish(replacing: Bool = true, flushing: Bool = true, isKept: Bool = true) throws(Problem) {
        try complete(isKept: isKept)
        if replacing {
            try Files.move(draft, to: target, flushing: flushing && isKept)
        } else {
            try Files.moveAnew(draft, to: target)
        }
        isPublished = true
    }
}
