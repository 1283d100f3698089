public import Archive
public import AssessmentKernel
import Bundle
import Foundation

/// The checks of a bundle.
public struct VerifyAnswer: EncodableAnswer {
    private let file: String
    private let report: BundleReport

    /// Answers with the report on a file.
    public init(_ file: String, _ report: BundleReport) {
        self.file = file
        self.report = report
    }

    /// One line per check, then whether the bundle is sound.
    public func page(in say: Language) -> AnswerPage {
        var lines: [String] = []
        if let info = report.info {
            let name = info.only(BagInfo.Label.name) ?? ""
            let township = info.only(BagInfo.Label.township) ?? ""
            lines.append(say("\(township) 上报包 \(name)", "bundle \(name) of \(township)"))
        }
        let width = report.checks.map { $0.id.count }.max() ?? 0
        for check in report.checks {
            let id = check.id.padding(toLength: width, withPad: " ", startingAt: 0)
            lines.append("  \(sign(check)) \(id)  \(say(check.title))")
            for found in check.found { lines.append("      " + say(found)) }
        }
        let failed = report.checks.count { $0.isMust && $0.outcome == .failed }
        lines.append(
            failed == 0
                ? say("核验通过。", "The bundle is sound.")
                : say("核验不通过：\(failed) 项。", "The bundle is refused: \(counted(failed, "check")) failed."))
        if failed == 0, report.signer == nil {
            let unknown = Advice(
                "未用可信公钥核对签名，不能确认出自何人（\(by: .trustedKey)指定公钥）。",
                "Its signature was not checked with a trusted key, so nothing is known of its sender (name a key \(by: .trustedKey))."
            )
            return AnswerPage(lines.joined(separator: "\n") + "\n" + say(unknown))
        }
        return AnswerPage(lines.joined(separator: "\n"))
    }

    private func sign(_ check: BundleCheck) -> String {
        switch check.outcome {
        case .passed: "✓"
        case .failed: check.isMust ? "✗" : "!"
        case .skipped: "–"
        }
    }

    /// The checks for programs.
    public func json(in say: Language) -> any Encodable { Verified(file, report, say) }
}

/// A bundle's report as JSON.
private struct Verified: Encodable {
    struct Check: Encodable {
        let id, title, level, outcome: String
        let found: [String]
    }

    let file: String
    let sound: Bool
    let signer: String?
    let checks: [Check]

    init(_ file: String, _ report: BundleReport, _ say: Language) {
        self.file = file
        sound = report.isSound
        signer = report.signer
        checks = report.checks.map {
            Check(
                id: $0.id, title: say($0.title), level: $0.isMust ? "must" : "should", outcome: $0.outcome.rawValue,
                found: $0.found.map { say($0) })
        }
    }
}
