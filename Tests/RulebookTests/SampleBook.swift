import AssessmentKernel
import Rulebook
import Testing

/// The shipped rulebook in its shortest form, without comments and register, so that a test can change one line of it.
enum SampleBook {
    static let file = "rulebooks/sample.yaml"

    static let text = """
        rulebook: fengmao-2021-71
        title: 冯卯镇社会治理网格化服务管理工作考核细则
        source: 冯政发〔2021〕71号
        effective_from: 2021-01-01
        total: 100
        assessed_posts: [full-time]
        base_pay: 200
        bands:
          - {name: top, title: 优秀, above: 95, amount: 200}
          - {name: good, title: 良好, from: 86, through: 95, amount: 100}
          - {name: fair, title: 合格, from: 76, through: 85, amount: 0}
          - {name: poor, title: 较差, from: 66, through: 75, amount: -100}
          - {name: failing, title: 不合格, through: 65, amount: -200}
        gap_scores: round
        failing_penalty: per-month
        failing_streak: {months: 3, basis: monthly-scores}
        proration: calendar-days
        registered_leave: excuses
        minimum_duty_days: 10
        items:
          training: {maximum: 10, steps: [2, 5, 10], leave_limit: 2, excess_leave: absence, disqualify_at: 3}
          collection: {maximum: 10, per_missing_patrol: 2, per_finding: 2}
          publicity: {maximum: 4, per_task: 1}
          hazards: {maximum: 10, per_late: 1, report_within_hours: 24}
          activity: {maximum: 20, events_per_day: 2, visits_per_day: 2, per_missing: 1, per_void: 2, per_overdue: 0, \
        per_missing_general: 0, appointed_per_week: 3, per_missing_appointed: 0, quota_basis: day, \
        duplicates: review, required_elements: [place, persons, description]}
          mediation: {maximum: 6, per_dispute: 2}
          supervision: {maximum: 15, per_late: 1, per_dissatisfied: 2, satisfaction_standard: 80}
          attendance: {maximum: 10, per_late: 0.5, per_offline: 1, per_spot_offline: 1, missing_record: missed}
          satisfaction: {maximum: 5, weights: {satisfied: 1, fairly: 0.6, dissatisfied: 0}, \
        groups: {committee: 0.5, resident: 0.5}, round_to: 0.1}
          duties: {maximum: 10, per_late: 2, per_absence: 2}
        annual:
          weights: {quarters: 0.7, months: 0.1, satisfaction: 0.2}
          stars: {5: 95, 4: 90, 3: 80, 2: 70, 1: 60}
          minimum_quarters: 4
          minimum_composite: 90
          excellent_share: 0.2
          low_satisfaction: 0.5
          low_satisfaction_raters: [resident]

        """

    /// The text with one passage, which must be in it, replaced.
    static func text(_ passage: String, becomes replacement: String) throws -> String {
        let range = try #require(text.firstRange(of: passage), "\(passage) is not in the sample")
        return text.replacingCharacters(in: range, with: replacement)
    }

    static func read(_ text: String = text) throws -> Rulebook {
        try read(Array(text.utf8))
    }

    static func read(_ bytes: [UInt8]) throws -> Rulebook {
        try Rulebook(yaml: bytes, file: file, installed: stubs)
    }
}

extension String {
    func replacingCharacters(in range: Range<String.Index>, with replacement: String) -> String {
        var copy = self
        copy.replaceSubrange(range, with: replacement)
        return copy
    }
}

/// Expects a refusal of the sample with one passage replaced, at a line and key.
func expectRefusal(
    _ passage: String, becomes replacement: String, line: Int?, key: String?, saying part: String? = nil,
    at location: SourceLocation = #_sourceLocation
) throws {
    let text = try SampleBook.text(passage, becomes: replacement)
    expectRefusal(of: Array(text.utf8), line: line, key: key, saying: part, at: location)
}

/// Expects a refusal of a file, at a line and key.
func expectRefusal(
    of bytes: [UInt8], line: Int?, key: String?, saying part: String? = nil,
    at location: SourceLocation = #_sourceLocation
) {
    let problem = #expect(throws: Problem.self, sourceLocation: location) { _ = try SampleBook.read(bytes) }
    guard let problem else { return }
    #expect(problem.kind == .badInput, sourceLocation: location)
    #expect(problem.place == Problem.Place(file: SampleBook.file, row: line, key: key), sourceLocation: location)
    #expect(!problem.what.chinese.isEmpty && !problem.what.english.isEmpty, sourceLocation: location)
    if let part { #expect(problem.what.english.contains(part), sourceLocation: location) }
}
