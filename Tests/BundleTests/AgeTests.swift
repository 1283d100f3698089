import AssessmentKernel
import Bundle
import BundleTesting
import Digests
import Foundation
import TestValues
import Testing

@testable import Age

@Suite struct AgeTests {
    /// A key that `age-keygen` made.
    private static let recipient = "age1z2hyx0gunqyhdruatw58x06pje5sm74yyehglmz9jv7fe9e9v44su3u382"
    private static let identity = "AGE-SECRET-KEY-18AT267F0VSLT2SK7W896J5J6S046UE5NKQ0HVC99858DSKAM37DQQRJGK4"
    private static let strangerRecipient = "age19e7gj3ek9zr66ewxcgnxn69h5lrar03stu8l6g9qecpef54kh4mqh0pwc7"
    private static let strangerIdentity = "AGE-SECRET-KEY-1X0NVJAWCSDZYFUKCC6XYSWLCLZR3QV6NU5FKFL3GYFYYYFJJ26QS33W37K"

    private static func noise(_ count: Int) -> [UInt8] {
        var state: UInt32 = 99
        return (0..<count).map { _ in
            state = state &* 1_664_525 &+ 1_013_904_223
            return UInt8(state >> 24)
        }
    }

    private let folder: TemporaryFolder
    private let identities: [Age.Identity]

    init() throws {
        folder = try TemporaryFolder()
        try folder.write("key", Array("# created: today\n# public key: x\n\(Self.identity)\n".utf8))
        identities = try Age.Identity.read(folder / "key")
    }

    private func encrypt(_ bytes: [UInt8]) throws {
        try folder.write("plain", bytes)
        try Age.encrypt(folder / "plain", to: folder / "sealed", for: [try Age.Recipient(Self.recipient)])
    }

