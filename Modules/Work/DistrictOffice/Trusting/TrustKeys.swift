public import AssessmentKernel
public import Bundle
import Disk
import Foundation
public import Register
import Workspace

/// A key that was revoked, and what it had signed.
public struct RevokedKey: Sendable {
    /// Its township.
    public let township: String
    /// Its number.
    public let number: String
    /// The time from which on it counts no longer, ISO 8601 in UTC.
    public let since: String
    /// The bundles that it signed and that were received before that time.
    public let before: [Receipt]
    /// The bundles that it signed and that were received since: somebody should look at each of them.
    public let after: [Receipt]
}

extension DistrictOffice {
    /// Trusts a township's key, which a person has confirmed by its fingerprint.
    ///
    /// - Parameter confirmed: the digits that the township read over the telephone.
    /// - Throws: ``Problem`` when they are not the key's, the name is none, or the register refuses the key.
    public func trust(_ township: String, key: PublicKey, confirmed: String, now: String) throws(Problem) {
        guard key.isConfirmed(by: confirmed) else {
            throw Problem(
                .checkFailed,
                LocalText("指纹不符，公钥未登记", "these are not the key's digits; it is not registered"),
                at: .init(key: key.identifier),
                next: Advice(
                    "请乡镇\(by: .showKey)查看并在电话中读出指纹；仍不符的，此公钥不是该乡镇的",
                    "have the township see its fingerprint \(by: .showKey) and read it over the telephone; if it still differs, the key is not the township's"
                ))
        }
        try trust(township, key: key, now: now)
    }

    /// Trusts a township's key, whoever vouches for it.
    public func trust(_ township: String, key: PublicKey, now: String) throws(Problem) {
        try OfficeName.check(township, as: .townshipName)
        try changing { register in
            try register.trust(township, key: key.line, number: key.identifier, at: now, by: operatorName)
        }
    }

    /// Trusts the key by which a township has replaced its own, on a statement that the old key signed.
    ///
    /// - Throws: ``Problem`` when the statement is not good, or the old key is not in use.
    public func trust(_ rotation: KeyRotation, now: String) throws(Problem) {
        try changing { register in
            let old = try register.trustedKeys().first { $0.number == rotation.old.identifier }
            if let old, old.line != rotation.old.line {
                throw Problem(
                    .checkFailed,
                    LocalText(
                        "声明由另一把同编号的密钥所签", "the statement is signed with another key of that number"),
                    at: .init(key: old.number), next: LocalText("不要采信，请电话核实", "do not take it; ask by telephone"))
            }
            try register.replaceKey(
                of: rotation.township, rotation.old.identifier, by: rotation.new.line, number: rotation.new.identifier,
                statement: rotation.text, at: now, by: operatorName)
        }
    }

    /// Revokes a key from a time on.
    ///
    /// What it signed and hands in later is refused: nothing but the receipt proves when it was signed.
    ///
    /// - Parameters:
    ///   - since: ISO 8601 in UTC.
    ///   - exceptions: digests of bundles that are taken all the same, as the township vouched for by another way.
    public func revoke(
        _ number: String, since: String, reason: String, exceptions: [String] = [], now: String
    ) throws(Problem) -> RevokedKey {
        guard !CellText.isBlank(reason.utf8) else {
            throw Problem(
                .usage, LocalText("须写明理由", "a reason is needed"),
                next: Advice("\(by: .reason)写明", "say it \(by: .reason)"))
        }
        for digest in exceptions where digest.utf8.count != 64 || !digest.utf8.allSatisfy(\.isHexDigit) {
            throw Problem(
                .usage, LocalText("校验值应为 64 位十六进制数", "a check value has 64 hexadecimal digits"), at: .init(key: digest),
                next: LocalText("照拒收时所示填写", "write it as the refusal shows it"))
        }
        let number = number.uppercased()
        return try changing { register in
            try register.revoke(
                number, since: since, reason: reason, exceptions: exceptions.map { $0.lowercased() }, at: now,
                by: operatorName)
            let key = try register.trustedKeys().first { $0.number == number }
            let counted = key?.revoked?.since ?? since
            let signed = try register.receipts().filter { $0.signedBy == number }
            return RevokedKey(
                township: key?.township ?? "", number: number, since: counted,
                before: signed.filter { $0.receivedAt < counted }, after: signed.filter { $0.receivedAt >= counted })
        }
    }

    /// The keys that are or were trusted, by township.
    public func trustedKeys() throws(Problem) -> [TrustedKeyEntry] {
        try Register(opening: registerPath).trustedKeys()
    }

    /// Notes that townships should report, or need not any longer.
    public func expect(_ townships: [String], isExpected: Bool = true, now: String) throws(Problem) {
        for name in townships { try OfficeName.check(name, as: .townshipName) }
        try changing { register in
            try register.expect(townships, isExpected: isExpected, at: now, by: operatorName)
        }
    }

    /// The townships that should report, by name.
    public func expectedTownships() throws(Problem) -> [String] {
        try Register(opening: registerPath).expectedTownships().sorted { Text($0) < Text($1) }
    }
}

extension UInt8 {
    fileprivate var isHexDigit: Bool {
        (0x30...0x39).contains(self) || (0x61...0x66).contains(self) || (0x41...0x46).contains(self)
    }
}
