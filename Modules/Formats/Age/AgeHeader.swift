import AssessmentKernel
import Foundation

/// The header of an age file: a stanza per recipient that wraps the file key, and a MAC over all of them.
struct AgeHeader {
    /// One stanza: its arguments and its body.
    struct Stanza {
        let arguments: [String]
        let body: [UInt8]
    }

    static let version = "age-encryption.org/v1"
    /// The longest header that is read, in bytes; real headers are far shorter.
    static let longest = 64 << 10
    /// The bytes of a file key.
    static let fileKeySize = 16

    /// The lines from the version through `---`, which the MAC covers.
    private(set) var signed: [UInt8]
    private(set) var stanzas: [Stanza] = []
    private(set) var mac: [UInt8] = []
    /// The bytes of the whole header, including the line end after the MAC.
    private(set) var length = 0

    /// Wraps a file key for recipients.
    init(wrapping fileKey: [UInt8], for recipients: [Age.Recipient]) throws(Problem) {
        var text = AgeHeader.version + "\n"
        for recipient in recipients {
            let ephemeral = Primitives.random(32)
            let share = Primitives.publicKey(of: ephemeral)
            guard let secret = Primitives.shared(ephemeral, recipient.key),
                let body = Primitives.sealed(
                    fileKey, AgeHeader.wrapKey(secret, share: share, recipient: recipient.key),
                    nonce: AgeHeader.zeroNonce)
            else {
                throw Problem(.badInput, LocalText("接收者公钥无效", "the recipient's key cannot be used"))
            }
            text += "-> X25519 \(AgeHeader.base64(share))\n\(AgeHeader.base64(body))\n"
        }
        text += "---"
        signed = Array(text.utf8)
        mac = AgeHeader.mac(over: signed, fileKey)
        length = bytes.count
    }

    /// The bytes of the header.
    var bytes: [UInt8] { signed + Array(" \(AgeHeader.base64(mac))\n".utf8) }

    /// Parses a header from the first bytes of a file; nil when it is invalid.
    init?(_ bytes: [UInt8]) {
        var lines: [(text: String, end: Int)] = []
        var start = 0
        var isComplete = false
        while !isComplete, let end = bytes[start...].firstIndex(of: 0x0A) {
            guard let text = String(validating: bytes[start..<end], as: UTF8.self), text.utf8.allSatisfy({ $0 < 0x7F })
            else { return nil }
            lines.append((text, end + 1))
            isComplete = text.hasPrefix("---")
            start = end + 1
        }
        guard isComplete, lines.count > 2, let first = lines.first, first.text == AgeHeader.version,
            let last = lines.last,
            last.text.hasPrefix("--- "), let mac = AgeHeader.unbase64(String(last.text.dropFirst(4))), mac.count == 32
        else { return nil }
        self.mac = mac
        length = last.end
        signed = Array(bytes[..<(lines[lines.count - 2].end + 3)])
        var place = 1
        while place < lines.count - 1 {
            let words = lines[place].text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
            guard words.count >= 2, words[0] == "->" else { return nil }
            place += 1
            var body = ""
            // A body's lines have 64 characters; its last line is shorter and may be empty.
            var isOpen = true
            while isOpen {
                guard place < lines.count - 1 else { return nil }
                let line = lines[place].text
                guard line.utf8.count <= 64 else { return nil }
                body += line
                isOpen = line.utf8.count == 64
                place += 1
            }
            guard let decoded = AgeHeader.unbase64(body) else { return nil }
            stanzas.append(Stanza(arguments: Array(words.dropFirst()), body: decoded))
        }
    }

    /// The file key from a stanza that one of the identities opens; nil when none does.
    func fileKey(_ identities: [Age.Identity]) -> [UInt8]? {
        for stanza in stanzas where stanza.arguments.first == "X25519" && stanza.arguments.count == 2 {
            guard let share = AgeHeader.unbase64(stanza.arguments[1]), share.count == 32, stanza.body.count == 32 else {
                continue
            }
            for identity in identities {
                if let key = AgeHeader.opened(stanza.body, share: share, identity) { return key }
            }
        }
        return nil
    }

    /// Whether the MAC matches the header under a file key.
    func isGenuine(_ fileKey: [UInt8]) -> Bool {
        Primitives.areEqual(mac, AgeHeader.mac(over: signed, fileKey))
    }

    private static func opened(
        _ body: [UInt8], share: [UInt8], _ identity: Age.Identity
    ) -> [UInt8]? {
        guard let secret = Primitives.shared(identity.key, share) else { return nil }
        let wrap = wrapKey(secret, share: share, recipient: identity.recipient.key)
        return Primitives.opened(body, wrap, nonce: zeroNonce)
    }

    private static func wrapKey(_ secret: [UInt8], share: [UInt8], recipient: [UInt8]) -> [UInt8] {
        Primitives.derived(from: secret, salt: share + recipient, info: version + "/X25519")
    }

    private static func mac(over bytes: [UInt8], _ fileKey: [UInt8]) -> [UInt8] {
        Primitives.code(for: bytes, Primitives.derived(from: fileKey, info: "header"))
    }

    /// Each key wraps only one file key, so its nonce may be zero.
    private static let zeroNonce = [UInt8](repeating: 0, count: 12)

    private static func base64(_ bytes: [UInt8]) -> String {
        String(decoding: Data(bytes).base64EncodedString().utf8.prefix { $0 != 0x3D }, as: UTF8.self)
    }

    /// Decodes base64 without padding; only the canonical encoding is accepted.
    private static func unbase64(_ text: String) -> [UInt8]? {
        guard !text.utf8.contains(0x3D) else { return nil }
        let padded = text + String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
        guard let data = Data(base64Encoded: padded), base64(Array(data)) == text else { return nil }
        return Array(data)
    }
}
