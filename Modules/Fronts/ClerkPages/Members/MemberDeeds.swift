import Answers
import AssessmentKernel
import Closing
import Console
import Desk
import TownshipTables
import Workspace

/// What is done on a member's page: appeals, equipment, removal.
///
/// The last two are tried first.
struct MemberDeeds {
    private let visit: Visit
    private let form: Form
    private let code: String
    private let address: String
    private let quarter: Quarter

    init(_ visit: Visit, _ form: Form, code: String, address: String, _ quarter: Quarter) {
        self.visit = visit
        self.form = form
        self.code = code
        self.address = address
        self.quarter = quarter
    }

    private var say: Language { visit.say }

    func act() throws -> Reply {
        switch form["do"] {
        case "appeal": try appeal()
        case "equipment": try equipment()
        case "decide": try decide()
        case "remove": try remove()
        default: .notFound
        }
    }

    private func appeal() throws -> Reply {
        let words = form["target"].split(separator: " ", maxSplits: 1).map(String.init)
        let target: AppealTarget
        if form["kind"] == "day" {
            guard words.count == 2, let day = CivilDate(iso: words[0]) else { return .notFound }
            target = .day(day, item: words[1])
        } else {
            target = .record(form["target"])
        }
        _ = try visit.workspace.openAppeal(code, quarter, target, ground: form["ground"], now: visit.desk.now())
        return .redirect("/appeals")
    }

    private func confirmation(_ fields: [String]) -> Confirmation<ClerkDesk> {
        Confirmation(visit: visit, form: form, fields: ["do"] + fields, address: address)
    }

    private func date() throws(Problem) -> CivilDate {
        guard let date = CivilDate(iso: form["date"]) else {
            throw Problem(.usage, LocalText("请填写日期", "a date is needed"))
        }
        return date
    }

    private func equipment() throws -> Reply {
        guard let change = EquipmentChange.allCases.first(where: { $0.option.key == form["change"] }) else {
            return .notFound
        }
        var wish = EquipmentWish(member: code, assets: [form["asset"]], change: change, date: try date())
        wish.serial = form["serial"].isEmpty ? nil : form["serial"]
        if change.canBeCharged {
            wish.atFault = form["fault"].isEmpty ? nil : form["fault"] == "yes"
            wish.cost = form["cost"].isEmpty ? nil : form["cost"]
        }
        let asked = confirmation(["change", "asset", "date", "serial", "fault", "cost"])
        let report = try visit.workspace.enterEquipment(wish, isRehearsal: !asked.isGiven, now: visit.desk.now())
        if asked.isGiven { return .redirect(address) }
        return asked.page(
            EquipmentAnswer(report, change), title: say("登记设备变动", "Enter a change of equipment"),
            go: say("登记", "Enter it"),
            back: address)
    }

    private func decide() throws -> Reply {
        let asked = confirmation(["entry", "fault", "cost"])
        let report = try visit.workspace.decideEquipment(
            form["entry"], atFault: form["fault"] == "yes", cost: form["cost"].isEmpty ? nil : form["cost"],
            amend: false, isRehearsal: !asked.isGiven, now: visit.desk.now())
        if asked.isGiven { return .redirect(address) }
        return asked.page(
            EquipmentAnswer(report, nil), title: say("为遗失或损坏定责", "Decide a fault"), go: say("定责", "Decide"),
            back: address)
    }

    private func remove() throws -> Reply {
        guard let ground = RemovalGround.allCases.first(where: { $0.option.key == form["ground"] }) else {
            return .notFound
        }
        var wish = RemovalWish(member: code, ground: ground, date: try date())
        wish.note = form["note"]
        let asked = confirmation(["ground", "date", "note"])
        let report = try visit.workspace.remove(wish, isRehearsal: !asked.isGiven, now: visit.desk.now())
        if asked.isGiven { return .redirect(address) }
        return asked.page(
            RemovalAnswer(report), title: say("更换网格员", "Replace a member"), go: say("确认更换", "Replace"), back: address)
    }
}
