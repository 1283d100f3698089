package import AssessmentKernel
import Digests

/// Writes a file and takes its digest on the way, so that nobody reads it again for that.
package final class DigestedFile {
    private let writer: FileWriter?
    private var hash = SHA256()
    private var bytes = 0

    /// Creates a file or empties it.
    ///
    /// - Parameter isKept: whether there is a file at all; of one that is only compared, the digest is enough.
    package init(_ path: String, isKept: Bool = true) throws(Problem) { writer = isKept ? try FileWriter(path) : nil }

    /// Adds bytes.
    package func write(_ part: [UInt8]) throws(Problem) {
        try writer?.write(part)
        hash.update(data: part)
        bytes += part.count
    }

    /// Closes the file, if there is one; its bytes are then on disk.
    package func close() throws(Problem) { try writer?.close() }

    /// The SHA-256 of what was written so far, in lower-case hex, and its length in bytes.
    package var digest: (sha256: String, bytes: Int) { (hash.finalize().hex, bytes) }
}
