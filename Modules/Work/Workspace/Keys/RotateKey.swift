public import AssessmentKernel
public import Bundle
import Disk
import Ledger

extension Workspace {
    /// Replaces the signing key by a new one, and writes the statement for the district, which the old key signs.
    ///
    /// The old key's files stay beside the new ones, under its number.
    ///
    /// - Parameter now: the time for the ledger, ISO 8601 in UTC.
    /// - Returns: the new key, and the path of the statement.
    /// - Throws: ``Problem`` when there is no key, or nothing can be written.
    public func rotateSigningKey(now: String) throws(Problem) -> (key: PublicKey, statement: String) {
        try changing { ledger in
            guard let old = try signingKey() else {
                throw Problem(
                    .notFound, LocalText("还没有签名密钥", "there is no signing key yet"), at: .init(file: signingKeyPath),
                    next: Advice("\(by: .makeKey)新建", "make one \(by: .makeKey)"))
            }
            let new = SigningKey.make()
            let statement = try KeyRotation.statement(of: try ledger.township(), from: old, to: new, at: now)
            let path = keysFolder + "/rotation-\(new.publicKey.identifier).txt"
            let kept = keysFolder + "/kaohe-\(old.publicKey.identifier)"
            let draft = Files.draft(of: signingKeyPath)
            for path in [draft, kept + ".key", kept + ".pub", path] { try Files.remove(path) }
            try old.write(to: kept + ".key")
            try old.publicKey.write(to: kept + ".pub")
            try new.write(to: draft)
            try Files.writeWhole(statement, to: path)
            try ledger.journalKey(
                new.publicKey.line, number: new.publicKey.identifier, replacing: old.publicKey.identifier,
                by: Author(operatorName, at: now))
            // The key is the new one once its file has this name; a run that is killed before can be run again.
            try Files.move(draft, to: signingKeyPath)
            try Files.writeWhole(new.publicKey.bytes, to: publicKeyPath)
            return (new.publicKey, path)
        }
    }

    /// The path of the statement by which the signing key took the place of another; nil when it did not.
    public func rotationStatement() throws(Problem) -> String? {
        guard let key = try signingKey()?.publicKey else { return nil }
        let path = keysFolder + "/rotation-\(key.identifier).txt"
        return Files.isPlain(path) ? path : nil
    }
}
