public import AssessmentKernel
import GRDB

/// A key that the district trusts, or did.
public struct TrustedKeyEntry: Hashable, Sendable {
    /// The township that signs with it.
    public let township: String
    /// Its number.
    public let number: String
    /// The key itself, on one line as minisign writes it.
    public let line: String
    /// When it was trusted, ISO 8601 in UTC.
    public let trustedAt: String
    /// From when on it counts no longer, and why; nil while it counts.
    public let revoked: Revocation?
    /// The number of the key that the township replaced it by; nil for one that it still uses.
    public let replacedBy: String?

    /// Why a key counts no longer.
    public struct Revocation: Hashable, Sendable {
        /// The time from which on it counts no longer, ISO 8601 in UTC.
        public let since: String
        /// Why.
        public let reason: String
        /// The digests of bundles that are taken all the same.
        public let exceptions: Set<String>
    }

    /// Whether the township signs with it.
    public var isInUse: Bool { revoked == nil && replacedBy == nil }
}

extension Register {
    /// Trusts a key for a township; does nothing when it is trusted already.
    ///
    /// - Throws: ``Problem`` when the key, or another of its number, is that of another township, it was revoked, or
    ///   the township has another key in use: a signature names its key only by number, so one key could pass for the
    ///   other.
    public func trust(_ township: String, key line: String, number: String, at time: String, by name: String)
        throws(Problem)
    {
        try write { db in
            let keys = try Register.keys(db)
            if let same = keys.first(where: { $0.number == number && $0.line == line && $0.township == township }) {
                guard let revoked = same.revoked else { return }
                throw Register.refused(
                    number,
                    LocalText(
                        "密钥 \(number) 已停用（\(revoked.reason)）", "the key \(number) was revoked (\(revoked.reason))"))
            }
            if let other = keys.first(where: { $0.number == number }) {
                throw Register.refused(
                    number,
                    other.line == line
                        ? LocalText(
                            "密钥 \(number) 是“\(other.township)”的，未作更改",
                            "the key \(number) is that of \(other.township); nothing was changed")
                        : LocalText(
                            "“\(other.township)”的另一把密钥已用编号 \(number)，未作更改",
                            "another key, that of \(other.township), has the number \(number) already; nothing was changed"
                        ))
            }
            if let current = keys.first(where: { $0.township == township && $0.isInUse }) {
                throw Problem(
                    .badInput,
                    LocalText(
                        "“\(township)”已有密钥 \(current.number)，未作更改",
                        "\(township) has the key \(current.number) already; nothing was changed"),
                    at: .init(key: number),
                    next: Advice(
                        "请该乡镇\(by: .replaceKey)更换并报送声明；原密钥遗失或泄露的，先\(by: .revokeKey(number: nil, sparing: false))停用",
                        "have the township replace it \(by: .replaceKey) and send the statement; revoke it first \(by: .revokeKey(number: nil, sparing: false)) if it was lost or stolen"
                    ))
            }
            try Register.insert(township, line, number, time, name, db)
        }
    }

    private static func refused(_ number: String, _ what: LocalText) -> Problem {
        Problem(
            .badInput, what, at: .init(key: number),
            next: Advice("请该乡镇\(by: .makeKey)另做一把", "have the township make a new one \(by: .makeKey)"))
    }

    private static func insert(
        _ township: String, _ line: String, _ number: String, _ time: String, _ name: String, _ db: Database
    ) throws {
        try db.execute(
            sql: "INSERT INTO trusted_key (township, number, line, trusted_at, trusted_by) VALUES (?,?,?,?,?)",
            arguments: [township, number, line, time, name])
        try RegisterChain.add(db, .key, "\(number) \(township)", at: time, by: name)
    }

