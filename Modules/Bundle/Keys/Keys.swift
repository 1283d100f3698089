import AssessmentKernel
import CSodium
import Foundation

/// An Ed25519 public key with its number, as minisign and signify write them.
public struct PublicKey: Hashable, Sendable {
    /// The eight bytes by which a signature names its key.
    let number: [UInt8]
    /// The 32 bytes of the key.
    let key: [UInt8]

    init(number: [UInt8], key: [UInt8]) {
        self.number = number
        self.key = key
    }

    /// The key's number as minisign prints it: sixteen upper-case hex digits.
    public var identifier: String { KeyText.identifier(number) }

    /// The key on one line, as `minisign -P` takes it.
    public var line: String { KeyText.base64(Array("Ed".utf8) + number + key) }

    /// The bytes of its file, as `minisign -p` and `signify -p` take it.
    public var bytes: [UInt8] {
        Array("untrusted comment: minisign public key \(identifier)\n\(line)\n".utf8)
    }

    /// Reads a key from its one line, or from the text of its file.
    ///
    /// - Throws: a text that is no public key of this kind.
    public init(_ text: String) throws(Problem) {
        guard let decoded = KeyText.decoded(text, count: 42), decoded.starts(with: "Ed".utf8) else {
            throw Problem(
                .badInput, LocalText("不是 minisign 公钥", "this is no minisign public key"),
                next: LocalText(
                    "给出 .pub 文件，或以 RW 开头的一行公钥", "give the .pub file, or the one line that begins with RW"))
        }
        number = Array(decoded[2..<10])
        key = Array(decoded[10...])
    }

    /// Reads a key from its file.
    public init(file path: String) throws(Problem) {
        let bytes = try SmallFile.read(path, limit: KeyText.longestFile)
        do throws(Problem) { try self.init(String(decoding: bytes, as: UTF8.self)) } catch {
            throw Problem(error.kind, error.what, at: .init(file: path), next: error.next)
        }
    }

    /// Writes the key to a new file.
    public func write(to path: String) throws(Problem) { try SmallFile.create(path, bytes, mode: 0o644) }
}

/// An Ed25519 secret key, as minisign keeps one without a password.
///
/// Whoever reads its file can sign in its owner's name: the file is made with mode 0600, and one that others can read is
/// not used.
public struct SigningKey: Sendable {
    /// The key that goes to those who verify.
    public let publicKey: PublicKey
    /// The 32 bytes from which all else follows, then the public key: 64 bytes.
    private let secret: [UInt8]

    /// Makes a new key.
    public static func make() -> SigningKey {
        var generator = SystemRandomNumberGenerator()
        let bytes = (0..<5).flatMap { _ in withUnsafeBytes(of: generator.next()) { Array($0) } }
        return SigningKey(number: Array(bytes[32...]), seed: Array(bytes[..<32]))
    }

    /// Makes the key of a number and 32 bytes of seed; the same give the same.
    public init(number: [UInt8], seed: [UInt8]) {
        Sodium.start()
        var key = [UInt8](repeating: 0, count: 32)
        var secret = [UInt8](repeating: 0, count: 64)
        let seed = Array((seed + [UInt8](repeating: 0, count: 32)).prefix(32))
        _ = crypto_sign_seed_keypair(&key, &secret, seed)
        self.secret = secret
        publicKey = PublicKey(number: Array((number + [UInt8](repeating: 0, count: 8)).prefix(8)), key: key)
    }

    /// Signs a file's bytes, in the legacy way of minisign: over the bytes themselves.
    ///
    /// Equal bytes, comments and keys give equal signatures.
    ///
    /// - Parameter comment: what is said beside the file, on one line; a bundle's comment unless told.
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
        // Algorithm, no key derivation, BLAKE2b for the checksum; salt and limits of the derivation that is not.
        let head = Array("Ed".utf8) + [0, 0] + Array("B2".utf8) + [UInt8](repeating: 0, count: 48)
        let body = publicKey.number + secret
        let text = KeyText.base64(head + body + Sodium.blake2b(Array("Ed".utf8) + body))
        return Array("untrusted comment: minisign unencrypted secret key\n\(text)\n".utf8)
    }

    /// Writes the key to a new file that only its owner can read.
    public func write(to path: String) throws(Problem) { try SmallFile.create(path, bytes, mode: 0o600) }

    /// Reads the key from its file.
    ///
    /// - Throws: a file that others can read, that has a password, or that is no key.
    public init(file path: String) throws(Problem) {
        var status = stat()
        guard stat(path, &status) == 0 else { throw Problem.reading(errno, path) }
        guard status.st_mode & 0o077 == 0 else {
            throw Problem(
                .badInput, LocalText("他人可以读取此密钥，未使用", "others can read this secret key; it was not used"),
                at: .init(file: path),
                next: LocalText(
                    "执行 chmod 600，并考虑更换密钥", "run chmod 600 on it, and consider a new key"))
        }
        let bytes = try SmallFile.read(path, limit: KeyText.longestFile)
        try self.init(bytes: bytes, path: path)
    }

    private init(bytes: [UInt8], path: String) throws(Problem) {
        let place = Problem.Place(file: path)
        guard let decoded = KeyText.decoded(String(decoding: bytes, as: UTF8.self), count: 158),
            decoded.starts(with: "Ed".utf8), decoded[4..<6].elementsEqual("B2".utf8)
        else {
            throw Problem(
                .badInput, LocalText("不是 minisign 私钥", "this is no minisign secret key"), at: place,
                next: LocalText("用 kaohe keys 生成一个", "make one with kaohe keys"))
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
        self.init(number: Array(body[..<8]), seed: Array(body[8..<40]))
        // minisign leaves the checksum of a key without a password blank.
        let isBlank = checksum.allSatisfy { $0 == 0 }
        guard secret == Array(body[8...]), isBlank || checksum == Sodium.blake2b(Array("Ed".utf8) + body) else {
            throw Problem(
                .badInput, LocalText("私钥文件已损坏", "the secret key's file is damaged"), at: place,
                next: LocalText("从备份恢复", "restore it from a copy"))
        }
    }
}

/// What libsodium is used for: Ed25519 as RFC 8032 has it, the same bytes on every system, and BLAKE2b.
enum Sodium {
    private static let isReady = sodium_init() >= 0

    /// Readies the library, once; it can be used without it, only more slowly.
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

/// How keys and signatures are written.
enum KeyText {
    static let longestFile = 4_096

    static func base64(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }

    /// The bytes of the first line that is not the comment, when there are as many as wanted.
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
