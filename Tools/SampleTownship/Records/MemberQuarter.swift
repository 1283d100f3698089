/// One member's rows of the quarter.
///
/// Here: the person, the post and the equipment; the work is in the extensions.
struct MemberQuarter {
    let member: Member
    let season: Season
    let exports: Exports
    let leaves: [ClosedRange<Day>]
    var dice: Dice

    init(_ member: Member, season: Season, exports: Exports) {
        self.member = member
        self.season = season
        self.exports = exports
        leaves = Season.leaves(of: member, in: season.quarter, seed: season.seed)
        dice = Dice(season.seed, member.number, season.quarter.year, season.quarter.index, 6)
    }

    mutating func write() throws {
        try writeRoster()
        try writeRemoval()
        try writeLeaves()
        try writeEquipment()
        let spent = try writeTrainings()
        let dutyDays = season.days.indices.filter { isDutyDay(season.days[$0]) }
        guard !dutyDays.isEmpty else { return }
        let byMonth = (0..<3).map { month in dutyDays.filter { season.days[$0].month == month } }
        let plan = Plan(member, dutyDays: byMonth.map(\.count), spent: spent, dice: &dice)
        try writeDailyWork(plan, dutyDays: byMonth)
        for month in 0..<3 where !byMonth[month].isEmpty {
            try writeTasks(plan, month: month, days: byMonth[month].map { season.days[$0].day })
        }
        try writeBallots()
    }

    func isOnLeave(_ day: Day) -> Bool { leaves.contains { $0.contains(day) } }

    /// A key that no other row has: the table's letters, the date's digits, the member's and a count.
    func key(_ letters: String, _ date: Int, _ count: Int) -> String {
        "\(letters)\(date)\(member.digits)\(count < 10 ? "0" : "")\(count)"
    }

    private func isDutyDay(_ day: Season.SeasonDay) -> Bool {
        day.isFirm && member.inPost.contains(day.day) && !isOnLeave(day.day)
    }

    // MARK: The person and the post

    private func writeRoster() throws {
        var person = Dice(season.seed, member.number, 7)
        let roster = exports[.member]
        roster.order()
        roster.text(member.office)
        roster.text(member.village)
        roster.text(member.grid)
        roster.text(member.name)
        roster.text(member.code)
        roster.text(member.post)
        roster.day(member.joined)
        let hasLeft = member.role == .leavesInAugust && member.last <= season.quarter.last
        roster.day(hasLeft ? member.last : nil)
        roster.text(person.pick(Phrases.schooling))
        try roster.end()
    }

    private func writeRemoval() throws {
        guard member.role == .removedInSeptember, member.last <= season.quarter.last else { return }
        let export = exports[.removal]
        export.text(member.code)
        export.day(member.last)
        export.number(2)
        export.text("经培训调整仍不能履职，村“两委”研究,报镇综治中心同意后更换")
        export.text(member.grid)
        try export.end()
    }

    /// The clerk who keeps this table types full-width codes.
    private mutating func writeLeaves() throws {
        for leave in leaves {
            let export = exports[.leave]
            export.order()
            export.text(String(String.UnicodeScalarView(member.code.unicodeScalars.map(fullWidth))))
            export.text(member.name)
            export.day(leave.lowerBound)
            export.day(leave.upperBound)
            export.text(dice.pick(Phrases.leaveReasons))
            export.text(dice.pick(Phrases.approvers))
            try export.end()
        }
    }

    private func fullWidth(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        Unicode.Scalar(scalar.value + 0xFEE0) ?? scalar
    }

    // MARK: Equipment

    private func writeEquipment() throws {
        for (index, asset) in Phrases.kit.enumerated() {
            try writeEquipment(index + 1, asset, on: member.joined + index / 3, "配发")
        }
        let year = season.quarter.year, phone = Phrases.kit[0], bike = Phrases.kit[1]
        switch member.role {
        case .losesPhone:
            try writeEquipment(8, phone, on: Day(year, 8, 12), "遗失", atFault: "是", cost: "860.00")
            try writeEquipment(9, phone, on: Day(year, 8, 16), "配发", series: 2)
        case .damagesBike:
            try writeEquipment(8, bike, on: Day(year, 9, 3), "损坏")
        case .hasFaultyPhone:
            try writeEquipment(8, phone, on: Day(year, 7, 22), "故障")
            try writeEquipment(9, phone, on: Day(year, 7, 23), "配发", series: 2)
        case .leavesInAugust:
            for (index, asset) in Phrases.kit.enumerated() {
                try writeEquipment(index + 8, asset, on: member.last + 1, "收回")
            }
        case .removedInSeptember:
            for (index, asset) in Phrases.kit.suffix(3).enumerated() {
                try writeEquipment(index + 8, asset, on: member.last + 3, "收回")
            }
        default: break
        }
    }

    /// Only what has happened by the quarter's end.
    ///
    /// Telephones and bicycles have serial numbers.
    private func writeEquipment(
        _ entry: Int, _ asset: String, on day: Day, _ change: String, series: Int = 1, atFault: String = "",
        cost: String = ""
    ) throws {
        guard day <= season.quarter.last else { return }
        let export = exports[.equipment]
        export.text("SB-\(member.digits)-\(entry < 10 ? "0" : "")\(entry)")
        export.day(day)
        export.text(asset)
        switch asset {
        case Phrases.kit[0]: export.text("SJ\(member.digits)-\(series)")
        case Phrases.kit[1]: export.text("DC\(member.digits)")
        default: export.blank()
        }
        export.text(change)
        export.text(member.code)
        export.text(member.name)
        export.text(atFault)
        export.text(cost)
        try export.end()
    }
}