    /// Trusts the key by which a township replaces another of its own.
    ///
    /// - Parameter statement: the statement that the old key signed; kept.
    /// - Throws: ``Problem`` when the old key is not in use for that township, or the new one is there already.
    public func replaceKey(
        of township: String, _ old: String, by line: String, number: String, statement: String, at time: String,
        by name: String
    ) throws(Problem) {
        try write { db in
            let keys = try Register.keys(db)
            guard keys.contains(where: { $0.township == township && $0.number == old && $0.isInUse }) else {
                throw Problem(
                    .badInput,
                    LocalText(
                        "“\(township)”在用的密钥不是 \(old)，未作更改", "\(township) does not sign with \(old); nothing was changed"
                    ),
                    at: .init(key: old),
                    next: Advice("\(by: .listKeys)查看在用的密钥", "see the keys in use \(by: .listKeys)"))
            }
            if let other = keys.first(where: { $0.number == number }) {
                throw Register.refused(
                    number,
                    LocalText(
                        "编号 \(number) 的密钥已登记（\(other.township)），未作更改",
                        "a key of the number \(number) is registered (\(other.township)); nothing was changed"))
            }
            try Register.insert(township, line, number, time, name, db)
            try db.execute(
                sql: """
                    INSERT INTO rotation (township, old_number, new_number, statement, taken_at, taken_by)
                    VALUES (?,?,?,?,?,?)
                    """, arguments: [township, old, number, statement, time, name])
            try RegisterChain.addLast(db, .rotation, at: time, by: name)
        }
    }

    /// Revokes a key from a time on.
    ///
    /// A key can be revoked again: the earliest time counts, and all exceptions.
    ///
    /// - Parameters:
    ///   - since: ISO 8601 in UTC.
    ///   - exceptions: digests of bundles that are taken all the same.
    /// - Throws: ``Problem`` when there is no such key.
    public func revoke(
        _ number: String, since: String, reason: String, exceptions: [String], at time: String, by name: String
    ) throws(Problem) {
        try write { db in
            guard try Register.keys(db).contains(where: { $0.number == number }) else {
                throw Problem(
                    .badInput, LocalText("没有登记编号为 \(number) 的密钥", "no key of the number \(number) is registered"),
                    at: .init(key: number),
                    next: Advice("\(by: .listKeys)查看编号", "see the numbers \(by: .listKeys)"))
            }
            try db.execute(
                sql: """
                    INSERT INTO revocation (number, since, reason, exceptions, revoked_at, revoked_by)
                    VALUES (?,?,?,?,?,?)
                    """, arguments: [number, since, reason, exceptions.joined(separator: " "), time, name])
            try RegisterChain.addLast(db, .revocation, at: time, by: name)
        }
    }

    /// The keys that are or were trusted, by township and number.
    public func trustedKeys() throws(Problem) -> [TrustedKeyEntry] { try read { try Register.keys($0) } }

    private static func keys(_ db: Database) throws -> [TrustedKeyEntry] {
        var revoked: [String: TrustedKeyEntry.Revocation] = [:]
        for row in try Row.fetchAll(db, sql: "SELECT * FROM revocation ORDER BY id") {
            let exceptions = Set((row["exceptions"] as String).split(separator: " ").map(String.init))
            let (since, reason): (String, String) = (row["since"], row["reason"])
            let before = revoked[row["number"]]
            revoked[row["number"]] = TrustedKeyEntry.Revocation(
                since: min(since, before?.since ?? since), reason: before?.reason ?? reason,
                exceptions: exceptions.union(before?.exceptions ?? []))
        }
        var replaced: [String: String] = [:]
        for row in try Row.fetchAll(db, sql: "SELECT old_number, new_number FROM rotation") {
            replaced[row["old_number"]] = row["new_number"]
        }
        return try Row.fetchAll(db, sql: "SELECT * FROM trusted_key ORDER BY township, number").map {
            TrustedKeyEntry(
                township: $0["township"], number: $0["number"], line: $0["line"], trustedAt: $0["trusted_at"],
                revoked: revoked[$0["number"]], replacedBy: replaced[$0["number"]])
        }
    }
}
