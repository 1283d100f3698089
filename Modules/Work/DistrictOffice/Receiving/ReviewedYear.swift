import Archive
import AssessmentKernel
import Bundle
import Register

/// What an annual review says of the quarters on which it rests, to be held against those that were received.
struct ReviewedYear {
    /// The closings, each with its bundle's digest; empty for a closing without a bundle.
    private let closings: [(name: String, digest: String)]
    /// The members' totals of the quarters in which they were rated.
    private let totals: [Quarter: [Text: Points]]

    /// Reads it from a review's bundle; nil for a quarter's.
    init?(_ bundle: OpenBundle) throws {
        guard bundle.info.only(BagInfo.Label.period).flatMap(Year.init(text:)) != nil else { return nil }
        closings = bundle.info[BagInfo.Label.restsOn].map { line in
            let parts = line.split(separator: " ", maxSplits: 1).map(String.init)
            return (parts.first ?? "", parts.count > 1 ? parts[1] : "")
        }
        totals = try BundleReading.quarterTotals(of: bundle)
    }

    /// The closings that the district never received.
    func unreceived(_ chain: [Receipt]) -> [String] {
        closings.map(\.name).filter { name in !chain.contains { $0.name == name } }
    }

    /// Where it says other than what was received; nil when it does not.
    func contradiction(
        of chain: [Receipt], standings: (Receipt) throws -> [ReceivedStanding]
    ) throws -> LocalText? {
        for (name, digest) in closings {
            guard let receipt = chain.first(where: { $0.name == name }) else { continue }
            if !digest.isEmpty, !receipt.isNamed(digest) {
                return LocalText(
                    "所依据的 \(name) 不是收到的那一份（\(digest.prefix(16))…）",
                    "it rests on another \(name) than the one received (\(digest.prefix(16))…)")
            }
            if let later = chain.filter({ $0.period == receipt.period }).map(\.revision).max(),
                later > receipt.revision
            {
                return LocalText(
                    "所依据的 \(name) 已被收到的第 \(later) 版更正",
                    "it rests on \(name), which revision \(later), received before, replaced")
            }
            guard let quarter = Quarter(text: receipt.period) else { continue }
            let received = try standings(receipt).filter { $0.rank != nil }
            let said = totals[quarter] ?? [:]
            for row in received where said[row.member].map({ $0 != row.total }) ?? false {
                return LocalText(
                    "\(row.member.string) 的 \(quarter) 得分在年评中为 \(said[row.member] ?? .zero)，收到的季度包中为 \(row.total)",
                    "the review has \(said[row.member] ?? .zero) for \(row.member.string) in \(quarter), the bundle received \(row.total)"
                )
            }
            let rated = Set(received.map(\.member))
            if let extra = said.keys.sorted().first(where: { !rated.contains($0) }) {
                return LocalText(
                    "年评中 \(extra.string) 有 \(quarter) 的得分，收到的季度包中没有",
                    "the review has a total of \(extra.string) in \(quarter), the bundle received has none")
            }
        }
        return nil
    }
}
