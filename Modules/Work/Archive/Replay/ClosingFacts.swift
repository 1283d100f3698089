package import AssessmentKernel
package import Bundle
package import Closing
import ResultTables
package import Rulebook

extension BundleReading {
    /// What a quarter's bundle adds to the accounts of its township, as its ledger would: what it paid, carried out,
    /// adjusted, and which months and totals fell in the lowest band.
    ///
    /// - Parameters:
    ///   - number: its place among the township's closings.
    ///   - bands: the bands of its rulebook.
    package static func facts(
        of bundle: OpenBundle, number: Int64, bands: (OpenBundle) throws -> BandTable
    ) throws -> [Fact] {
        guard let quarter = bundle.info.only(BagInfo.Label.period).flatMap(Quarter.init(text:)),
            let revision = bundle.info.only(BagInfo.Label.revision).flatMap(Int.init)
        else { return [] }
        let made = MadeClosing(quarter, revision: revision, number: number)
        let bands = try bands(bundle)
        var facts: [Fact] = [.closing(made)]
        try BundleCSV.read(ClosingTables.pay.schema, in: bundle) { row in
            guard let month = Month(text: try row.text("month")) else { return }
            let pay = try MonthPay(month, daysInPost: try row.count("days_in_post")) { place in
                try row.yuan(MonthPay.columns[place])
            }
            facts.append(.pay(Text(try row.text("member")), pay, in: made))
        }
        if revision > 1 {
            try BundleCSV.read(ClosingTables.adjustments.schema, in: bundle) { row in
                facts.append(.adjustment(Text(try row.text("member")), try row.yuan("adjustment"), in: made))
            }
        }
        try BundleCSV.read(ClosingTables.monthlyScores.schema, in: bundle) { row in
            guard try row.text("item") == ResultWords.monthTotal, let month = Month(text: try row.text("month")) else {
                return
            }
            let isFailing = bands.band(of: try row.points("score")) == bands.lowest
            facts.append(.month(Text(try row.text("member")), month, isFailing: isFailing, in: made))
        }
        try BundleCSV.read(ClosingTables.totals.schema, in: bundle) { row in
            guard try row.count(ifAny: "rank") != nil else { return }
            let isFailing = try row.text("band") == bands.lowest.key
            facts.append(.total(Text(try row.text("member")), isFailing: isFailing, in: made))
        }
        return facts
    }

    /// What a bundle carries, by member.
    package static func carried(_ bundle: OpenBundle) throws -> [Text: [CarriedValue]] {
        try ReplayedQuarter.carried(bundle).0
    }
}
