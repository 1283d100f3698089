import AssessmentKernel
import Bundle
import Closing
import Disk
import Parallel
import Reports
import ResultTables
import Rulebook
import Workspace

/// Recomputes a bundle's results from its own evidence, rules, decisions and carried values, and compares every result
/// file byte for byte.
///
/// ```swift
/// let checks = Replay(BundleRulebooks(items: ItemCatalog.items)).run(bundle)
/// ```
/// Nothing is written, and no workspace is needed. Only a few members' evidence is in memory at a time.
struct Replay {
    let rulebooks: BundleRulebooks
    /// The reports of a quarter's closing.
    var reports = ClosingReports.all
    var threads = Cores.count
    var progress: (Int, Int) -> Void = { _, _ in }
    /// Who looks at the tables while they are read.
    var witnesses = OriginWitnesses.none

    init(
        _ rulebooks: BundleRulebooks, reports: [ClosingReports.Maker] = ClosingReports.all, threads: Int = Cores.count,
        progress: @escaping (Int, Int) -> Void = { _, _ in }
    ) {
        self.rulebooks = rulebooks
        (self.reports, self.threads, self.progress) = (reports, threads, progress)
    }

    /// Recomputes the closing.
    func run(_ bundle: OpenBundle) -> [BundleCheck] {
        var checks: [BundleCheck] = []
        let strangers = differentItems(bundle)
        checks.append(
            BundleCheck(.items, strangers.isEmpty ? .passed : .failed, strangers))
        do {
            let (differences, reports) = try differences(bundle, strangers: !strangers.isEmpty)
            checks.append(BundleCheck(.evidence, .passed, []))
            checks.append(BundleCheck(.results, differences.isEmpty ? .passed : .failed, differences))
            switch reports {
            case .compared(let differences):
                checks.append(BundleCheck(.reports, differences.isEmpty ? .passed : .failed, differences))
            case .skipped(let why): checks.append(BundleCheck(.reports, .skipped, [why]))
            }
        } catch {
            let problem = Problem.from(error, bundle.path)
            checks.append(BundleCheck(.evidence, .failed, [problem.sentence]))
            checks.append(
                BundleCheck(.results, .skipped, [LocalText("证据无法重算", "the evidence cannot be computed again")]))
            checks.append(
                BundleCheck(.reports, .skipped, [LocalText("证据无法重算", "the evidence cannot be computed again")]))
        }
        return checks
    }

    /// The items of the bundle that are not installed here, or in another version.
    private func differentItems(_ bundle: OpenBundle) -> [LocalText] {
        let installed = Dictionary(
            rulebooks.items.map { ($0.about.key, $0.about.version) }, uniquingKeysWith: { first, _ in first })
        return bundle.info[BagInfo.Label.item].compactMap { line in
            let parts = line.split(separator: " ", maxSplits: 1).map(String.init)
            guard parts.count == 2, let ours = installed[parts[0]] else {
                return LocalText("未安装考核项模块 \(line)", "the item \(line) is not installed here")
            }
            if ours == parts[1] { return nil }
            return LocalText(
                "考核项 \(parts[0]) 的模块版本不同：包内 \(parts[1])，本机 \(ours)",
                "the item \(parts[0]) has another version: \(parts[1]) in the bundle, \(ours) here")
        }
    }

    /// The places where the results in a quarter's or year's bundle differ from the recomputed ones, and what came of its
    /// reports.
    private func differences(
        _ bundle: OpenBundle, strangers: Bool
    ) throws -> (results: [LocalText], reports: RemadeReports.Outcome) {
        let remade: Result<RemadeReports, RemadeReports.Skipped>
        do { remade = .success(try RemadeReports(bundle, strangers: strangers)) } catch let why as RemadeReports.Skipped
        {
            remade = .failure(why)
        }
        let period = bundle.info.only(BagInfo.Label.period) ?? ""
        if let year = Year(text: period) { return try compareReview(bundle, year, remade) }
        guard let quarter = Quarter(text: period),
            let revision = bundle.info.only(BagInfo.Label.revision).flatMap(Int.init), revision >= 1
        else {
            throw Problem(
                .badInput, LocalText("既不是季度也不是年度的上报包", "this is neither a quarter's nor a year's bundle"),
                at: .init(file: bundle.path, key: BagInfo.Label.period))
        }
        return try compare(
            try ReplayedQuarter(bundle, quarter, revision: revision, rulebooks, witnesses), bundle, remade)
    }

