package import AssessmentKernel
import Closing
import ResultTables

/// A row of a bundle's `carried.csv`: a value from before the quarter on which its result depends.
package struct CarriedValue: Hashable, Sendable {
    /// The kind of a carried value.
    package enum Kind: String, CaseIterable, Sendable {
        /// The period is an earlier quarter that has records and is not closed; not about a member.
        case openQuarter = "open-quarter"
        /// What earlier quarters carried out and this one brings forward, in yuan.
        case carriedForward = "carried-forward"
        /// What revisions of earlier quarters changed and this closing settles, in yuan.
        case adjustment
        /// What an issued notice paid of the base pay of the period, a month, in yuan.
        case alreadyPaid = "already-paid"
        /// Whether the score of the period, a month, was in the lowest band.
        case monthFails = "month-fails"
        /// Whether the total of the period, a quarter, was in the lowest band.
        case quarterFails = "quarter-fails"
        /// For a review, the total of the period, a quarter in which the member was rated.
        case quarterTotal = "quarter-total"
        /// For a review, the score of the period, a month.
        case monthTotal = "month-total"
        /// The period is a month with an open appeal.
        case contested
        /// For a revision, what the one before it paid out, in yuan.
        case paidBefore = "paid-before"
        /// For a revision, what the quarter was worth according to the one before it, in yuan.
        case worthBefore = "worth-before"
        /// For a revision, what the one before it carried out, in yuan.
        case carriedBefore = "carried-before"
        /// For a revision, whether a later closing has taken over what was carried out.
        case carriedOn = "carried-on"
        /// For a revision, what the next closing brings forward, in yuan, if this quarter does not pay the member.
        case leftWithout = "left-without"
        /// For a revision, what earlier revisions changed and no closing has settled yet, in yuan.
        case openAdjustment = "open-adjustment"
    }

    /// The member's code; empty for the township.
    package let member: Text
    /// Its kind.
    package let kind: Kind
    /// A month or a quarter; empty where none is needed.
    package let period: String
    /// An amount in yuan, or `yes` or `no`; empty where the row alone says it.
    package let value: String

    /// Makes a carried value.
    package init(member: Text, kind: Kind, period: String, value: String) {
        self.member = member
        self.kind = kind
        self.period = period
        self.value = value
    }

    /// Reads it back.
    ///
    /// - Throws: ``Problem`` for a kind that is none.
    init(_ row: ResultRecord) throws(Problem) {
        let kind = try row.text("kind")
        guard let known = Kind(rawValue: kind) else { throw BundleCSV.unknown(kind, BundlePath.carried) }
        self.init(
            member: Text(try row.text("member")), kind: known, period: try row.text("period"),
            value: try row.text("value"))
    }

    /// The cells of its row.
    private var cells: [String] { BundleTables.carried.record(self).cells }
}

extension PastClosings {
    /// The values that affect a quarter: amounts other than zero, and months and quarters back to the first that does
    /// not fail.
    package func carried(_ member: Text, into quarter: Quarter) -> [CarriedValue] {
        var values: [CarriedValue] = []
        func add(_ kind: CarriedValue.Kind, _ period: String = "", _ value: String = "") {
            values.append(CarriedValue(member: member, kind: kind, period: period, value: value))
        }
        func add(_ kind: CarriedValue.Kind, _ amount: Yuan) { if amount != .zero { add(kind, "", amount.description) } }
        func add(_ kind: CarriedValue.Kind, _ period: String, _ isSo: Bool) { add(kind, period, isSo ? "yes" : "no") }

        add(.carriedForward, carriedForward)
        add(.adjustment, adjustment)
        for (month, amount) in alreadyPaid.sorted(by: { $0.key < $1.key }) where month.quarter == quarter {
            add(.alreadyPaid, month.description, amount.description)
        }
        let before = quarter.months[0].previous
        for (month, fails) in FailingRun(from: before, known: { monthlyScoreFails[$0] }).throughTheFirstPassing {
            add(.monthFails, month.description, fails)
        }
        for (earlier, fails) in FailingRun(from: before.quarter, known: { quarterTotalFails[$0] })
            .throughTheFirstPassing
        {
            add(.quarterFails, earlier.description, fails)
        }
        for month in contestedMonths.sorted() { add(.contested, month.description) }
        if let revised {
            if let before = revised.before {
                add(.paidBefore, "", before.due.description)
                add(.worthBefore, "", before.worth.description)
                add(.carriedBefore, "", before.carried.description)
            }
            add(.carriedOn, "", revised.isCarriedOn)
            add(.leftWithout, revised.leftWithout)
            add(.openAdjustment, revised.open)
        }
        return values.sorted { (Text($0.kind.rawValue), Text($0.period)) < (Text($1.kind.rawValue), Text($1.period)) }
    }

    /// Rebuilds a member's history from its rows.
    ///
    /// - Parameter isRevision: whether the bundle is of a revision.
    /// - Throws: an error for a value or period that is invalid for its kind.
    init(carried values: [CarriedValue], isRevision: Bool) throws(Problem) {
        var amounts: [CarriedValue.Kind: Yuan] = [:]
        var paid: [Month: Yuan] = [:]
        var months: [Month: Bool] = [:]
        var quarters: [Quarter: Bool] = [:]
        var contested: Set<Month> = []
        var isCarriedOn = false
        for value in values {
            switch value.kind {
            case .carriedForward, .adjustment, .paidBefore, .worthBefore, .carriedBefore, .leftWithout,
                .openAdjustment:
                amounts[value.kind] = try value.amount()
            case .alreadyPaid: paid[try value.month()] = try value.amount()
            case .monthFails: months[try value.month()] = try value.answer()
            case .quarterFails: quarters[try value.quarter()] = try value.answer()
            case .contested: contested.insert(try value.month())
            case .carriedOn: isCarriedOn = try value.answer()
            case .openQuarter, .quarterTotal, .monthTotal: throw value.problem
            }
        }
        let before = amounts[.paidBefore].map {
            PaidQuarter(due: $0, worth: amounts[.worthBefore] ?? .zero, carried: amounts[.carriedBefore] ?? .zero)
        }
        self.init(
            carriedForward: amounts[.carriedForward] ?? .zero, monthlyScoreFails: months, quarterTotalFails: quarters,
            adjustment: amounts[.adjustment] ?? .zero, alreadyPaid: paid,
            revised: isRevision
                ? RevisedPay(
                    before: before, isCarriedOn: isCarriedOn, leftWithout: amounts[.leftWithout] ?? .zero,
                    open: amounts[.openAdjustment] ?? .zero) : nil,
            contestedMonths: contested)
    }
}

extension CarriedValue {
    func points() throws(Problem) -> Points {
        guard let points = Points(text: value) else { throw problem }
        return points
    }

    func quarter() throws(Problem) -> Quarter {
        guard let quarter = Quarter(text: period) else { throw problem }
        return quarter
    }

    fileprivate func amount() throws(Problem) -> Yuan {
        guard let amount = Yuan(text: value) else { throw problem }
        return amount
    }

    func month() throws(Problem) -> Month {
        guard let month = Month(text: period) else { throw problem }
        return month
    }

    func answer() throws(Problem) -> Bool {
        guard value == "yes" || value == "no" else { throw problem }
        return value == "yes"
    }

    var problem: Problem {
        Problem(
            .badInput,
            LocalText(
                "结转值无法识别：\(cells.joined(separator: ","))",
                "a carried value that cannot be read: \(cells.joined(separator: ","))"),
            at: .init(file: BundlePath.carried, key: kind.rawValue))
    }
}
