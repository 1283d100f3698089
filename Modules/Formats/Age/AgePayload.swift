/// The body of an age file: chunks of 64 KiB, each sealed with its number, the last one marked.
struct AgePayload {
    /// The plaintext bytes of a chunk.
    static let chunkSize = 64 << 10
    /// The bytes that sealing adds to a chunk.
    static let tagSize = Primitives.tagSize
    /// The length of the nonce before the first chunk, from which the key is derived.
    static let nonceSize = 16

    private let key: [UInt8]
    private var number: UInt64 = 0

    init(_ fileKey: [UInt8], nonce: [UInt8]) {
        key = Primitives.derived(from: fileKey, salt: nonce, info: "payload")
    }

    /// Seals the next chunk; nil when the library fails.
    mutating func seal(_ chunk: [UInt8], isLast: Bool) -> [UInt8]? {
        Primitives.sealed(chunk, key, nonce: nextNonce(isLast: isLast))
    }

    /// Opens the next chunk; nil when it was changed, moved or truncated.
    mutating func open(_ chunk: ArraySlice<UInt8>, isLast: Bool) -> [UInt8]? {
        // An empty chunk is valid only as the whole of an empty file.
        if isLast, number > 0, chunk.count <= AgePayload.tagSize { return nil }
        return Primitives.opened(Array(chunk), key, nonce: nextNonce(isLast: isLast))
    }

    private mutating func nextNonce(isLast: Bool) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 12)
        for place in 0..<8 { bytes[10 - place] = UInt8(truncatingIfNeeded: number >> (8 * UInt64(place))) }
        bytes[11] = isLast ? 1 : 0
        number += 1
        return bytes
    }
}