    private func compare(
        _ replayed: ReplayedQuarter, _ bundle: OpenBundle, _ remade: Result<RemadeReports, RemadeReports.Skipped>
    ) throws -> (results: [LocalText], reports: RemadeReports.Outcome) {
        let strange =
            try rulesDiffer(bundle, replayed.rules.rulebook, on: replayed.rules.quarter.range.first)
            + strangeTables(bundle, replayed.rules.tables)
        let files = ClosingTables.files(revision: replayed.revision).compactMap(\.file)
        var comparisons: [String: ResultComparison] = [:]
        for file in files { comparisons[file] = try ResultComparison(BundlePath.result(file), in: bundle) }
        for table in ClosingTables.perMember(revision: replayed.revision) {
            try table.file.map { try comparisons[$0]?.expect(table.header) }
        }
        var closing = QuarterClosing(replayed.rules, acceptedEmpty: replayed.acceptedEmpty)
        for quarter in replayed.openQuarters { closing.warn(.earlierQuarterOpen(quarter)) }
        let remadeReports = try remade.success.map { try QuarterReports($0, replayed.rules, bundle, reports) }
        let prepare = remadeReports?.prepare
        var done = 0
        try ReplayCases(replayed, bundle, withOrigins: prepare != nil, witnesses).map(
            threads: threads,
            { subject, originals in
                let result = try replayed.rules.decide(subject, givesReasons: prepare != nil, explainsMonths: false)
                return (result, MemberLines(result, isKept: false), prepare?(result, originals))
            },
            take: { results in
                for (result, lines, piece) in results {
                    closing.add(result)
                    for (file, bytes) in lines.files { try comparisons[file]?.expect(bytes) }
                    if let piece { try remadeReports?.add(piece) }
                }
                done += results.count
                progress(done, replayed.members.count)
            })
        for table in ClosingTables.whole {
            try table.schema.file.map { try comparisons[$0]?.expect(table.file(closing)) }
        }
        for comparison in comparisons.values { try comparison.finish() }
        let blocked = closing.blockers().map { blocker in
            LocalText("按规则不得结算：\(blocker.text.chinese)", "it should not have been closed: \(blocker.text.english)")
        }
        let differences = strange + blocked + files.compactMap { comparisons[$0]?.difference }
        return (differences, try remade.outcome { _ in try remadeReports?.finish(closing) ?? [] })
    }

    /// Whether the rulebook is another than the bundle names, or was not in force.
    func rulesDiffer(_ bundle: OpenBundle, _ rulebook: Rulebook, on day: CivilDate) throws -> [LocalText] {
        var differences: [LocalText] = []
        let named = bundle.info.only(BagInfo.Label.rulebook) ?? ""
        if named != rulebook.key {
            differences.append(
                LocalText(
                    "\(BagInfo.Label.rulebook) 为 \(named)，规则文件自称 \(rulebook.key)",
                    "the \(BagInfo.Label.rulebook) is \(named), the rulebook calls itself \(rulebook.key)"))
        }
        if !rulebook.isInForce(on: day) {
            differences.append(
                LocalText("规则 \(rulebook.key) 在 \(day) 并未施行", "the rulebook \(rulebook.key) was not in force on \(day)")
            )
        }
        return differences
    }

    /// The evidence of tables that the rules do not read.
    func strangeTables(_ bundle: OpenBundle, _ tables: [TableSchema]) -> [LocalText] {
        let read = Set(tables.map { BundlePath.evidence($0.key) })
        return bundle.files.map(\.path).filter { $0.hasPrefix("data/evidence/") && !read.contains($0) }.map { path in
            LocalText("规则用不到 \(path)", "the rules do not read \(path)")
        }
    }
}

extension Result<RemadeReports, RemadeReports.Skipped> {
    /// The reports; nil when they are not compared.
    var success: RemadeReports? { try? get() }

    /// What comes of the reports, whose files the closure makes and names.
    func outcome(_ make: (RemadeReports) throws -> [ReportFile]) throws -> RemadeReports.Outcome {
        switch self {
        case .failure(let skipped): .skipped(skipped.reason)
        case .success(let remade): .compared(try remade.compare(try make(remade)))
        }
    }
}
