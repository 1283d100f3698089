public import AssessmentKernel
import Bundle
import Disk
import Foundation
import Register

/// The head of the register, signed with the district's key in a file beside it, so that the end of the register cannot
/// be cut off unseen.
enum SignedHead {
    private static let comment = "kaohe register"

    static func bytes(_ head: RegisterHead, _ key: SigningKey) -> [UInt8] {
        let text = "\(head.entries) \(head.digest)"
        return Array("\(text) \(key.sign(Array(text.utf8), comment: comment).line)\n".utf8)
    }

    /// Reads it; nil for bytes that are none, or not signed with the key.
    static func read(_ bytes: [UInt8], _ key: PublicKey) -> RegisterHead? {
        let parts = String(decoding: bytes, as: UTF8.self).split { $0 == " " || $0 == "\n" }.map(String.init)
        guard parts.count == 3, let entries = Int64(parts[0]),
            let signature = Signature(line: parts[2], comment: comment),
            signature.verdict(on: Array("\(parts[0]) \(parts[1])".utf8), by: key) == .good
        else { return nil }
        return RegisterHead(entries: entries, digest: parts[1])
    }
}

extension DistrictOffice {
    /// The signed head of the register.
    private var headPath: String { folder + "/district.head" }

    /// Signs the register's head after a change.
    func signHead(_ register: Register) throws(Problem) {
        try Files.writeWhole(SignedHead.bytes(try register.head(), try SigningKey(file: signingKeyPath)), to: headPath)
    }

    /// Finds changes of the register, of the kept bundles and of the receipts that were not made by the program.
    ///
    /// - Returns: what was found, one sentence each without a final stop; empty when all is as it was written.
    public func check() throws(Problem) -> [LocalText] {
        let register = try Register(opening: registerPath)
        // A run that writes must not be seen halfway.
        let lock = try FolderLock(folder)
        defer { lock.release() }
        let key = try SigningKey(file: signingKeyPath).publicKey
        var found: [LocalText] = []
        var known: RegisterHead?
        if Files.exists(headPath) {
            known = SignedHead.read(try Files.read(headPath, limit: 4_096), key)
            if known == nil {
                found.append(
                    LocalText("登记簿的签名记录被改动：\(headPath)", "the signed head of the register was changed: \(headPath)"))
            }
        } else if try register.wasChanged() {
            found.append(LocalText("登记簿的签名记录缺失：\(headPath)", "the signed head of the register is missing: \(headPath)"))
        }
        found += try register.check(since: known)
        let receipts = try register.receipts()
        let held = try register.heldBundles()
        for receipt in receipts { try check(bundlesFolder, receipt.sha256, &found) }
        for bundle in held { try check(heldFolder, bundle.sha256, &found) }
        let names = Set(receipts.map { $0.sha256 + ".zip" })
        for name in Files.exists(bundlesFolder) ? try Files.names(in: bundlesFolder).sorted() : []
        where !names.contains(name) {
            found.append(
                LocalText(
                    "留存的上报包没有登记：\(bundlesFolder)/\(name)",
                    "a kept bundle is not in the register: \(bundlesFolder)/\(name)"))
        }
        return found
    }

    private func check(_ folder: String, _ sha256: String, _ found: inout [LocalText]) throws(Problem) {
        let path = folder + "/" + sha256 + ".zip"
        guard Files.exists(path) else {
            return found.append(LocalText("留存的上报包缺失：\(path)", "a kept bundle is missing: \(path)"))
        }
        if try Files.digest(path).sha256 != sha256 {
            found.append(LocalText("留存的上报包被改动：\(path)", "a kept bundle was changed: \(path)"))
        }
    }
}
