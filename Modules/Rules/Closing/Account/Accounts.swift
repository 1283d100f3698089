public import AssessmentKernel

/// The accounts of all members: closings and issued notices, summed up for the next closing or notice.
///
/// ```swift
/// var accounts = Accounts()
/// try ledger.facts { accounts.add($0) }
/// let past = accounts.past(of: member.code, for: quarter)
/// ```
/// Facts may come in any order, except the months of one closing. Memory use is a few words per member and quarter.
public struct Accounts: Sendable {
    private var books = Books()
    private var members: [Text: Account] = [:]

    /// Makes empty accounts.
    public init() {}

    /// Adds a fact.
    public mutating func add(_ fact: Fact) {
        switch fact {
        case .closing(let made): books.add(made)
        case .notice(let month): books.issued.insert(month)
        case .pay(let member, let row, let made): members[member, default: Account()].add(row, made)
        case .adjustment(let member, let amount, _): members[member, default: Account()].listed += amount
        case .month(let member, let month, let isFailing, let made):
            members[member, default: Account()].add(month, isFailing: isFailing, made)
        case .total(let member, let isFailing, let made):
            members[member, default: Account()].add(isFailing: isFailing, made)
        case .noticePay(let member, let month, let paid, let withheld):
            members[member, default: Account()].notices[month] = (paid, withheld)
        }
    }

    /// A member's past for a closing of a quarter, whether the first or a revision.
    ///
    /// - Parameter contested: months whose score an open appeal may still change.
    public func past(of member: Text, for quarter: Quarter, contested: Set<Month> = []) -> PastClosings {
        (members[member] ?? Account()).past(for: quarter, books, contested)
    }

    /// A member's debt for the notice of a month; not negative.
    ///
    /// The debt that the month's quarter brings forward, less what notices have withheld since the latest earlier
    /// quarter that pays the member. For an issued notice, the amount that it withheld.
    public func debt(of member: Text, in month: Month) -> Yuan {
        (members[member] ?? Account()).debt(in: month, books)
    }
}

/// The closings made and notices issued, common to all members.
struct Books: Sendable {
    /// The number of each quarter's first closing.
    private(set) var first: [Quarter: Int64] = [:]
    /// The latest revision of each quarter.
    private(set) var latest: [Quarter: Int] = [:]
    /// The months whose notice is issued.
    var issued: Set<Month> = []

    mutating func add(_ made: MadeClosing) {
        if made.revision == 1 { first[made.quarter] = made.number }
        latest[made.quarter] = max(latest[made.quarter] ?? 0, made.revision)
    }
}
