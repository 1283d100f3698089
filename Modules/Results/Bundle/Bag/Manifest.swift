import AssessmentKernel
import Disk

/// A manifest: the SHA-256 of every file, by path.
struct Manifest: Hashable, Sendable {
    /// A file with its digest in lower-case hex.
    struct Line: Hashable, Sendable {
        let path: String
        let sha256: String
    }

    var lines: [Line] = []

    /// The file's bytes; the lines in the order of their paths' bytes.
    var bytes: [UInt8] {
        let sorted = lines.sorted { Text($0.path) < Text($1.path) }
        return Array(sorted.map { $0.sha256 + "  " + $0.path + "\n" }.joined().utf8)
    }

    /// Parses a manifest; also returns the number of the first invalid line, from 1, or nil.
    static func read(_ text: String) -> (manifest: Manifest, badLine: Int?) {
        var manifest = Manifest()
        for (place, line) in TextLines.of(text).enumerated() {
            let bytes = Array(line.utf8)
            guard bytes.count > 65, bytes[64] == 0x20 || bytes[64] == 0x09 else { return (manifest, place + 1) }
            let digest = String(decoding: bytes[..<64], as: UTF8.self).lowercased()
            // `sha256sum` writes an asterisk before the name of a file read in binary mode.
            let path = bytes[64...].drop { $0 == 0x20 || $0 == 0x09 }.drop { $0 == 0x2A }
            guard isDigest(digest), !path.isEmpty else { return (manifest, place + 1) }
            manifest.lines.append(Line(path: String(decoding: path, as: UTF8.self), sha256: digest))
        }
        return (manifest, nil)
    }

    /// Whether a text is a SHA-256 in lower-case hex.
    static func isDigest(_ text: String) -> Bool {
        text.utf8.count == 64 && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    }
}
