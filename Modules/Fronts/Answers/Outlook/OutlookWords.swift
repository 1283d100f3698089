import AssessmentKernel
import Closings
import Outlook
import Rulebook

/// The words of an outlook.
enum OutlookWords {
    static func band(_ outcome: MemberOutlook.Outcome, _ say: Language) -> String {
        say.band(outcome.band)
    }

    /// A total with its band: `71.5 分（较差）`.
    static func told(_ outcome: MemberOutlook.Outcome, _ say: Language) -> String {
        say("\(outcome.total) 分（\(band(outcome, say))）", "\(outcome.total) (\(band(outcome, say)))")
    }

    /// Who, where it stands, and why attention is needed.
    static func heading(_ found: MemberOutlook, _ say: Language) -> String {
        let member = found.member
        let who = say(
            "\(member.name)（\(member.code)，\(member.village)）", "\(member.code) \(member.name), \(member.village)")
        let alarm = found.alarm.map { say("；", "; ") + self.alarm($0, say) } ?? ""
        return say("\(who)：\(standing(found, say))\(alarm)", "\(who): \(standing(found, say))\(alarm)")
    }

    /// Now, at this pace, and at best.
    static func standing(_ found: MemberOutlook, _ say: Language) -> String {
        let pace = found.pace.map { pace in
            let about = say("\(tenths(pace.total)) 分（\(band(pace, say))）", "\(tenths(pace.total)) (\(band(pace, say)))")
            return pace == found.present ? "" : say("，照此进度季末约 \(about)", ", at this pace about \(about)")
        }
        let now = say("目前 \(told(found.present, say))", "now \(told(found.present, say))") + (pace ?? "")
        // At the end nothing is open any more.
        guard found.best != found.worst else { return now }
        return now + say("，最好仍可 \(told(found.best, say))", ", at best \(told(found.best, say))")
    }

    /// An estimate, to a tenth of a point.
    static func tenths(_ points: Points) -> String {
        ExactDecimal.shortest(ExactDecimal.rounded(Int128(points.hundredths), over: 10), places: 1)
    }

    static func alarm(_ alarm: Alarm, _ say: Language) -> String {
        func list(_ months: [Month]) -> String { say.list(months.map(\.description)) }
        switch alarm {
        case .streak(let months):
            return say(
                "已连续 \(months.count) 个月不合格（\(list(months))）", "\(months.count) failing months running (\(list(months)))"
            )
        case .oneMonthLeft(let months):
            return say(
                "已连续 \(months.count) 个月不合格（\(list(months))），再有 1 个月即须更换",
                "\(months.count) failing months running (\(list(months))): one more leads to a replacement")
        case .lowestBand: return say("现处最低等次", "in the lowest band as it stands")
        case .heading: return say("照此进度将落入最低等次", "heading for the lowest band")
        }
    }

    /// The text that a clerk sends to a member.
    static func letter(_ found: MemberOutlook, _ quarter: Quarter, _ say: Language) -> String {
        let day = found.asOf.told
        var lines = [
            say("\(found.member.name)同志（\(found.member.code)）：", "To \(found.member.name) (\(found.member.code)):"),
            say(
                "截至\(day.chinese)，您 \(quarter) 考核\(standing(found, say))。",
                "\(quarter), as of \(day.english): \(standing(found, say))."),
        ]
        if let alarm = found.alarm {
            lines.append(say("请注意：\(self.alarm(alarm, say))。", "Note: \(self.alarm(alarm, say))."))
        }
        let lost = found.items.filter { $0.lost > .zero }
        if !lost.isEmpty {
            let items = lost.map { say("\(say($0.about.title)) \($0.lost) 分", "\(say($0.about.title)) \($0.lost)") }
            lines.append(
                say("已扣：\(items.joined(separator: "；"))。", "Lost until now: \(items.joined(separator: "; "))."))
        }
        if !found.matters.isEmpty {
            lines.append(say("季末以前要紧的：", "What matters until the end:"))
            lines += found.matters.prefix(lettered).enumerated().map { "\($0.offset + 1). \(say($0.element.told))" }
        }
        return lines.joined(separator: "\n")
    }

    /// How many things a letter names.
    static let lettered = 6

    /// What an estimate at this pace is.
    static func pace(_ say: Language) -> String {
        say("“照此进度”按至今失分的快慢推到季末。", "“At this pace” goes on as until now.")
    }

    /// A table whose records end before the day.
    static func behind(_ behind: RecordsBehind, _ say: Language) -> String {
        let table = say(behind.table.title)
        guard let last = behind.last else {
            return say(
                "“\(table)”还没有任何记录，\(behind.workdays) 个工作日都按缺少计算。",
                "\(table) has no records yet: \(counted(behind.workdays, "workday")) count as missed.")
        }
        return say(
            "“\(table)”的记录只到 \(last)，其后 \(behind.workdays) 个工作日按缺少计算；尚未导入时，可改看 \(last) 那天。",
            "The records of \(table) end on \(last), and \(counted(behind.workdays, "workday")) since count as missed; look at \(last) if they are not imported yet."
        )
    }
}
