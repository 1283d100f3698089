/// The tables of a month: what the centre assigned, checked and found.
extension MemberQuarter {
    /// - Parameter days: the member's duty days of the month; every record is dated on one of them.
    mutating func writeTasks(_ plan: Plan, month: Int, days: [Day]) throws {
        let number = Int(season.quarter.folder(ofMonth: month).filter { $0 != "-" }) ?? 0
        try writeFindings(plan.count(.finding, month: month), number, days)
        try writePublicity(late: plan.count(.publicity, month: month), number, days)
        try writeHazards(late: plan.count(.hazard, month: month), number, days)
        try writeDisputes(unmet: plan.count(.dispute, month: month), number, days)
        try writeRequests(
            late: plan.count(.lateRequest, month: month), dissatisfied: plan.count(.poorRequest, month: month), number,
            days)
        try writeChecks(
            offline: plan.count(.offline, month: month), spotOffline: plan.count(.spotOffline, month: month), number,
            days)
        try writeDuties(late: plan.count(.lateDuty, month: month), number, days)
        try writeRollCalls(missed: plan.count(.rollCall, month: month), month)
    }

    private mutating func writeFindings(_ count: Int, _ month: Int, _ days: [Day]) throws {
        let categories = ["人", "地", "物", "事", "情", "组织"]
        for index in 0..<count {
            let category = dice.below(categories.count)
            let export = exports[.finding]
            export.text(key("CC", month, index + 1))
            export.day(dice.pick(days))
            export.text(member.grid)
            export.text(member.code)
            export.text(categories[category])
            export.text(dice.pick(Phrases.findings[category]))
            try export.end()
        }
    }

    private mutating func writePublicity(late: Int, _ month: Int, _ days: [Day]) throws {
        for index in 0..<late + 1 {
            let due = dice.pick(days)
            let export = exports[.publicity]
            export.text(key("XC", month, index + 1))
            export.text(dice.pick(Phrases.publicity))
            export.text(member.code)
            export.day(due)
            export.day(index < late ? lateDay(after: due) : due - dice.below(6))
            export.text(dice.pick(Phrases.publicityForms))
            try export.end()
        }
    }

    /// In time is within 24 hours, whether it was reported or handled on the spot.
    private mutating func writeHazards(late: Int, _ month: Int, _ days: [Day]) throws {
        for index in 0..<late + dice.below(3) {
            let found = Moment(dice.pick(days), minute: dice.within(430...1_080))
            var reported: Moment? = found + dice.within(5...600)
            var handled: Moment? = found + dice.within(30...4_000)
            var source = "自报"
            if index < late {
                switch dice.below(4) {
                case 0, 1: source = "检查发现"
                case 2:
                    reported = found + dice.within(1_700...6_000)
                    handled = dice.chance(50) ? nil : found + dice.within(6_000...9_000)
                default: (reported, handled) = (nil, nil)
                }
            } else if dice.chance(20) {
                (reported, handled) = (nil, found + dice.within(10...300))
            }
            let export = exports[.hazard]
            export.order()
            export.text(key("YH", month, index + 1))
            export.text(dice.pick(Phrases.hazards))
            export.text(member.grid)
            export.text(member.code)
            export.moment(found)
            export.moment(reported)
            export.moment(handled)
            export.text(source)
            try export.end()
        }
    }

    private mutating func writeDisputes(unmet: Int, _ month: Int, _ days: [Day]) throws {
        for index in 0..<unmet + dice.within(1...2) {
            let flaw = index < unmet ? dice.within(1...3) : 0
            let export = exports[.dispute]
            export.text(key("JF", month, index + 1))
            export.day(dice.pick(days))
            export.text(member.code)
            export.text("\(Texts.name(&dice))与\(Texts.name(&dice))")
            export.text(dice.pick(Phrases.disputes))
            export.text(flaw == 1 ? "检查发现" : "自报")
            export.text(flaw == 2 ? "否" : "是")
            export.text(flaw == 3 ? "未调解" : dice.pick(["当场调解", "当场调解", "引导上级"]))
            try export.end()
        }
    }

    private mutating func writeRequests(late: Int, dissatisfied: Int, _ month: Int, _ days: [Day]) throws {
        for index in 0..<late + dissatisfied + dice.within(1...2) {
            let due = dice.pick(days), assigned = due - dice.within(4...9)
            let isPoor = index >= late && index < late + dissatisfied
            let export = exports[.supervision]
            export.text(key("SQ", month, index + 1))
            export.text(dice.pick(Phrases.requestKinds))
            export.text(dice.pick(Phrases.requests))
            export.text(member.code)
            export.day(assigned)
            export.day(due)
            export.day(index < late ? lateDay(after: due) : due - dice.below(4))
            export.text(isPoor ? dice.pick(["40%", "60%", "72.5%", "75", "79.99"]) : satisfaction())
            try export.end()
        }
    }

    private mutating func satisfaction() -> String {
        dice.pick(["100%", "100%", "98%", "95%", "92.5%", "90", "88.75", "80%", ""])
    }

    /// This table's clerk fills in the keys instead of the titles.
    private mutating func writeChecks(offline: Int, spotOffline: Int, _ month: Int, _ days: [Day]) throws {
        let spotFrom = offline + 2, total = spotFrom + spotOffline + 1
        for index in 0..<total {
            let isSpot = index >= spotFrom
            let export = exports[.onlineCheck]
            export.text(key("ZX", month, index + 1))
            export.moment(Moment(dice.pick(days), minute: dice.within(480...1_060)))
            export.text(member.code)
            export.text(isSpot ? "spot" : "online")
            export.text(index < offline || index >= total - spotOffline ? "offline" : "online")
            export.text(dice.pick(Phrases.dutyIssuers))
            try export.end()
        }
    }

    private mutating func writeDuties(late: Int, _ month: Int, _ days: [Day]) throws {
        for index in 0..<late + dice.within(1...2) {
            let due = dice.pick(days)
            let export = exports[.duty]
            export.text(key("JB", month, index + 1))
            export.text(dice.pick(Phrases.duties))
            export.text(dice.pick(Phrases.dutyIssuers))
            export.text(member.code)
            export.day(due)
            export.day(index < late ? lateDay(after: due) : due - dice.below(4))
            try export.end()
        }
    }

    /// Finished after the day, or never.
    private mutating func lateDay(after due: Day) -> Day? {
        dice.chance(30) ? nil : due + dice.within(1...9)
    }

    private mutating func writeRollCalls(missed: Int, _ month: Int) throws {
        let folder = season.quarter.folder(ofMonth: month)
        let sessions = season.rollCalls.filter { $0.name.hasPrefix(folder) && member.inPost.contains($0.day) }
        var left = missed
        for session in sessions {
            var status = "到会"
            if isOnLeave(session.day) {
                status = "请假"
            } else if left > 0 {
                status = dice.pick(["迟到", "缺席"])
                left -= 1
            }
            let export = exports[.rollCall]
            export.text(session.name)
            export.day(session.day)
            export.text(session.kind)
            export.text(session.level)
            export.text(member.code)
            export.text(member.name)
            export.text(status)
            try export.end()
        }
    }
}
