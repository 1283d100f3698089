public import AssessmentKernel
public import Bundle
import Closing
public import DistrictOffice
public import Register

extension DoneAnswer {
    /// A district's register was made: the recipient for encrypted bundles, and the key that signs receipts.
    public static func madeRegister(
        of name: String, in folder: String, recipient: String, keyPath: String
    ) -> DoneAnswer {
        DoneAnswer(
            LocalText(
                "加密接收者：\(recipient)\n回执公钥：\(keyPath)", "recipient: \(recipient)\nkey of the receipts: \(keyPath)"),
            next: LocalText(
                "已在 \(folder) 新建“\(name)”的登记簿。下一步：kaohe district trust ‹乡镇› ‹公钥文件› --workspace \(folder)",
                "Made the register of \(name) in \(folder). Next: kaohe district trust TOWNSHIP KEYFILE --workspace \(folder)"
            ))
    }

    /// A township's key was registered.
    public static func registeredKey(_ key: PublicKey, of township: String) -> DoneAnswer {
        DoneAnswer(
            LocalText(
                "已登记“\(township)”的公钥 \(key.identifier)。", "The key \(key.identifier) of \(township) is registered."))
    }

    /// A receipt of the district was recorded.
    public static func recordedReceipt(_ receipt: TakenReceipt) -> DoneAnswer {
        let time = LocalTime.text(receipt.receivedAt)
        return DoneAnswer(
            LocalText(
                "\(receipt.district) 已于 \(time) 收到 \(receipt.bundle)，回执已记入日志。",
                "\(receipt.district) received \(receipt.bundle) at \(time) (Beijing time); the receipt is in the journal."
            ))
    }
}

/// The townships' registered keys.
public struct TrustedKeysAnswer: Answer {
    private let keys: [TrustedKeyEntry]

    /// Answers with the keys.
    public init(_ keys: [TrustedKeyEntry]) { self.keys = keys }

    /// One row per key.
    public func page(in say: Language) -> AnswerPage {
        var table = AnswerTable([
            .init(say("乡镇", "township")), .init(say("密钥", "key")), .init(say("公钥", "public key")),
        ])
        for key in keys { table.add([key.township, key.number, key.line]) }
        var page = AnswerPage()
        page.add(table)
        return page
    }
}

/// Received bundles, and the outcome of each.
public struct ReceiveAnswer: EncodableAnswer {
    private let bundles: [ReceivedBundle]

    /// Answers with the bundles in their order.
    public init(_ bundles: [ReceivedBundle]) { self.bundles = bundles }

    /// Whether any was refused.
    public var hasRefusal: Bool {
        bundles.contains {
            switch $0.outcome {
            case .accepted, .known: false
            case .refused, .failed: true
            }
        }
    }

    /// One line per bundle.
    public func page(in say: Language) -> AnswerPage {
        AnswerPage(bundles.map { line($0, say) }.joined(separator: "\n"))
    }

    private func line(_ bundle: ReceivedBundle, _ say: Language) -> String {
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
            case .failed(let problem):
                say("✗ \(who)：未能处理——", "✗ \(who): not dealt with — ") + say(problem.what)
            }
        return ([line] + bundle.notes.map { say("  注意：", "  note: ") + say($0) }).joined(separator: "\n")
    }

    /// The bundles for programs.
    public func json(in say: Language) -> any Encodable { bundles.map { ReceivedJSON($0, say) } }
}

/// A received bundle as JSON.
private struct ReceivedJSON: Encodable {
    let file, township, bundle, outcome: String
    let reason, receipt: String?
    let notes: [String]

    init(_ bundle: ReceivedBundle, _ say: Language) {
        notes = bundle.notes.map { say($0) }
        file = bundle.file
        township = bundle.township
        self.bundle = bundle.name
        switch bundle.outcome {
        case .accepted(let path): (outcome, reason, receipt) = ("accepted", nil, path)
        case .known(let path): (outcome, reason, receipt) = ("known", nil, path)
        case .failed(let problem): (outcome, reason, receipt) = ("failed", say(problem.what), nil)
        case .refused(let why, let isAlarm):
            (outcome, reason, receipt) = (isAlarm ? "alarm" : "refused", say(why), nil)
        }
    }
}
