import AssessmentKernel
import Closing
public import Histories
import Ledger
import RecordStore
import ResultTables
import Rulebook
public import Workspace

extension Workspace {
    /// The most closed quarters that stand beside each other on a page.
    private static var mostQuarters: Int { 8 }

    /// Looks back on the latest closed quarters of a member, a village, an office or the township, with those of each
    /// of its members: what a page and a workbook show.
    ///
    /// Quarters in which nobody of them was assessed are left out.
    ///
    /// - Throws: ``Problem`` when there is no such member, or the roster has nobody in the village or office.
    public func historyBook(of subject: HistorySubject) throws -> HistoryBook {
        let ledger = try openLedger(toRead: true)
        let (found, group) = try scope(of: subject, ledger)
        var quarters: [ClosedQuarter] = []
        var unshown = 0
        for head in try ledger.closings().reversed() {
            if quarters.count < Workspace.mostQuarters {
                let quarter = try ClosedQuarter(head, of: found?.code, or: group, ledger)
                if !quarter.members.isEmpty { quarters.append(quarter) }
            } else if try ledger.totals(of: head).keys.contains(where: { code in
                found.map { $0.code == code } ?? group?.contains(code) ?? true
            }) {
                unshown += 1
            }
        }
        quarters.reverse()
        let bands = try quarters.last.map { try rulebook(inForceOn: $0.head.quarter.range.first).bands.bands } ?? []
        let used = Set(quarters.flatMap { $0.members.values.map(\.standing.band) })
        let others = used.subtracting(bands.map(\.key)).sorted { Text($0) < Text($1) }
        let roster = Dictionary(
            try ledger.reading { try $0.members() }.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
        let members = Set(quarters.flatMap(\.members.keys)).sorted().map { roster[$0] ?? Workspace.unknown($0) }
        func groups(_ name: (Member) -> Text) -> [HistoryBook.Group] {
            Dictionary(grouping: members, by: name).sorted { $0.key < $1.key }.map { name, members in
                let codes = Set(members.map(\.code))
                return HistoryBook.Group(
                    name.isBlank ? "—" : name.string, quarters.map { $0.figures { codes.contains($0) } })
            }
        }
        let taken = Set(
            quarters.flatMap { quarter in
                quarter.members.values.flatMap { $0.lost.filter { $0.value > .zero }.keys }
            })
        return HistoryBook(
            owner: try owner(subject, found, ledger), isOfOne: found != nil,
            periods: quarters.map { HistoryBook.Period($0.head.quarter, closing: $0.head.name) }, unshown: unshown,
            bands: bands.map(\.name)
                + others.map { BandName(key: $0, title: "") },
            ranked: bands.count,
            items: items.map { $0.about }.filter { taken.contains($0.key) }.sorted { $0.number < $1.number },
            whole: HistoryBook.Group("", quarters.map { $0.figures { _ in true } }),
            offices: found == nil ? groups(\.office) : [], villages: found == nil ? groups(\.village) : [],
            people: members.map { member in
                HistoryBook.Person(member, quarters.map { $0.members[member.code]?.standing })
            })
    }

    private func owner(_ subject: HistorySubject, _ found: Member?, _ ledger: Ledger) throws -> String {
        let township = try ledger.township()
        switch subject {
        case .township: return township
        case .village(let name), .office(let name): return township + name
        case .member: return township + (found.map { "\($0.name)（\($0.code)）" } ?? "")
        }
    }

    /// A member whom the roster no longer has.
    private static func unknown(_ code: Text) -> Member {
        Member(
            code: code, name: code, post: .fullTime, office: "", village: "", grid: "", joinedOn: .init(dayNumber: 0),
            leftOn: nil, removedOn: nil)
    }
}

/// What a closing gave to some members.
struct ClosedQuarter {
    struct Result {
        let standing: HistoryBook.Standing
        var lost: [String: Points] = [:]
        var due = Yuan.zero
    }

    let head: ClosingHead
    /// By code.
    private(set) var members: [Text: Result] = [:]

    init(_ head: ClosingHead, of member: Text?, or group: Set<Text>?, _ ledger: Ledger) throws {
        self.head = head
        for row in try ledger.records(ClosingTables.totals.schema, of: member, in: head) {
            let code = Text(try row.text("member"))
            guard group?.contains(code) ?? true else { continue }
            members[code] = Result(
                standing: .init(
                    total: try row.points("total"), band: try row.text("band"), rank: try row.count(ifAny: "rank")))
        }
        for row in try ledger.records(ClosingTables.scores.schema, of: member, in: head) {
            members[Text(try row.text("member"))]?.lost[try row.text("item")] = try row.points("deducted")
        }
        for row in try ledger.records(ClosingTables.pay.schema, of: member, in: head) {
            members[Text(try row.text("member"))]?.due += try row.yuan("due")
        }
    }

    /// What some of them come to; nil without any.
    func figures(of isOne: (Text) -> Bool) -> HistoryBook.Figures? {
        var (count, sum, bands, lost, due) = (0, Points.zero, [String: Int](), [String: Points](), Yuan.zero)
        for (code, result) in members where isOne(code) {
            count += 1
            sum += result.standing.total
            bands[result.standing.band, default: 0] += 1
            for (item, points) in result.lost { lost[item, default: .zero] += points }
            due += result.due
        }
        guard count > 0 else { return nil }
        func mean(_ points: Points) -> Points { Points.mean(points, of: count) ?? .zero }
        return HistoryBook.Figures(
            members: count, total: mean(sum), bands: bands, lost: lost.mapValues(mean), due: due)
    }
}
