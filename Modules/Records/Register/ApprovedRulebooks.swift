public import AssessmentKernel
import Digests
import Disk
import Foundation
import GRDB

/// A rulebook under which the district takes bundles, or did.
public struct ApprovedRulebook: Hashable, Sendable {
    /// The SHA-256 of its bytes, in lower-case hex.
    public let sha256: String
    /// The name of its file.
    public let file: String
    /// Its bytes.
    public let yaml: [UInt8]
    /// Whether bundles under it are taken; false once it was withdrawn.
    public let isApproved: Bool
    /// Why it was withdrawn; empty for an approved one.
    public let reason: String
    /// When that was decided, ISO 8601 in UTC; empty for the shipped one.
    public let decidedAt: String
    /// Who decided it.
    public let decidedBy: String

    /// The SHA-256 of a rulebook's bytes, in lower-case hex.
    public static func digest(_ yaml: [UInt8]) -> String { SHA256.hash(data: Data(yaml)).hex }
}

/// A bundle that waits for a decision of the district.
public struct HeldBundle: Hashable, Sendable {
    /// The file's name as given.
    public let file: String
    /// The SHA-256 of its ZIP.
    public let sha256: String
    /// What the bundle is, however it is packed.
    public let identity: String
    /// The township.
    public let township: String
    /// The period.
    public let period: String
    /// The bundle's name.
    public let name: String
    /// The SHA-256 of its rulebook.
    public let rulebook: String
    /// Why it waits.
    public let reason: LocalText

    /// Describes a bundle on hold.
    public init(
        file: String, sha256: String, identity: String, township: String, period: String, name: String,
        rulebook: String, reason: LocalText
    ) {
        self.file = file
        self.sha256 = sha256
        self.identity = identity
        self.township = township
        self.period = period
        self.name = name
        self.rulebook = rulebook
        self.reason = reason
    }
}

extension Register {
    /// The rulebooks that were ever approved, in the order of their first approval.
    public func rulebooks() throws(Problem) -> [ApprovedRulebook] { try read { try Register.rulebooks($0) } }

    private static func rulebooks(_ db: Database) throws -> [ApprovedRulebook] {
        var books: [ApprovedRulebook] = []
        for row in try Row.fetchAll(db, sql: "SELECT * FROM rulebook ORDER BY id") {
            let sha256: String = row["sha256"]
            let place = books.firstIndex { $0.sha256 == sha256 }
            let yaml: String = row["yaml"]
            let book = ApprovedRulebook(
                sha256: sha256, file: row["file"], yaml: place.map { books[$0].yaml } ?? Array(yaml.utf8),
                isApproved: row["is_approved"], reason: row["reason"], decidedAt: row["decided_at"],
                decidedBy: row["decided_by"])
            if let place { books[place] = book } else { books.append(book) }
        }
        return books
    }

    /// Approves a rulebook; does nothing when it is approved already.
    ///
    /// - Parameter yaml: its bytes, which are UTF-8.
    public func approve(_ yaml: [UInt8], file: String, at time: String, by name: String) throws(Problem) {
        try write { db in
            let sha256 = ApprovedRulebook.digest(yaml)
            if try Register.rulebooks(db).contains(where: { $0.sha256 == sha256 && $0.isApproved }) { return }
            try Register.decide(
                sha256, file, String(decoding: yaml, as: UTF8.self), isApproved: true, reason: "", time, name, db)
        }
    }

    /// Withdraws the approval of a rulebook; what was received under it stays.
    ///
    /// - Throws: ``Problem`` when it is not approved.
    public func withdraw(rulebook sha256: String, reason: String, at time: String, by name: String) throws(Problem) {
        try write { db in
            guard let book = try Register.rulebooks(db).first(where: { $0.sha256 == sha256 && $0.isApproved }) else {
                throw Problem(
                    .usage, LocalText("该细则未经核准", "this rulebook is not approved"), at: .init(key: sha256),
                    next: Advice("\(by: .listRulebooks)查看", "see them \(by: .listRulebooks)"))
            }
            try Register.decide(sha256, book.file, "", isApproved: false, reason: reason, time, name, db)
        }
    }

    private static func decide(
        _ sha256: String, _ file: String, _ yaml: String, isApproved: Bool, reason: String, _ time: String,
        _ name: String, _ db: Database
    ) throws {
        try db.execute(
            sql: """
                INSERT INTO rulebook (sha256, file, yaml, is_approved, reason, decided_at, decided_by)
                VALUES (?,?,?,?,?,?,?)
                """, arguments: [sha256, file, yaml, isApproved, reason, time, name])
        try RegisterChain.addLast(db, .rulebook, at: time, by: name)
    }

    /// Puts a bundle on hold, unless it waits already.
    public func hold(_ bundle: HeldBundle, at time: String, by name: String) throws(Problem) {
        try write { db in
            if try Register.held(db).contains(where: { $0.identity == bundle.identity }) { return }
            try db.execute(
                sql: """
                    INSERT INTO held (file, sha256, identity, township, period, name, rulebook, reason_zh, reason_en,
                        held_at, held_by) VALUES (?,?,?,?,?,?,?,?,?,?,?)
                    """,
                arguments: [
                    bundle.file, bundle.sha256, bundle.identity, bundle.township, bundle.period, bundle.name,
                    bundle.rulebook, bundle.reason.chinese, bundle.reason.english, time, name,
                ])
            try RegisterChain.addLast(db, .held, at: time, by: name)
        }
    }

    /// The bundles on hold, in order of arrival, without those that were received or refused since.
    public func heldBundles() throws(Problem) -> [HeldBundle] { try read { try Register.held($0) } }

    private static func held(_ db: Database) throws -> [HeldBundle] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT * FROM held AS h
                WHERE NOT EXISTS (SELECT 1 FROM receipt WHERE identity = h.identity)
                AND NOT EXISTS (SELECT 1 FROM refusal WHERE identity = h.identity AND refused_at >= h.held_at)
                ORDER BY id
                """
        ).map {
            HeldBundle(
                file: $0["file"], sha256: $0["sha256"], identity: $0["identity"], township: $0["township"],
                period: $0["period"], name: $0["name"], rulebook: $0["rulebook"],
                reason: LocalText($0["reason_zh"], $0["reason_en"]))
        }
    }
}
