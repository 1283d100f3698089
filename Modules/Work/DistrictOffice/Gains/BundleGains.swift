import AssessmentKernel
import Foundation

/// What a township could gain by in a bundle: what an officer should look at, because the signature and the replay do not
/// speak of it.
///
/// All of it is compared with the township's bundle before; the register keeps it.
public struct BundleGains: Hashable, Sendable, Codable {
    /// A member, and how they stood.
    public struct Person: Hashable, Sendable, Codable {
        /// The code.
        public let member: String
        /// The name.
        public let name: String
        /// The total in hundredths; nil for somebody who was not assessed.
        public let total: Int?
        /// What the band is called; nil for somebody who was not assessed.
        public let band: String?
        /// The rank in the township; nil for somebody who was not rated.
        public let rank: Int?

        /// Describes a member.
        public init(member: String, name: String, total: Int? = nil, band: String? = nil, rank: Int? = nil) {
            (self.member, self.name, self.total, self.band, self.rank) = (member, name, total, band, rank)
        }
    }

    /// An upheld appeal.
    public struct Appeal: Hashable, Sendable, Codable {
        /// The member's code.
        public let member: String
        /// The key of the item.
        public let item: String
        /// The record or the day that it excuses.
        public let subject: String
        /// Why it was upheld.
        public let reason: String
    }

    /// What upheld appeals changed for a member.
    public struct Effect: Hashable, Sendable, Codable {
        /// The member as they stand.
        public let person: Person
        /// The total in hundredths that they would have.
        public let without: Int
        /// What the band is called that they would be in.
        public let bandWithout: String
    }

    /// What a revision changed.
    public struct Revision: Hashable, Sendable, Codable {
        /// The members whose pay it changed.
        public var members = 0
        /// What it gives to members, in fen.
        public var raised = 0
        /// What it takes from members, in fen.
        public var lowered = 0
    }

    /// What can be told in one number, for the comparison with the bundle before and with other townships.
    public struct Figures: Hashable, Sendable, Codable {
        /// The members assessed.
        public var members = 0
        /// The workdays of the period on which members were on leave.
        public var leaveDays = 0
        /// The days off beyond the State Council's.
        public var holidays = 0
        /// The tables accepted as empty.
        public var emptyTables = 0
        /// The upheld appeals.
        public var appeals = 0
        /// The members without any evidence.
        public var unwitnessed = 0
    }

    /// Those who were in the roster and in post before, and are no longer, as they stood then.
    public var left: [Person] = []
    /// Those who are new in the roster.
    public var joined: [Person] = []
    /// The members with the most days of leave, at most five.
    public var leave: [Leave] = []
    /// The days off beyond the State Council's.
    public var holidays: [String] = []
    /// The keys of the tables that were accepted as empty.
    public var emptyTables: [String] = []
    /// Why they have no rows, by key, where that was said.
    public var emptyReasons: [String: String]?
    /// The upheld appeals.
    public var appeals: [Appeal] = []
    /// What they changed.
    public var effects: [Effect] = []
    /// What it changed, for a revision.
    public var revision: Revision?
    /// The members all of whose evidence is missing.
    public var unwitnessed: [Person] = []
    /// The figures.
    public var figures = Figures()
    /// The figures of the bundle before; nil for the first.
    public var before: Figures?

    /// A member's days of leave.
    public struct Leave: Hashable, Sendable, Codable {
        /// The member.
        public let person: Person
        /// The workdays of the period on leave.
        public let days: Int
    }

    /// Nothing to look at.
    public init() {}

    /// As the register keeps it.
    func stored() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }

    /// Reads what the register keeps; nil for a text that is none.
    init?(stored text: String) {
        guard let read = try? JSONDecoder().decode(BundleGains.self, from: Data(text.utf8)) else { return nil }
        self = read
    }
}

extension BundleGains {
    /// Compares a bundle with the township's bundle before.
    ///
    /// - Parameter before: nil for the township's first.
    init(_ now: BundleFacts, after before: BundleFacts?) {
        func person(_ code: Text, in facts: BundleFacts) -> Person { facts.person(code) }
        if let before {
            // Between two quarters the roster keeps those who left; they are gone when they are not in post any more.
            let (then, there) = (before.inPost, now.inPost)
            left = then.filter { !there.contains($0) }.sorted().map { person($0, in: before) }
            joined = there.filter { before.names[$0] == nil }.sorted().map { person($0, in: now) }
            self.before = before.figures
        }
        leave = now.leave.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(5).map {
            Leave(person: person($0.key, in: now), days: $0.value)
        }
        holidays = now.holidays.map(\.description)
        emptyTables = now.emptyTables
        emptyReasons = now.emptyReasons.isEmpty ? nil : now.emptyReasons
        appeals = now.appeals
        effects = now.withoutExcuses.sorted { $0.key < $1.key }.compactMap { code, without in
            let standing = person(code, in: now)
            guard standing.total != Int(without.total.hundredths) else { return nil }
            return Effect(
                person: standing, without: Int(without.total.hundredths), bandWithout: now.title(without.band))
        }
        revision = now.revision
        unwitnessed = now.unwitnessed.map { person($0, in: now) }
        figures = now.figures
    }
}
