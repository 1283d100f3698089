/// How the entries of a ZIP are packed.
public struct ZIPPacking: Sendable {
    /// How hard the library tries, from 1 to 12.
    let level: Int32
    /// The plain bytes that are packed at a time.
    let chunkSize: Int
    /// Whether each entry's digest is computed.
    let hasDigests: Bool
    /// Whether each chunk is unpacked, to see that it gives its plain bytes.
    let isChecked: Bool

    /// For what is kept and sent: as small as level 5 of zlib, and faster; each entry has its digest.
    public static let small = ZIPPacking(level: 5, chunkSize: 1 << 20, hasDigests: true, isChecked: true)

    /// For what is made again at any time: a third of the work, a quarter larger, without digests.
    ///
    /// The library mostly makes one block of so few bytes, whose end is found without unpacking it.
    public static let fast = ZIPPacking(level: 1, chunkSize: 1 << 16, hasDigests: false, isChecked: false)
}
