import CSodium
import Disk
import Foundation

/// The functions of libsodium in use: Ed25519 (RFC 8032), with the same bytes on every system, and BLAKE2b.
enum Sodium {
    private static let isReady = sodium_init() >= 0

    /// Initialises the library once; without it, the library works but more slowly.
    static func start() { _ = isReady }

    static func blake2b(_ bytes: [UInt8]) -> [UInt8] {
        start()
        var digest = [UInt8](repeating: 0, count: 32)
        _ = crypto_generichash(&digest, digest.count, bytes, UInt64(bytes.count), nil, 0)
        return digest
    }

    static func verifies(_ signature: [UInt8], of bytes: [UInt8], by key: [UInt8]) -> Bool {
        start()
        guard signature.count == 64, key.count == 32 else { return false }
        return crypto_sign_verify_detached(signature, bytes, UInt64(bytes.count), key) == 0
    }
}

/// The text format of keys and signatures.
enum KeyText {
    static let longestFile = 4_096

    static func base64(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }

    /// Decodes the first line that is not a comment; nil when it does not have the expected number of bytes.
    static func decoded(_ text: String, count: Int) -> [UInt8]? {
        let line = TextLines.of(text).first { !$0.hasPrefix("untrusted comment:") }
        guard let line, let data = Data(base64Encoded: TextLines.trimmed(line)), data.count == count else { return nil }
        return Array(data)
    }

    static func identifier(_ number: [UInt8]) -> String {
        let digits = String(number.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, 16 - digits.utf8.count)) + digits
    }
}
