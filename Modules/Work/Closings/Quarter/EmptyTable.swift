import AssessmentKernel
import Ledger
import Workspace

/// A table that a person confirms to have no rows, although a blocker misses them, and why.
///
/// ```swift
/// try workspace.close(quarter, acceptedEmpty: [EmptyTable("attendance", reason: "打卡系统停用")], …)
/// ```
public struct EmptyTable: Hashable, Sendable, ExpressibleByStringLiteral {
    /// The most code points of a reason.
    static let longestReason = 200

    /// Its key or Chinese title.
    public let name: String
    /// Why it has no rows; empty when no reason is given.
    public let reason: String

    /// Names a table.
    public init(_ name: String, reason: String = "") {
        self.name = name
        self.reason = CellText.isBlank(reason.utf8) ? "" : reason
    }

    /// A table without a reason.
    public init(stringLiteral name: String) { self.init(name) }
}

/// What a person confirmed, by the tables' keys: why each has no rows.
struct AcceptedTables {
    private(set) var reasons: [String: String] = [:]

    /// The keys.
    var keys: Set<String> { Set(reasons.keys) }

    /// Adds tables that decisions confirm; one that has its reason keeps it.
    mutating func fill(from decisions: [Decision]) {
        for decision in decisions where decision.kind == .acceptEmpty {
            if reasons[decision.subject, default: ""].isEmpty { reasons[decision.subject] = decision.reason }
        }
    }

    /// The decisions about some tables.
    func decisions(on tables: [TableSchema]) -> [Decision] {
        tables.compactMap { table in
            reasons[table.key].map { Decision(.acceptEmpty, subject: table.key, reason: $0) }
        }
    }
}

extension Workspace {
    /// The items' tables that are named by key or Chinese title.
    ///
    /// An unknown name is refused: a typo must not look like a decision.
    func accepted(_ tables: [EmptyTable]) throws(Problem) -> AcceptedTables {
        var accepted = AcceptedTables()
        for table in tables {
            guard table.reason.unicodeScalars.count <= EmptyTable.longestReason else {
                throw Problem(
                    .usage,
                    LocalText(
                        "原因太长（最多 \(EmptyTable.longestReason) 字）",
                        "a reason has at most \(EmptyTable.longestReason) characters"),
                    next: Advice("写短一些，再确认", "say it in fewer words, and confirm again"))
            }
            let key = try itemTables.table(named: table.name).key
            accepted.fill(from: [Decision(.acceptEmpty, subject: key, reason: table.reason)])
        }
        return accepted
    }

    /// The tables that decisions confirm to have no rows, in the order of the items.
    func confirmed(_ decisions: [Decision]) -> [(table: TableSchema, reason: String)] {
        itemTables.compactMap { table in
            decisions.first { $0.kind == .acceptEmpty && $0.subject == table.key }.map { (table, $0.reason) }
        }
    }
}
