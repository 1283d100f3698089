import COpenSSL
package import Foundation

/// SHA-256 (FIPS 180-4) of bytes that come in pieces.
///
/// ```swift
/// var hash = SHA256()
/// hash.update(data: bytes)
/// let digest = hash.finalize().hex
/// ```
/// It is a value: a copy goes on by itself from the bytes taken so far.
package struct SHA256: Sendable {
    /// The digest: 32 bytes.
    package struct Digest: Hashable, Sendable {
        package let bytes: [UInt8]

        /// The bytes in lower-case hex.
        package var hex: String {
            var digits: [UInt8] = []
            digits.reserveCapacity(64)
            for byte in bytes {
                for digit in [byte >> 4, byte & 15] { digits.append(digit + (digit < 10 ? 0x30 : 0x57)) }
            }
            return String(decoding: digits, as: UTF8.self)
        }
    }

    private var state = SHA256_CTX()

    /// A digest of nothing yet.
    package init() { SHA256_Init(&state) }

    /// Takes the next bytes.
    package mutating func update(data: some ContiguousBytes) {
        data.withUnsafeBytes { update(bufferPointer: $0) }
    }

    /// Takes the next bytes, at an address.
    package mutating func update(bufferPointer: UnsafeRawBufferPointer) {
        SHA256_Update(&state, bufferPointer.baseAddress, bufferPointer.count)
    }

    /// The digest of the bytes taken so far.
    package func finalize() -> Digest {
        var end = state
        return Digest(
            bytes: [UInt8](unsafeUninitializedCapacity: 32) { bytes, count in
                SHA256_Final(bytes.baseAddress, &end)
                count = 32
            })
    }

    /// The digest of bytes that are there as a whole.
    package static func hash(data: some ContiguousBytes) -> Digest {
        var hash = SHA256()
        hash.update(data: data)
        return hash.finalize()
    }

    /// The digest of bytes at an address, as four numbers of which each takes eight bytes, the least significant first.
    ///
    /// For the many rows of an import: no array is made.
    package static func words(of bytes: UnsafeRawBufferPointer) -> (UInt64, UInt64, UInt64, UInt64) {
        var hash = SHA256()
        hash.update(bufferPointer: bytes)
        var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
        withUnsafeMutableBytes(of: &words) {
            _ = SHA256_Final($0.baseAddress?.assumingMemoryBound(to: UInt8.self), &hash.state)
        }
        return (
            UInt64(littleEndian: words.0), UInt64(littleEndian: words.1), UInt64(littleEndian: words.2),
            UInt64(littleEndian: words.3)
        )
    }
}
