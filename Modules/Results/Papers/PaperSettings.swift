public import AssessmentKernel

/// What papers say besides the results: whom to call, where to go, how long, who signs.
///
/// What is empty is left blank on the paper, to be filled in by hand.
public struct PaperSettings: Sendable, Hashable {
    /// Who issues the papers, such as 冯卯镇综治中心.
    public var issuer = ""
    /// The telephone for objections.
    public var telephone = ""
    /// The place for objections.
    public var place = ""
    /// The workdays of the posting.
    public var postingDays = 5
    /// The workdays within which a member may appeal.
    public var appealDays = 5
    /// Who prepared the papers (制表).
    public var preparer = ""
    /// Who checked them (审核).
    public var reviewer = ""
    /// Who pays (财务).
    public var accountant = ""
    /// Who leads (主要领导).
    public var leader = ""
    /// The day that the papers bear; nil for a blank.
    public var date: CivilDate?
    /// The last day of the posting and the last day of an appeal; nil for a blank.
    public var lastDays: (posting: CivilDate, appeal: CivilDate)? {
        get { postingEnd.flatMap { posting in appealEnd.map { (posting, $0) } } }
        set { (postingEnd, appealEnd) = (newValue?.posting, newValue?.appeal) }
    }
    private var postingEnd: CivilDate?
    private var appealEnd: CivilDate?

    /// Nothing is set.
    public init() {}
}
