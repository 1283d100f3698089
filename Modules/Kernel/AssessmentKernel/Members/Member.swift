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
    /// All that is known of a member, behind one reference: members are copied for each row of the results.
    @usableFromInline final class Details: Sendable {
        @usableFromInline let known: Known
        init(_ known: Known) { self.known = known }
    }

    @usableFromInline struct Known: Hashable, Sendable {
        @usableFromInline let code, name: Text
        @usableFromInline let post: Post
        @usableFromInline let office, village, grid: Text
        @usableFromInline let joinedOn: CivilDate
        @usableFromInline let leftOn, removedOn: CivilDate?
    }

    @usableFromInline let details: Details

    /// The code (工号) that every record names.
    @inlinable public var code: Text { details.known.code }
    /// The name.
    @inlinable public var name: Text { details.known.name }
    /// The post.
    @inlinable public var post: Post { details.known.post }
    /// The office (办事处) that the member is grouped under.
    @inlinable public var office: Text { details.known.office }
    /// The village.
    @inlinable public var village: Text { details.known.village }
    /// The grid within the village.
    @inlinable public var grid: Text { details.known.grid }
    /// The first day in post.
    @inlinable public var joinedOn: CivilDate { details.known.joinedOn }
    /// The last day in post by the roster; nil when the roster gives none.
    @inlinable public var leftOn: CivilDate? { details.known.leftOn }
    /// The last day in post by a removal (§4); nil without one.
    @inlinable public var removedOn: CivilDate? { details.known.removedOn }

    /// Describes a member.
    public init(
        code: Text, name: Text, post: Post, office: Text, village: Text, grid: Text, joinedOn: CivilDate,
        leftOn: CivilDate?, removedOn: CivilDate?
    ) {
        details = Details(
            Known(
                code: code, name: name, post: post, office: office, village: village, grid: grid, joinedOn: joinedOn,
                leftOn: leftOn, removedOn: removedOn))
    }

    /// Equal when all that is known is.
    public static func == (left: Member, right: Member) -> Bool {
        left.details === right.details || left.details.known == right.details.known
    }

    /// Feeds all that is known to the hasher.
    public func hash(into hasher: inout Hasher) { hasher.combine(details.known) }

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
