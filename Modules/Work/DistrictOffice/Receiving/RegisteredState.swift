import AssessmentKernel
import Register

/// What the register holds while bundles are judged one after the other.
///
/// Whatever is asked for each bundle is found without looking at all receipts: there may be tens of thousands.
struct RegisteredState {
    /// The receipts in order of arrival, by township.
    private var chains: [String: [Receipt]] = [:]
    /// The receipts by what their bundles are, and by the digests of their ZIPs.
    private var bundles: [String: Receipt] = [:]
    /// The bundles on hold.
    var held: [HeldBundle]
    /// The heads of journals that were anchored.
    let anchors: [AnchoredHead]
    /// The rulebooks that are or were approved.
    let rulebooks: [ApprovedRulebook]
    /// The keys that are or were trusted.
    let trusted: [TrustedKeyEntry]
    /// The same by their numbers: a key may have been that of several townships.
    private let keys: [String: [TrustedKeyEntry]]
    /// The figures of the townships' latest bundles by period, as far as they were asked for.
    private var peers: [String: Peers] = [:]

    /// The townships that reported a period.
    private struct Peers {
        var figures: [String: BundleGains.Figures]
        var group: PeerGroup
    }

    /// Reads it.
    ///
    /// - Parameter identity: finds what a bundle is that an earlier version of the program received.
    init(_ register: Register, identity: (Receipt) -> String?) throws(Problem) {
        held = try register.heldBundles()
        trusted = try register.trustedKeys()
        keys = Dictionary(grouping: trusted, by: \.number)
        anchors = try register.anchors()
        rulebooks = try register.rulebooks()
        for receipt in try register.receipts() { add(receipt.identified(identity)) }
    }

    /// Notes the receipt of a bundle that was received.
    mutating func add(_ receipt: Receipt) {
        chains[receipt.township, default: []].append(receipt)
        for digest in [receipt.identity, receipt.sha256] where !digest.isEmpty && bundles[digest] == nil {
            bundles[digest] = receipt
        }
    }

    /// The receipts of a township in order of arrival.
    func chain(of township: String) -> [Receipt] { chains[township] ?? [] }

    /// The receipt of a bundle, packed in this way or another.
    func receipt(of identity: String, _ sha256: String) -> Receipt? { bundles[identity] ?? bundles[sha256] }

    /// The trusted keys of a number.
    func keys(of number: String) -> [TrustedKeyEntry] { keys[number] ?? [] }

    /// What is usual among the other townships in a period.
    mutating func peers(of township: String, in period: String, _ register: Register) throws(Problem) -> PeerFigures? {
        if peers[period] == nil {
            let stored = try register.gains(period: period)
            var latest: [String: (revision: Int, figures: BundleGains.Figures)] = [:]
            for receipt in chains.values.joined() where receipt.period == period {
                guard let gains = stored[receipt.sha256].flatMap({ BundleGains(stored: $0) }),
                    receipt.revision > latest[receipt.township]?.revision ?? 0
                else { continue }
                latest[receipt.township] = (receipt.revision, gains.figures)
            }
            let figures = latest.mapValues(\.figures)
            peers[period] = Peers(figures: figures, group: PeerGroup(figures.values))
        }
        return peers[period].flatMap { $0.group.others(than: $0.figures[township]) }
    }

    /// Notes the figures of a bundle that was received.
    mutating func note(_ gains: BundleGains?, of township: String, in period: String) {
        guard let figures = gains?.figures, peers[period] != nil else { return }
        let former = peers[period]?.figures.updateValue(figures, forKey: township)
        peers[period]?.group.add(figures, insteadOf: former)
    }
}
