import AssessmentKernel
import CSV

/// The files of an annual review.
public enum ReviewFile: String, CaseIterable, Sendable {
    case stars = "stars.csv"
    case annual = "annual.csv"
    case findings = "findings.csv"

    /// The header.
    public var columns: [String] {
        switch self {
        case .stars: ["village", "grid", "composite", "stars"]
        case .annual:
            [
                "member", "quarters_mean", "months_mean", "satisfaction", "composite", "merit_flag", "eligible",
                "excellent",
            ]
        case .findings: ["member", "finding", "basis"]
        }
    }

    /// The file as a whole.
    public func bytes(_ review: AnnualReview) -> [UInt8] {
        var writer = CSVWriter()
        writer.row(columns)
        switch self {
        case .stars:
            for row in review.stars {
                writer.row([row.village.string, row.grid.string, row.composite.description, String(row.stars)])
            }
        case .annual:
            for row in review.members {
                writer.row([
                    row.member.code.string, row.quarters.description, row.months.description,
                    row.satisfaction?.description ?? "", row.composite.description, ReviewFile.flag(row.hasMeritFlag),
                    ReviewFile.flag(row.isEligible), ReviewFile.flag(row.isExcellent),
                ])
            }
        case .findings:
            for (member, finding) in review.findings {
                writer.row([member.code.string, finding.kind.key, finding.basis.text])
            }
        }
        return writer.bytes
    }

    private static func flag(_ value: Bool) -> String { value ? "yes" : "no" }
}
