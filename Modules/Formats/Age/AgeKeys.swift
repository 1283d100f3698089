public import AssessmentKernel
import Disk
import Foundation

extension Age.Identity {
    /// Makes a new identity.
    public static func make() -> Age.Identity {
        Age.Identity(key: Primitives.random(32))
    }

    /// The recipient whose files this identity decrypts.
    public var recipient: Age.Recipient {
        Age.Recipient(key: Primitives.publicKey(of: key))
    }

    /// Writes the identity to a new file that only its owner can read, like `age-keygen`.
    public func write(to path: String) throws(Problem) {
        let secret = Bech32.encoded(key, prefix: "age-secret-key-").uppercased()
        let text = "# public key: \(recipient.text)\n\(secret)\n"
        try Files.create(path, Array(text.utf8), mode: 0o600)
    }
}

extension Age.Recipient {
    init(key: [UInt8]) { self.key = key }

    /// The recipient on one line, `age1…`.
    public var text: String { Bech32.encoded(key, prefix: "age") }
}
