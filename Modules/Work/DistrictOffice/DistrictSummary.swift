public import AssessmentKernel
import CSV
import Disk
import Foundation
public import Register
import Rulebook

/// A district's quarter: its townships and their members, ranked.
public struct DistrictSummary: Sendable {
    /// A township's row.
    public struct Township: Sendable {
        /// 1 for the highest mean; ties share a rank; nil without a rated member.
        public fileprivate(set) var rank: Int?
        /// Its latest accepted revision.
        public let receipt: Receipt
        /// Its assessed members.
        public let members: Int
        /// The mean of the rated members' totals, rounded to 0.01; nil without rated members.
        public let mean: Points?
        /// The number of members by band key.
        public let bands: [String: Int]
    }

    /// A member's row.
    public struct Member: Sendable {
        /// 1 for the highest total of the district; ties share a rank; nil for an unrated member.
        public let rank: Int?
        /// The township.
        public let township: String
        /// The member.
        public let standing: ReceivedStanding
    }

    /// The district's name.
    public let district: String
    /// The period.
    public let period: String
    /// The townships by rank and name.
    public let townships: [Township]
    /// The members by rank, township and code.
    public let members: [Member]
    /// Trusted townships without an accepted bundle.
    public let missing: [String]
    /// Bundles that were refused for the period.
    public let refusals: [RefusedBundle]
    /// The keys of the bands of all townships, best first, `unrated` last.
    public let bands: [String]
    /// The pay of all members together.
    public var payDue: Yuan { townships.reduce(.zero) { $0 + $1.receipt.payDue } }
}

extension DistrictOffice {
    /// Sums up a period from the latest accepted revision of each township.
    public func summary(_ period: String) throws(Problem) -> DistrictSummary {
        let register = try Register(opening: registerPath)
        var latest: [String: Receipt] = [:]
        for receipt in try register.receipts() where receipt.period == period {
            if receipt.revision > latest[receipt.township]?.revision ?? 0 { latest[receipt.township] = receipt }
        }
        var townships: [DistrictSummary.Township] = []
        var all: [(township: String, standing: ReceivedStanding)] = []
        var bands: [String] = []
        for receipt in latest.values.sorted(by: { Text($0.township) < Text($1.township) }) {
            let standings = try register.standings(of: receipt)
            let rated = standings.filter { $0.rank != nil }
            let sum = rated.reduce(Int128(0)) { $0 + Int128($1.total.hundredths) }
            let mean =
                rated.isEmpty
                ? nil : Points(hundredths: ExactDecimal.rounded(sum, over: Int128(rated.count)))
            townships.append(
                DistrictSummary.Township(
                    rank: nil, receipt: receipt, members: standings.count, mean: mean,
                    bands: standings.reduce(into: [:]) { $0[$1.band, default: 0] += 1 }))
            all += standings.map { (receipt.township, $0) }
            bands += receipt.bands.filter { !bands.contains($0) }
        }
        let means = Ranks(townships.compactMap { $0.mean?.hundredths })
        for place in townships.indices { townships[place].rank = means.rank(of: townships[place].mean?.hundredths) }
        let totals = Ranks(all.filter { $0.standing.rank != nil }.map(\.standing.total.hundredths))
        let members = all.map { township, standing in
            DistrictSummary.Member(
                rank: standing.rank == nil ? nil : totals.rank(of: standing.total.hundredths), township: township,
                standing: standing)
        }
        return DistrictSummary(
            district: try register.district(), period: period,
            townships: townships.sorted {
                ($0.rank ?? .max, Text($0.receipt.township)) < ($1.rank ?? .max, Text($1.receipt.township))
            },
            members: members.sorted {
                ($0.rank ?? .max, Text($0.township), $0.standing.member)
                    < ($1.rank ?? .max, Text($1.township), $1.standing.member)
            },
            missing: Set(try register.trustedKeys().map(\.township)).subtracting(latest.keys)
                .sorted { Text($0) < Text($1) },
            refusals: try register.refusals(period: period),
            bands: bands + [Band.unratedKey])
    }

    /// Writes a summary as `townships.csv` and `members.csv` into a folder.
    public func write(_ summary: DistrictSummary, to folder: String) throws(Problem) {
        try Files.makeFolder(folder)
        var townships = CSVWriter()
        townships.row(
            ["rank", "township", "revision", "members", "mean"] + summary.bands + ["pay_due", "bundle", "received_at"])
        for row in summary.townships {
            townships.row(
                [
                    row.rank.map(String.init) ?? "", row.receipt.township, String(row.receipt.revision),
                    String(row.members), row.mean?.description ?? "",
                ] + summary.bands.map { String(row.bands[$0] ?? 0) } + [
                    row.receipt.payDue.description, row.receipt.sha256, row.receipt.receivedAt,
                ])
        }
        for name in summary.missing {
            townships.row(["", name] + Array(repeating: "", count: 3 + summary.bands.count + 3))
        }
        var members = CSVWriter()
        members.row([
            "rank", "township", "member", "name", "office", "village", "grid", "total", "band", "monthly_amount",
        ])
        for row in summary.members {
            let member = row.standing
            members.row([
                row.rank.map(String.init) ?? "", row.township, member.member.string, member.name.string,
                member.office.string, member.village.string, member.grid.string, member.total.description, member.band,
                member.monthlyAmount.description,
            ])
        }
        try Files.writeWhole(townships.bytes, to: folder + "/townships.csv")
        try Files.writeWhole(members.bytes, to: folder + "/members.csv")
    }
}

/// Ranks by number, the highest first; ties share a rank, and the next ranks are skipped.
private struct Ranks {
    private var ranks: [Int64: Int] = [:]

    init(_ numbers: [Int64]) {
        for (place, number) in numbers.sorted(by: >).enumerated() where ranks[number] == nil {
            ranks[number] = place + 1
        }
    }

    func rank(of number: Int64?) -> Int? { number.flatMap { ranks[$0] } }
}
