import Age
import Bundle
import FileFormats
import Foundation
import ZIP

private let identity = Age.Identity.make()
private let key = SigningKey.make().publicKey

/// Few bytes may not unpack to many; these bounds are smaller than those of a command, so that a run is fast.
private let limits: ZIPReader.Limits = {
    var limits = ZIPReader.Limits()
    limits.entries = 100
    limits.entryBytes = 1 << 20
    limits.totalBytes = 4 << 20
    return limits
}()

extension Door {
    func readWorkbook(_ bytes: [UInt8], _ scratch: String) {
        guard Door.write(bytes, to: scratch) else { return }
        do {
            let file = InputFile(path: scratch, name: "a")
            let workbook = try FileFormats.shipped.format(of: file).open(file)
            for place in workbook.sheets.indices {
                let rows = try workbook.rows(ofSheet: place)
                while let row = try rows.next() { _ = row.cells.count }
            }
        } catch {}
    }

    /// A ZIP, read strictly and gently, then verified as a bundle.
    func readArchive(_ bytes: [UInt8], _ scratch: String) {
        guard Door.write(bytes, to: scratch) else { return }
        for policy in [ZIPReader.Policy.strict, .gentle] {
            guard let archive = try? ZIPReader(path: scratch, limits: limits, policy: policy) else { continue }
            for entry in archive.entries { try? archive.read(entry) { _ in } }
        }
        _ = try? BundleVerifier.verify(scratch)
    }

    func readSeal(_ bytes: [UInt8], _ scratch: String) {
        let text = String(decoding: bytes, as: UTF8.self)
        if let signature = Signature(bytes) { _ = signature.verdict(on: bytes, by: key) }
        _ = try? PublicKey(text)
        _ = try? Age.Recipient(text)
        guard Door.write(bytes, to: scratch) else { return }
        _ = try? Age.Identity.read(scratch)
        let clear = scratch + "-clear"
        try? Age.decrypt(scratch, to: clear, with: [identity])
        unlink(clear)
    }
}
