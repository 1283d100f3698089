import AssessmentKernel
import CSV
public import Rulebook

/// The rows of a closing's files that one member gives, as bytes; made beside the decision, so that many are made at once.
public struct MemberLines: Sendable {
    /// By file, in the order of ``ResultFile/perMember``.
    public let files: [[UInt8]]

    /// Writes down a member's rows.
    public init(_ result: MemberResult) {
        let member = result.member.code.string
        var scores = CSVWriter()
        var deductions = CSVWriter()
        var pay = CSVWriter()
        var monthly = CSVWriter()
        var findings = CSVWriter()
        var adjustments = CSVWriter()
        if let assessed = result.assessed {
            for item in assessed.quarter.items {
                scores.row([
                    member, item.item, item.maximum.description, item.deducted.description, item.score.description,
                ])
                for deduction in item.deductions {
                    deductions.row([
                        member, item.item, deduction.date.description, deduction.points.description,
                        deduction.kind.code, deduction.kind.clause.citation, deduction.evidenceText,
                    ])
                }
            }
            for (month, score, _) in assessed.months {
                let name = month.description
                for item in score.items { monthly.row([member, name, item.item, item.score.description]) }
                monthly.row([member, name, "total", score.total.description])
            }
            for row in assessed.pay {
                pay.row([
                    member, row.month.description, String(row.daysInPost), row.base.description,
                    row.performance.description, row.charges.description, row.adjustment.description,
                    row.alreadyPaid.description, row.broughtForward.description, row.due.description,
                    row.carriedForward.description,
                ])
            }
        }
        for finding in result.findings { findings.row([member, finding.kind.key, finding.basis.text]) }
        if let changed = result.adjustment {
            adjustments.row([
                member, changed.dueBefore.description, changed.dueNow.description, changed.carriedBefore.description,
                changed.carriedNow.description, changed.amount.description,
            ])
        }
        files = [scores.bytes, deductions.bytes, pay.bytes, monthly.bytes, findings.bytes, adjustments.bytes]
    }
}

/// The files of a closing.
public enum ResultFile: String, CaseIterable, Sendable {
    case scores = "scores.csv"
    case deductions = "deductions.csv"
    case pay = "pay.csv"
    case monthlyScores = "monthly_scores.csv"
    case findings = "findings.csv"
    case adjustments = "adjustments.csv"
    case totals = "totals.csv"
    case warnings = "warnings.csv"
    case interpretations = "interpretations.csv"

    /// Those whose rows come member by member.
    public static let perMember: [ResultFile] = [.scores, .deductions, .pay, .monthlyScores, .findings, .adjustments]

    /// Whether a closing has this file: a first closing adjusts nothing.
    public func isThere(revision: Int) -> Bool { self != .adjustments || revision > 1 }

    /// The header.
    public var columns: [String] {
        switch self {
        case .scores: ["member", "item", "maximum", "deducted", "score"]
        case .deductions: ["member", "item", "date", "points", "code", "clause", "evidence"]
        case .pay:
            [
                "member", "month", "days_in_post", "base", "performance", "charges", "adjustment", "already_paid",
                "brought_forward", "due", "carried_forward",
            ]
        case .monthlyScores: ["member", "month", "item", "score"]
        case .findings: ["member", "finding", "basis"]
        case .adjustments:
            ["member", "due_before", "due_now", "carried_before", "carried_now", "adjustment"]
        case .totals:
            ["member", "name", "post", "office", "village", "grid", "total", "band", "monthly_amount", "rank"]
        case .warnings: ["subject", "code", "detail"]
        case .interpretations: ["id", "clause", "question", "choice", "reason"]
        }
    }

    /// The header line.
    public var header: [UInt8] { ResultFile.bytes { $0.row(columns) } }

    /// `totals.csv` as a whole.
    public static func totals(_ standings: [QuarterClosing.Standing]) -> [UInt8] {
        bytes { writer in
            writer.row(ResultFile.totals.columns)
            for row in standings {
                let member = row.member
                writer.row([
                    member.code.string, member.name.string, member.post.option.key, member.office.string,
                    member.village.string, member.grid.string, row.total.description, row.bandKey,
                    row.monthlyAmount.description, row.rank.map(String.init) ?? "",
                ])
            }
        }
    }

    /// `warnings.csv` as a whole.
    public static func warnings(_ warnings: [Warning]) -> [UInt8] {
        bytes { writer in
            writer.row(ResultFile.warnings.columns)
            for warning in warnings.sorted() {
                writer.row([warning.subject.text.string, warning.kind.code, warning.detail.text])
            }
        }
    }

    /// `interpretations.csv` as a whole: the register of the rulebook that was applied.
    public static func interpretations(_ register: [Interpretation]) -> [UInt8] {
        bytes { writer in
            writer.row(ResultFile.interpretations.columns)
            for entry in register.sorted(by: { Text($0.id) < Text($1.id) }) {
                writer.row([
                    entry.id, entry.clause.citation, entry.question.chinese, entry.choice, entry.reason.chinese,
                ])
            }
        }
    }

    private static func bytes(_ write: (inout CSVWriter) -> Void) -> [UInt8] {
        var writer = CSVWriter()
        write(&writer)
        return writer.bytes
    }
}
