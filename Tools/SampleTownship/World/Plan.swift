/// One thing that a member can do wrong, with what it costs by the default rulebook.
enum Fault: Int, CaseIterable, Sendable {
    /// One event or visit short of a day's quota.
    case missingPiece
    case voidRecord, missingPatrol, finding, publicity, hazard, dispute, lateRequest, poorRequest
    case clocking, offline, spotOffline, lateDuty, rollCall

    /// In half points, the smallest step of the annex.
    var cost: Int {
        switch self {
        case .clocking: 1
        case .missingPiece, .publicity, .hazard, .lateRequest, .offline, .spotOffline: 2
        case .voidRecord, .missingPatrol, .finding, .dispute, .poorRequest, .lateDuty, .rollCall: 4
        }
    }

    /// The annex's number of the item that loses the points, and the item's maximum in half points.
    var item: (number: Int, maximum: Int) {
        switch self {
        case .missingPatrol, .finding: (2, 20)
        case .publicity: (3, 8)
        case .hazard: (4, 20)
        case .missingPiece, .voidRecord: (5, 40)
        case .dispute: (6, 12)
        case .lateRequest, .poorRequest: (7, 30)
        case .clocking, .offline, .spotOffline: (8, 20)
        case .lateDuty, .rollCall: (10, 20)
        }
    }

    fileprivate static let weights = [30, 3, 6, 2, 3, 4, 2, 4, 2, 14, 3, 2, 2, 2]

    /// The most that one month with this many duty days can hold and still look realistic.
    fileprivate func limit(dutyDays: Int) -> Int {
        switch self {
        case .missingPiece: dutyDays * 2
        case .missingPatrol, .clocking: dutyDays / 2
        default: min(dutyDays / 3, 2)
        }
    }
}

/// The faults of a member in the quarter, chosen so that the score is in the profile's band.
///
/// Faults are added at random until the deductions reach the target, and none is added once its item has no points left
/// to lose. The ballots cost up to two points more; the targets leave room for them.
struct Plan: Sendable {
    private(set) var counts = [[Int]](repeating: [Int](repeating: 0, count: Fault.allCases.count), count: 3)

    /// - Parameters:
    ///   - dutyDays: of each month; nothing is planned in a month without.
    ///   - spent: half points that unexcused absences from trainings have cost already.
    init(_ member: Member, dutyDays: [Int], spent: Int, dice: inout Dice) {
        if member.role == .streak {
            for month in 0..<3 { fill([month], target: dice.within(82...92), dutyDays: dutyDays, dice: &dice) }
        } else {
            let target = dice.within(Plan.targets[member.profile.rawValue]) - spent
            fill([0, 1, 2], target: target, dutyDays: dutyDays, dice: &dice)
        }
    }

    func count(_ fault: Fault, month: Int) -> Int { counts[month][fault.rawValue] }

    /// In half points, one per profile: bands begin above 95 and at 86, 76 and 66.
    private static let targets = [0...7, 11...25, 31...45, 51...63, 76...94]

    private mutating func fill(_ months: [Int], target: Int, dutyDays: [Int], dice: inout Dice) {
        let open = months.filter { dutyDays[$0] > 0 }
        guard !open.isEmpty else { return }
        var spent = 0
        var spentByItem = [Int](repeating: 0, count: 11)
        for _ in 0..<1_000 where spent < target {
            let fault = Fault.allCases[dice.weighted(Fault.weights)]
            let month = dice.pick(open)
            let item = fault.item
            guard spent + fault.cost <= target, spentByItem[item.number] + fault.cost <= item.maximum,
                counts[month][fault.rawValue] < fault.limit(dutyDays: dutyDays[month])
            else { continue }
            counts[month][fault.rawValue] += 1
            spentByItem[item.number] += fault.cost
            spent += fault.cost
        }
    }
}
