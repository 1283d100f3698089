import Archive
import AssessmentKernel
import Bundle
import Closing
import Register
import ResultTables
import Rulebook
import Workspace

/// Reads what the register stores of an accepted bundle's result files.
enum ReceivedResults {
    /// The members' standings, the total pay, and the keys of the bands.
    static func read(
        _ bundle: OpenBundle?, items: [any AssessmentItem.Type]
    ) throws -> (standings: [ReceivedStanding], payDue: Yuan, bands: [String]) {
        guard let bundle else { throw Problem.unreachable }
        var standings: [ReceivedStanding] = []
        try BundleCSV.read(ClosingTables.totals.schema, in: bundle) { row in
            standings.append(
                ReceivedStanding(
                    member: Text(try row.text("member")), name: Text(try row.text("name")),
                    office: Text(try row.text("office")), village: Text(try row.text("village")),
                    grid: Text(try row.text("grid")), total: try row.points("total"), band: try row.text("band"),
                    monthlyAmount: try row.yuan("monthly_amount"), rank: try row.count(ifAny: "rank")))
        }
        var due = Yuan.zero
        try BundleCSV.read(ClosingTables.pay.schema, in: bundle) { due += try $0.yuan("due") }
        let rulebook = try Rulebook(
            yaml: try bundle.bytes(BundlePath.rulebook), file: BundlePath.rulebook, installed: items)
        return (standings, due, rulebook.bands.bands.map(\.key))
    }
}
