public import AssessmentKernel
import Histories
import Importing
public import Ledger
import RecordStore
import Rulebook
public import Workspace

/// Whose closed quarters are looked back on.
public enum HistorySubject: Hashable, Sendable {
    /// All assessed members.
    case township
    /// One member, by the code or, where only one member has it, the name.
    case member(String)
    /// The members whom the roster has in a village.
    case village(String)
    /// The members whom the roster has under an office.
    case office(String)
}

/// Closed quarters, oldest first: totals, bands, what the items took, and pay.
public struct History: Sendable {
    /// A quarter as its latest closing has it.
    public struct Period: Sendable {
        /// The closing.
        public let closing: ClosingHead
        /// How many assessed members it is about; one for a member.
        public let members: Int
        /// The total, or the mean of the totals, rounded to a hundredth of a point.
        public let total: Points
        /// How many members each band has, by its key.
        public let bands: [String: Int]
        /// The rank in the township; nil for more than one member, and for an unrated one.
        public let rank: Int?
        /// What each item took, by its key; the mean for more than one member, rounded to a hundredth.
        public let lost: [String: Points]
        /// The pay that is due, over the members and months.
        public let due: Yuan
    }

    /// Whose it is.
    public let subject: HistorySubject
    /// The member; nil for more than one.
    public let member: Member?
    /// The bands of the latest quarter's rulebook, from the highest to the lowest, then others that members have, by key.
    public let bands: [(key: String, title: String)]
    /// The items that took points in any of them, by number.
    public let items: [ItemDescriptor]
    /// The quarters.
    public let periods: [Period]
}

extension Workspace {
    /// Looks back on the closed quarters of a member, a village, an office or the township.
    ///
    /// Quarters in which nobody of them was assessed are left out.
    ///
    /// - Throws: ``Problem`` when there is no such member, or the roster has nobody in the village or office.
    public func history(of subject: HistorySubject) throws -> History {
        let ledger = try openLedger(toRead: true)
        let (found, group) = try scope(of: subject, ledger)
        var periods: [History.Period] = []
        for head in try ledger.closings() {
            if let period = try period(head, of: found?.code, or: group, ledger) { periods.append(period) }
        }
        let used = Set(periods.flatMap(\.bands.keys))
        let latest = try periods.last.map { try rulebook(inForceOn: $0.closing.quarter.range.first).bands.bands } ?? []
        let named = latest.map { (key: $0.key, title: $0.title) }
        let others = used.subtracting(named.map(\.key)).sorted { Text($0) < Text($1) }.map {
            (key: $0, title: $0 == Band.unratedKey ? "" : $0)
        }
        let taken = Set(periods.flatMap { $0.lost.filter { $0.value > .zero }.keys })
        return History(
            subject: subject, member: found, bands: named + others,
            items: items.map { $0.about }.filter { taken.contains($0.key) }.sorted { $0.number < $1.number },
            periods: periods)
    }

    /// The member, or the codes of the members; nil for all.
    func scope(of subject: HistorySubject, _ ledger: Ledger) throws -> (member: Member?, group: Set<Text>?) {
        var found: Member?
        var group: Set<Text>?
        switch subject {
        case .township: break
        case .member(let code): found = try member(code, in: ledger)
        case .village(let name):
            group = Set(try ledger.reading { try $0.members() }.filter { $0.village == Text(name) }.map(\.code))
        case .office(let name):
            group = Set(try ledger.reading { try $0.members() }.filter { $0.office == Text(name) }.map(\.code))
        }
        if group?.isEmpty == true, let problem = unknown(subject) { throw problem }
        return (found, group)
    }

    private func unknown(_ subject: HistorySubject) -> Problem? {
        switch subject {
        case .township, .member: nil
        case .village(let name):
            Problem(
                .usage, LocalText("名册中没有村“\(name)”", "the roster has no village \(name)"),
                next: LocalText("按网格员名册的写法填写村名", "write it as the roster does"))
        case .office(let name):
            Problem(
                .usage, LocalText("名册中没有办事处“\(name)”", "the roster has no office \(name)"),
                next: LocalText("按网格员名册的写法填写办事处", "write it as the roster does"))
        }
    }

    /// A quarter; nil when nobody of them was assessed in it.
    private func period(
        _ head: ClosingHead, of member: Text?, or group: Set<Text>?, _ ledger: Ledger
    ) throws -> History.Period? {
        let quarter = try ClosedQuarter(head, of: member, or: group, ledger)
        return quarter.figures { _ in true }.map { figures in
            History.Period(
                closing: head, members: figures.members, total: figures.total, bands: figures.bands,
                rank: member.flatMap { quarter.members[$0]?.standing.rank }, lost: figures.lost, due: figures.due)
        }
    }
}
