package import AssessmentKernel
import Bundle
import Closing
import Disk
import ResultTables
import TownshipTables

/// Checks what a bundle's files say of one another, without computing anything again.
///
/// ```swift
/// let checks = ContentChecks(bundle, items: ItemCatalog.items).run().checks
/// ```
/// Every file is streamed once. In memory are the roster's codes and some numbers per row, of two tables at a time; of a
/// bundle that is sound so far, a bit or a number per row of all tables, within one bound.
package struct ContentChecks {
    let bundle: OpenBundle
    /// The tables that are known here, by key.
    let schemas: [String: TableSchema]
    /// The items that made the bundle, by key.
    private let items: Set<String>
    /// Whether all of them are installed, so that no table of theirs is unknown.
    private let knowsAllItems: Bool
    /// How many read tables at a time.
    let threads: Int

    init(_ bundle: OpenBundle, items installed: [any AssessmentItem.Type], threads: Int = 1) {
        self.bundle = bundle
        self.threads = threads
        schemas = Dictionary(
            ContentChecks.tables(installed).map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
        items = Set(bundle.info[BagInfo.Label.item].map { String($0.prefix { $0 != " " }) })
        knowsAllItems = items.isSubset(of: installed.map { $0.about.key })
    }

    /// The tables that are known here: those of no item, then those of the items.
    package static func tables(_ items: [any AssessmentItem.Type]) -> [TableSchema] {
        [
            MemberTable.shared.schema, RemovalTable.shared.schema, CalendarTable.shared.schema,
            LeaveTable.shared.schema, EquipmentTable.shared.schema,
        ] + items.flatMap { $0.tables }
    }

    /// Runs all of them.
    ///
    /// - Parameter reading: reads the tables while others look at them, instead of each being read for this alone.
    /// - Returns: the checks, and of a quarter the members of whom there is any evidence.
    func run(
        reading: ((OriginWitnesses) throws -> Void)? = nil
    ) -> (checks: [BundleCheck], witnessed: Set<Text>?) {
        var origins = EvidenceOrigins(bundle, schemas)
        var subjects = DecidedSubjects(bundle, schemas, items: items)
        let checks = [
            check(.files) { _ in strangeFiles },
            check(.imports) { log in
                try origins.readImports(&log)
                try subjects.readDecisions(roster: try self.roster)
                guard let reading else {
                    try origins.read(tablePaths, &subjects, threads: threads, &log)
                    return []
                }
                let witnesses = OriginWitnesses(tablePaths, origins, subjects, try SizeBounds(bundle))
                try reading(witnesses)
                try witnesses.report(to: &origins, &subjects, &log)
                return []
            },
            check(.carried) { log in
                let roster = try self.roster
                try carriedValues(roster, &log)
                return []
            },
            check(.decisions) { log in
                subjects.judge(roster: try self.roster, &log)
                return []
            },
        ]
        return (checks, origins.witnessed?.codes)
    }

    private func check(_ id: BundleCheck.ContentID, _ body: (inout FoundFaults) throws -> [LocalText]) -> BundleCheck {
        var log = FoundFaults()
        do { for fault in try body(&log) { log.add(fault) } } catch {
            // What ended the check is said before what it had found until then.
            return BundleCheck(id, [Problem.from(error, bundle.path).sentence] + log.all)
        }
        return BundleCheck(id, log.all)
    }

    /// The tables whose rows lead back to files.
    private var tablePaths: [String] {
        bundle.files.map(\.path).filter { path in
            path.hasPrefix("data/evidence/")
                || path.hasPrefix("data/core/") && !BundlePath.withoutOrigins.contains(path)
        }
    }

    /// The codes of the roster.
    private var roster: Set<Text> {
        get throws {
            var codes: Set<Text> = []
            let path = BundlePath.core(MemberTable.shared.schema.key)
            let most = try SizeBounds(bundle).members
            try bundle.eachRow(of: path) { columns, cells in
                guard let place = columns.firstIndex(of: "member"), place < cells.count else { return }
                codes.insert(Text(cells[place]))
                guard codes.count <= most else { throw SizeBounds.problem(LocalText("网格员", "members"), path) }
            }
            return codes
        }
    }

    /// The files that the product does not write.
    private var strangeFiles: [LocalText] {
        let isReview = bundle.info.only(BagInfo.Label.period).flatMap { Quarter(text: $0) } == nil
        let revision = bundle.info.only(BagInfo.Label.revision).flatMap(Int.init) ?? 1
        let results = isReview ? ReviewTables.all.map(\.schema) : ClosingTables.files(revision: revision)
        let allowed = Set(
            results.compactMap(\.file).map(BundlePath.result) + BundlePath.core
                + [BundlePath.rulebook, BundlePath.carried, BundlePath.package])
        return bundle.files.compactMap { file in
            let path = file.path
            let name = String(path.drop { $0 != "/" }.dropFirst().drop { $0 != "/" }.dropFirst())
            let isKnown =
                if path.hasPrefix("data/evidence/") {
                    !knowsAllItems || schemas[String(name.dropLast(".csv".count))] != nil
                } else if path.hasPrefix("data/reports/") {
                    BundlePath.isReport(name)
                } else {
                    allowed.contains(path)
                }
            return isKnown ? nil : LocalText("上报包不该有 \(path)", "a bundle has no file \(path)")
        }
    }

    /// Checks that carried values name members of the roster, once each.
    private func carriedValues(_ roster: Set<Text>, _ log: inout FoundFaults) throws {
        var seen: Set<CarriedValue> = []
        let file = BundlePath.carried
        let most = SizeBounds.carried(of: roster.count)
        var count = 0
        try BundleCSV.read(BundleTables.carried.schema, at: file, in: bundle) { row in
            count += 1
            guard count <= most else { throw SizeBounds.problem(LocalText("结转值", "carried values"), file) }
            // What it is not able to read the replay refuses.
            guard let value = try? CarriedValue(row) else { return }
            let member = value.member.string
            if !roster.contains(value.member), value.kind != .openQuarter || !member.isEmpty {
                log.add("\(file)：名册中没有 \(member)", "\(file): \(member) is not in the roster")
            }
            let key = CarriedValue(member: value.member, kind: value.kind, period: value.period, value: "")
            if !seen.insert(key).inserted {
                let named = value.period.isEmpty ? value.kind.rawValue : "\(value.kind.rawValue) \(value.period)"
                log.add(
                    "\(file)：\(member) 的 \(named) 出现不止一次", "\(file): \(named) of \(member) is there more than once")
            }
        }
    }
}
