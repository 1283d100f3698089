import AssessmentKernel
import Bundle
import BundleTesting
import Foundation
import TestValues
import Testing

@Suite struct KeyTests {
    private static let message = Array("zz tagmanifest\n".utf8)

    /// A key that `minisign -G -W` made, with its public half and a legacy signature that it gave.
    private enum Foreign {
        static let secret = """
            untrusted comment: minisign encrypted secret key
            RWQAAEIyAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA9UlIxJW6dcSoNVN/NPpw42Rt2R8gPlFa5JtsgBfRh84obbWbvrRBumGEo/Tv2zWxe04AaSYpXiyBL6B/nVQ+ivR6r6q70zHsAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=

            """
        static let line = "RWT1SUjElbp1xGGEo/Tv2zWxe04AaSYpXiyBL6B/nVQ+ivR6r6q70zHs"
        static let signature = """
            untrusted comment: untr
            RWT1SUjElbp1xNuYH+J1G6Z8bDx4Pq4MGIRGSdE3M9wIYdbomK47gofBah93o6JrvSeTRg7IRc6ASWMRFsnVPrqetuUZ/bq9zQ4=
            trusted comment: trus
            LnzvWAuMGDUiw6rXrfI1lAa+0XvxjV4eZeXUi+VsZ0FtNAH1onhPqeZOhC0k0vvgD+2QJZMbbXqvLFXQg5a7Bw==

            """
    }

