public import AssessmentKernel
import Crypto
import Disk
import Foundation

extension Age.Identity {
    /// Makes a new identity.
    public static func make() -> Age.Identity {
        Age.Identity(key: Array(Curve25519.KeyAgreement.PrivateKey().rawRepresentation))
    }

    /// The recipient whose files this identity decrypts.
    public var recipient: Age.Recipient {
        // Any 32 bytes are a valid key; the library only checks their number.
        let key = try? Curve25519.KeyAgreement.PrivateKey(rawRepresentation: key)
        return Age.Recipient(key: key.map { Array($0.publicKey.rawRepresentation) } ?? [])
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
