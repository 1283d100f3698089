import Bundle
import Foundation
import ZIP

private let path = NSTemporaryDirectory() + "fuzz-archive-\(getpid())"

/// A ZIP of few bytes may not unpack to many: what is read is bounded by limits of this harness, as by those of a command.
private let limits: ZIPReader.Limits = {
    var limits = ZIPReader.Limits()
    limits.entries = 100
    limits.entryBytes = 1 << 20
    limits.totalBytes = 4 << 20
    return limits
}()

/// A ZIP, read strictly and gently, then verified as a bundle.
func door(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    guard (try? Data(bytes: start, count: count).write(to: URL(fileURLWithPath: path))) != nil else { return 0 }
    for policy in [ZIPReader.Policy.strict, .gentle] {
        guard let archive = try? ZIPReader(path: path, limits: limits, policy: policy) else { continue }
        for entry in archive.entries { try? archive.read(entry) { _ in } }
    }
    _ = try? BundleVerifier.verify(path)
    return 0
}
