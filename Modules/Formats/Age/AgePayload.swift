import Crypto
import Foundation

/// The body of an age file: chunks of 64 KiB, each sealed with its number, the last one marked.
struct AgePayload {
    /// The plaintext bytes of a chunk.
    static let chunkSize = 64 << 10
    /// The bytes that sealing adds to a chunk.
    static let tagSize = 16
    /// The length of the nonce before the first chunk, from which the key is derived.
    static let nonceSize = 16

    private let key: SymmetricKey
    private var number: UInt64 = 0

    init(_ fileKey: SymmetricKey, nonce: [UInt8]) {
        key = HKDF<SHA256>.deriveKey(
            inputKeyMaterial: fileKey, salt: nonce, info: Array("payload".utf8), outputByteCount: 32)
    }

    /// Seals the next chunk.
    mutating func seal(_ chunk: some DataProtocol, isLast: Bool) throws -> [UInt8] {
        let box = try ChaChaPoly.seal(chunk, using: key, nonce: try nextNonce(isLast: isLast))
        return Array(box.ciphertext) + Array(box.tag)
    }

    /// Opens the next chunk.
    ///
    /// - Throws: a chunk that was changed, moved or truncated.
    mutating func open(_ chunk: ArraySlice<UInt8>, isLast: Bool) throws -> [UInt8] {
        let border = max(chunk.startIndex, chunk.endIndex - AgePayload.tagSize)
        // An empty chunk is valid only as the whole of an empty file.
        if isLast, number > 0, border == chunk.startIndex { throw CryptoKitError.authenticationFailure }
        let box = try ChaChaPoly.SealedBox(
            nonce: try nextNonce(isLast: isLast), ciphertext: chunk[..<border], tag: chunk[border...])
        return Array(try ChaChaPoly.open(box, using: key))
    }

    private mutating func nextNonce(isLast: Bool) throws -> ChaChaPoly.Nonce {
        var bytes = [UInt8](repeating: 0, count: 12)
        for place in 0..<8 { bytes[10 - place] = UInt8(truncatingIfNeeded: number >> (8 * UInt64(place))) }
        bytes[11] = isLast ? 1 : 0
        number += 1
        return try ChaChaPoly.Nonce(data: bytes)
    }
}
