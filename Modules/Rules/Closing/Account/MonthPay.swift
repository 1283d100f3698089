public import AssessmentKernel
import ResultTables

/// A month's own worth to a member, before amounts from other months or from notices.
package struct MonthWorth: Hashable, Sendable {
    /// The month.
    package let month: Month
    /// Days in post in the month.
    package let daysInPost: Int
    /// Base pay, prorated.
    package let base: Yuan
    /// The band's amount, prorated; a negative amount is a penalty.
    package let performance: Yuan
    /// The charge for equipment (§5).
    package let charges: Yuan

    /// Makes a month's worth.
    package init(_ month: Month, daysInPost: Int, base: Yuan, performance: Yuan, charges: Yuan) {
        self.month = month
        self.daysInPost = daysInPost
        self.base = base
        self.performance = performance
        self.charges = charges
    }
}

/// A member's pay of one month (§1.2, §3.1.2).
///
/// A new amount is a property here and an entry of ``amounts``, in the order of reading: file, ledger, accounts, sheets,
/// slips and papers follow.
public struct MonthPay: Hashable, Sendable {
    /// The month.
    public let month: Month
    /// Days in post in the month.
    public let daysInPost: Int
    /// Base pay, prorated.
    public private(set) var base = Yuan.zero
    /// The band's amount, prorated; a negative amount is a penalty.
    public private(set) var performance = Yuan.zero
    /// The charge for equipment (§5).
    public private(set) var charges = Yuan.zero
    /// The adjustments of earlier quarters' revisions.
    public private(set) var adjustment = Yuan.zero
    /// The part of the base that an issued notice paid.
    public private(set) var alreadyPaid = Yuan.zero
    /// The debt brought forward.
    public private(set) var broughtForward = Yuan.zero
    /// The amount paid out, not negative.
    public private(set) var due = Yuan.zero
    /// The debt carried forward, not negative.
    public private(set) var carriedForward = Yuan.zero

    /// The amounts as columns of ``ClosingTables/pay``.
    ///
    /// Over a quarter they add up as a month's do: what one month carries forward the next brings, so of these only what
    /// the first brought and the last carries on counts.
    static let amounts: [Amount] = [
        Amount(\.base, "base", "基本补贴", "Base pay", from: 0) {
            $0.shown(width: 11, brief: LocalText("基本补贴", "Base"), listed: .always)
        },
        Amount(\.performance, "performance", "绩效", "Performance pay") {
            $0.shown(brief: LocalText("绩效", "Performance"), listed: .always)
        },
        Amount(\.charges, "charges", "设备扣款", "Equipment charges", from: 0) {
            $0.shown(brief: LocalText("设备扣款", "Charges"), taken: true, listed: .onSheets)
        },
        Amount(\.adjustment, "adjustment", "补差", "Adjustment"),
        Amount(\.alreadyPaid, "already_paid", "已发", "Already paid", from: 0) { $0.shown(taken: true) },
        Amount(\.broughtForward, "brought_forward", "上期结转扣款", "Brought forward", from: 0) {
            $0.shown(width: 13, taken: true, listed: .onSheets, counted: .first)
        },
        Amount(\.due, PayColumn.dueKey, "应发", "Due", from: 0) { $0.shown(width: 11, listed: .always) },
        Amount(\.carriedForward, "carried_forward", "结转下期扣款", "Carried forward", from: 0) {
            $0.shown(width: 13, listed: .onSheets, counted: .last)
        },
    ]

    /// One of the amounts, and the column that has it.
    struct Amount: Sendable {
        typealias Field = ResultField<(member: Member, pay: MonthPay)>
        typealias Path = WritableKeyPath<MonthPay, Yuan> & Sendable

        let key: String
        let path: Path
        let field: Field

        init(
            _ path: Path, _ key: String, _ chinese: String, _ english: String, from minimum: Int? = nil,
            shown: (Field) -> Field = { $0 }
        ) {
            self.key = key
            self.path = path
            field = shown(.yuan(key, chinese, english, from: minimum) { $0.pay[keyPath: path] })
        }
    }

    /// Computes the amount due and the debt carried forward.
    init(_ worth: MonthWorth, adjustment: Yuan, alreadyPaid: Yuan, broughtForward: Yuan) {
        let available =
            worth.base + worth.performance + adjustment - worth.charges - alreadyPaid - broughtForward
        self.init(
            worth, adjustment: adjustment, alreadyPaid: alreadyPaid, broughtForward: broughtForward,
            due: max(.zero, available), carriedForward: max(.zero, -available))
    }

    /// Makes the pay recorded by a closing.
    package init(
        _ worth: MonthWorth, adjustment: Yuan, alreadyPaid: Yuan, broughtForward: Yuan, due: Yuan,
        carriedForward: Yuan
    ) {
        month = worth.month
        daysInPost = worth.daysInPost
        base = worth.base
        performance = worth.performance
        charges = worth.charges
        self.adjustment = adjustment
        self.alreadyPaid = alreadyPaid
        self.broughtForward = broughtForward
        self.due = due
        self.carriedForward = carriedForward
    }

    /// The keys of the columns that have the amounts, in their order.
    package static let columns = amounts.map(\.key)

    /// Reads the pay that a closing recorded.
    ///
    /// - Parameter amount: the amount in one of the ``columns``, by its place.
    package init(_ month: Month, daysInPost: Int, amount: (Int) throws -> Yuan) rethrows {
        self.month = month
        self.daysInPost = daysInPost
        for (place, own) in MonthPay.amounts.enumerated() { self[keyPath: own.path] = try amount(place) }
    }

    /// The month's own worth, less what a notice paid of it.
    var worth: Yuan { base + performance - charges - alreadyPaid }
}
