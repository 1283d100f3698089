import Answers
import AssessmentKernel
import DistrictOffice
import TownshipTables

/// What a township could gain by, in sentences.
struct GainsWords {
    private let say: Language
    private let titles: [String: LocalText]

    /// - Parameter items: the installed items, for the titles of items and tables.
    init(_ say: Language, items: [any AssessmentItem.Type]) {
        self.say = say
        var titles: [String: LocalText] = [:]
        for table in CoreTables.all + items.flatMap({ $0.tables }) { titles[table.key] = table.title }
        for item in items { titles[item.about.key] = item.about.title }
        self.titles = titles
    }

    private func title(_ key: String) -> String { titles[key].map { say($0) } ?? key }

    /// The first people by name are enough to see who it is about.
    private static let most = 8

    /// One line for each kind that there is something to say about.
    func lines(_ gains: BundleGains, _ peers: PeerFigures?) -> [String] {
        var lines: [String] = []
        let (now, before) = (gains.figures, gains.before)
        if !gains.left.isEmpty {
            lines.append(
                say(
                    "离岗或离册 \(gains.left.count) 人（上期成绩）：",
                    "\(counted(gains.left.count, "member")) left, as they stood before: ")
                    + people(gains.left))
        }
        if !gains.joined.isEmpty {
            lines.append(
                say("新进 \(gains.joined.count) 人：", "\(counted(gains.joined.count, "member")) joined: ")
                    + people(gains.joined))
        }
        if now.leaveDays > 0 {
            let most = gains.leave.prefix(3).map { "\(name($0.person)) \($0.days)" }
            lines.append(
                say("请假 \(now.leaveDays) 个工作日", "\(counted(now.leaveDays, "workday")) of leave")
                    + compared(
                        before?.leaveDays, above(now.leavePerMember, peers?.leavePerMember, peers, isShare: true))
                    + say("；最多：\(say.list(most))", "; most: \(say.list(most))"))
        }
        if now.holidays > 0 {
            lines.append(
                say("国务院安排之外的休息日 \(now.holidays) 天", "\(counted(now.holidays, "day")) off beyond the State Council's")
                    + compared(before?.holidays, above(now.holidays, peers?.holidays, peers))
                    + say("：", ": ") + say.list(gains.holidays.prefix(GainsWords.most)))
        }
        if now.emptyTables > 0 {
            lines.append(
                say("确认无记录的表 \(now.emptyTables) 张", "\(counted(now.emptyTables, "table")) accepted as empty")
                    + compared(before?.emptyTables, above(now.emptyTables, peers?.emptyTables, peers))
                    + say("：", ": ")
                    + say.list(
                        gains.emptyTables.map { table in
                            let reason = gains.emptyReasons?[table].map { say("（\($0)）", " (\($0))") }
                            return title(table) + (reason ?? "")
                        }))
        }
        if now.appeals > 0 {
            let subjects = gains.appeals.prefix(GainsWords.most).map { "\($0.member) \(title($0.item)) \($0.subject)" }
            lines.append(
                say("申诉成立 \(now.appeals) 件", "\(counted(now.appeals, "appeal")) upheld")
                    + compared(before?.appeals, above(now.appeals, peers?.appeals, peers))
                    + say("：", ": ") + say.list(subjects))
            for effect in gains.effects.prefix(GainsWords.most) { lines.append("  " + self.effect(effect)) }
        }
        if let revision = gains.revision {
            let (raised, lowered) = (Yuan(fen: Int64(revision.raised)), Yuan(fen: Int64(revision.lowered)))
            lines.append(
                say(
                    "更正涉及 \(revision.members) 人：补发 \(raised) 元，扣回 \(lowered) 元",
                    "the revision changes the pay of \(counted(revision.members, "member")): \(raised) yuan more, \(lowered) yuan less"
                ))
        }
        if now.unwitnessed > 0 {
            lines.append(
                say(
                    "本期全无记录的 \(now.unwitnessed) 人", "\(counted(now.unwitnessed, "member")) without any evidence")
                    + compared(before?.unwitnessed, above(now.unwitnessed, peers?.unwitnessed, peers))
                    + say("：", ": ") + people(gains.unwitnessed))
        }
        return lines
    }

    private func compared(_ before: Int?, _ peers: String?) -> String {
        let parts = [before.map { say("上期 \($0)", "before: \($0)") }, peers].compactMap(\.self)
        return parts.isEmpty ? "" : say("（\(parts.joined(separator: "，"))）", " (\(parts.joined(separator: ", ")))")
    }

    /// What is usual elsewhere, with a word where this is more than that.
    private func above(_ value: Int, _ usual: Int?, _ peers: PeerFigures?, isShare: Bool = false) -> String? {
        guard let usual, let peers else { return nil }
        func number(_ value: Int) -> String {
            isShare ? Points(hundredths: Int64(value)).description : String(value)
        }
        let start =
            isShare
            ? say("每人 \(number(value)) 天，", "\(number(value)) a member, ") : ""
        let more = value > usual ? say("，偏多", ", more than usual") : ""
        return start
            + say(
                "其他 \(peers.townships) 个乡镇中位数 \(number(usual))\(more)",
                "median of \(peers.townships) others \(number(usual))\(more)")
    }

    private func name(_ person: BundleGains.Person) -> String {
        person.name.isEmpty ? person.member : "\(person.member) \(person.name)"
    }

    private func people(_ list: [BundleGains.Person]) -> String {
        let shown = list.prefix(GainsWords.most).map { person -> String in
            guard let total = person.total else { return name(person) }
            let points = Points(hundredths: Int64(total))
            let rank = person.rank.map { say("、第 \($0) 名", ", rank \($0)") } ?? ""
            return name(person)
                + say("（\(points) 分、\(person.band ?? "")\(rank)）", " (\(points), \(person.band ?? "")\(rank))")
        }
        let rest = list.count - shown.count
        return say.list(shown) + (rest > 0 ? say(" 等", " and \(rest) more") : "")
    }

    private func effect(_ effect: BundleGains.Effect) -> String {
        let (with, without) = (
            Points(hundredths: Int64(effect.person.total ?? 0)), Points(hundredths: Int64(effect.without))
        )
        let bands =
            effect.bandWithout == effect.person.band ? "" : "，\(effect.bandWithout) → \(effect.person.band ?? "")"
        return name(effect.person) + say("：\(without) → \(with) 分\(bands)", ": \(without) → \(with)\(bands)")
    }
}
