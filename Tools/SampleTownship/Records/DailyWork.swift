/// The plan of a day; by default a full day's work.
private struct DayPlan {
    enum Clocking { case onTime, late, missed, none }

    var missingEvents = 0
    var missingVisits = 0
    var voidEvents = 0
    var voidVisits = 0
    var isPatrolled = true
    var clocking = Clocking.onTime
}

/// The four tables of every day: clocking, patrol log, events and visits.
extension MemberQuarter {
    mutating func writeDailyWork(_ plan: Plan, dutyDays: [[Int]]) throws {
        let plans = dayPlans(plan, dutyDays: dutyDays)
        let repeated = member.role == .repeater ? dice.pick(Array(dutyDays.joined())) : nil
        var walk = Walk(count: Texts.eventCount, dice: &dice)
        for (index, day) in season.days.enumerated() where member.inPost.contains(day.day) && !isOnLeave(day.day) {
            guard day.isWorked else {
                if member.profile.rawValue <= Profile.good.rawValue, dice.chance(5) {
                    try writePatrol(day)
                    try writeEvents(DayPlan(missingEvents: 1), day, &walk, repeatsOne: false)
                    try writeVisits(DayPlan(missingVisits: 1), day)
                }
                continue
            }
            let today = plans[index]
            try writeClocking(today.clocking, day)
            if today.isPatrolled { try writePatrol(day) }
            try writeEvents(today, day, &walk, repeatsOne: index == repeated)
            try writeVisits(today, day)
        }
    }

    /// Spreads each month's faults over its duty days.
    private mutating func dayPlans(_ plan: Plan, dutyDays: [[Int]]) -> [DayPlan] {
        var plans = [DayPlan](repeating: DayPlan(), count: season.days.count)
        for (month, days) in dutyDays.enumerated() where !days.isEmpty {
            for index in dice.shuffled(days).prefix(plan.count(.missingPatrol, month: month)) {
                plans[index].isPatrolled = false
            }
            for index in dice.shuffled(days).prefix(plan.count(.clocking, month: month)) {
                plans[index].clocking = dice.pick([.late, .late, .late, .missed, .none])
            }
            var missing = plan.count(.missingPiece, month: month)
            while missing > 0 {
                let index = dice.pick(days)
                if dice.chance(50), plans[index].missingEvents < 2 {
                    plans[index].missingEvents += 1
                    missing -= 1
                } else if plans[index].missingVisits < 2 {
                    plans[index].missingVisits += 1
                    missing -= 1
                }
            }
            for _ in 0..<plan.count(.voidRecord, month: month) {
                let index = dice.pick(days)
                if dice.chance(25) { plans[index].voidVisits += 1 } else { plans[index].voidEvents += 1 }
            }
        }
        return plans
    }

    private mutating func writeClocking(_ clocking: DayPlan.Clocking, _ day: Season.SeasonDay) throws {
        guard clocking != .none else { return }
        let export = exports[.attendance, day.month]
        export.text(member.code)
        export.text(member.name)
        export.day(day.day)
        export.text(clocking == .onTime ? "正常" : clocking == .late ? "迟到" : "未打卡")
        if clocking == .missed {
            export.blank()
        } else {
            let isPartTime = member.role == .partTime
            export.text(
                dice.pick(isPartTime ? ["6", "6", "6.25", "6.5"] : ["8", "8", "8", "8.5", "8.25", "9", "7.5"]))
        }
        try export.end()
    }

    private mutating func writePatrol(_ day: Season.SeasonDay) throws {
        let export = exports[.patrol, day.month]
        export.order()
        export.day(day.day)
        export.text(member.grid)
        export.text(member.code)
        let log = Texts.log(&dice)
        export.text(dice.below(700) == 0 ? Texts.pasted(log, &dice) : log)
        try export.end()
    }

    // MARK: Events

    private struct Event {
        var place: String
        var persons: String
        var description: String
        var verdict = ""
    }

