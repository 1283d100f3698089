import AssessmentKernel
import Register
public import Rulebook

/// A rulebook that the district has not approved, beside the nearest one that it has.
public struct UnapprovedRulebook: Sendable {
    /// The SHA-256 of its bytes, in lower-case hex.
    public let sha256: String
    /// The file of the nearest approved rulebook; nil where none is approved.
    public let nearest: String?
    /// The parameters that differ from it, with its value as the old one; empty when the two rule alike.
    public let differences: [RulebookDifference]
    /// Whether this rulebook was approved once.
    public let wasWithdrawn: Bool

    /// Compares a rulebook with those that are approved.
    init(_ yaml: [UInt8], among books: [ApprovedRulebook], items: [any AssessmentItem.Type]) {
        sha256 = ApprovedRulebook.digest(yaml)
        let digest = sha256
        wasWithdrawn = books.contains { $0.sha256 == digest }
        // The latest of those that differ in the fewest parameters.
        let compared = books.filter(\.isApproved).reversed().compactMap { book in
            (try? RulebookDifference.between(book.yaml, yaml, installed: items)).map { (book.file, $0) }
        }
        let best = compared.min { $0.1.count < $1.1.count }
        nearest = best?.0
        differences = best?.1 ?? []
    }

    /// Why a bundle under it waits.
    var reason: LocalText {
        let start =
            wasWithdrawn
            ? LocalText("所用细则已撤销核准", "the approval of its rulebook was withdrawn")
            : LocalText("所用细则未经核准", "its rulebook is not approved")
        let digest = String(sha256.prefix(16))
        return LocalText("\(start.chinese)（\(digest)…），暂存待批", "\(start.english) (\(digest)…); it is kept until it is")
    }
}
