import AssessmentKernel
import Bundle
import Closing
import Disk
import Foundation
import Parallel
import ResultTables
import Rulebook
import Workspace

/// Recomputes a bundle's results from its own evidence, rules, decisions and carried values, and compares every result
/// file byte for byte.
///
/// ```swift
/// let checks = try Replay(items: ItemCatalog.items).run(bundle)
/// ```
/// Nothing is written, and no workspace is needed. Only a few members' evidence is in memory at a time.
struct Replay {
    let items: [any AssessmentItem.Type]
    var threads = Cores.count
    var progress: (Int, Int) -> Void = { _, _ in }

    /// Recomputes the closing.
    func run(_ bundle: OpenBundle) -> [BundleCheck] {
        var checks: [BundleCheck] = []
        let strangers = differentItems(bundle)
        checks.append(
            BundleCheck(.items, strangers.isEmpty ? .passed : .failed, strangers))
        do {
            let differences = try differences(bundle)
            checks.append(BundleCheck(.evidence, .passed, []))
            checks.append(BundleCheck(.results, differences.isEmpty ? .passed : .failed, differences))
        } catch {
            let problem = Problem.from(error, bundle.path)
            checks.append(BundleCheck(.evidence, .failed, [problem.sentence]))
            checks.append(
                BundleCheck(.results, .skipped, [LocalText("证据无法重算", "the evidence cannot be computed again")]))
        }
        return checks
    }

    /// The items of the bundle that are not installed here, or in another version.
    private func differentItems(_ bundle: OpenBundle) -> [LocalText] {
        let installed = Dictionary(
            items.map { ($0.about.key, $0.about.version) }, uniquingKeysWith: { first, _ in first })
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

    /// The places where the results in a quarter's or year's bundle differ from the recomputed ones.
    private func differences(_ bundle: OpenBundle) throws -> [LocalText] {
        let period = bundle.info.only(BagInfo.Label.period) ?? ""
        if let year = Year(text: period) { return try compareReview(bundle, year) }
        guard let quarter = Quarter(text: period),
            let revision = bundle.info.only(BagInfo.Label.revision).flatMap(Int.init), revision >= 1
        else {
            throw Problem(
                .badInput, LocalText("既不是季度也不是年度的上报包", "this is neither a quarter's nor a year's bundle"),
                at: .init(file: bundle.path, key: BagInfo.Label.period))
        }
        return try compare(try ReplayedQuarter(bundle, quarter, revision: revision, items: items), bundle)
    }

    private func compare(_ replayed: ReplayedQuarter, _ bundle: OpenBundle) throws -> [LocalText] {
        let files = ClosingTables.files(revision: replayed.revision).compactMap(\.file)
        var comparisons: [String: ResultComparison] = [:]
        for file in files { comparisons[file] = try ResultComparison(BundlePath.result(file), in: bundle) }
        for table in ClosingTables.perMember(revision: replayed.revision) {
            try table.file.map { try comparisons[$0]?.expect(table.header) }
        }
        var closing = QuarterClosing(replayed.rules, acceptedEmpty: replayed.acceptedEmpty)
        for quarter in replayed.openQuarters { closing.warn(.earlierQuarterOpen(quarter)) }
        let cases = ReplayCases(replayed, bundle)
        var done = 0
        try OrderedMap<[(MemberResult, MemberLines)]>.run(
            count: cases.count, runLength: 1, threads: threads,
            work: { mapRuns in
                try mapRuns { place in
                    try cases.cases(place).map { subject in
                        let result = try replayed.rules.decide(subject)
                        return (result, MemberLines(result))
                    }
                }
            },
            take: { results in
                for (result, lines) in results {
                    closing.add(result)
                    for (file, bytes) in lines.files { try comparisons[file]?.expect(bytes) }
                }
                done += results.count
                progress(done, replayed.members.count)
            })
        try cases.finish()
        for table in ClosingTables.whole {
            try table.schema.file.map { try comparisons[$0]?.expect(table.file(closing)) }
        }
        for comparison in comparisons.values { try comparison.finish() }
        let blocked = closing.blockers().map { blocker in
            LocalText("按规则不得结算：\(blocker.text.chinese)", "it should not have been closed: \(blocker.text.english)")
        }
        return blocked + files.compactMap { comparisons[$0]?.difference }
    }
}

extension Problem {
    /// The place and the difference as one sentence of a report.
    var sentence: LocalText {
        let place = [place.file, place.row.map { "row \($0)" }, place.key].compactMap(\.self).joined(separator: ", ")
        let chinesePlace = [self.place.file, self.place.row.map { "第 \($0) 行" }, self.place.key]
            .compactMap(\.self).joined(separator: "，")
        return LocalText(
            chinesePlace.isEmpty ? what.chinese : "\(chinesePlace)：\(what.chinese)",
            place.isEmpty ? what.english : "\(place): \(what.english)")
    }
}