    private func refusal() throws -> String {
        let before = try folder.names
        let problem = try #require(throws: Problem.self) {
            try Age.decrypt(folder / "sealed", to: folder / "opened", with: identities)
        }
        #expect(try folder.names == before, "a refused file leaves nothing")
        return problem.what.english
    }

    @Test(
        "What goes in comes out, at the borders of a chunk too",
        arguments: [0, 1, 65_535, 65_536, 65_537, 131_072, 200_000])
    func roundTrip(count: Int) throws {
        let bytes = Self.noise(count)
        try encrypt(bytes)
        #expect(Age.isEncrypted(folder / "sealed"))
        #expect(!Age.isEncrypted(folder / "plain"))
        try Age.decrypt(folder / "sealed", to: folder / "opened", with: identities)
        #expect(try folder.bytes("opened") == bytes)
        #expect(try folder.names == ["key", "opened", "plain", "sealed"])
        if let age = Tool.age {
            #expect(try age.run(["-d", "-i", folder / "key", "-o", folder / "theirs", folder / "sealed"]).code == 0)
            // It makes no file for empty input.
            if count > 0 { #expect(try folder.bytes("theirs") == bytes) }
            let seal = ["-r", Self.recipient, "-o", folder / "from-theirs", folder / "plain"]
            #expect(try age.run(seal).code == 0)
            try Age.decrypt(folder / "from-theirs", to: folder / "opened", with: identities)
            #expect(try folder.bytes("opened") == bytes)
        }
    }

    @Test("Each of several recipients can read it, and nobody else")
    func several() throws {
        try folder.write("stranger", Array(Self.strangerIdentity.utf8))
        let stranger = try Age.Identity.read(folder / "stranger")
        try encrypt([1, 2, 3])
        let problem = try #require(throws: Problem.self) {
            try Age.decrypt(folder / "sealed", to: folder / "opened", with: stranger)
        }
        #expect(problem.what.english == "the file is not encrypted to this identity")
        let both = [try Age.Recipient(Self.strangerRecipient), try Age.Recipient(Self.recipient)]
        try Age.encrypt(folder / "plain", to: folder / "sealed", for: both)
        for keys in [stranger, identities, stranger + identities] {
            try Age.decrypt(folder / "sealed", to: folder / "opened", with: keys)
            #expect(try folder.bytes("opened") == [1, 2, 3])
        }
    }

    @Test("A changed byte anywhere is refused, and so is a file that is cut off or extended")
    func tampered() throws {
        try encrypt(Self.noise(70_000))
        let sealed = try folder.bytes("sealed")
        let stops = Array(stride(from: 0, to: 200, by: 3)) + [1_000, 65_000, 65_800, sealed.count - 1]
        for place in stops {
            var bytes = sealed
            bytes[place] ^= 1
            try folder.write("sealed", bytes)
            _ = try refusal()
        }
        for count in [0, 10, 100, 180, 200, 216, 60_000, 65_752, 65_753, sealed.count - 1] {
            try folder.write("sealed", Array(sealed[..<count]))
            _ = try refusal()
        }
        try folder.write("sealed", sealed + [0])
        #expect(try refusal() == "the encrypted file was changed or cut off")
        try folder.write("sealed", Array("age-encryption.org/v1\n".utf8))
        #expect(try refusal() == "this is no file encrypted with age")
    }

    @Test("Chunks cannot be reordered, and the last cannot be dropped at a chunk border")
    func chunks() throws {
        try encrypt(Self.noise(65_536 * 3))
        let sealed = try folder.bytes("sealed")
        let chunk = 65_536 + 16
        let start = sealed.count - 3 * chunk
        let swapped =
            sealed[..<start] + sealed[(start + chunk)..<(start + 2 * chunk)] + sealed[start..<(start + chunk)]
            + sealed[(start + 2 * chunk)...]
        try folder.write("sealed", Array(swapped))
        #expect(try refusal() == "the encrypted file was changed or cut off")
        try folder.write("sealed", Array(sealed.dropLast(chunk)))
        #expect(try refusal() == "the encrypted file was changed or cut off")
    }

    @Test("An empty last chunk is refused, but for an empty file: it hides where the file ends")
    func emptyLastChunk() throws {
        for count in [0, 1, 2] {
            let fileKey = Self.noise(16)
            let nonce = Self.noise(16)
            var payload = AgePayload(fileKey, nonce: nonce)
            var bytes = try AgeHeader(wrapping: fileKey, for: [try Age.Recipient(Self.recipient)]).bytes + nonce
            for _ in 0..<count { bytes += payload.seal(Self.noise(65_536), isLast: false) ?? [] }
            bytes += payload.seal([], isLast: true) ?? []
            try folder.write("sealed", bytes)
            if count == 0 {
                try Age.decrypt(folder / "sealed", to: folder / "opened", with: identities)
                #expect(try folder.bytes("opened") == [])
            } else {
                #expect(try refusal() == "the encrypted file was changed or cut off")
            }
        }
    }

    @Test("Base64 is taken in its canonical form alone: one header, one text")
    func canonicalBase64() throws {
        try encrypt([1, 2, 3])
        let sealed = try folder.bytes("sealed")
        let text = String(decoding: sealed.prefix { $0 != 0 }, as: UTF8.self)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let mac = try #require(lines.firstIndex { $0.hasPrefix("--- ") })
        // 32 bytes are 43 letters, the last of which has two bits to spare; so has the body's, and the share's.
        for line in [1, mac - 1, mac] {
            let start = lines[..<line].reduce(0) { $0 + $1.utf8.count + 1 }
            let end = start + lines[line].utf8.count - 1
            var bytes = sealed
            let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
            let place = try #require(letters.firstIndex(of: bytes[end]))
            #expect(place % 4 == 0)
            bytes[end] = letters[place + 1]
            try folder.write("sealed", bytes)
            _ = try refusal()
            if line == mac { #expect(try refusal() == "this is no file encrypted with age") }
            var padded = sealed
            padded.insert(0x3D, at: end + 1)
            try folder.write("sealed", padded)
            _ = try refusal()
        }
    }

    @Test("A recipient is an age1 key with its checksum, in one case")
    func recipients() throws {
        #expect(try Age.Recipient(Self.recipient.uppercased()) == Age.Recipient(Self.recipient))
        let last = Self.recipient.hasSuffix("q") ? "p" : "q"
        for text in [
            "", "age1", "age", String(Self.recipient.dropLast()), Self.recipient.dropLast() + last,
            "A" + Self.recipient.dropFirst(), Self.identity, "ssh-ed25519 AAAA", "age1冯卯",
            String(repeating: "a", count: 500),
        ] { #expect(throws: Problem.self, "\(text) was taken") { try Age.Recipient(text) } }
    }

    @Test("A key of 200 characters is the longest that is decoded")
    func longestKey() {
        let bytes = Self.noise(118)
        let longest = Bech32.encoded(bytes, prefix: "ages")
        #expect(longest.utf8.count == 200)
        #expect(Bech32.decoded(longest, prefix: "ages") == bytes)
        #expect(Bech32.decoded(Bech32.encoded(bytes, prefix: "agess"), prefix: "agess") == nil)
    }

    @Test("A secret of another length has no public half, and shares nothing", arguments: [0, 31, 33])
    func secretLength(count: Int) {
        let secret = Self.noise(count)
        #expect(Primitives.publicKey(of: secret) == [])
        #expect(Primitives.shared(secret, Primitives.publicKey(of: Self.noise(32))) == nil)
        #expect(Primitives.shared(Self.noise(32), secret) == nil)
    }

    @Test("An identity file without an identity, or with something else, is refused")
    func identityFiles() throws {
        for text in ["", "# nothing\n", Self.recipient, "AGE-PLUGIN-X-1QQQ\n", Self.identity + "x"] {
            let path = try folder.write("other", Array(text.utf8))
            #expect(throws: Problem.self, "\(text) was taken") { try Age.Identity.read(path) }
        }
        let missing = try #require(throws: Problem.self) { try Age.Identity.read(folder / "no") }
        #expect(missing.kind == .notFound)
    }

    @Test("Without a recipient, or without a file, nothing is written")
    func nothing() throws {
        try folder.write("plain", [1])
        #expect(throws: Problem.self) { try Age.encrypt(folder / "plain", to: folder / "sealed", for: []) }
        let recipient = try Age.Recipient(Self.recipient)
        #expect(throws: Problem.self) { try Age.encrypt(folder / "no", to: folder / "sealed", for: [recipient]) }
        #expect(throws: Problem.self) { try Age.encrypt(folder / "plain", to: folder / "no/sealed", for: [recipient]) }
        #expect(try folder.names == ["key", "plain"])
    }
}
