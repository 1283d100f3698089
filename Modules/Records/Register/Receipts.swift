public import AssessmentKernel
import GRDB

/// A bundle that was accepted.
public struct Receipt: Hashable, Sendable {
    /// The township.
    public let township: String
    /// The bundle's name: `2021Q3-r1`.
    public let name: String
    /// The period: `2021Q3`.
    public let period: String
    /// The revision, from 1.
    public let revision: Int
    /// The SHA-256 of its ZIP, in lower-case hex.
    public let sha256: String
    /// What the bundle is, however it is packed: the SHA-256 of its tag manifest; empty for one that an earlier version
    /// of the program received.
    public let identity: String
    /// How the bundle before it is named; empty for a township's first.
    public let previous: String
    /// The number of the key that signed it.
    public let signedBy: String
    /// The keys of the bands, best first.
    public let bands: [String]
    /// The total pay, over all members and months.
    public let payDue: Yuan
    /// When it was received, ISO 8601 in UTC.
    public let receivedAt: String
    /// Who received it.
    public let receivedBy: String

    /// Describes a received bundle.
    public init(
        township: String, name: String, period: String, revision: Int, sha256: String, identity: String,
        previous: String, signedBy: String, bands: [String], payDue: Yuan, receivedAt: String, receivedBy: String
    ) {
        self.township = township
        self.name = name
        self.period = period
        self.revision = revision
        self.sha256 = sha256
        self.identity = identity
        self.previous = previous
        self.signedBy = signedBy
        self.bands = bands
        self.payDue = payDue
        self.receivedAt = receivedAt
        self.receivedBy = receivedBy
    }
}

/// A member's row of a received bundle.
public struct ReceivedStanding: Hashable, Sendable {
    /// The code.
    public let member: Text
    /// The name.
    public let name: Text
    /// The office.
    public let office: Text
    /// The village.
    public let village: Text
    /// The grid.
    public let grid: Text
    /// The quarter's total.
    public let total: Points
    /// The key of the band; `unrated` without one.
    public let band: String
    /// The band's monthly amount.
    public let monthlyAmount: Yuan
    /// The rank in the township; nil for an unrated member.
    public let rank: Int?

    /// Describes a member's row.
    public init(
        member: Text, name: Text, office: Text, village: Text, grid: Text, total: Points, band: String,
        monthlyAmount: Yuan, rank: Int?
    ) {
        self.member = member
        self.name = name
        self.office = office
        self.village = village
        self.grid = grid
        self.total = total
        self.band = band
        self.monthlyAmount = monthlyAmount
        self.rank = rank
    }
}

/// A bundle that was refused.
public struct RefusedBundle: Hashable, Sendable {
    /// The file's name as given.
    public let file: String
    /// The SHA-256 of its bytes.
    public let sha256: String
    /// What the bundle is, however it is packed; the SHA-256 of its bytes where that could not be read.
    public let identity: String
    /// The township that it names; empty when it could not be read.
    public let township: String
    /// The period that it names.
    public let period: String
    /// The name that it gives itself.
    public let name: String
    /// Whether it contradicts a received bundle, which someone must clear up.
    public let isAlarm: Bool
    /// Why.
    public let reason: LocalText

    /// Describes a refusal.
    public init(
        file: String, sha256: String, identity: String, township: String, period: String, name: String, isAlarm: Bool,
        reason: LocalText
    ) {
        self.file = file
        self.sha256 = sha256
        self.identity = identity
        self.township = township
        self.period = period
        self.name = name
        self.isAlarm = isAlarm
        self.reason = reason
    }
}

/// A key that the district trusts.
public struct TrustedKeyEntry: Hashable, Sendable {
    /// The township that signs with it.
    public let township: String
    /// Its number.
    public let number: String
    /// The key itself, on one line as minisign writes it.
    public let line: String
}

extension Register {
    /// Trusts a key for a township; does nothing when it is trusted already.
    ///
    /// - Throws: ``Problem`` when another key has the same number: a signature names its key only by number, so one key
    ///   could pass for the other.
    public func trust(_ township: String, key line: String, number: String, at time: String, by name: String)
        throws(Problem)
    {
        try write { db in
            let other = try String.fetchOne(
                db, sql: "SELECT township FROM trusted_key WHERE number = ? AND line <> ?", arguments: [number, line])
            if let other {
                throw Problem(
                    .badInput,
                    LocalText(
                        "“\(other)”的另一把密钥已用编号 \(number)，未作更改",
                        "another key, that of \(other), has the number \(number) already; nothing was changed"),
                    at: .init(key: number),
                    next: LocalText("请该乡镇用 kaohe keys new 另做一把", "have the township make a new one with kaohe keys new")
                )
            }
            try db.execute(
                sql: """
                    INSERT INTO trusted_key SELECT ?,?,?,?,?
                    WHERE NOT EXISTS (SELECT 1 FROM trusted_key WHERE township = ? AND number = ?)
                    """,
                arguments: [township, number, line, time, name, township, number])
        }
    }

