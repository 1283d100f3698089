import Answers
import AssessmentKernel
import Console
import Desk
import Ledger
import Rulebook
import TownshipTables
import Workspace

/// 网格员: the roster, and under a member's name what an explanation tells, the history, and what is in hand.
struct MembersPage: Page {
    let name = "members"
    let title = LocalText("网格员", "Members")
    var templates: [String: [UInt8]] {
        ["members": PackageResources.members_mustache, "member": PackageResources.member_mustache]
    }

    func show(_ visit: Visit) throws -> Reply {
        let overview = try visit.workspace.overview()
        let usual = overview.closings.last?.quarter ?? overview.nextToClose
        guard let part = visit.part(0) ?? usual?.description, let period = ExplainedPeriod(text: part) else {
            return .page(
                "members", title: visit.say(title), values: ["none": visit.say("名册为空，先导入。", "The roster is empty.")])
        }
        if let code = visit.part(1) { return try MemberView(visit, code, period, overview).page() }
        return try list(visit, overview, period.quarter)
    }

    func act(_ visit: Visit, _ form: Form) throws -> Reply {
        guard let part = visit.part(0), let period = ExplainedPeriod(text: part), let code = visit.part(1) else {
            return .notFound
        }
        return try MemberDeeds(visit, form, code: code, address: "/members/\(part)/\(code)", period.quarter).act()
    }

    private func list(_ visit: Visit, _ overview: TownshipOverview, _ quarter: Quarter) throws -> Reply {
        let say = visit.say
        let totals = try visit.workspace.closedTotals(of: quarter)
        let titles = try? visit.workspace.rulebook(inForceOn: quarter.range.first).bands.bands
        var values: [String: Any] = [
            "label": say("按姓名、工号、村或办事处查找", "Search by name, code, village or office"),
            "quarters-label": say("季度", "Quarters"),
            "quarters": overview.quarters.map { one -> [String: Any] in
                ["address": "/members/\(one)", "words": one.description, "here": one == quarter]
            },
            "head": [
                say("工号", "code"), say("姓名", "name"), say("岗位", "post"), say("办事处", "office"), say("村", "village"),
                say("网格", "grid"), say("总分", "total"), say("等次", "band"), say("名次", "rank"),
            ].enumerated().map { place, words -> [String: Any] in ["words": words, "number": [6, 8].contains(place)] },
            "rows": overview.members.map { member -> [String: Any] in
                let closed = totals[member.code]
                return [
                    "address": "/members/\(quarter)/\(member.code)", "code": member.code.string,
                    "name": member.name.string, "post": say(member.post.option.title), "office": member.office.string,
                    "village": member.village.string, "grid": member.grid.string,
                    "total": closed?.total.description ?? "",
                    "band": closed.map { closed in
                        say.band(closed.band, titled: titles?.first { $0.key == closed.band }?.title ?? closed.band)
                    } ?? "",
                    "rank": closed?.rank.map(String.init) ?? "",
                ]
            },
        ]
        values["region"] = say("名册", "Roster")
        return .page("members", title: say(title) + " " + quarter.description, values: values)
    }
}
