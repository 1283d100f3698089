public import AssessmentKernel
public import Bundle

/// One line of the report on a bundle: what was checked, how much hangs on it, and what was found.
public struct BundleCheck: Sendable {
    /// The check's id, which stays the same from version to version.
    public let id: String
    /// What is checked, in a few words.
    public let title: LocalText
    /// Whether a bundle that fails it is not taken.
    public let isMust: Bool
    /// How it went.
    public let outcome: VerificationReport.Check.Outcome
    /// What was found, one sentence each; none when it passed.
    public let found: [LocalText]

    /// The checks of a replay.
    enum ReplayID: String {
        case items = "replay.items"
        case evidence = "replay.evidence"
        case results = "replay.results"
    }

    init(_ id: ReplayID, _ outcome: VerificationReport.Check.Outcome, _ found: [LocalText]) {
        self.id = id.rawValue
        self.outcome = outcome
        self.found = found
        // Results that come out alike with other versions of the items are right all the same.
        isMust = id != .items
        switch id {
        case .items: title = LocalText("考核项模块版本一致", "the same versions of the items")
        case .evidence: title = LocalText("证据可以重算", "the evidence can be computed again")
        case .results: title = LocalText("重算结果一致", "the results come out alike")
        }
    }

    init(_ check: VerificationReport.Check) {
        id = check.id.rawValue
        title = check.id.title
        isMust = check.level == .must
        outcome = check.outcome
        found = check.found
    }
}

/// What a bundle was found to be.
public struct BundleReport: Sendable {
    /// The checks in their order.
    public let checks: [BundleCheck]
    /// What `bag-info.txt` says; nil when it could not be read.
    public let info: BagInfo?
    /// The number of the trusted key that signed it; nil when none did.
    public let signer: String?
    /// The bundle, to be read; nil when it cannot be.
    public let bundle: OpenBundle?

    /// Whether no check failed that must hold.
    public var isSound: Bool { !checks.contains { $0.isMust && $0.outcome == .failed } }
}

/// Checks bundles, on a machine that need not have a workspace.
public enum BundleCheckup {
    /// Looks at a bundle, and computes its results again if that is wanted.
    ///
    /// - Parameters:
    ///   - path: where the ZIP is.
    ///   - trusted: the keys whose signature counts.
    ///   - replay: whether the results are computed again.
    ///   - items: the installed items, for the replay.
    ///   - progress: called now and then with the members done and all.
    /// - Throws: ``Problem`` when there is no such file or it cannot be read; what is wrong with it is in the report.
    public static func run(
        _ path: String, trusted: [PublicKey], replay: Bool, items: [any AssessmentItem.Type],
        progress: @escaping (Int, Int) -> Void = { _, _ in }
    ) throws(Problem) -> BundleReport {
        let report = try BundleVerifier.verify(path, trusted: trusted)
        var checks = report.checks.map(BundleCheck.init)
        if replay {
            let replayed =
                report.bundle.map { Replay(items: items, progress: progress).run($0) }
                ?? [
                    BundleCheck(.evidence, .skipped, [LocalText("包无法读取", "the bundle cannot be read")]),
                    BundleCheck(.results, .skipped, [LocalText("包无法读取", "the bundle cannot be read")]),
                ]
            // Other versions of the items are said first: they may explain all else.
            checks =
                replayed.filter { $0.id == BundleCheck.ReplayID.items.rawValue } + checks
                + replayed.filter { $0.id != BundleCheck.ReplayID.items.rawValue }
        }
        return BundleReport(checks: checks, info: report.bundle?.info, signer: report.signer, bundle: report.bundle)
    }
}
