import AssessmentKernel
import GRDB
import RecordStore

/// What a member's closed quarters carry out, and which of them has brought forward what.
///
/// A first closing brings forward what is loose when it is made: what earlier quarters carry out and no closing has brought
/// forward before. When quarters are closed in their order, that is what the latest earlier one carries out. A quarter
/// that is closed late finds nothing where a later one has been there first, and leaves what it carries out itself to the
/// next. A revision brings forward what the closing before it did.
struct CarriedDebts {
    /// A closed quarter that pays the member, by its latest revision.
    struct Paid {
        let quarter: Quarter
        /// The quarter's first closing: the larger, the later it was made.
        let firstClosing: Int64
        let broughtForward: Yuan
        var carried: Yuan

        /// Whether it has brought forward what another quarter carries out.
        func hasTaken(_ other: Paid) -> Bool { other.quarter < quarter && other.firstClosing < firstClosing }
    }

    private let quarter: Quarter
    private let closing: Int64?
    private let own: Paid?
    private let others: [Paid]

    /// Looks at a member from a quarter.
    ///
    /// - Parameter closing: the quarter's first closing; nil while it is not closed.
    init(_ quarter: Quarter, closing: Int64?, _ paid: [Paid]) {
        self.quarter = quarter
        self.closing = closing
        own = paid.first { $0.quarter == quarter }
        others = paid.filter { $0.quarter != quarter }
    }

    /// What the quarter brings forward.
    var broughtForward: Yuan { own?.broughtForward ?? leftWithout }

    /// What is loose of earlier quarters if this one does not pay the member.
    var leftWithout: Yuan {
        others.filter { debt in
            debt.quarter < quarter && debt.firstClosing < closing ?? .max && !others.contains { $0.hasTaken(debt) }
        }.reduce(.zero) { $0 + $1.carried }
    }

    /// Whether a closing of a later quarter has brought forward what this one carries out.
    var isCarriedOn: Bool {
        guard let closing else { return false }
        return others.contains { $0.quarter > quarter && $0.firstClosing > closing }
    }
}

extension MemberHistory {
    /// Takes down what a member's closed quarters carry out.
    fileprivate mutating func take(_ debts: CarriedDebts) {
        carriedForward = debts.broughtForward
        leftWithout = debts.leftWithout
        isCarriedOn = debts.isCarriedOn
    }
}

extension Ledger {
    /// Adds what a quarter brings forward for each member, and what becomes of what it carries out.
    static func addDebts(of quarter: Quarter, to histories: inout [Text: MemberHistory], _ db: Database) throws {
        let closing = try Int64.fetchOne(
            db, sql: "SELECT id FROM closing WHERE quarter = ? AND revision = 1", arguments: [quarter.description])
        var paid: [CarriedDebts.Paid] = []
        var current: Text?
        func end() {
            guard let member = current else { return }
            histories[member, default: MemberHistory()].take(CarriedDebts(quarter, closing: closing, paid))
            paid = []
        }
        let rows = try DatabaseRow.fetchCursor(
            db,
            sql: """
                SELECT p.member, c.quarter, p.month, p.brought_forward, p.carried_forward, f.id AS first
                FROM closing_pay AS p
                JOIN closing AS c ON c.id = p.closing
                    AND c.revision = (SELECT max(revision) FROM closing WHERE quarter = c.quarter)
                JOIN closing AS f ON f.quarter = c.quarter AND f.revision = 1
                ORDER BY p.member, p.month
                """)
        // Quarters and months are fixed in width, so their texts sort by time.
        while let row = try rows.next() {
            guard let name = Quarter(text: row["quarter"]) else { continue }
            let member = Text(row["member"] as String)
            if member != current { end() }
            current = member
            let carried = Yuan(fen: row["carried_forward"])
            if paid.last?.quarter == name {
                paid[paid.count - 1].carried = carried
            } else {
                paid.append(
                    CarriedDebts.Paid(
                        quarter: name, firstClosing: row["first"], broughtForward: Yuan(fen: row["brought_forward"]),
                        carried: carried))
            }
            if name < quarter { histories[member, default: MemberHistory()].lastPaidMonth = Month(text: row["month"]) }
        }
        end()
    }
}
