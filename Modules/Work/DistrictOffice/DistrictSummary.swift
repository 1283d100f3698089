import Archive
public import AssessmentKernel
import Closing
import Disk
import Foundation
public import Register
import Reports
import ResultTables
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
        /// What it could gain by; nil for a bundle that an earlier version of the program received.
        public let gains: BundleGains?
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

    /// A band, as the rulebook of a township names it.
    public struct BandName: Sendable {
        /// Its key.
        public let key: String
        /// Its title; the key where the rulebook cannot be read any more.
        public let title: LocalText
    }

    /// The district's name.
    public let district: String
    /// The period.
    public let period: String
    /// The townships by rank and name.
    public let townships: [Township]
    /// The members by rank, township and code.
    public let members: [Member]
    /// Townships that should report and have no accepted bundle; without a list of them, those that are trusted.
    public let missing: [String]
    /// Bundles on hold for the period.
    public let held: [HeldBundle]
    /// Bundles that were refused for the period.
    public let refusals: [RefusedBundle]
    /// The bands of all townships, best first, that of the unrated last.
    public let bands: [BandName]
    /// The quarters before, as far as any was received, latest first; at most four.
    public let before: [Earlier]

    /// A quarter before that of a summary.
    public struct Earlier: Sendable {
        /// The quarter.
        public let period: String
        /// The townships' means of their latest revisions then, by name; those without a rated member have none.
        public let means: [String: Points]

        /// Its key as a column.
        var key: String { "mean_\(period.lowercased())" }
        var title: LocalText { LocalText("\(period)", "\(period)") }
    }

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
        let gains = try register.gains(period: period)
        let before = try earlier(period, register)
        var townships: [DistrictSummary.Township] = []
        var all: [(township: String, standing: ReceivedStanding)] = []
        var bands: [DistrictSummary.BandName] = []
        let receipts = latest.values.sorted { Text($0.township) < Text($1.township) }
        for (receipt, standings) in zip(receipts, try register.standings(of: receipts)) {
            let rated = standings.filter { $0.rank != nil }
            let sum = rated.reduce(Int128(0)) { $0 + Int128($1.total.hundredths) }
            let mean = Points.mean(hundredths: sum, of: rated.count)
            townships.append(
                DistrictSummary.Township(
                    rank: nil, receipt: receipt, members: standings.count, mean: mean,
                    bands: standings.reduce(into: [:]) { $0[$1.band, default: 0] += 1 },
                    gains: gains[receipt.sha256].flatMap { BundleGains(stored: $0) }))
            all += standings.map { (receipt.township, $0) }
            bands += names(of: receipt.bands.filter { key in !bands.contains { $0.key == key } }, receipt)
        }
        let means = Ranks(townships.compactMap(\.mean))
        for place in townships.indices { townships[place].rank = townships[place].mean.flatMap { means[$0] } }
        let totals = Ranks(all.filter { $0.standing.rank != nil }.map(\.standing.total))
        // They stand in the order of townships and codes, which is that of equal ranks.
        let members = all.enumerated().map { place, member in
            (place, member.standing.rank == nil ? nil : totals[member.standing.total])
        }.sorted { ($0.1 ?? .max, $0.0) < ($1.1 ?? .max, $1.0) }.map { place, rank in
            DistrictSummary.Member(rank: rank, township: all[place].township, standing: all[place].standing)
        }
        return DistrictSummary(
            district: try register.district(), period: period,
            townships: townships.sorted {
                ($0.rank ?? .max, Text($0.receipt.township)) < ($1.rank ?? .max, Text($1.receipt.township))
            },
            members: members,
            missing: try due(register).subtracting(latest.keys).sorted { Text($0) < Text($1) },
            held: try register.heldBundles().filter { $0.period == period },
            refusals: try register.refusals(period: period),
            bands: bands + [.init(key: Band.unratedKey, title: Band.unratedTitle)], before: before)
    }

    /// The quarters before a summary's.
    private func earlier(_ period: String, _ register: Register) throws(Problem) -> [DistrictSummary.Earlier] {
        guard var quarter = Quarter(text: period) else { return [] }
        var found: [DistrictSummary.Earlier] = []
        for _ in 0..<4 where quarter.year > 1 {
            quarter = quarter.previous
            var latest: [String: ReceivedSum] = [:]
            for sum in try register.sums(period: quarter.description)
            where sum.revision > latest[sum.township]?.revision ?? 0 { latest[sum.township] = sum }
            if latest.isEmpty { continue }
            let means = latest.compactMapValues { Points.mean(hundredths: Int128($0.total), of: $0.rated) }
            found.append(.init(period: quarter.description, means: means))
        }
        return found
    }

    /// The townships that should report.
    private func due(_ register: Register) throws(Problem) -> Set<String> {
        let expected = try register.expectedTownships()
        return expected.isEmpty ? Set(try register.trustedKeys().filter(\.isInUse).map(\.township)) : expected
    }

    /// Bands of an accepted bundle, with the titles of the rulebook in it.
    private func names(of keys: [String], _ receipt: Receipt) -> [DistrictSummary.BandName] {
        if keys.isEmpty { return [] }
        let path = bundlesFolder + "/" + receipt.sha256 + ".zip"
        let rulebook = try? BundleCheckup.rulebook(of: path, name: receipt.name, items: items)
        return keys.map { key in
            let title = rulebook?.bands.bands.first { $0.key == key }?.title ?? key
            return .init(key: key, title: LocalText(title, key))
        }
    }

    /// Writes a summary into a folder, where no file of these names may be yet: `townships.csv` and `members.csv` for
    /// programs, `summary.xlsx` and `summary.html` for people.
    public func write(_ summary: DistrictSummary, to folder: String) throws(Problem) {
        let tables: [any ResultRows<DistrictSummary>] = [DistrictTables.townships(summary), DistrictTables.members]
        let scratch = try ScratchPlace()
        let reports = try summary.report.write(as: "summary", into: scratch.path)
        for file in tables.compactMap(\.schema.file) + reports { try Files.mustBeFree(folder + "/" + file) }
        try Files.makeFolder(folder)
        for file in reports { try Files.copy(scratch.path + "/" + file, to: folder + "/" + file, replacing: false) }
        for table in tables {
            guard let file = table.schema.file else { continue }
            try Files.writeWhole(GuardedFile.bytes(table, summary), to: folder + "/" + file, replacing: false)
        }
    }
}
