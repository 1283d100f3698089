import Archive
import AssessmentKernel
import Bundle
import Closing
import Register
import Rulebook
import Workspace

/// Reads what the register keeps out of an accepted bundle's result files.
enum ReceivedResults {
    /// The members' standings, what is paid out in all, and the keys of the bands.
    static func read(
        _ bundle: OpenBundle?, items: [any AssessmentItem.Type]
    ) throws -> (standings: [ReceivedStanding], payDue: Yuan, bands: [String]) {
        guard let bundle else { throw Problem.unreachable }
        var standings: [ReceivedStanding] = []
        let totals = BundlePath.result(ResultFile.totals.rawValue)
        try BundleCSV.read(totals, columns: ResultFile.totals.columns, in: bundle) { row in
            guard let total = Points(text: row[6]), let amount = Yuan(text: row[8]) else { throw odd(totals, row) }
            standings.append(
                ReceivedStanding(
                    member: Text(row[0]), name: Text(row[1]), office: Text(row[3]), village: Text(row[4]),
                    grid: Text(row[5]), total: total, band: row[7], monthlyAmount: amount, rank: Int(row[9])))
        }
        var due = Yuan.zero
        let pay = BundlePath.result(ResultFile.pay.rawValue)
        try BundleCSV.read(pay, columns: ResultFile.pay.columns, in: bundle) { row in
            guard let amount = Yuan(text: row[9]) else { throw odd(pay, row) }
            due += amount
        }
        let rulebook = try Rulebook(
            yaml: try bundle.bytes(BundlePath.rulebook), file: BundlePath.rulebook, installed: items)
        return (standings, due, rulebook.bands.bands.map(\.key))
    }

    private static func odd(_ file: String, _ row: [String]) -> Problem {
        Problem(
            .badInput,
            LocalText(
                "无法识别的一行：\(row.joined(separator: ","))", "a row that cannot be read: \(row.joined(separator: ","))"),
            at: .init(file: file))
    }
}
