package import AssessmentKernel

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
        pending += bytes
        try flushIfMany()
    }

    /// Adds bytes.
    package func write(_ bytes: UnsafeRawBufferPointer) throws(Problem) {
        pending.append(contentsOf: bytes)
        try flushIfMany()
    }

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

    /// Creates the draft; a draft of another run, finished or not, is left alone.
    package init(_ target: String) throws(Problem) {
        self.target = target
        var draft = Files.draft(of: target)
        let file = try writing(target) { () throws(SystemError) in
            do throws(SystemError) { return try OpenFile(draft, for: .creating) } catch {
                guard Files.exists(draft) else { throw error }
                draft = Files.draft(in: Files.folder(of: target))
                return try OpenFile(draft, for: .creating)
            }
        }
        self.draft = draft
        writer = FileWriter(file, named: target)
    }

    deinit { if !isPublished { Files.discard(draft) } }

    /// Adds bytes.
    package func write(_ bytes: [UInt8]) throws(Problem) { try writer.write(bytes) }

    /// Adds bytes.
    package func write(_ bytes: UnsafeRawBufferPointer) throws(Problem) { try writer.write(bytes) }

    /// Closes the file: its bytes are then on disk, under the draft's name.
    package func complete() throws(Problem) {
        guard !isComplete else { return }
        try writer.close()
        isComplete = true
    }

    /// Closes the file and gives it its name, replacing an existing file.
    package func publish() throws(Problem) {
        try complete()
        try Files.move(draft, to: target)
        isPublished = true
    }
}
