public import AssessmentKernel
import Disk

/// An Ed25519 public key with its number, as minisign and signify write them.
public struct PublicKey: Hashable, Sendable {
    /// The eight-byte key number, which a signature refers to.
    let number: [UInt8]
    /// The 32 bytes of the key.
    let key: [UInt8]

    init(number: [UInt8], key: [UInt8]) {
        self.number = number
        self.key = key
    }

    /// The key's number as minisign prints it: sixteen upper-case hex digits.
    public var identifier: String { KeyText.identifier(number) }

    /// The key on one line, as `minisign -P` accepts it.
    public var line: String { KeyText.base64(Array("Ed".utf8) + number + key) }

    /// The bytes of its file, as `minisign -p` and `signify -p` accept it.
    public var bytes: [UInt8] {
        Array("untrusted comment: minisign public key \(identifier)\n\(line)\n".utf8)
    }

    /// Reads a key from its one line, or from the text of its file.
    ///
    /// - Throws: a text that is not a public key of this kind.
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
        let bytes = try Files.read(path, limit: KeyText.longestFile)
        do throws(Problem) { try self.init(String(decoding: bytes, as: UTF8.self)) } catch {
            throw Problem(error.kind, error.what, at: .init(file: path), next: error.next)
        }
    }

    /// Writes the key to a new file.
    public func write(to path: String) throws(Problem) { try Files.create(path, bytes, mode: 0o600) }
}
