/// What all members of a quarter share: its days, its meetings and its roll-calls, computed once.
struct Season: Sendable {
    struct SeasonDay: Sendable {
        let day: Day
        let month: Int
        let isWorked: Bool
        let isFirm: Bool
    }

    struct Session: Sendable {
        let name: String
        let day: Day
        let kind: String
        var level = ""
    }

    let quarter: Quarter
    let seed: Int
    let localDays: [WorkCalendar.LocalDay]
    let days: [SeasonDay]
    /// From January to the quarter's end, because a run of leave may have begun before the quarter.
    let trainings: [Session]
    let rollCalls: [Session]

    init(_ quarter: Quarter, seed: Int) {
        let calendar = WorkCalendar(quarter)
        self.quarter = quarter
        self.seed = seed
        localDays = calendar.localDays
        days = (0..<3).flatMap { month in
            quarter.days(ofMonth: month).map { day in
                SeasonDay(
                    day: day, month: month, isWorked: calendar.isWorked(day), isFirm: calendar.isFirm(day))
            }
        }
        trainings = (1...quarter.index).flatMap { Season.trainings(Quarter(year: quarter.year, index: $0)) }
        rollCalls = (0..<3).flatMap { month in
            let name = quarter.folder(ofMonth: month), first = quarter.firstDay(ofMonth: month)
            return [
                Session(name: name + "-点名01", day: calendar.firmDay(from: first + 9), kind: "视频点名", level: "镇级"),
                Session(name: name + "-点名02", day: calendar.firmDay(from: first + 16), kind: "视频点名", level: "区级"),
                Session(name: name + "-调度会", day: calendar.firmDay(from: first + 23), kind: "会议", level: "镇级"),
            ]
        }
    }

    /// The registered leave of a member, the same on every call: an attendance of May and one of September agree.
    static func leaves(of member: Member, in quarter: Quarter, seed: Int) -> [ClosedRange<Day>] {
        var dice = Dice(seed, member.number, quarter.year, quarter.index, 5)
        switch member.role {
        case .longLeave:
            let from = quarter.firstDay(ofMonth: 1) + 8
            return [from...from + 11]
        case .regular, .repeater, .losesPhone:
            guard dice.chance(20) else { return [] }
            var from = quarter.first + dice.within(8...80)
            while !WorkCalendar.isPublicWorkday(from) { from = from + 1 }
            return [from...from + dice.below(4)]
        default:
            return []
        }
    }

    /// One meeting per month, and a training in the quarter's second month.
    private static func trainings(_ quarter: Quarter) -> [Session] {
        let calendar = WorkCalendar(quarter)
        return (0..<3).flatMap { month in
            let first = quarter.firstDay(ofMonth: month)
            let meeting = Session(
                name: quarter.folder(ofMonth: month) + "例会", day: calendar.firmDay(from: first + 4), kind: "例会")
            guard month == 1 else { return [meeting] }
            let name = "\(quarter.year)年第\(quarter.index)季度集中培训"
            return [meeting, Session(name: name, day: calendar.firmDay(from: first + 17), kind: "集中培训")]
        }
    }
}
