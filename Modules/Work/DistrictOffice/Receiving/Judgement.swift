import Archive
import AssessmentKernel
import Bundle
import Register

/// Whether a verified bundle may be received, beside those that were received before.
struct Judgement {
    private let bundle: Candidate
    /// The receipts of its township, in order of arrival.
    private let chain: [Receipt]
    private let known: RegisteredState
    private let rulebooks: BundleRulebooks
    private let now: String

    /// - Parameter now: the time of receipt, ISO 8601 in UTC.
    init(_ bundle: Candidate, known: RegisteredState, _ rulebooks: BundleRulebooks, now: String) {
        self.bundle = bundle
        chain = known.chain(of: bundle.township)
        self.known = known
        self.rulebooks = rulebooks
        self.now = now
    }

    /// What becomes of a bundle.
    enum Verdict {
        /// It is refused; an alarm means that it contradicts an accepted one.
        case refused(LocalText, isAlarm: Bool)
        /// It waits for a decision of the district.
        case held(LocalText, UnapprovedRulebook?)
        /// It can be accepted, and this is what an officer should know of it.
        case acceptable(notes: [LocalText])
    }

    /// Judges the bundle.
    ///
    /// - Parameters:
    ///   - standings: the members' rows of a received bundle.
    ///   - open: opens the kept bundle of a receipt.
    func verdict(
        standings: (Receipt) throws -> [ReceivedStanding], open: (Receipt) throws -> OpenBundle
    ) throws -> Verdict {
        if let (reason, isAlarm) = unsound ?? foreignKey ?? retiredKey { return .refused(reason, isAlarm: isAlarm) }
        if let waiting { return .held(waiting, nil) }
        if let (reason, isAlarm) = outOfChain { return .refused(reason, isAlarm: isAlarm) }
        let review = try bundle.report?.bundle.flatMap { try ReviewedYear($0) }
        if let contradiction = try review?.contradiction(of: chain, standings: standings) {
            return .refused(contradiction, isAlarm: true)
        }
        let journal = JournalChecks(bundle.journal, after: before)
        if let contradiction = journal.contradiction(anchors: anchors) {
            return .refused(contradiction, isAlarm: true)
        }
        if let contradiction = try carriedDifference(open) { return .refused(contradiction, isAlarm: true) }
        if let unapproved = try unapprovedRulebook { return .held(unapproved.reason, unapproved) }
        return .acceptable(notes: notes(review) + journal.notes(receivedAt: now))
    }

    /// The receipt of the bundle before it.
    private var before: Receipt? { chain.first { $0.isNamed(bundle.previous) } }

    private var anchors: [AnchoredHead] { known.anchors.filter { $0.township == bundle.township } }

    /// Where it brings other debts, failing months or notices with it than the bundles before carried out.
    private func carriedDifference(_ open: (Receipt) throws -> OpenBundle) throws -> LocalText? {
        guard let next = bundle.report?.bundle, before != nil, Quarter(text: bundle.period) != nil else { return nil }
        let check = try CarriedCheck(chain, rulebooks, open: open)
        let kept = try check.bundles.map { try TownshipJournal($0) }
        let journal = KnownJournal((kept + [bundle.journal]).compactMap(\.self))
        return try check.difference(next, isUnbroken: journal.isUnbroken, issued: journal.issued)
    }

    /// A key that was revoked, or that the township has replaced and no longer signs with.
    private var retiredKey: (LocalText, isAlarm: Bool)? {
        guard let signer = bundle.report?.signer, let key = known.keys(of: signer).first else {
            return nil
        }
        if let revoked = key.revoked, now >= revoked.since, !revoked.exceptions.contains(bundle.identity),
            !revoked.exceptions.contains(bundle.sha256)
        {
            return (
                LocalText(
                    "签名密钥 \(signer) 已停用（\(revoked.reason)）；确属该乡镇此前所报的，电话核实校验值 \(bundle.identity) 后在停用该密钥时列为例外放行",
                    "the key \(signer) was revoked (\(revoked.reason)); if the township did report it before, confirm the check value \(bundle.identity) by telephone and let it pass as an exception when the key is revoked"
                ), true
            )
        }
        if let new = key.replacedBy, chain.contains(where: { $0.signedBy == new }),
            !chain.contains(where: { $0.previous == bundle.identity || $0.previous == bundle.sha256 })
        {
            return (
                LocalText(
                    "签名密钥 \(signer) 已更换为 \(new)，且新密钥已用于报送",
                    "the key \(signer) was replaced by \(new), which has signed a bundle since"), true
            )
        }
        return nil
    }

    private func notes(_ review: ReviewedYear?) -> [LocalText] {
        var notes: [LocalText] = []
        if bundle.revision == 1, let period = Quarter(text: bundle.period) {
            let later = chain.compactMap { Quarter(text: $0.period) }.filter { $0 > period }.max()
            if let later {
                notes.append(
                    LocalText("在 \(later) 之后才结算的季度", "a quarter that was closed after \(later)"))
            }
        }
        if let missing = review?.unreceived(chain), !missing.isEmpty {
            notes.append(
                LocalText(
                    "所依据的 \(missing.joined(separator: "、")) 未曾收到，未与之核对",
                    "it rests on \(missing.joined(separator: ", ")), which was not received and not compared"))
        }
        return notes
    }