    /// The trusted keys, by township and number.
    public func trustedKeys() throws(Problem) -> [TrustedKeyEntry] {
        try read {
            try Row.fetchAll($0, sql: "SELECT * FROM trusted_key ORDER BY township, number").map {
                TrustedKeyEntry(township: $0["township"], number: $0["number"], line: $0["line"])
            }
        }
    }

    /// Records an accepted bundle with its members' rows.
    ///
    /// - Parameter finishing: what must succeed with it, such as writing the receipt; when it throws, nothing is
    ///   recorded.
    public func add(
        _ receipt: Receipt, standings: [ReceivedStanding], finishing: () throws -> Void = {}
    ) throws(Problem) {
        try write { db in
            try db.execute(
                sql: """
                    INSERT INTO receipt (township, name, period, revision, sha256, identity, previous, signed_by,
                        bands, pay_due, received_at, received_by) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)
                    """,
                arguments: [
                    receipt.township, receipt.name, receipt.period, receipt.revision, receipt.sha256, receipt.identity,
                    receipt.previous, receipt.signedBy, receipt.bands.joined(separator: " "), receipt.payDue.fen,
                    receipt.receivedAt, receipt.receivedBy,
                ])
            let id = db.lastInsertedRowID
            let statement = try db.makeStatement(sql: "INSERT INTO standing VALUES (?,?,?,?,?,?,?,?,?,?)")
            for row in standings {
                try statement.execute(arguments: [
                    id, row.member.string, row.name.string, row.office.string, row.village.string, row.grid.string,
                    row.total.hundredths, row.band, row.monthlyAmount.fen, row.rank,
                ])
            }
            try finishing()
        }
    }

    /// Records a refusal.
    public func add(_ refusal: RefusedBundle, at time: String, by name: String) throws(Problem) {
        try write {
            try $0.execute(
                sql: """
                    INSERT INTO refusal (file, sha256, identity, township, period, name, is_alarm, reason_zh, reason_en,
                        refused_at, refused_by) VALUES (?,?,?,?,?,?,?,?,?,?,?)
                    """,
                arguments: [
                    refusal.file, refusal.sha256, refusal.identity, refusal.township, refusal.period, refusal.name,
                    refusal.isAlarm,
                    refusal.reason.chinese, refusal.reason.english, time, name,
                ])
        }
    }

    /// The receipts in order of arrival.
    public func receipts() throws(Problem) -> [Receipt] {
        try read {
            try Row.fetchAll($0, sql: "SELECT * FROM receipt ORDER BY id").map { row in
                Receipt(
                    township: row["township"], name: row["name"], period: row["period"], revision: row["revision"],
                    sha256: row["sha256"], identity: row["identity"], previous: row["previous"],
                    signedBy: row["signed_by"],
                    bands: (row["bands"] as String).split(separator: " ").map(String.init),
                    payDue: Yuan(fen: row["pay_due"]), receivedAt: row["received_at"], receivedBy: row["received_by"])
            }
        }
    }

    /// The members' rows of a received bundle, by code.
    public func standings(of receipt: Receipt) throws(Problem) -> [ReceivedStanding] {
        try read {
            try Row.fetchAll(
                $0,
                sql: """
                    SELECT s.* FROM standing AS s JOIN receipt AS r ON r.id = s.receipt WHERE r.sha256 = ?
                    ORDER BY s.member
                    """, arguments: [receipt.sha256]
            ).map { row in
                ReceivedStanding(
                    member: Text(row["member"] as String), name: Text(row["name"] as String),
                    office: Text(row["office"] as String), village: Text(row["village"] as String),
                    grid: Text(row["grid"] as String), total: Points(hundredths: row["total"]), band: row["band"],
                    monthlyAmount: Yuan(fen: row["monthly_amount"]), rank: row["rank"])
            }
        }
    }

    /// The refusals of a period, in order of arrival, without those of bundles that were received since.
    public func refusals(period: String) throws(Problem) -> [RefusedBundle] {
        try read {
            try Row.fetchAll(
                $0,
                sql: """
                    SELECT * FROM refusal AS f WHERE period = ? AND NOT EXISTS (
                        SELECT 1 FROM receipt AS r WHERE r.sha256 = f.sha256 OR (r.identity = f.identity AND r.identity <> ''))
                    ORDER BY id
                    """, arguments: [period]
            ).map {
                RefusedBundle(
                    file: $0["file"], sha256: $0["sha256"], identity: $0["identity"], township: $0["township"],
                    period: $0["period"], name: $0["name"], isAlarm: $0["is_alarm"],
                    reason: LocalText($0["reason_zh"], $0["reason_en"]))
            }
        }
    }
}
