import Digests
import Disk
import ZIP

/// What a bundle says of itself, read without checking it: enough to put bundles into the order of their chain.
public struct BundlePreview: Sendable {
    /// What the bundle is: the SHA-256 of its tag manifest, in lower-case hex.
    public let identity: String
    /// The contents of its `bag-info.txt`.
    public let info: BagInfo

    /// Reads the label of a bundle; nil for a file that is none, or whose label cannot be read.
    ///
    /// Two small files are unpacked, whatever the size of the bundle.
    public init?(_ path: String) {
        guard let archive = try? ZIPReader(path: path, limits: .bundle),
            let top = archive.entries.first?.name.prefix(while: { $0 != "/" })
        else { return nil }
        func bytes(_ name: String) -> [UInt8]? {
            archive.entry(top + "/" + name).flatMap { try? archive.bytes(of: $0, limit: BagChecks.longestTag) }
        }
        guard let tags = bytes(Tag.tagManifest), let info = bytes(Tag.info).flatMap({ try? BagInfo($0) }) else {
            return nil
        }
        identity = SHA256.hash(data: tags).hex
        self.info = info
    }
}
