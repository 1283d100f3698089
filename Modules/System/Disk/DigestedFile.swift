package import AssessmentKernel
import Digests

/// Writes a file and takes its digest on the way, so that nobody reads it again for that.
package final class DigestedFile {
    private let writer: FileWriter
    private var hash = SHA256()
    private var bytes = 0

    /// Creates a file or empties it.
    package init(_ path: String) throws(Problem) { writer = try FileWriter(path) }

    /// Adds bytes.
    package func write(_ part: [UInt8]) throws(Problem) {
        try writer.write(part)
        hash.update(data: part)
        bytes += part.count
    }

    /// Closes the file, as ``FileWriter/close(isKept:)``.
    package func close(isKept: Bool = true) throws(Problem) { try writer.close(isKept: isKept) }

    /// The SHA-256 of what was written so far, in lower-case hex, and its length in bytes.
    package var digest: (sha256: String, bytes: Int) { (hash.finalize().hex, bytes) }
}
