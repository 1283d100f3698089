public import AssessmentKernel
import StrictYAML

/// A version of the rules: every parameter of the regulation, read from one YAML file.
///
/// ```swift
/// let book = try Rulebook(yaml: bytes, file: "rulebooks/fengmao-2021-71.yaml", installed: ItemCatalog.items)
/// for ruled in book.items { try ruled.item.assess(evidence, &sheet) }
/// let band = book.bands.band(of: total)
/// ```
/// There are no defaults: a file with a missing or unknown parameter, or one of the wrong type, is refused with its
/// line and key. `docs/rulebook.md` describes every parameter.
public struct Rulebook: Sendable {
    /// The key of this version, such as `fengmao-2021-71`: lower-case letters, digits and `-` `_` `.`.
    public let key: String
    /// The title of the regulation.
    public let title: String
    /// The document that it implements, such as 冯政发〔2021〕71号.
    public let source: String
    /// The first day in force (I-17).
    public let effectiveFrom: CivilDate
    /// The last day in force; nil for an open end.
    public let effectiveThrough: CivilDate?
    /// The sum of the items' maxima.
    public let total: Points
    /// The posts that are assessed (§1.1, I-15); at least one.
    public let assessedPosts: Set<Post>
    /// The base pay of a month in yuan, not negative (§1.2).
    public let basePay: Yuan
    /// The bands of the total and the rule between them (§3.1.2, I-1).
    public let bands: BandTable
    /// How often the penalty of the lowest band applies (I-3).
    public let failingPenalty: FailingPenalty
    /// When consecutive failing months lead to a replacement (§3.1.2, I-2).
    public let failingStreak: FailingStreak
    /// How a month partly in post is paid (I-4).
    public let proration: Proration
    /// What registered leave does to trainings, checks and roll-calls (I-18).
    public let registeredLeave: RegisteredLeave
    /// The fewest duty days in a quarter for a member to be rated (I-19).
    public let minimumDutyDays: Int
    /// The items that are scored, by their number in the annex.
    public let items: [RuledItem]
    /// The rules of the annual review.
    public let annual: AnnualRules
    /// The names of the equipment in each member's care (§5), as in the table of equipment; empty when not listed.
    public let kit: [Text]
    /// The open questions and their answers, in the byte order of their numbers; empty when the file has no register.
    public let interpretations: [Interpretation]
    /// The file as the caller named it.
    public let file: String
    /// The file's bytes as read.
    public let text: [UInt8]
    /// The place of `effective_from`.
    let effectiveFromEntry: YAMLEntry

    /// The rule for a total between two bands (I-1).
    public var gapScores: GapScores { bands.gapScores }

    /// Whether the rulebook has started and not ended on a day; a later one may be in force instead.
    public func isInForce(on day: CivilDate) -> Bool {
        effectiveFrom <= day && day <= (effectiveThrough ?? day)
    }

    /// Reads a rulebook.
    ///
    /// - Parameters:
    ///   - yaml: the file's bytes: UTF-8, at most 1 MiB.
    ///   - file: the file's name, for problems.
    ///   - installed: the installed items, in any order; those that the file does not name are not scored.
    /// - Throws: ``Problem`` with file, line and dotted key for anything refused; of kind `fault` when two installed
    ///   items share a key or a number.
    public init(yaml: [UInt8], file: String, installed: [any AssessmentItem.Type]) throws(Problem) {
        try self.init(try YAMLTree.read(yaml, file: file), text: yaml, file: file, installed: installed)
    }

    init(
        _ node: ParameterNode, text: [UInt8], file: String, installed: [any AssessmentItem.Type]
    ) throws(Problem) {
        let root = YAMLEntry(node, file: file)
        let section = try root.section(Rulebook.keys, optional: ["effective_through", "kit", "interpretations"])
        self.file = file
        self.text = text
        key = try section("rulebook").name()
        title = try section("title").text()
        source = try section("source").text()
        effectiveFromEntry = try section("effective_from")
        effectiveFrom = try effectiveFromEntry.date()
        effectiveThrough = try Rulebook.end(section, notBefore: effectiveFrom)
        let total = try section("total")
        self.total = try total.value()
        assessedPosts = try Rulebook.posts(try section("assessed_posts"))
        basePay = try section("base_pay").yuan(canBeNegative: false)
        bands = try BandTable(try section("bands"), gapScores: try section("gap_scores").value())
        failingPenalty = try section("failing_penalty").value()
        failingStreak = try FailingStreak(try section("failing_streak"))
        proration = try section("proration").value()
        registeredLeave = try section("registered_leave").value()
        minimumDutyDays = try section("minimum_duty_days").value()
        items = try RuledItem.items(try section("items"), installed: installed)
        annual = try AnnualRules(try section("annual"))
        kit = try Rulebook.kit(section)
        let sum = items.reduce(Points.zero) { $0 + $1.maximum }
        guard sum == self.total else {
            throw total.refused(
                "总分为 \(self.total)，而各项目满分合计 \(sum)", "the total is \(self.total), but the maxima add up to \(sum)")
        }
        interpretations =
            if let register = section.optional("interpretations") {
                try Interpretation.register(register, root: root)
            } else { [] }
    }

    private static let keys = [
        "rulebook", "title", "source", "effective_from", "total", "assessed_posts", "base_pay", "bands", "gap_scores",
        "failing_penalty", "failing_streak", "proration", "registered_leave", "minimum_duty_days", "items", "annual",
    ]

    private static func end(_ section: YAMLSection, notBefore first: CivilDate) throws(Problem) -> CivilDate? {
        guard let entry = section.optional("effective_through") else { return nil }
        let last = try entry.date()
        guard first <= last else {
            throw entry.refused("早于施行日期 \(first)", "it is before \(first), the first day in force")
        }
        return last
    }

    /// Normalises names like codes: trims white space and maps full-width forms to ASCII.
    private static func kit(_ section: YAMLSection) throws(Problem) -> [Text] {
        guard let entry = section.optional("kit") else { return [] }
        var kit: [Text] = []
        for part in try entry.list() {
            let name = Text(utf8: CellText.normalised(try part.text()))
            guard !kit.contains(name) else { throw part.refused("重复", "stands twice") }
            kit.append(name)
        }
        guard !kit.isEmpty else { throw entry.refused("不能为空；不列名称时整项不写", "must not be empty; leave it out instead") }
        return kit
    }

    private static func posts(_ entry: YAMLEntry) throws(Problem) -> Set<Post> {
        var posts: Set<Post> = []
        for part in try entry.list() {
            guard case .scalar(let key, false) = part.node.content,
                let post = Post.allCases.first(where: { $0.option.key == key })
            else {
                let keys = Post.options.map(\.key)
                throw part.refused(
                    "应为 \(keys.joined(separator: "、")) 之一", "must be one of \(keys.joined(separator: ", "))")
            }
            guard posts.insert(post).inserted else { throw part.refused("重复", "stands twice") }
        }
        guard !posts.isEmpty else { throw entry.refused("不能为空", "must not be empty") }
        return posts
    }
}
