public import AssessmentKernel

/// One thing that can still change a member's total, in the words that the member is told.
public struct Matter: Hashable, Sendable {
    /// The item.
    public let item: ItemDescriptor
    /// What it hangs on.
    public let nature: Stake.Nature
    /// The deduction that it is about.
    public let kind: DeductionKind
    /// The most that the total can change by it, the item's maximum respected.
    public let points: Points
    /// The points of one.
    public let each: Points
    /// The records that it is about, in byte order.
    public let records: [RecordReference]
    /// The sentence, without a full stop.
    public let told: LocalText
    /// What deductions of this kind have cost until now.
    let lostSoFar: Points

    /// What belongs together: open duties of one kind and day.
    struct Key: Hashable {
        private let kind: DeductionKind
        private let nature: Stake.Nature
        private let what: LocalText

        init?(_ stake: Stake) {
            guard case .deadline = stake.nature, !stake.records.isEmpty else { return nil }
            (kind, nature, what) = (stake.kind, stake.nature, stake.what)
        }
    }

    /// - Parameter stakes: stakes that belong together, at least one.
    init(_ item: ItemDescriptor, _ stakes: [Stake], points: Points, lostSoFar: Points) {
        let first = stakes[0]
        self.item = item
        nature = first.nature
        kind = first.kind
        self.points = points
        each = min(first.each, points)
        records = stakes.flatMap(\.records).sorted()
        self.lostSoFar = lostSoFar
        told = Matter.words(first, count: records.count, each: each, points: points)
    }

    private static func words(_ stake: Stake, count: Int, each: Points, points: Points) -> LocalText {
        let what = stake.what
        func counted(_ points: Points) -> String { points == Points(1) ? "1 point" : "\(points) points" }
        switch stake.nature {
        case .deadline(let day) where count > 0:
            return LocalText(
                "\(what.chinese) \(count) 件将于\(day.told.chinese)到期，逾期\(count > 1 ? "每件" : "")扣 \(each) 分",
                "\(what.english): \(count) due on \(day), \(counted(each))\(count > 1 ? " each" : "")")
        case .deadline(let day):
            return LocalText(
                "\(what.chinese)，须在\(day.told.chinese)前完成，否则至多扣 \(points) 分",
                "\(what.english), by \(day): up to \(counted(points))")
        case .daily(let days):
            return LocalText(
                "\(what.chinese)：还有 \(days) 个到岗日，每日至多扣 \(each) 分",
                "\(what.english): \(days) duty days to come, up to \(counted(each)) a day")
        case .next where each > .zero:
            return LocalText("\(what.chinese)即多扣 \(each) 分", "\(what.english) costs \(counted(each)) more")
        case .next:
            return LocalText(
                "\(what.chinese)暂不多扣，此后至多扣 \(points) 分",
                "\(what.english) costs nothing yet, further ones up to \(counted(points))")
        case .waiting where count > 0:
            return LocalText(
                "\(what.chinese) \(count) 件，每件至多扣 \(each) 分", "\(what.english): \(count), up to \(counted(each)) each")
        case .waiting:
            return LocalText("\(what.chinese)，至多还会扣 \(points) 分", "\(what.english): up to \(counted(points))")
        case .newOnes:
            return LocalText(
                "\(what.chinese)：再有一次扣 \(each) 分", "\(what.english): \(counted(each)) for each that still happens")
        case .recoverable:
            let pieces = count == 0 ? LocalText("", "") : LocalText(" \(count) 件", " (\(count))")
            return LocalText(
                "\(stake.kind.title.chinese)\(pieces.chinese)：\(what.chinese)，可挽回 \(points) 分",
                "\(stake.kind.title.english)\(pieces.english): \(what.english), and \(counted(points)) come back")
        }
    }

    // MARK: Which matter most

    /// How many days ahead a deadline is near.
    static let near = 7

    /// What matters most comes first.
    ///
    /// - Deadlines of the next days, by day.
    /// - What can come back, the most points first.
    /// - A duty of each day that has cost this member points already, and the next step of a growing rule that has.
    /// - The next step that has cost nothing yet, and what others decide on a record, by the points of one.
    /// - Later deadlines, by day.
    /// - What may always happen and has happened before; then what may happen, daily duties that were kept, votes.
    static func ordered(_ matters: [Matter], from day: CivilDate) -> [Matter] {
        matters.map { (matter: $0, rank: $0.rank(from: day)) }
            .sorted { $0.rank < $1.rank }
            .map(\.matter)
    }

    private func rank(from today: CivilDate) -> (Int, Int, Int64, Int, Text) {
        let last = (item.number, Text(kind.code))
        func rank(_ group: Int, _ order: Int = 0, _ size: Points = .zero) -> (Int, Int, Int64, Int, Text) {
            (group, order, -size.hundredths, last.0, last.1)
        }
        let isHabit = lostSoFar > .zero
        switch nature {
        case .deadline(let due):
            let days = today.distance(to: due)
            return rank(days <= Matter.near ? 0 : 4, days, points)
        case .recoverable: return rank(1, 0, points)
        case .daily: return isHabit ? rank(2, 0, lostSoFar) : rank(6, 0, points)
        case .next: return isHabit ? rank(2, 0, max(lostSoFar, each)) : rank(3, 0, each)
        case .waiting: return records.isEmpty ? rank(6, 1, each) : rank(3, 0, each)
        case .newOnes: return isHabit ? rank(5, 0, lostSoFar) : rank(6, 1, each)
        }
    }
}