    /// The bundle before it waits itself.
    private var waiting: LocalText? {
        guard
            let before = known.held.first(where: {
                $0.township == bundle.township && !bundle.previous.isEmpty && $0.identity != bundle.identity
                    && ($0.identity == bundle.previous || $0.sha256 == bundle.previous)
            })
        else { return nil }
        return LocalText("它之前的 \(before.name) 尚在暂存", "\(before.name), the bundle before it, is on hold")
    }

    private var unapprovedRulebook: UnapprovedRulebook? {
        get throws {
            guard let report = bundle.report?.bundle,
                !known.rulebooks.contains(where: { $0.isApproved && $0.sha256 == bundle.rulebook })
            else { return nil }
            return UnapprovedRulebook(
                try report.bytes(BundlePath.rulebook), among: known.rulebooks, items: rulebooks.items)
        }
    }

    private var unsound: (LocalText, isAlarm: Bool)? {
        guard let report = bundle.report else { return (bundle.sealed ?? LocalText("", ""), false) }
        let failed = report.checks.filter { $0.isMust && $0.outcome == .failed }
        if !failed.isEmpty {
            let ids = failed.map(\.id).joined(separator: " ")
            let first = failed.first?.found.first ?? LocalText("", "")
            return (LocalText("核验不通过（\(ids)）：\(first.chinese)", "it fails \(ids): \(first.english)"), false)
        }
        if report.signer == nil {
            return (LocalText("没有可信的签名", "it bears no trusted signature"), false)
        }
        return nil
    }

    private var foreignKey: (LocalText, isAlarm: Bool)? {
        guard let signer = bundle.report?.signer else { return nil }
        let keys = known.keys(of: signer)
        if keys.contains(where: { $0.township == bundle.township }) { return nil }
        let owner = keys.first?.township ?? ""
        return (
            LocalText(
                "签名密钥 \(signer) 属于“\(owner)”，不是“\(bundle.township)”的",
                "the key \(signer) is that of \(owner), not of \(bundle.township)"), true
        )
    }

    private var outOfChain: (LocalText, isAlarm: Bool)? {
        if let same = chain.first(where: { $0.name == bundle.name }) {
            return (
                LocalText(
                    "已收到同一版本 \(bundle.name) 的另一份包（\(same.chained.prefix(16))…）",
                    "another bundle of the same revision \(bundle.name) was received (\(same.chained.prefix(16))…)"),
                true
            )
        }
        // A township's first bundle here may name an earlier one that the district never received and that may come
        // later.
        if chain.contains(where: { $0.previous == bundle.identity || $0.previous == bundle.sha256 }) { return nil }
        let last = chain.last { receipt in !chain.contains { receipt.isNamed($0.previous) } }
        guard let last else { return nil }
        guard last.isNamed(bundle.previous) else {
            if bundle.previous.isEmpty || chain.contains(where: { $0.isNamed(bundle.previous) }) {
                return (
                    LocalText(
                        "链条分叉：它不接在最近收到的 \(last.name) 之后",
                        "the chain forks: it does not follow \(last.name), the last one received"),
                    true
                )
            }
            return (
                LocalText(
                    "缺少它之前的包（\(bundle.previous.prefix(16))…），请先补报",
                    "the bundle before it (\(bundle.previous.prefix(16))…) was not received; have it sent first"),
                false
            )
        }
        return wrongRevision
    }

    /// Revisions count 1, 2, 3, as far as the district has seen the period from its first closing.
    private var wrongRevision: (LocalText, isAlarm: Bool)? {
        let revisions = chain.filter { $0.period == bundle.period }.map(\.revision)
        guard let last = revisions.max(), bundle.revision != last + 1 else { return nil }
        return (
            LocalText(
                "版本不连续：最近收到的是 \(bundle.period)-r\(last)",
                "its revision does not follow \(bundle.period)-r\(last), the last one received"), true
        )
    }
}

extension Receipt {
    /// Whether a bundle that comes after it may name it so: by what it is, or, as bundles of earlier versions of the
    /// program did, by its ZIP.
    func isNamed(_ previous: String) -> Bool { !previous.isEmpty && (identity == previous || sha256 == previous) }

    /// How the bundle is named in messages.
    var chained: String { identity.isEmpty ? sha256 : identity }

    /// The receipt with what its bundle is, for one of an earlier version of the program.
    func identified(_ find: (Receipt) -> String?) -> Receipt {
        guard identity.isEmpty, let found = find(self) else { return self }
        return Receipt(
            township: township, name: name, period: period, revision: revision, sha256: sha256, identity: found,
            previous: previous, signedBy: signedBy, bands: bands, payDue: payDue, receivedAt: receivedAt,
            receivedBy: receivedBy)
    }
}
