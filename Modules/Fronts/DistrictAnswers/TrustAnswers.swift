public import Answers
import Archive
public import AssessmentKernel
public import Bundle
import Closing
public import DistrictOffice
public import Register

extension DoneAnswer {
    /// A township's key was registered.
    public static func registeredKey(_ key: PublicKey, of township: String) -> DoneAnswer {
        DoneAnswer(
            LocalText(
                "已登记“\(township)”的公钥 \(key.identifier)。", "The key \(key.identifier) of \(township) is registered."),
            facts: ["township": .text(township), "key": .text(key.identifier)])
    }

    /// A township's key was replaced.
    public static func replacedKey(_ rotation: KeyRotation) -> DoneAnswer {
        DoneAnswer(
            LocalText(
                "“\(rotation.township)”的密钥 \(rotation.old.identifier) 已更换为 \(rotation.new.identifier)。",
                "The key \(rotation.old.identifier) of \(rotation.township) is replaced by \(rotation.new.identifier)."),
            facts: [
                "township": .text(rotation.township), "key": .text(rotation.new.identifier),
                "replaced": .text(rotation.old.identifier),
            ])
    }

    /// Who should report was noted.
    public static func expected(_ townships: [String]) -> DoneAnswer {
        DoneAnswer(
            townships.isEmpty
                ? LocalText("未列应报乡镇；汇总时以登记了公钥的为准。", "No list of who should report: those with a key are expected.")
                : LocalText(
                    "应报乡镇 \(townships.count) 个：\(townships.joined(separator: "、"))。",
                    "\(counted(townships.count, "township")) should report: \(townships.joined(separator: ", "))."),
            facts: ["townships": .texts(townships)])
    }

    /// An anchor was kept.
    public static func keptAnchor(_ taken: TakenAnchor) -> DoneAnswer {
        let anchor = taken.anchor
        return DoneAnswer(
            LocalText(
                "已留存“\(anchor.township)”\(anchor.month) 的日志留痕：第 \(anchor.entries) 条，\(anchor.head.prefix(12))…",
                "Kept the anchor of \(anchor.township) for \(anchor.month): entry \(anchor.entries), \(anchor.head.prefix(12))…"
            ),
            next: taken.contradiction.map { Advice("‼ 警报：\($0.chinese)", "‼ Alarm: \($0.english)") },
            facts: [
                "township": .text(anchor.township), "month": .text(anchor.month.description),
                "entries": .number(anchor.entries), "head": .text(anchor.head),
                "contradicted": .flag(taken.contradiction != nil),
            ])
    }
}

/// The townships' registered keys.
public struct TrustedKeysAnswer: EncodableAnswer {
    private let keys: [TrustedKeyEntry]

    /// Answers with the keys.
    public init(_ keys: [TrustedKeyEntry]) { self.keys = keys }

    /// One row per key.
    public func page(in say: Language) -> AnswerPage {
        var table = AnswerTable([
            .init(say("乡镇", "township")), .init(say("密钥", "key")), .init(say("状态", "state")),
            .init(say("指纹", "fingerprint")), .init(say("公钥", "public key")),
        ])
        for key in keys {
            let state =
                if let revoked = key.revoked {
                    say(
                        "\(LocalTime.text(revoked.since)) 起停用：\(revoked.reason)",
                        "revoked from \(LocalTime.text(revoked.since)): \(revoked.reason)")
                } else if let new = key.replacedBy {
                    say("已换为 \(new)", "replaced by \(new)")
                } else {
                    say("在用", "in use")
                }
            table.add([
                key.township, key.number, state, (try? PublicKey(key.line))?.fingerprint ?? "", key.line,
            ])
        }
        var page = AnswerPage()
        page.add(table)
        return page
    }

    /// The keys for programs, times in UTC.
    public func json(in say: Language) -> any Encodable { keys.map(TrustedKeyJSON.init) }
}

/// A trusted key as JSON.
private struct TrustedKeyJSON: Encodable {
    let township, key, publicKey, fingerprint, trustedAt, state: String
    let revokedSince, revokedFor, replacedBy: String?

    init(_ entry: TrustedKeyEntry) {
        township = entry.township
        key = entry.number
        publicKey = entry.line
        fingerprint = (try? PublicKey(entry.line))?.fingerprint ?? ""
        trustedAt = entry.trustedAt
        state = entry.revoked != nil ? "revoked" : entry.replacedBy != nil ? "replaced" : "used"
        revokedSince = entry.revoked?.since
        revokedFor = entry.revoked?.reason
        replacedBy = entry.replacedBy
    }
}

/// A key that was revoked, with what it had signed.
public struct RevokedKeyAnswer: EncodableAnswer {
    private let key: RevokedKey

    /// Answers with the key.
    public init(_ key: RevokedKey) { self.key = key }

    /// What it signed before, and what has to be looked at.
    public func page(in say: Language) -> AnswerPage {
        let since = LocalTime.text(key.since)
        var page = AnswerPage(
            say(
                "“\(key.township)”的密钥 \(key.number) 自 \(since) 起停用；此后报来的一律拒收。",
                "The key \(key.number) of \(key.township) counts no longer from \(since); what it hands in from now on is refused."
            ))
        for receipt in key.before {
            page.add(
                say(
                    "  此前已收：\(receipt.name)（\(LocalTime.text(receipt.receivedAt))）",
                    "  received before: \(receipt.name) (\(LocalTime.text(receipt.receivedAt)))"))
        }
        for receipt in key.after {
            page.add(
                say(
                    "‼ 停用之日后已收，请逐份核实：\(receipt.name)（\(LocalTime.text(receipt.receivedAt))）",
                    "‼ received since that day; look at each: \(receipt.name) (\(LocalTime.text(receipt.receivedAt)))"))
        }
        page.next(
            say(
                Advice(
                    "请该乡镇\(by: .makeKey)另做密钥，电话核对指纹后\(by: .trustKey)登记。",
                    "Have the township make a new key \(by: .makeKey) and register it \(by: .trustKey), after its fingerprint was read over the telephone."
                )))
        return page
    }

    /// The key and what it signed, for programs; times in UTC.
    public func json(in say: Language) -> any Encodable { RevokedKeyJSON(key) }
}

/// A revoked key as JSON.
private struct RevokedKeyJSON: Encodable {
    struct Signed: Encodable { let township, bundle, receivedAt: String }

    let township, key, since: String
    let before, after: [Signed]

    init(_ key: RevokedKey) {
        func signed(_ receipt: Receipt) -> Signed {
            Signed(township: receipt.township, bundle: receipt.name, receivedAt: receipt.receivedAt)
        }
        township = key.township
        self.key = key.number
        since = key.since
        before = key.before.map(signed)
        after = key.after.map(signed)
    }
}

/// Changes of the register that the program did not make.
public struct RegisterCheckAnswer: EncodableAnswer {
    private let found: [LocalText]

    /// Answers with what was found.
    public init(_ found: [LocalText]) { self.found = found }

    /// One line per difference.
    public func page(in say: Language) -> AnswerPage {
        found.isEmpty
            ? AnswerPage(say("登记簿与各项记录一致。", "The register is as it was written."))
            : AnswerPage(found.map { "✗ " + say($0) }.joined(separator: "\n"))
    }

    /// The differences for programs.
    public func json(in say: Language) -> any Encodable { ["found": found.map { say($0) }] }
}
