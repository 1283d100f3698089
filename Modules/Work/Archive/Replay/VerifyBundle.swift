public import AssessmentKernel
public import Bundle
import Parallel
public import Reports
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
        case reports = "replay.reports"
    }

    /// The checks of what the files say of one another.
    enum ContentID: String {
        case files = "content.files"
        case imports = "content.imports"
        case carried = "content.carried"
        case decisions = "content.decisions"
    }

    init(_ id: ContentID, _ found: [LocalText]) {
        self.id = id.rawValue
        self.found = found
        isMust = true
        outcome = found.isEmpty ? .passed : .failed
        switch id {
        case .files: title = LocalText("没有多余的文件", "no file that the product does not write")
        case .imports: title = LocalText("每条记录都出自一个导入文件的一行", "every record comes from a row of an imported file")
        case .carried: title = LocalText("结转值属于名册中的人", "carried values are of members")
        case .decisions: title = LocalText("人工决定的事项存在", "decisions are about what is there")
        }
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
        case .reports: title = LocalText("重新制作的报告一致", "the reports come out alike")
        }
    }

    /// A comparison with an original export.
    ///
    /// - Parameter file: its name in `imports.csv`; empty for the files that were not given.
    package init(original file: String, _ outcome: VerificationReport.Check.Outcome, _ found: [LocalText]) {
        id = "original.rows"
        self.outcome = outcome
        self.found = found
        isMust = true
        title = file.isEmpty ? LocalText("原件", "the originals") : LocalText("原件 \(file)", "the original \(file)")
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
    /// What it says of itself; nil when that could not be read.
    public let head: BundleHead?
    /// The number of the trusted key that signed it; nil if no trusted key did.
    public let signer: String?
    /// The bundle, ready to be read; nil when it cannot be.
    public let bundle: OpenBundle?
    /// Why its payload was not unpacked; nil when it was, or could not be.
    public let refusal: LocalText?
    /// The members of whom any evidence counts by a day of its quarter; nil for a review, and for a bundle that could not
    /// be read.
    package let witnessed: Set<Text>?

    /// The contents of `bag-info.txt`; nil when it could not be read.
    public var info: BagInfo? { head?.info }
    /// The report with further checks.
    package func adding(_ more: [BundleCheck]) -> BundleReport {
        BundleReport(
            checks: checks + more, head: head, signer: signer, bundle: bundle, refusal: refusal, witnessed: witnessed)
    }

    /// Whether all mandatory checks were carried out and passed.
    public var isSound: Bool { bundle != nil && !checks.contains { $0.isMust && $0.outcome == .failed } }
}

/// Verifies bundles; no workspace is needed.
public enum BundleCheckup {
    /// Verifies a bundle and, if wanted, recomputes its results.
    ///
    /// - Parameters:
    ///   - path: the path of the ZIP.
    ///   - trusted: the keys whose signatures count.
    ///   - replay: whether the results are recomputed.
    ///   - gate: which bundles are unpacked at all; a district takes ``BundleGate/signed(_:)``, so that what a stranger
    ///     made costs next to nothing.
    ///   - items: the installed items, for the replay.
    ///   - reports: the reports of a quarter's closing, for the replay.
    ///   - threads: how many are used; the number of cores by default.
    ///   - progress: called from time to time with the members done and the total.
    /// - Throws: ``Problem`` when the file does not exist or cannot be read; faults of the bundle are in the report.
    public static func run(
        _ path: String, trusted: [PublicKey], replay: Bool, gate: BundleGate = .open,
        items: [any AssessmentItem.Type], reports: [ClosingReports.Maker] = ClosingReports.all, threads: Int? = nil,
        progress: @escaping (Int, Int) -> Void = { _, _ in }
    ) throws(Problem) -> BundleReport {
        try run(
            path, trusted: trusted, replay: replay, gate: gate, rulebooks: BundleRulebooks(items: items),
            reports: reports, threads: threads, progress: progress)
    }

    /// Verifies a bundle, one of several.
    ///
    /// - Parameters:
    ///   - rulebooks: those of the bundles before, with the installed items.
    ///   - room: a bundle whose payload has at most so many bytes is unpacked once and held in memory.
    package static func run(
        _ path: String, trusted: [PublicKey], replay: Bool, gate: BundleGate, rulebooks: BundleRulebooks,
        reports: [ClosingReports.Maker] = ClosingReports.all, threads: Int? = nil, holding room: UInt64 = 0,
        progress: @escaping (Int, Int) -> Void = { _, _ in }
    ) throws(Problem) -> BundleReport {
        let begun = try BundleVerifier.begin(path, trusted: trusted, gate: gate, threads: threads, holding: room)
        let threads = threads ?? Cores.count
        let replayer = Replay(rulebooks, reports: reports, threads: threads, progress: progress)
        func contentChecks(_ bundle: OpenBundle) -> ContentChecks {
            ContentChecks(bundle, items: rulebooks.items, threads: threads)
        }
        var early = begun.unchecked.flatMap { EarlyChecks($0, contentChecks($0), replay ? replayer : nil) }
        let report = begun.finish()
        if begun.unchecked == nil, let bundle = report.bundle {
            early = EarlyChecks(bundle, contentChecks(bundle), replay ? replayer : nil)
        }
        var checks = report.checks.map(BundleCheck.init)
        var replayed: [BundleCheck] = []
        var isConsistent = false
        var witnessed: Set<Text>?
        if let bundle = report.bundle {
            let contents = early?.contents ?? contentChecks(bundle).run()
            isConsistent = contents.checks.allSatisfy { $0.outcome == .passed }
            checks += contents.checks
            witnessed = contents.witnessed
        }
        checks.append(BundleCheck(journalOf: report.bundle))
        if replay {
            if let bundle = report.bundle, isConsistent {
                replayed = early?.replayed ?? replayer.run(bundle)
            } else {
                let why =
                    report.bundle == nil
                    ? report.refusal ?? LocalText("包无法读取", "the bundle cannot be read")
                    : LocalText("包内各文件互相矛盾", "its files contradict one another")
                replayed = [.evidence, .results, .reports].map { BundleCheck($0, .skipped, [why]) }
            }
        }
        // Item versions come first: they may explain all other differences.
        checks =
            replayed.filter { $0.id == BundleCheck.ReplayID.items.rawValue } + checks
            + replayed.filter { $0.id != BundleCheck.ReplayID.items.rawValue }
        return BundleReport(
            checks: checks, head: report.head, signer: report.signer, bundle: report.bundle, refusal: report.refusal,
            witnessed: witnessed)
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
