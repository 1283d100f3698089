import AssessmentKernel
import Disk
import Foundation

/// A signature in minisign's format, with its comments.
public struct Signature: Hashable, Sendable {
    /// The trusted comment of every signature made here; it has no time, so that equal bundles have equal bytes.
    static let ourComment = "kaohe bundle, tagmanifest-sha256.txt"

    let number: [UInt8]
    let signature: [UInt8]
    /// The signer's comment, which is signed too.
    public let trustedComment: String
    let global: [UInt8]
    let isPrehashed: Bool

    /// The number of the key, as minisign prints it.
    public var keyIdentifier: String { KeyText.identifier(number) }

    init(number: [UInt8], signature: [UInt8], trustedComment: String, global: [UInt8], isPrehashed: Bool) {
        self.number = number
        self.signature = signature
        self.trustedComment = trustedComment
        self.global = global
        self.isPrehashed = isPrehashed
    }

    /// The bytes of its file.
    public var bytes: [UInt8] {
        let text = KeyText.base64(Array((isPrehashed ? "ED" : "Ed").utf8) + number + signature)
        return Array(
            """
            untrusted comment: signature from kaohe, verify with minisign or signify
            \(text)
            trusted comment: \(trustedComment)
            \(KeyText.base64(global))

            """.utf8)
    }

    /// Parses a signature file; nil when it is invalid.
    public init?(_ bytes: [UInt8]) {
        guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
        let lines = TextLines.of(text)
        let comment = "trusted comment: "
        guard lines.count == 4, lines[0].hasPrefix("untrusted comment: "), lines[2].hasPrefix(comment),
            let first = Data(base64Encoded: String(lines[1])), first.count == 74,
            let second = Data(base64Encoded: String(lines[3])), second.count == 64,
            first.starts(with: "Ed".utf8) || first.starts(with: "ED".utf8)
        else { return nil }
        isPrehashed = first.starts(with: "ED".utf8)
        number = Array(first[2..<10])
        signature = Array(first[10...])
        trustedComment = String(lines[2].dropFirst(comment.count))
        global = Array(second)
    }

    /// The result of checking a signature.
    public enum Verdict: Hashable, Sendable {
        /// The key signed these bytes and this comment.
        case good
        /// It names another key.
        case otherKey
        /// It signs a hash of the bytes, which not every tool supports.
        case prehashed
        /// The bytes are not the signed ones.
        case wrongBytes
        /// The comment is not the signed one.
        case wrongComment
    }

    /// Checks the signature of a file's bytes with a key.
    public func verdict(on bytes: [UInt8], by key: PublicKey) -> Verdict {
        guard key.number == number else { return .otherKey }
        guard !isPrehashed else { return .prehashed }
        guard Sodium.verifies(signature, of: bytes, by: key.key) else { return .wrongBytes }
        let signed = signature + Array(trustedComment.utf8)
        return Sodium.verifies(global, of: signed, by: key.key) ? .good : .wrongComment
    }
}
