public import AssessmentValues

/// The post of a grid member.
public enum Post: Int, Choice, Sendable {
    /// 专职, assessed by the regulation (§1.1).
    case fullTime
    /// 兼职.
    case partTime

    /// The key and the titles.
    public var option: ChoiceOption {
        switch self {
        case .fullTime: ChoiceOption("full-time", "专职", "Full-time")
        case .partTime: ChoiceOption("part-time", "兼职", "Part-time")
        }
    }
}

/// A grid member (网格员), as listed in the roster.
public struct Member: Hashable, Sendable {
    /// The code (工号) that every record names.
    public let code: Text
    /// The name.
    public let name: Text
    /// The post.
    public let post: Post
    /// The office (办事处) that the member is grouped under.
    public let office: Text
    /// The village.
    public let village: Text
    /// The grid within the village.
    public let grid: Text
    /// The first day in post.
    public let joinedOn: CivilDate
    /// The last day in post by the roster; nil when the roster gives none.
    public let leftOn: CivilDate?
    /// The last day in post by a removal (§4); nil without one.
    public let removedOn: CivilDate?

    /// Describes a member.
    public init(
        code: Text, name: Text, post: Post, office: Text, village: Text, grid: Text, joinedOn: CivilDate,
        leftOn: CivilDate?, removedOn: CivilDate?
    ) {
        self.code = code
        self.name = name
        self.post = post
        self.office = office
        self.village = village
        self.grid = grid
        self.joinedOn = joinedOn
        self.leftOn = leftOn
        self.removedOn = removedOn
    }

    /// The last day in post, by the roster or a removal, whichever is first; nil without either.
    public var lastDay: CivilDate? {
        guard let leftOn, let removedOn else { return leftOn ?? removedOn }
        return min(leftOn, removedOn)
    }

    /// Whether the member is in post on a day.
    public func isInPost(on day: CivilDate) -> Bool { joinedOn <= day && day <= (lastDay ?? day) }

    /// The days of a period on which the member is in post; nil when there are none.
    public func window(in period: DateRange) -> DateRange? {
        DateRange(max(joinedOn, period.first), through: min(lastDay ?? period.last, period.last))
    }
}
