public import AssessmentKernel
import Disk
import Foundation

/// Encrypts a bundle for its recipients, and decrypts it for them, in the format of the tool `age` (v1, X25519).
///
/// ```swift
/// try Age.encrypt("2021Q3-r1.zip", to: "2021Q3-r1.zip.age", for: [try Age.Recipient("age1…")])
/// ```
/// Both stream, and both write the whole target or nothing.
public enum Age {
    /// A recipient: the public half of an age key, `age1…`.
    public struct Recipient: Hashable, Sendable {
        /// The 32 bytes of the X25519 key.
        let key: [UInt8]

        /// Reads a recipient.
        ///
        /// - Throws: an invalid text; also a plugin's or SSH key, which is not supported.
        public init(_ text: String) throws(Problem) {
            guard let key = Bech32.decoded(text, prefix: "age"), key.count == 32 else {
                throw Problem(
                    .usage, LocalText("不是 age 接收者", "this is no age recipient"),
                    at: .init(key: text.utf8.count < 100 ? text : nil),
                    next: LocalText("给出以 age1 开头的公钥", "give the public key, which begins with age1"))
            }
            self.key = key
        }
    }

    /// The secret half of an age key, `AGE-SECRET-KEY-1…`.
    public struct Identity: Sendable {
        /// The 32 bytes of the X25519 key.
        let key: [UInt8]

        /// Reads the identities of a file in the format of `age-keygen`: one per line, comments with `#`.
        ///
        /// - Throws: a file without identities, or with anything else.
        public static func read(_ path: String) throws(Problem) -> [Identity] {
            let bytes = try Files.read(path, limit: 64 << 10)
            let lines = TextLines.of(String(decoding: bytes, as: UTF8.self)).map { TextLines.trimmed($0) }
            var identities: [Identity] = []
            for (place, line) in lines.enumerated() where !line.isEmpty && !line.hasPrefix("#") {
                guard let key = Bech32.decoded(line, prefix: "age-secret-key-"), key.count == 32 else {
                    throw Problem(
                        .badInput, LocalText("不是 age 私钥", "this is no age identity"),
                        at: .init(file: path, row: place + 1),
                        next: LocalText("用 age-keygen 生成", "make one with age-keygen"))
                }
                identities.append(Identity(key: key))
            }
            guard !identities.isEmpty else {
                throw Problem(
                    .badInput, LocalText("文件中没有 age 私钥", "the file has no age identity"), at: .init(file: path),
                    next: LocalText("用 age-keygen 生成", "make one with age-keygen"))
            }
            return identities
        }
    }

    /// Whether a file begins like an age file.
    public static func isEncrypted(_ path: String) -> Bool {
        guard let file = try? FileReader(path) else { return false }
        let mark = Array((AgeHeader.version + "\n").utf8)
        return (try? file.read(mark.count)) == mark
    }

    /// Encrypts a file; the target is written whole or not at all.
    ///
    /// - Parameters:
    ///   - recipients: any one of them can decrypt the file.
    ///   - replacing: whether an existing file may be replaced.
    public static func encrypt(
        _ path: String, to target: String, for recipients: [Recipient], replacing: Bool = true
    ) throws(Problem) {
        guard !recipients.isEmpty else {
            throw Problem(.usage, LocalText("没有接收者", "there is no recipient"))
        }
        if !replacing { try Files.mustBeFree(target) }
        let source = try FileReader(path)
        let draft = try DraftFile(target)
        let fileKey = Primitives.random(AgeHeader.fileKeySize)
        try draft.write(try AgeHeader(wrapping: fileKey, for: recipients).bytes)
        let nonce = Primitives.random(AgePayload.nonceSize)
        try draft.write(nonce)
        var payload = AgePayload(fileKey, nonce: nonce)
        var chunk = try source.read(AgePayload.chunkSize)
        while true {
            let next = chunk.count < AgePayload.chunkSize ? [] : try source.read(AgePayload.chunkSize)
            guard let sealed = payload.seal(chunk, isLast: next.isEmpty) else {
                throw Problem(.fault, LocalText("加密库出错", "the encryption library failed"))
            }
            try draft.write(sealed)
            if next.isEmpty { break }
            chunk = next
        }
        try draft.publish(replacing: replacing)
    }

    /// Decrypts a file; the target is written only if every byte is authentic.
    ///
    /// - Throws: a file that is not an age file, that has other recipients, or that was changed or truncated.
    public static func decrypt(_ path: String, to target: String, with identities: [Identity]) throws(Problem) {
        let source = try FileReader(path)
        let place = Problem.Place(file: path)
        let head = try source.read(AgeHeader.longest)
        guard let header = AgeHeader(head) else {
            throw Problem(.badInput, LocalText("不是 age 加密文件", "this is no file encrypted with age"), at: place)
        }
        guard let fileKey = header.fileKey(identities) else {
            throw Problem(
                .badInput, LocalText("此文件不是加密给这个私钥的", "the file is not encrypted to this identity"), at: place,
                next: LocalText("换用正确的私钥文件", "give the identity that it was encrypted to"))
        }
        let changed = Problem(
            .badInput, LocalText("加密文件已被更改或不完整", "the encrypted file was changed or cut off"), at: place,
            next: LocalText("请寄件方重新发送", "ask the sender for it again"))
        guard header.isGenuine(fileKey) else { throw changed }
        var rest = Array(head[header.length...])
        if rest.count < AgePayload.nonceSize { rest += try source.read(AgePayload.nonceSize) }
        guard rest.count >= AgePayload.nonceSize else { throw changed }
        var payload = AgePayload(fileKey, nonce: Array(rest[..<AgePayload.nonceSize]))
        rest.removeFirst(AgePayload.nonceSize)
        let draft = try DraftFile(target)
        let size = AgePayload.chunkSize + AgePayload.tagSize
        while true {
            // One byte more than a chunk shows whether another follows.
            if rest.count <= size { rest += try source.read(size + 1 - rest.count) }
            let isLast = rest.count <= size
            guard let plain = payload.open(rest.prefix(size), isLast: isLast) else { throw changed }
            try draft.write(plain)
            if isLast { break }
            rest = Array(rest.dropFirst(size))
        }
        try draft.publish()
    }
}
