/// The tables that reach beyond the quarter: trainings since January, and ballots held after it.
extension MemberQuarter {
    /// Writes the year's attendances so far.
    ///
    /// They come from a die of the year, not of the quarter: the next quarter's export tells the same story again.
    /// - Returns: what the quarter's unexcused absences cost, in half points.
    mutating func writeTrainings() throws -> Int {
        let quarter = season.quarter
        var luck = Dice(season.seed, member.number, quarter.year, 8)
        var absences = 0
        for session in season.trainings {
            let status = trainingStatus(session, &luck)
            guard member.inPost.contains(session.day) else { continue }
            if session.day >= quarter.first, status == "缺席" { absences += 1 }
            let export = exports[.training]
            export.order()
            export.text(session.name)
            export.text(session.kind)
            export.day(session.day)
            export.text(member.code)
            export.text(member.name)
            export.text(status)
            try export.end()
        }
        // The third leave running counts as an absence; it is asked for in August.
        if member.role == .leaveTaker, quarter.index == 3 { absences += 1 }
        return [0, 4, 10, 20][min(absences, 3)]
    }

    private func trainingStatus(_ session: Season.Session, _ luck: inout Dice) -> String {
        let throwOfDice = luck.below(100)
        let (year, month, _) = session.day.civil
        let quarter = Quarter(year: year, index: (month - 1) / 3 + 1)
        let isMeeting = session.kind == "例会"
        if Season.leaves(of: member, in: quarter, seed: season.seed).contains(where: { $0.contains(session.day) }) {
            return "请假"
        }
        switch member.role {
        case .absentee: return isMeeting && [2, 5, 8].contains(month) ? "缺席" : "出席"
        case .leaveTaker: return isMeeting && [6, 7, 8].contains(month) ? "请假" : "出席"
        default:
            let absent = [0, 1, 3, 6, 12][member.profile.rawValue]
            return throwOfDice < absent ? "缺席" : throwOfDice >= 96 ? "请假" : "出席"
        }
    }

    /// The village committee votes in the quarter's last week, the residents in the month after it.
    mutating func writeBallots() throws {
        let quarter = season.quarter
        guard member.last >= quarter.last, member.joined < quarter.firstDay(ofMonth: 2) else { return }
        for index in 1...10 {
            let isCommittee = index <= 3
            let export = exports[.ballot]
            export.text(key("PY", quarter.year * 10 + quarter.index, index))
            export.text(member.code)
            export.text(member.grid)
            if isCommittee {
                export.day(quarter.last - dice.below(5))
                export.blank()
            } else {
                export.day(quarter.last + dice.within(9...14))
                export.day(quarter.last)
            }
            export.text(isCommittee ? "村两委" : "群众")
            export.text(["满意", "基本满意", "不满意", "不了解"][dice.weighted(ratings)])
            try export.end()
        }
    }

    private var ratings: [Int] {
        switch member.profile {
        case .excellent: [95, 4, 0, 1]
        case .good: [84, 12, 1, 3]
        case .fair: [70, 22, 4, 4]
        case .poor: [55, 27, 13, 5]
        case .failing: [32, 28, 33, 7]
        }
    }
}
