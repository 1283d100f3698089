import AssessmentKernel
import Rulebook
import TestValues
import Testing

/// The shipped rulebook in its shortest form, without comments and register, so that a test can change one line.
enum SampleBook {
    static let file = "rulebooks/sample.yaml"

    static let text = SampleRulebook.text(
        "fengmao-2021-71", title: "冯卯镇社会治理网格化服务管理工作考核细则", source: "冯政发〔2021〕71号",
        items: [
            "training: {maximum: 10, steps: [2, 5, 10], leave_limit: 2, excess_leave: absence, disqualify_at: 3}",
            "collection: {maximum: 10, per_missing_patrol: 2, per_finding: 2}",
            "publicity: {maximum: 4, per_task: 1}",
            "hazards: {maximum: 10, per_late: 1, report_within_hours: 24}",
            "activity: {maximum: 20, events_per_day: 2, visits_per_day: 2, per_missing: 1, per_void: 2, per_overdue: 0, "
                + "per_missing_general: 0, appointed_per_week: 3, per_missing_appointed: 0, quota_basis: day, "
                + "duplicates: review, required_elements: [place, persons, description]}",
            "mediation: {maximum: 6, per_dispute: 2}",
            "supervision: {maximum: 15, per_late: 1, per_dissatisfied: 2, satisfaction_standard: 80}",
            "attendance: {maximum: 10, per_late: 0.5, per_offline: 1, per_spot_offline: 1, missing_record: missed}",
            "satisfaction: {maximum: 5, weights: {satisfied: 1, fairly: 0.6, dissatisfied: 0}, "
                + "groups: {committee: 0.5, resident: 0.5}, round_to: 0.1}",
            "duties: {maximum: 10, per_late: 2, per_absence: 2}",
        ])

    /// The text with one passage, which must be in it, replaced.
    static func text(_ passage: String, becomes replacement: String) throws -> String {
        try text.replacing(first: passage, with: replacement)
    }

    static func read(_ text: String = text) throws -> Rulebook {
        try read(Array(text.utf8))
    }

    static func read(_ bytes: [UInt8]) throws -> Rulebook {
        try Rulebook(yaml: bytes, file: file, installed: stubs)
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
    #expect(!problem.what.chinese.isEmpty, sourceLocation: location)
    #expect(!problem.what.english.isEmpty, sourceLocation: location)
    if let part { #expect(problem.what.english.contains(part), sourceLocation: location) }
}
