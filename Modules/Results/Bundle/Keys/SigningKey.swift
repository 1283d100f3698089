public import AssessmentKernel
import CSodium
import Disk
import Foundation

/// An Ed25519 secret key in minisign's format without a password.
///
/// Whoever reads its file can sign in its owner's name: the file is created with mode 0600, and one that others can
/// read is refused.
public struct SigningKey: Sendable {
    /// The public key, for those who verify.
    public let publicKey: PublicKey
    /// The 32-byte seed, then the 32-byte public key.
    private let secret: [UInt8]

    /// Makes a new key.
    public static func make() -> SigningKey {
        var generator = SystemRandomNumberGenerator()
        return SigningKey(
            number: generator.next(),
            seed: (generator.next(), generator.next(), generator.next(), generator.next()))
    }

    /// Makes a key from a number and a seed; equal input gives equal keys.
    ///
    /// - Parameters:
    ///   - number: what ``PublicKey/identifier`` shows in hex.
    ///   - seed: 32 secret random bytes, as four little-endian words.
    public init(number: UInt64, seed: (UInt64, UInt64, UInt64, UInt64)) {
        Sodium.start()
        let seed = [seed.0, seed.1, seed.2, seed.3].flatMap(SigningKey.bytes)
        var key = [UInt8](repeating: 0, count: 32)
        var secret = [UInt8](repeating: 0, count: 64)
        _ = crypto_sign_seed_keypair(&key, &secret, seed)
        self.secret = secret
        publicKey = PublicKey(number: SigningKey.bytes(number), key: key)
    }

    private static func bytes(_ word: UInt64) -> [UInt8] { (0..<8).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) } }

    private static func word(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// Signs a file's bytes in minisign's legacy mode: the bytes themselves, not a hash.
    ///
    /// Equal bytes, comments and keys give equal signatures.
    ///
    /// - Parameter comment: the trusted comment, on one line; a bundle's comment by default.
    public func sign(_ bytes: [UInt8], comment: String? = nil) -> Signature {
        let signature = detached(bytes)
        let comment = comment ?? Signature.ourComment
        return Signature(
            number: publicKey.number, signature: signature, trustedComment: comment,
            global: detached(signature + Array(comment.utf8)), isPrehashed: false)
    }

    private func detached(_ bytes: [UInt8]) -> [UInt8] {
        Sodium.start()
        var signature = [UInt8](repeating: 0, count: 64)
        _ = crypto_sign_detached(&signature, nil, bytes, UInt64(bytes.count), secret)
        return signature
    }

    /// The bytes of its file, as `minisign -G -W` would make it.
    var bytes: [UInt8] {
        // Algorithm, no key derivation, BLAKE2b as checksum; then the unused salt and limits of the key derivation.
        let head = Array("Ed".utf8) + [0, 0] + Array("B2".utf8) + [UInt8](repeating: 0, count: 48)
        let body = publicKey.number + secret
        let text = KeyText.base64(head + body + Sodium.blake2b(Array("Ed".utf8) + body))
        return Array("untrusted comment: minisign unencrypted secret key\n\(text)\n".utf8)
    }

    /// Writes the key to a new file that only its owner can read.
    public func write(to path: String) throws(Problem) { try Files.create(path, bytes, mode: 0o600) }

    /// Reads the key from its file.
    ///
    /// - Throws: a file that others can read, that has a password, or that is not a key.
    public init(file path: String) throws(Problem) {
        let bytes = try Files.read(path, limit: KeyText.longestFile, isSecret: true)
        try self.init(bytes: bytes, path: path)
    }

    private init(bytes: [UInt8], path: String) throws(Problem) {
        let place = Problem.Place(file: path)
        guard let decoded = KeyText.decoded(String(decoding: bytes, as: UTF8.self), count: 158),
            decoded.starts(with: "Ed".utf8), decoded[4..<6].elementsEqual("B2".utf8)
        else {
            throw Problem(
                .badInput, LocalText("不是 minisign 私钥", "this is no minisign secret key"), at: place,
                next: Advice("\(by: .makeKey)生成一个", "make one \(by: .makeKey)"))
        }
        guard decoded[2] == 0, decoded[3] == 0 else {
            throw Problem(
                .badInput, LocalText("私钥设有密码，无法使用", "the secret key has a password and cannot be used"), at: place,
                next: LocalText(
                    "复制一份，并对副本执行 minisign -C -W -s 去掉密码",
                    "copy it and take the password off the copy: minisign -C -W -s COPY"))
        }
        let body = Array(decoded[54..<126])
        let checksum = Array(decoded[126...])
        let words = stride(from: 0, to: 40, by: 8).map { SigningKey.word(body[$0..<($0 + 8)]) }
        self.init(number: words[0], seed: (words[1], words[2], words[3], words[4]))
        // minisign leaves the checksum of a key without a password blank.
        let isBlank = checksum.allSatisfy { $0 == 0 }
        guard secret == Array(body[8...]), isBlank || checksum == Sodium.blake2b(Array("Ed".utf8) + body) else {
            throw Problem(
                .badInput, LocalText("私钥文件已损坏", "the secret key's file is damaged"), at: place,
                next: LocalText("从备份恢复", "restore it from a copy"))
        }
    }
}