    /// Void events are added to the day's quota, so that each costs its own points and no piece is missing.
    private mutating func writeEvents(
        _ plan: DayPlan, _ day: Season.SeasonDay, _ walk: inout Walk, repeatsOne: Bool
    ) throws {
        let extra = plan.missingEvents == 0 && dice.chance(25) ? 1 : 0
        var events: [Event] = []
        for _ in 0..<2 - plan.missingEvents + extra {
            var event = newEvent(&walk)
            if dice.chance(35) { event.verdict = "有效" }
            if dice.below(500) == 0 { event.description = Texts.pasted(event.description, &dice) }
            events.append(event)
        }
        for _ in 0..<plan.voidEvents { events.append(voidEvent(after: events.first, &walk)) }
        if repeatsOne {
            var copy = events.first ?? newEvent(&walk)
            if events.isEmpty { events.append(copy) }
            copy.verdict = ""
            events.append(copy)
        }
        let step = 600 / max(1, events.count)
        for (index, event) in events.enumerated() {
            try write(event, number: index + 1, at: Moment(day.day, minute: 450 + index * step + dice.below(step)), day)
        }
    }

    private mutating func newEvent(_ walk: inout Walk) -> Event {
        let (place, description) = Texts.event(walk.next())
        return Event(place: member.village + place, persons: Texts.persons(&dice), description: description)
    }

    private mutating func voidEvent(after first: Event?, _ walk: inout Walk) -> Event {
        var event = newEvent(&walk)
        switch dice.below(5) {
        case 0: event.verdict = "虚假"
        case 1, 2:
            if let first { event = first }
            event.verdict = "重复"
        case 3: event.verdict = "无效"
        default: event.persons = ""
        }
        return event
    }

    private mutating func write(_ event: Event, number: Int, at moment: Moment, _ day: Season.SeasonDay) throws {
        let export = exports[.event, day.month]
        export.order()
        export.text(key("SJ", digits(day.day), number))
        export.moment(moment)
        export.text(event.place)
        export.text(event.persons)
        export.text(event.description)
        export.text(member.grid)
        export.text(member.code)
        export.number(dice.below(5))
        if dice.chance(30) {
            export.blank()
            export.day(day.day)
        } else {
            let due = day.day + dice.within(3...7)
            let slack = dice.chance(2 + member.profile.rawValue * 3) ? dice.within(1...6) : -dice.below(4)
            export.day(due)
            export.day(dice.chance(2) ? nil : max(day.day, due + slack))
        }
        export.text(event.verdict)
        try export.end()
    }

    // MARK: Visits

    private mutating func writeVisits(_ plan: DayPlan, _ day: Season.SeasonDay) throws {
        let extra = plan.missingVisits == 0 && dice.chance(25) ? 1 : 0
        let valid = 2 - plan.missingVisits + extra
        for index in 0..<valid + plan.voidVisits {
            let export = exports[.visit, day.month]
            export.text(key("ZF", digits(day.day), index + 1))
            export.text(visitKind(first: index == 0, on: day.day))
            export.day(day.day)
            export.text(member.code)
            export.text(member.grid)
            export.text(Texts.household(&dice))
            let note = Texts.visitNote(&dice)
            export.text(dice.below(700) == 0 ? Texts.pasted(note, &dice) : note)
            export.text(index >= valid ? dice.pick(["虚假", "重复", "无效"]) : dice.chance(25) ? "有效" : "")
            try export.end()
        }
    }

    /// Three weekdays have an appointed visit, which is what the regulation asks for.
    private mutating func visitKind(first: Bool, on day: Day) -> String {
        if first, [1, 3, 5].contains(day.weekday) { return "约访" }
        return dice.pick(["普遍走访", "普遍走访", "普遍走访", "重点人员", "专题", "回访", "约访"])
    }

    private func digits(_ day: Day) -> Int {
        let (year, month, dayOfMonth) = day.civil
        return year * 10_000 + month * 100 + dayOfMonth
    }
}
