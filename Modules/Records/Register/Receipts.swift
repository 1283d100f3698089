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
    /// The SHA-256 of its rulebook; empty for one that an earlier version of the program received.
    public let rulebook: String
    /// The head of the township's journal that it carries; nil for a bundle without one.
    public let journal: JournalHead?

    /// The last entry of a township's journal.
    public struct JournalHead: Hashable, Sendable {
        /// Its number, from 1.
        public let entries: Int64
        /// Its digest, in lower-case hex.
        public let digest: String

        /// Names an entry.
        public init(entries: Int64, digest: String) {
            self.entries = entries
            self.digest = digest
        }
    }

    /// Describes a received bundle.
    public init(
        township: String, name: String, period: String, revision: Int, sha256: String, identity: String,
        previous: String, signedBy: String, bands: [String], payDue: Yuan, receivedAt: String, receivedBy: String,
        rulebook: String = "", journal: JournalHead? = nil
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
        self.rulebook = rulebook
        self.journal = journal
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

/// The rated members of a received bundle together.
public struct ReceivedSum: Hashable, Sendable {
    /// The township.
    public let township: String
    /// The revision, from 1.
    public let revision: Int
    /// How many are rated.
    public let rated: Int
    /// The sum of their totals, in hundredths.
    public let total: Int64
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

extension Register {
    /// Records an accepted bundle with its members' rows.
    ///
    /// - Parameters:
    ///   - gains: what an officer should look at in it, as JSON; nil for nothing.
    ///   - finishing: what must succeed with it, such as writing the receipt; when it throws, nothing is recorded.
    public func add(
        _ receipt: Receipt, standings: [ReceivedStanding], gains: String? = nil, finishing: () throws -> Void = {}
    ) throws(Problem) {
        try write { db in
            try db.execute(
                sql: """
                    INSERT INTO receipt (township, name, period, revision, sha256, identity, previous, signed_by,
                        bands, pay_due, received_at, received_by, rulebook, journal_entries, journal_head)
                    VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)
                    """,
                arguments: [
                    receipt.township, receipt.name, receipt.period, receipt.revision, receipt.sha256, receipt.identity,
                    receipt.previous, receipt.signedBy, receipt.bands.joined(separator: " "), receipt.payDue.fen,
                    receipt.receivedAt, receipt.receivedBy, receipt.rulebook, receipt.journal?.entries ?? 0,
                    receipt.journal?.digest ?? "",
                ])
            let id = db.lastInsertedRowID
            let statement = try db.makeStatement(sql: "INSERT INTO standing VALUES (?,?,?,?,?,?,?,?,?,?)")
            for row in standings {
                try statement.execute(arguments: [
                    id, row.member.string, row.name.string, row.office.string, row.village.string, row.grid.string,
                    row.total.hundredths, row.band, row.monthlyAmount.fen, row.rank,
                ])
            }
            if let gains { try db.execute(sql: "INSERT INTO gains VALUES (?,?)", arguments: [id, gains]) }
            try RegisterChain.add(db, .receipt, String(id), at: receipt.receivedAt, by: receipt.receivedBy)
            try finishing()
        }
    }

    /// Records a refusal.
    public func add(_ refusal: RefusedBundle, at time: String, by name: String) throws(Problem) {
        try write { db in
            try db.execute(
                sql: """
                    INSERT INTO refusal (file, sha256, identity, township, period, name, is_alarm, reason_zh, reason_en,
                        refused_at, refused_by) VALUES (?,?,?,?,?,?,?,?,?,?,?)
                    """,
                arguments: [
                    refusal.file, refusal.sha256, refusal.identity, refusal.township, refusal.period, refusal.name,
                    refusal.isAlarm,
                    refusal.reason.chinese, refusal.reason.english, time, name,
                ])
            try RegisterChain.addLast(db, .refusal, at: time, by: name)
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
                    payDue: Yuan(fen: row["pay_due"]), receivedAt: row["received_at"], receivedBy: row["received_by"],
                    rulebook: row["rulebook"],
                    journal: row["journal_entries"] == 0
                        ? nil
                        : Receipt.JournalHead(entries: row["journal_entries"], digest: row["journal_head"]))
            }
        }
    }

    /// What an officer should look at in the received bundles of a period, as JSON, by the SHA-256 of their ZIPs.
    public func gains(period: String) throws(Problem) -> [String: String] {
        try read {
            let rows = try Row.fetchAll(
                $0,
                sql: """
                    SELECT r.sha256, g.value FROM gains AS g JOIN receipt AS r ON r.id = g.receipt WHERE r.period = ?
                    """, arguments: [period])
            return Dictionary(rows.map { ($0["sha256"], $0["value"]) }, uniquingKeysWith: { first, _ in first })
        }
    }

    /// The members' rows of a received bundle, by code.
    public func standings(of receipt: Receipt) throws(Problem) -> [ReceivedStanding] {
        try standings(of: [receipt]).first ?? []
    }

    /// The members' rows of received bundles, those of each by code.
    ///
    /// Columns are taken by their places: a province has tens of thousands of rows.
    public func standings(of receipts: [Receipt]) throws(Problem) -> [[ReceivedStanding]] {
        try read { db in
            let statement = try db.makeStatement(
                sql: """
                    SELECT s.member, s.name, s.office, s.village, s.grid, s.total, s.band, s.monthly_amount, s.rank
                    FROM standing AS s JOIN receipt AS r ON r.id = s.receipt WHERE r.sha256 = ? ORDER BY s.member
                    """)
            return try receipts.map { receipt in
                var standings: [ReceivedStanding] = []
                let rows = try Row.fetchCursor(statement, arguments: [receipt.sha256])
                while let row = try rows.next() {
                    standings.append(
                        ReceivedStanding(
                            member: Text(row[0] as String), name: Text(row[1] as String),
                            office: Text(row[2] as String), village: Text(row[3] as String),
                            grid: Text(row[4] as String), total: Points(hundredths: row[5]), band: row[6],
                            monthlyAmount: Yuan(fen: row[7]), rank: row[8]))
                }
                return standings
            }
        }
    }

    /// What the rated members of each received bundle of a period have together, in order of arrival.
    public func sums(period: String) throws(Problem) -> [ReceivedSum] {
        try read {
            try Row.fetchAll(
                $0,
                sql: """
                    SELECT r.township, r.revision, count(s.rank) AS rated,
                        coalesce(sum(CASE WHEN s.rank IS NULL THEN 0 ELSE s.total END), 0) AS total
                    FROM receipt AS r LEFT JOIN standing AS s ON s.receipt = r.id WHERE r.period = ?
                    GROUP BY r.id ORDER BY r.id
                    """, arguments: [period]
            ).map {
                ReceivedSum(township: $0["township"], revision: $0["revision"], rated: $0["rated"], total: $0["total"])
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