    @Test("A key of minisign's is read, and signs and verifies as minisign does")
    func foreign() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("key", Array(Foreign.secret.utf8))
        chmod(path, 0o600)
        let key = try SigningKey(file: path)
        #expect(key.publicKey.identifier == "C475BA95C44849F5")
        #expect(key.publicKey.line == Foreign.line)
        let theirs = try #require(Signature(Array(Foreign.signature.utf8)))
        #expect(theirs.verdict(on: Array("hi\n".utf8), by: key.publicKey) == .good)
        let ours = key.sign(Array("hi\n".utf8))
        let lines = String(decoding: ours.bytes, as: UTF8.self).split(separator: "\n")
        #expect(lines[1] == Foreign.signature.split(separator: "\n")[1], "Ed25519 gives one signature of one text")
    }

    @Test("A secret key is written for its owner alone, read back, and never overwritten")
    func secretFile() throws {
        let folder = try TemporaryFolder()
        let key = SigningKey.make()
        try key.write(to: folder / "key")
        var status = stat()
        #expect(stat(folder / "key", &status) == 0)
        #expect(status.st_mode & 0o777 == 0o600)
        let again = try SigningKey(file: folder / "key")
        #expect(again.publicKey == key.publicKey)
        #expect(again.sign(Self.message) == key.sign(Self.message))
        let problem = try #require(throws: Problem.self) { try key.write(to: folder / "key") }
        #expect(problem.kind == .cannotWrite)
        #expect(SigningKey.make().publicKey != key.publicKey)
    }

    @Test("A secret key that others can read is not used", arguments: [0o640, 0o604, 0o644, 0o610, 0o660] as [mode_t])
    func openFile(_ mode: mode_t) throws {
        let folder = try TemporaryFolder()
        try SigningKey.make().write(to: folder / "key")
        chmod(folder / "key", mode)
        let problem = try #require(throws: Problem.self) { try SigningKey(file: folder / "key") }
        #expect(problem.what.english == "others can read this secret key; it was not used")
    }

    private func problem(_ change: (inout [UInt8]) -> Void) throws -> Problem? {
        let folder = try TemporaryFolder()
        let lines = Foreign.secret.split(separator: "\n")
        var bytes = Array(try #require(Data(base64Encoded: String(lines[1]))))
        change(&bytes)
        let path = try folder.write("key", Array("\(lines[0])\n\(Data(bytes).base64EncodedString())\n".utf8))
        chmod(path, 0o600)
        do { _ = try SigningKey(file: path) } catch { return error }
        return nil
    }

    @Test("A key with a password, a damaged one and an invalid one are told apart")
    func badFiles() throws {
        #expect(try problem { _ in } == nil)
        let locked = try #require(try problem { $0.replaceSubrange(2..<4, with: Array("Sc".utf8)) })
        #expect(locked.what.english == "the secret key has a password and cannot be used")
        #expect(locked.next?.plain.english.contains("minisign -C -W -s COPY") == true)
        for place in [70, 100, 126] {
            #expect(try problem { $0[place] ^= 1 }?.what.english == "the secret key's file is damaged")
        }
        #expect(try problem { $0.removeLast() }?.what.english == "this is no minisign secret key")
        #expect(try problem { $0[0] = 0x58 }?.what.english == "this is no minisign secret key")
    }

    @Test("A public key is read from its line and its file; anything else is invalid")
    func publicKeys() throws {
        let folder = try TemporaryFolder()
        let key = SampleBundle.key.publicKey
        #expect(try PublicKey(key.line) == key)
        try key.write(to: folder / "key.pub")
        #expect(try PublicKey(file: folder / "key.pub") == key)
        #expect(try folder.bytes("key.pub") == key.bytes)
        let windows = String(decoding: key.bytes, as: UTF8.self).replacing("\n", with: "\r\n")
        #expect(try PublicKey(windows) == key)
        for text in ["", "RW", key.line + "A", String(key.line.dropLast(4)), "ED" + key.line.dropFirst(2), "冯卯镇"] {
            #expect(throws: Problem.self, "\(text) was taken") { try PublicKey(text) }
        }
        #expect(throws: Problem.self) { try PublicKey(file: folder / "no.pub") }
        try folder.write("long.pub", [UInt8](repeating: 0x41, count: 5_000))
        #expect(throws: Problem.self) { try PublicKey(file: folder / "long.pub") }
    }

    @Test("A signature holds for its bytes, its key and its comment, and for no others")
    func verdicts() throws {
        let key = SampleBundle.key
        let signature = key.sign(Self.message)
        #expect(signature.verdict(on: Self.message, by: key.publicKey) == .good)
        #expect(signature.verdict(on: Self.message + [0], by: key.publicKey) == .wrongBytes)
        #expect(signature.verdict(on: Self.message, by: SampleBundle.strangeKey.publicKey) == .otherKey)
        let namesake = SigningKey(number: 0x3130_656C_706D_6173, seed: (1, 0, 0, 0))
        #expect(signature.verdict(on: Self.message, by: namesake.publicKey) == .wrongBytes)
        #expect(Signature(signature.bytes) == signature)
        let text = String(decoding: signature.bytes, as: UTF8.self)
        let other = try #require(Signature(Array(text.replacing("tagmanifest-sha256", with: "x").utf8)))
        #expect(other.verdict(on: Self.message, by: key.publicKey) == .wrongComment)
        let lines = text.split(separator: "\n").map(String.init)
        for broken in [
            "", lines[1], lines.dropLast().joined(separator: "\n"),
            text.replacing("trusted comment: ", with: "comment: "),
            text.replacing("RWR", with: "XXR"), text.replacing("=\n", with: "\n"), text + "more\n",
        ] { #expect(Signature(Array(broken.utf8)) == nil) }
    }

    @Test("Equal bytes and keys give equal signatures")
    func deterministic() {
        #expect(SampleBundle.key.sign(Self.message).bytes == SampleBundle.key.sign(Self.message).bytes)
    }

    @Test(
        "minisign and signify take our keys and signatures", .enabled(if: Tool.minisign != nil && Tool.signify != nil))
    func tools() throws {
        let (minisign, signify) = (try #require(Tool.minisign), try #require(Tool.signify))
        let folder = try TemporaryFolder()
        let key = SigningKey.make()
        try key.write(to: folder / "key")
        try key.publicKey.write(to: folder / "key.pub")
        let file = try folder.write("file", Self.message)
        try folder.write("file.minisig", key.sign(Self.message).bytes)
        #expect(try minisign.run(["-V", "-p", folder / "key.pub", "-m", file]).code == 0)
        #expect(try minisign.run(["-V", "-P", key.publicKey.line, "-m", file]).code == 0)
        let verify = ["-V", "-p", folder / "key.pub", "-x", folder / "file.minisig", "-m", file]
        #expect(try signify.run(verify).code == 0)
        // With kaohe's secret key, minisign makes signatures that kaohe accepts.
        #expect(try minisign.run(["-S", "-l", "-s", folder / "key", "-m", file, "-x", folder / "theirs"]).code == 0)
        let theirs = try #require(Signature(try folder.bytes("theirs")))
        #expect(theirs.verdict(on: Self.message, by: key.publicKey) == .good)
        #expect(try minisign.run(["-S", "-s", folder / "key", "-m", file, "-x", folder / "hashed"]).code == 0)
        let hashed = try #require(Signature(try folder.bytes("hashed")))
        #expect(hashed.verdict(on: Self.message, by: key.publicKey) == .prehashed)
        try folder.write("file", Self.message + [0])
        #expect(try minisign.run(["-V", "-p", folder / "key.pub", "-m", file]).code != 0)
    }

    @Test("A statement of a new key names both keys, and holds only as both have signed it")
    func rotation() throws {
        let (old, new) = (SigningKey.make(), SigningKey.make())
        let text = String(
            decoding: try KeyRotation.statement(of: "冯卯镇", from: old, to: new, at: "2021-10-09T00:00:00Z"),
            as: UTF8.self)
        let read = try KeyRotation(Array(text.utf8))
        #expect(read.township == "冯卯镇")
        #expect(read.old == old.publicKey)
        #expect(read.new == new.publicKey)
        #expect(read.madeAt == "2021-10-09T00:00:00Z")
        #expect(read.text == text)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        for place in lines.indices.dropLast() {
            var fewer = lines
            fewer.remove(at: place)
            let kind = #expect(throws: Problem.self) { try KeyRotation(Array(fewer.joined(separator: "\n").utf8)) }?
                .kind
            #expect(kind == .badInput)
        }
        let others = [
            text.replacing("冯卯镇", with: "水泉镇"), text.replacing("2021-10-09", with: "2021-10-10"),
            text.replacing(new.publicKey.line, with: SigningKey.make().publicKey.line),
            text.replacing(old.publicKey.line, with: SigningKey.make().publicKey.line),
            String(decoding: try KeyRotation.statement(of: "冯卯镇", from: old, to: old, at: "now"), as: UTF8.self),
        ]
        for other in others {
            let kind = #expect(throws: Problem.self) { try KeyRotation(Array(other.utf8)) }?.kind
            #expect(kind == .checkFailed)
        }
    }
}
