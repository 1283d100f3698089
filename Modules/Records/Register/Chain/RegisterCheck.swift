public import AssessmentKernel
import GRDB

/// The state of a register: how many changes it has seen, and the digest over all of them.
public struct RegisterHead: Hashable, Sendable {
    /// How many entries its chain has.
    public let entries: Int64
    /// The digest of the last entry, in lower-case hex.
    public let digest: String

    /// Names a state.
    public init(entries: Int64, digest: String) {
        self.entries = entries
        self.digest = digest
    }
}

extension Register {
    /// The state of the register.
    public func head() throws(Problem) -> RegisterHead {
        try read { db in
            let last = try Row.fetchOne(db, sql: "SELECT id, digest FROM entry ORDER BY id DESC LIMIT 1")
            return RegisterHead(entries: last?["id"] ?? 0, digest: last?["digest"] ?? "")
        }
    }

    /// Looks for changes that bypassed the program: entries that are missing or changed, rows that are not as they were
    /// written, rows that no entry speaks of, and tables or triggers that are not the product's.
    ///
    /// - Parameter known: a state that the register is known to have had.
    /// - Returns: what was found, one sentence each without a final stop.
    public func check(since known: RegisterHead?) throws(Problem) -> [LocalText] {
        try read { db in
            var found = try RegisterCheck.schema(db)
            let entries = try Row.fetchAll(db, sql: "SELECT * FROM entry ORDER BY id").map(RegisterEntry.init)
            found += RegisterCheck.chain(entries, known)
            found += try RegisterCheck.subjects(entries, db)
            return found
        }
    }
}

/// The parts of a check.
private enum RegisterCheck {
    static func chain(_ entries: [RegisterEntry], _ known: RegisterHead?) -> [LocalText] {
        var found: [LocalText] = []
        var previous = ""
        for (place, entry) in entries.enumerated() {
            if entry.number != Int64(place + 1) {
                found.append(
                    LocalText("登记簿第 \(place + 1) 条记录缺失", "entry \(place + 1) of the register is missing"))
                break
            }
            if entry.previous != previous || entry.rightDigest != entry.digest {
                found.append(
                    LocalText("登记簿第 \(entry.number) 条记录被改动", "entry \(entry.number) of the register was changed"))
            }
            previous = entry.digest
        }
        if let known, known.entries > 0 {
            let there = entries.first { $0.number == known.entries }
            if there?.digest != known.digest {
                found.append(
                    LocalText(
                        "登记簿不是签名记录的那一份：第 \(known.entries) 条记录\(there == nil ? "不在了" : "不同")",
                        "the register is not the one that was signed: entry \(known.entries) is \(there == nil ? "gone" : "another")"
                    ))
            }
        }
        return found
    }

    static func subjects(_ entries: [RegisterEntry], _ db: Database) throws -> [LocalText] {
        var found: [LocalText] = []
        for kind in RegisterEntry.Kind.allCases {
            let said = entries.filter { $0.kind == kind.rawValue }
            for entry in said where try kind.content(entry.subject, db) != entry.content {
                found.append(
                    LocalText(
                        "登记簿第 \(entry.number) 条记录所记的\(kind.title.chinese) \(entry.subject) 被改动或删除",
                        "what entry \(entry.number) is about (\(kind.title.english) \(entry.subject)) was changed or deleted"
                    ))
            }
            let known = Set(said.map(\.subject))
            for subject in try kind.subjects(db) where !known.contains(subject) {
                found.append(
                    LocalText(
                        "没有记录的\(kind.title.chinese) \(subject)",
                        "no entry speaks of the \(kind.title.english) \(subject)"))
            }
        }
        for (table, column) in [("standing", "receipt"), ("gains", "receipt")] {
            let strays = try Int64.fetchAll(
                db, sql: "SELECT DISTINCT \(column) FROM \(table) WHERE \(column) NOT IN (SELECT id FROM receipt)")
            for stray in strays {
                found.append(
                    LocalText("不属于任何上报包的数据（\(stray)）", "there are rows of a bundle that is not there (\(stray))"))
            }
        }
        let kinds = Set(RegisterEntry.Kind.allCases.map(\.rawValue))
        for entry in entries where !kinds.contains(entry.kind) {
            found.append(
                LocalText("登记簿第 \(entry.number) 条记录类别不明", "entry \(entry.number) is of no kind that is known"))
        }
        return found
    }

    /// Compares tables and triggers with those of a new register.
    static func schema(_ db: Database) throws -> [LocalText] {
        let right = try DatabaseQueue().write { fresh in
            for step in RegisterSchema.steps { try step(fresh) }
            return try objects(fresh)
        }
        let there = try objects(db)
        return Set(right.keys).union(there.keys).sorted().compactMap { name in
            guard right[name] != there[name] else { return nil }
            return right[name] == nil
                ? LocalText("登记簿中多出 \(name)", "the register has \(name), which is not the product's")
                : there[name] == nil
                    ? LocalText("登记簿缺少 \(name)", "the register lacks \(name)")
                    : LocalText("登记簿的 \(name) 被改动", "\(name) of the register was changed")
        }
    }

    private static func objects(_ db: Database) throws -> [String: String] {
        let rows = try Row.fetchAll(
            db, sql: "SELECT type || ' ' || name AS name, sql FROM sqlite_master WHERE sql IS NOT NULL")
        return Dictionary(rows.map { ($0["name"], $0["sql"]) }, uniquingKeysWith: { first, _ in first })
    }
}

extension RegisterEntry.Kind {
    /// What its rows are.
    fileprivate var title: LocalText {
        switch self {
        case .setting: LocalText("设置", "setting")
        case .key: LocalText("公钥", "key")
        case .receipt: LocalText("已接收的包", "received bundle")
        case .refusal: LocalText("拒收记录", "refusal")
        case .rulebook: LocalText("核准的细则", "approved rulebook")
        case .held: LocalText("暂存的包", "bundle on hold")
        case .revocation: LocalText("停用的密钥", "revoked key")
        case .rotation: LocalText("更换的密钥", "replaced key")
        case .expectation: LocalText("应报乡镇", "township that should report")
        case .anchor: LocalText("月度留痕", "anchor")
        }
    }
}

extension Register {
    /// Whether anything was written since the register was made or upgraded.
    public func wasChanged() throws(Problem) -> Bool {
        try read { try Bool.fetchOne($0, sql: "SELECT EXISTS (SELECT 1 FROM entry WHERE at <> '')") ?? false }
    }
}
