import Archive
import AssessmentKernel
import Bundle
import Closing
import Register
import Rulebook

/// Holds what a bundle brings with it against what the township's received bundles carried out: debts, adjustments,
/// failing months and quarters, what notices paid.
struct CarriedCheck {
    /// The received quarters of the township, in the order in which they were made.
    private let made: [(receipt: Receipt, bundle: OpenBundle)]
    /// Whether nothing can have been closed that was not received.
    private let isComplete: Bool
    private let rulebooks: BundleRulebooks

    /// Opens the township's kept bundles.
    ///
    /// - Parameters:
    ///   - chain: its receipts, in any order.
    ///   - open: opens the bundle of a receipt.
    init(_ chain: [Receipt], _ rulebooks: BundleRulebooks, open: (Receipt) throws -> OpenBundle) throws {
        let ordered = CarriedCheck.ordered(chain)
        made = try ordered.filter { Quarter(text: $0.period) != nil }.map { ($0, try open($0)) }
        isComplete = ordered.first?.previous == ""
        self.rulebooks = rulebooks
    }

    /// The bundles, in the order in which they were made.
    var bundles: [OpenBundle] { made.map(\.bundle) }

    /// The receipts in the order of the chain.
    private static func ordered(_ chain: [Receipt]) -> [Receipt] {
        guard var next = chain.first(where: { receipt in !chain.contains { $0.isNamed(receipt.previous) } }) else {
            return []
        }
        var ordered = [next]
        while let found = chain.first(where: { next.isNamed($0.previous) }), ordered.count < chain.count {
            ordered.append(found)
            next = found
        }
        return ordered
    }

    /// The first value that differs; nil when all agree.
    ///
    /// - Parameters:
    ///   - bundle: the township's next bundle, of a quarter.
    ///   - isUnbroken: whether the township's journal is known and has no closing without a bundle.
    ///   - issued: the months whose notice is issued; nil where the journal does not tell.
    func difference(_ bundle: OpenBundle, isUnbroken: Bool, issued: Set<String>?) throws -> LocalText? {
        guard let quarter = bundle.info.only(BagInfo.Label.period).flatMap(Quarter.init(text:)), !made.isEmpty else {
            return nil
        }
        var accounts = Accounts()
        var lastPaid: [Text: [Month: Yuan]] = [:]
        for (place, (receipt, kept)) in made.enumerated() {
            let facts = try BundleReading.facts(of: kept, number: Int64(place + 1)) { bundle in
                try rulebooks.rulebook(of: bundle).bands
            }
            if receipt.period == quarter.description { lastPaid = [:] }
            for fact in facts {
                accounts.add(fact)
                if case .pay(let member, let pay, in: let closing) = fact, closing.quarter == quarter {
                    lastPaid[member, default: [:]][pay.month] = pay.alreadyPaid
                }
            }
        }
        let comparesSums = isComplete && isUnbroken && isContiguous(through: quarter)
        let said = try BundleReading.carried(bundle)
        if let issued {
            for (member, claims) in said.sorted(by: { $0.key < $1.key }) {
                for claim in claims where claim.kind == .alreadyPaid && !issued.contains(claim.period) {
                    return LocalText(
                        "\(member.string) 有 \(claim.period) 通报已发的补贴，而日志中该月通报未发放",
                        "it counts base pay of the notice of \(claim.period) for \(member.string), which its journal has not issued"
                    )
                }
            }
            let paid = Set(said.values.joined().filter { $0.kind == .alreadyPaid }.map(\.period))
            for month in quarter.months.map(\.description) where issued.contains(month) && !paid.contains(month) {
                return LocalText(
                    "\(month) 通报已发放（见日志），而此包未计入通报已发的补贴",
                    "its journal has issued the notice of \(month), and it counts nothing that the notice paid")
            }
        }
        for member in try BundleReading.roster(of: bundle).map(\.code) {
            let expected = accounts.past(of: member, for: quarter).carried(member, into: quarter)
            let claims = said[member] ?? []
            // Of quarters that were received: nothing else is in the accounts.
            for claim in expected where CarriedCheck.streaks.contains(claim.kind) && !claims.contains(claim) {
                return told(member, claim.kind, claim.period, claim.value, claims)
            }
            for (month, paid) in lastPaid[member] ?? [:] where paid != .zero {
                let claim = claims.first { $0.kind == .alreadyPaid && $0.period == month.description }
                guard claim?.value != paid.description else { continue }
                return told(member, .alreadyPaid, month.description, paid.description, claims)
            }
            guard comparesSums else { continue }
            for kind in CarriedCheck.sums {
                let right = expected.first { $0.kind == kind }
                if right?.value != claims.first(where: { $0.kind == kind })?.value {
                    return told(member, kind, right?.period ?? "", right?.value ?? "0.00", claims)
                }
            }
        }
        return nil
    }

    /// Whether every quarter from the first received one to the one before this was received.
    private func isContiguous(through quarter: Quarter) -> Bool {
        let received = Set(made.compactMap { Quarter(text: $0.receipt.period) })
        guard var place = received.min() else { return false }
        while place < quarter {
            if !received.contains(place) { return false }
            place = place.next
        }
        return true
    }

    private static let streaks: Set<CarriedValue.Kind> = [.monthFails, .quarterFails]
    private static let sums: [CarriedValue.Kind] = [
        .carriedForward, .adjustment, .paidBefore, .worthBefore, .carriedBefore, .carriedOn, .leftWithout,
        .openAdjustment,
    ]

    private func told(
        _ member: Text, _ kind: CarriedValue.Kind, _ period: String, _ right: String, _ claims: [CarriedValue]
    ) -> LocalText {
        let name = kind.name
        let claim = claims.first { $0.kind == kind && (period.isEmpty || $0.period == period) }
        let words = ["yes": LocalText("是", "yes"), "no": LocalText("否", "no")]
        func word(_ text: String) -> LocalText { words[text] ?? LocalText(text, text) }
        let (said, due) = (claim.map { word($0.value) } ?? LocalText("无", "none"), word(right))
        return LocalText(
            "\(member.string) 的\(name.chinese)\(period.isEmpty ? "" : "（\(period)）")与此前收到的包不符：此包为 \(said.chinese)，应为 \(due.chinese)",
            "what it carries for \(member.string) differs from the bundles received before: \(name.english)\(period.isEmpty ? "" : " of \(period)") is \(said.english), should be \(due.english)"
        )
    }
}

extension CarriedValue.Kind {
    /// What an office calls it.
    fileprivate var name: LocalText {
        switch self {
        case .openQuarter: LocalText("未结算的季度", "open quarter")
        case .carriedForward: LocalText("上期结转扣款", "debt brought forward")
        case .adjustment: LocalText("待结补差", "adjustment to settle")
        case .alreadyPaid: LocalText("通报已发", "base paid by the notice")
        case .monthFails: LocalText("月得分不合格", "failing month")
        case .quarterFails: LocalText("季度不合格", "failing quarter")
        case .quarterTotal: LocalText("季度总分", "quarter's total")
        case .monthTotal: LocalText("月得分", "month's score")
        case .contested: LocalText("有申诉的月份", "month under appeal")
        case .paidBefore: LocalText("上一版应发", "due of the revision before")
        case .worthBefore: LocalText("上一版应得", "worth of the revision before")
        case .carriedBefore: LocalText("上一版结转", "debt of the revision before")
        case .carriedOn: LocalText("结转已由后期承接", "debt taken over")
        case .leftWithout: LocalText("离任未结的结转扣款", "debt left")
        case .openAdjustment: LocalText("未结补差", "open adjustment")
        }
    }
}
