public import AssessmentKernel
public import Bundle
import Parallel
package import Rulebook

/// One line of the report on a bundle: the check, its severity, and what was found.
public struct BundleCheck: Sendable {
    /// The check's id, the same in every version.
    public let id: String
    /// What is checked, in a few words.
    public let title: LocalText
    /// Whether a bundle that fails it is refused.
    public let isMust: Bool
    /// The result.
    public let outcome: VerificationReport.Check.Outcome
    /// What was found, one sentence each; empty when it passed.
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
        // Equal results from other item versions are still right.
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

/// The result of verifying a bundle.
public struct BundleReport: Sendable {
    /// The checks in their order.
    public let checks: [BundleCheck]
    /// The contents of `bag-info.txt`; nil when it could not be read.
    public let info: BagInfo?
    /// The number of the trusted key that signed it; nil if no trusted key did.
    public let signer: String?
    /// The bundle, ready to be read; nil when it cannot be.
    public let bundle: OpenBundle?

    /// Whether all mandatory checks passed.
    public var isSound: Bool { !checks.contains { $0.isMust && $0.outcome == .failed } }
}

/// Verifies bundles; no workspace is needed.
public enum BundleCheckup {
    /// Verifies a bundle and, if wanted, recomputes its results.
    ///
    /// - Parameters:
    ///   - path: the path of the ZIP.
    ///   - trusted: the keys whose signatures count.
    ///   - replay: whether the results are recomputed.
    ///   - onlyIfSigned: whether they are recomputed only for a bundle with a good signature by one of the keys.
    ///   - items: the installed items, for the replay.
    ///   - threads: how many are used; the number of cores by default.
    ///   - progress: called from time to time with the members done and the total.
    /// - Throws: ``Problem`` when the file does not exist or cannot be read; faults of the bundle are in the report.
    public static func run(
        _ path: String, trusted: [PublicKey], replay: Bool, onlyIfSigned: Bool = false,
        items: [any AssessmentItem.Type], threads: Int? = nil,
        progress: @escaping (Int, Int) -> Void = { _, _ in }
    ) throws(Problem) -> BundleReport {
        let report = try BundleVerifier.verify(path, trusted: trusted, threads: threads)
        var checks = report.checks.map(BundleCheck.init)
        checks.append(BundleCheck(journalOf: report.bundle))
        if replay {
            let replayed: [BundleCheck]
            if let bundle = report.bundle, !onlyIfSigned || report.signer != nil {
                replayed = Replay(items: items, threads: threads ?? Cores.count, progress: progress).run(bundle)
            } else {
                let why =
                    report.bundle == nil
                    ? LocalText("包无法读取", "the bundle cannot be read")
                    : LocalText("没有可信的签名", "it bears no trusted signature")
                replayed = [BundleCheck(.evidence, .skipped, [why]), BundleCheck(.results, .skipped, [why])]
            }
            // Item versions come first: they may explain all other differences.
            checks =
                replayed.filter { $0.id == BundleCheck.ReplayID.items.rawValue } + checks
                + replayed.filter { $0.id != BundleCheck.ReplayID.items.rawValue }
        }
        return BundleReport(checks: checks, info: report.bundle?.info, signer: report.signer, bundle: report.bundle)
    }

    /// The rulebook in a bundle that was verified when it was accepted and has been kept since.
    package static func rulebook(
        of path: String, name: String, items: [any AssessmentItem.Type]
    ) throws(Problem) -> Rulebook {
        let place = BundlePath.rulebook
        let bytes = try OpenBundle.bytes(of: place, inKept: path, name: name)
        return try Rulebook(yaml: bytes, file: place, installed: items)
    }
}
