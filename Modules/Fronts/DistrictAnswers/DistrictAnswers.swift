public import Answers
public import AssessmentKernel
import Closing
public import DistrictOffice
import Register
import Rulebook

extension DoneAnswer {
    /// A district's register was made: the recipient for encrypted bundles, and the key that signs receipts.
    public static func madeRegister(
        of name: String, in folder: String, recipient: String, keyPath: String
    ) -> DoneAnswer {
        DoneAnswer(
            LocalText(
                "加密接收者：\(recipient)\n回执公钥：\(keyPath)", "recipient: \(recipient)\nkey of the receipts: \(keyPath)"),
            next: Advice(
                "已在 \(folder) 新建“\(name)”的登记簿。下一步：\(deed: .trustKey) \(deed: .workspaceFolder) \(folder)",
                "Made the register of \(name) in \(folder). Next: \(deed: .trustKey) \(deed: .workspaceFolder) \(folder)"
            ),
            facts: [
                "district": .text(name), "folder": .text(folder), "recipient": .text(recipient),
                "publicPath": .text(keyPath),
            ])
    }

    /// A receipt of the district was recorded.
    public static func recordedReceipt(_ receipt: TakenReceipt) -> DoneAnswer {
        let time = LocalTime.text(receipt.receivedAt)
        return DoneAnswer(
            LocalText(
                "\(receipt.district) 已于 \(time) 收到 \(receipt.bundle)，回执已记入日志。",
                "\(receipt.district) received \(receipt.bundle) at \(time) (Beijing time); the receipt is in the journal."
            ),
            facts: [
                "district": .text(receipt.district), "bundle": .text(receipt.bundle),
                "receivedAt": .text(receipt.receivedAt),
            ])
    }
}

/// Received bundles, and the outcome of each.
public struct ReceiveAnswer: EncodableAnswer {
    private let bundles: [ReceivedBundle]
    private let items: [any AssessmentItem.Type]

    /// Answers with the bundles in their order.
    ///
    /// - Parameter items: the installed items, for the titles of items and tables.
    public init(_ bundles: [ReceivedBundle], items: [any AssessmentItem.Type]) {
        self.bundles = bundles
        self.items = items
    }

    /// Whether any was refused or is on hold.
    public var hasRefusal: Bool {
        bundles.contains {
            switch $0.outcome {
            case .accepted, .known: false
            case .refused, .failed, .held: true
            }
        }
    }

    /// One line per bundle.
    public func page(in say: Language) -> AnswerPage {
        AnswerPage(bundles.map { line($0, say) }.joined(separator: "\n"))
    }

    private func line(_ bundle: ReceivedBundle, _ say: Language) -> Phrase {
        let who = bundle.name.isEmpty ? bundle.file : "\(bundle.township) \(bundle.name)"
        let line =
            switch bundle.outcome {
            case .accepted(let receipt): say("✓ \(who)：已接收，回执 \(receipt)", "✓ \(who): received, receipt \(receipt)")
            case .known(let receipt):
                say("✓ \(who)：此前已接收，回执 \(receipt)", "✓ \(who): received before, receipt \(receipt)")
            case .refused(let reason, let isAlarm):
                (isAlarm
                    ? say("‼ \(who)：警报——", "‼ \(who): alarm — ") : say("✗ \(who)：拒收——", "✗ \(who): refused — "))
                    + say(reason)
            case .held(let reason, _):
                say("… \(who)：暂存——", "… \(who): on hold — ") + say(reason)
            case .failed(let problem):
                say("✗ \(who)：未能处理——", "✗ \(who): not dealt with — ") + say(problem.what)
            }
        var lines = ([line] + bundle.notes.map { say("  注意：", "  note: ") + say($0) }).map { Phrase($0) }
        if case .held(_, let rulebook?) = bundle.outcome {
            lines += rulebook.lines(in: say).map { Phrase("  " + $0) }
            let held = Deed.held(String(rulebook.sha256.prefix(16)))
            lines.append(
                say(
                    Advice(
                        "  核对后核准：\(deed: .approveRulebook)，或\(deed: held)",
                        "  approve it once it is checked: \(deed: .approveRulebook), or \(deed: held)")))
        }
        if let gains = bundle.gains {
            lines += GainsWords(say, items: items).lines(gains, bundle.peers).map { Phrase("  · " + $0) }
        }
        return lines.joined(separator: "\n")
    }

    /// The bundles for programs.
    public func json(in say: Language) -> any Encodable { received(in: say) }

    func received(in say: Language) -> [ReceivedJSON] { bundles.map { ReceivedJSON($0, say) } }

    var isEmpty: Bool { bundles.isEmpty }
}

/// A received bundle as JSON.
struct ReceivedJSON: Encodable {
    let file, township, bundle, outcome: String
    let reason, receipt: String?
    let notes: [String]
    let differences: [Difference]?
    let gains: BundleGains?
    let others: PeerFigures?

    /// A parameter of a rulebook that is not approved.
    struct Difference: Encodable { let parameter, title: String; let old, new: String? }

    init(_ bundle: ReceivedBundle, _ say: Language) {
        gains = bundle.gains
        others = bundle.peers
        if case .held(_, let rulebook?) = bundle.outcome {
            differences = rulebook.differences.map {
                Difference(parameter: $0.path, title: say($0.title), old: $0.old, new: $0.new)
            }
        } else {
            differences = nil
        }
        notes = bundle.notes.map { say($0) }
        file = bundle.file
        township = bundle.township
        self.bundle = bundle.name
        switch bundle.outcome {
        case .accepted(let path): (outcome, reason, receipt) = ("accepted", nil, path)
        case .known(let path): (outcome, reason, receipt) = ("known", nil, path)
        case .held(let why, _): (outcome, reason, receipt) = ("held", say(why), nil)
        case .failed(let problem): (outcome, reason, receipt) = ("failed", say(problem.what), nil)
        case .refused(let why, let isAlarm):
            (outcome, reason, receipt) = (isAlarm ? "alarm" : "refused", say(why), nil)
        }
    }
}
