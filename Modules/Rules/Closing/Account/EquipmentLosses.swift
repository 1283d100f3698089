public import AssessmentKernel
package import TownshipTables

/// A charge for a piece of equipment that was lost or damaged by the member's fault (§5).
public struct EquipmentCharge: Hashable, Sendable {
    /// The day.
    public let date: CivilDate
    /// The piece.
    public let asset: Text
    /// Its serial number; nil when not known.
    public let serial: Text?
    /// What happened to it.
    public let change: LocalText
    /// What it costs.
    public let cost: Yuan

    /// Describes a charge.
    public init(date: CivilDate, asset: Text, serial: Text?, change: LocalText, cost: Yuan) {
        self.date = date
        self.asset = asset
        self.serial = serial
        self.change = change
        self.cost = cost
    }
}

/// What was lost or damaged in a quarter: what it costs whose fault it was, and what still has to be decided (§5).
package struct EquipmentLosses {
    /// The charges, by day.
    package private(set) var charges: [EquipmentCharge] = []
    /// The entries whose fault is undecided, in their order.
    package private(set) var undecided: [RecordReference] = []

    /// Reads the entries of one member.
    package init(_ entries: some Sequence<Row<EquipmentTable>>, in quarter: Quarter) {
        for entry in entries where quarter.range.contains(entry.date) && entry.change.canBeCharged {
            guard let atFault = entry.atFault else {
                undecided.append(entry.reference)
                continue
            }
            guard atFault, let cost = entry.cost else { continue }
            charges.append(
                EquipmentCharge(
                    date: entry.date, asset: entry.asset, serial: entry.serial, change: entry.change.option.title,
                    cost: Yuan(fen: cost.value)))
        }
        charges.sort { ($0.date, $0.asset, $0.cost) < ($1.date, $1.asset, $1.cost) }
    }

    /// Reads the entries of all members, by code.
    package static func byMember(_ entries: Rows<EquipmentTable>, in quarter: Quarter) -> [Text: EquipmentLosses] {
        Dictionary(grouping: entries, by: \.member).mapValues { EquipmentLosses($0, in: quarter) }
    }

    /// The costs of all charges.
    var cost: Yuan { charges.reduce(.zero) { $0 + $1.cost } }

    /// The costs of a month's charges.
    func cost(in month: Month) -> Yuan { charges.reduce(.zero) { $1.date.month == month ? $0 + $1.cost : $0 } }

    /// The charges, where they add up to what a closing charged; none when the records changed since.
    ///
    /// - Parameter charged: what it charged in each month of the quarter.
    package func charges(explaining charged: [(month: Month, amount: Yuan)]) -> [EquipmentCharge] {
        charged.allSatisfy { cost(in: $0.month) == $0.amount } ? charges : []
    }
}

extension EquipmentChange {
    /// Whether the member may be charged for it: losses and damage (§5).
    package var canBeCharged: Bool { self == .lost || self == .damaged }
}
