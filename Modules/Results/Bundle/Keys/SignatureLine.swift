import Digests
import Foundation

extension Signature {
    /// The signature without spaces, for a line of text; its trusted comment has to be known to whoever reads it.
    public var line: String {
        KeyText.base64(Array((isPrehashed ? "ED" : "Ed").utf8) + number + signature) + "." + KeyText.base64(global)
    }

    /// Reads a signature of one line.
    ///
    /// - Parameter comment: the trusted comment that it must have.
    public init?(line: String, comment: String) {
        let parts = line.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2 else { return nil }
        self.init(
            Array(
                "untrusted comment: \n\(parts[0])\ntrusted comment: \(comment)\n\(parts[1])\n"
                    .utf8))
    }
}

extension PublicKey {
    /// Thirty digits that stand for the key, in six groups: read over the telephone, they show that two people have the
    /// same key.
    ///
    /// They are taken from the SHA-256 of the key and its number, about a hundred bits of it. The number itself does
    /// not do for that: whoever makes a key chooses it.
    public var fingerprint: String {
        let digest = SHA256.hash(data: number + key).bytes
        let groups = (0..<6).map { group in
            let bytes = digest[(group * 4)..<(group * 4 + 4)]
            let value = bytes.reduce(UInt32(0)) { $0 << 8 | UInt32($1) } % 100_000
            let digits = String(value)
            return String(repeating: "0", count: 5 - digits.utf8.count) + digits
        }
        return groups.joined(separator: " ")
    }

    /// Whether a person gave the key's ``fingerprint``; spaces and hyphens do not matter, and full-width digits do not
    /// either.
    public func isConfirmed(by digits: String) -> Bool {
        var given = ""
        for scalar in digits.unicodeScalars {
            switch scalar.value {
            case 0x30...0x39: given.unicodeScalars.append(scalar)
            case 0xFF10...0xFF19: given.append(String(scalar.value - 0xFF10))
            case 0x20, 0x09, 0x2D, 0x3000: continue
            default: return false
            }
        }
        return given == fingerprint.filter { $0 != " " }
    }
}
