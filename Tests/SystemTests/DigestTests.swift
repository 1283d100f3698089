import Digests
import Foundation
import Testing

@Suite struct DigestTests {
    @Test(
        "The digests of the standard's examples",
        arguments: [
            ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (
                "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
            ),
            (
                String(repeating: "a", count: 1_000_000),
                "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
            ),
        ])
    func examples(text: String, hex: String) {
        #expect(SHA256.hash(data: Data(text.utf8)).hex == hex)
        #expect(SHA256.hash(data: Array(text.utf8)).hex == hex)
    }

    @Test("Bytes in pieces, however they are cut, have the digest of the whole")
    func pieces() {
        let bytes = (0..<300).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        let whole = SHA256.hash(data: bytes)
        for size in [1, 63, 64, 65, 128, 299] {
            var hash = SHA256()
            for start in stride(from: 0, to: bytes.count, by: size) {
                hash.update(data: bytes[start..<min(bytes.count, start + size)])
                hash.update(data: [UInt8]())
            }
            #expect(hash.finalize() == whole)
        }
    }

    @Test("A copy goes on by itself, and what was asked for its digest takes more")
    func copies() {
        var one = SHA256()
        one.update(data: Array("ab".utf8))
        var other = one
        other.update(data: Array("x".utf8))
        #expect(one.finalize() == SHA256.hash(data: Array("ab".utf8)))
        one.update(data: Array("c".utf8))
        #expect(one.finalize() == SHA256.hash(data: Array("abc".utf8)))
        #expect(other.finalize() == SHA256.hash(data: Array("abx".utf8)))
    }

    @Test("The words of a digest are its bytes, eight to a word")
    func words() {
        let bytes = Array("abc".utf8)
        let words = bytes.withUnsafeBytes { SHA256.words(of: $0) }
        let joined = [words.0, words.1, words.2, words.3].flatMap { word in
            withUnsafeBytes(of: word.littleEndian) { Array($0) }
        }
        #expect(joined == SHA256.hash(data: bytes).bytes)
    }
}
