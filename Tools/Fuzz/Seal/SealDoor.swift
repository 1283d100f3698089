import Age
import Bundle
import Foundation

private let folder = NSTemporaryDirectory() + "fuzz-seal-\(getpid())"
private let identity: Age.Identity = Age.Identity.make()
private let key = SigningKey.make().publicKey

/// A signature, a key, a recipient, an identity file and an age file.
func door(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    let text = String(decoding: bytes, as: UTF8.self)
    if let signature = Signature(bytes) { _ = signature.verdict(on: bytes, by: key) }
    _ = try? PublicKey(text)
    _ = try? Age.Recipient(text)
    guard (try? Data(bytes).write(to: URL(fileURLWithPath: folder))) != nil else { return 0 }
    _ = try? Age.Identity.read(folder)
    try? Age.decrypt(folder, to: folder + "-clear", with: [identity])
    return 0
}
