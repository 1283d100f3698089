public import AssessmentKernel
public import Bundle
import Disk
import Foundation
import Ledger

extension Workspace {
    package var keysFolder: String { folder + "/keys" }
    /// The path of the secret signing key, which only its owner can read.
    public var signingKeyPath: String { keysFolder + "/kaohe.key" }
    /// The path of the public key, which is given to the district.
    public var publicKeyPath: String { keysFolder + "/kaohe.pub" }

    /// The workspace's signing key; nil if it has none.
    ///
    /// - Throws: ``Problem`` when others can read its file, or the file is not a key.
    public func signingKey() throws(Problem) -> SigningKey? {
        guard Files.exists(signingKeyPath) else { return nil }
        return try SigningKey(file: signingKeyPath)
    }

    /// The public part of the workspace's signing key.
    ///
    /// - Throws: ``Problem`` when it has none.
    public func publicKey() throws(Problem) -> PublicKey {
        guard let key = try signingKey() else {
            throw Problem(
                .notFound, LocalText("还没有签名密钥", "there is no signing key yet"),
                at: .init(file: signingKeyPath),
                next: Advice("\(by: .makeKey)新建", "make one \(by: .makeKey)"))
        }
        return key.publicKey
    }

    /// Makes a signing key, which signs every closing from now on.
    ///
    /// - Parameter now: the time for the ledger, ISO 8601 in UTC.
    /// - Throws: ``Problem`` when there is one already, or it cannot be written.
    public func makeSigningKey(now: String) throws(Problem) -> PublicKey {
        try changing { ledger in
            guard !Files.exists(signingKeyPath) else {
                throw Problem(
                    .cannotWrite, LocalText("已有签名密钥，未作更改", "there is a signing key already; nothing was changed"),
                    at: .init(file: signingKeyPath),
                    next: LocalText(
                        "确需更换时，先将 keys 文件夹移走保存", "to change it, first move the folder keys away and keep it"))
            }
            try Files.makeFolder(keysFolder)
            let key = SigningKey.make()
            if Files.exists(publicKeyPath) { try Files.remove(publicKeyPath) }
            try key.publicKey.write(to: publicKeyPath)
            try ledger.journalKey(
                key.publicKey.line, number: key.publicKey.identifier, by: Author(operatorName, at: now))
            // Written last: the key exists once its file does.
            try key.write(to: signingKeyPath)
            return key.publicKey
        }
    }
}
