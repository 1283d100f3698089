import AssessmentKernel
import Register

/// What the register holds while bundles are judged one after the other.
struct RegisteredState {
    /// The receipts in order of arrival.
    var receipts: [Receipt]
    /// The bundles on hold.
    var held: [HeldBundle]
    /// The keys that are or were trusted.
    let trusted: [TrustedKeyEntry]
    /// The heads of journals that were anchored.
    let anchors: [AnchoredHead]
    /// The rulebooks that are or were approved.
    let rulebooks: [ApprovedRulebook]
    /// The figures of the townships' latest bundles, by period and township, as far as they were asked for.
    private var figures: [String: [String: BundleGains.Figures]] = [:]

    /// Reads it.
    ///
    /// - Parameter identity: finds what a bundle is that an earlier version of the program received.
    init(_ register: Register, identity: (Receipt) -> String?) throws(Problem) {
        receipts = try register.receipts().map { $0.identified(identity) }
        held = try register.heldBundles()
        trusted = try register.trustedKeys()
        anchors = try register.anchors()
        rulebooks = try register.rulebooks()
    }

    /// What is usual among the other townships in a period.
    mutating func peers(of township: String, in period: String, _ register: Register) throws(Problem) -> PeerFigures? {
        if figures[period] == nil {
            let stored = try register.gains(period: period)
            var latest: [String: (revision: Int, figures: BundleGains.Figures)] = [:]
            for receipt in receipts where receipt.period == period {
                guard let gains = stored[receipt.sha256].flatMap({ BundleGains(stored: $0) }),
                    receipt.revision > latest[receipt.township]?.revision ?? 0
                else { continue }
                latest[receipt.township] = (receipt.revision, gains.figures)
            }
            figures[period] = latest.mapValues(\.figures)
        }
        return PeerFigures((figures[period] ?? [:]).filter { $0.key != township }.map(\.value))
    }

    /// Notes the figures of a bundle that was received.
    mutating func note(_ gains: BundleGains?, of township: String, in period: String) {
        if let gains { figures[period]?[township] = gains.figures }
    }
}
