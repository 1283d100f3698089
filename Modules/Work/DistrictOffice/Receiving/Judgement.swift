import Archive
import AssessmentKernel
import Bundle
import Register

/// Whether a verified bundle may be received, beside those that were received before.
struct Judgement {
    private let bundle: Candidate
    /// The receipts of its township, in order of arrival.
    private let chain: [Receipt]
    private let trusted: [TrustedKeyEntry]

    init(_ bundle: Candidate, known: [Receipt], trusted: [TrustedKeyEntry]) {
        self.bundle = bundle
        self.chain = known.filter { $0.township == bundle.township }
        self.trusted = trusted
    }

    /// What becomes of a bundle.
    enum Verdict {
        /// It is refused; an alarm means that it contradicts an accepted one.
        case refused(LocalText, isAlarm: Bool)
        /// It can be accepted, and this is what an officer should know of it.
        case acceptable(notes: [LocalText])
    }

    /// Judges the bundle.
    ///
    /// - Parameter standings: the members' rows of a received bundle.
    func verdict(standings: (Receipt) throws -> [ReceivedStanding]) throws -> Verdict {
        if let (reason, isAlarm) = unsound ?? foreignKey ?? outOfChain { return .refused(reason, isAlarm: isAlarm) }
        let review = try bundle.report?.bundle.flatMap { try ReviewedYear($0) }
        if let contradiction = try review?.contradiction(of: chain, standings: standings) {
            return .refused(contradiction, isAlarm: true)
        }
        return .acceptable(notes: notes(review))
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
        if trusted.contains(where: { $0.township == bundle.township && $0.number == signer }) { return nil }
        let owner = trusted.first { $0.number == signer }?.township ?? ""
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
    /// Whether it is the receipt of a bundle, packed in this way or another.
    func isBundle(_ identity: String, _ sha256: String) -> Bool { self.identity == identity || self.sha256 == sha256 }

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
