import Answers
import ArgumentParser
import AssessmentKernel
import Closing
import CommandParts
import Desk
import TownshipTables

struct EquipmentCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "equipment",
            abstract: say("设备（七件套）的配发、收回、故障、遗失、损坏", "Equipment: issue, return, fault, loss, damage"),
            subcommands: [
                List.self, Issue.self, Return.self, Fault.self, Loss.self, Damage.self, Decide.self,
            ], defaultSubcommand: List.self)
    }

    /// Arguments of every entry.
    struct Entry: ParsableArguments {
        @Argument(help: help("工号", "the member's code", value: "member"))
        var member: String

        @Argument(help: help("设备名称，可写多件", "the pieces by name", value: "asset"))
        var assets: [String]

        @Option(help: help("序列号", "the serial number", value: "serial"))
        var serial: String?

        @Option(help: help("日期，如 2021-08-02（默认今天）", "the day, such as 2021-08-02 (default: today)", value: "date"))
        var date: CivilDate?

        @Option(help: help("登记号（默认自动编号）", "the entry's number (default: the next free one)", value: "entry"))
        var entry: String?

        @OptionGroup var ending: EntryOptions

        func wish(_ change: EquipmentChange) -> EquipmentWish {
            var wish = EquipmentWish(
                member: member, assets: assets, change: change, date: date ?? Clock.date)
            wish.serial = serial
            wish.entry = entry
            return wish
        }

        func enter(_ wish: EquipmentWish) throws {
            let workspace = try ending.common.openWorkspace()
            let report = try workspace.enterEquipment(wish, isRehearsal: ending.dryRun, now: Clock.now)
            try show(EquipmentAnswer(report, wish.change), asJSON: ending.json)
        }
    }

    /// Fault and cost, which only a loss or damage has.
    struct Charge: ParsableArguments {
        @Option(
            help: help("个人责任：yes 或 no（不写为未定）", "the member's fault: yes or no (default: undecided)", value: "yes|no")
        )
        var atFault: YesNoArgument?

        @Option(help: help("费用，元", "the cost in yuan", value: "cost"))
        var cost: String?

        func added(to wish: EquipmentWish) -> EquipmentWish {
            var wish = wish
            wish.atFault = atFault?.value
            wish.cost = cost
            return wish
        }
    }

    struct Issue: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(commandName: "issue", abstract: say("配发设备", "Issue equipment"))
        }
        @OptionGroup var entry: Entry
        func run() throws { try entry.enter(entry.wish(.issued)) }
    }

    struct Return: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(commandName: "return", abstract: say("收回设备", "Take equipment back"))
        }
        @OptionGroup var entry: Entry
        func run() throws { try entry.enter(entry.wish(.returned)) }
    }

    struct Fault: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "fault", abstract: say("设备故障，交回中心", "A faulty device goes back to the centre"))
        }
        @OptionGroup var entry: Entry
        func run() throws { try entry.enter(entry.wish(.faulty)) }
    }

    struct Loss: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(commandName: "loss", abstract: say("设备遗失", "Equipment is lost"))
        }
        @OptionGroup var entry: Entry
        @OptionGroup var charge: Charge
        func run() throws { try entry.enter(charge.added(to: entry.wish(.lost))) }
    }

    struct Damage: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(commandName: "damage", abstract: say("设备损坏", "Equipment is damaged"))
        }
        @OptionGroup var entry: Entry
        @OptionGroup var charge: Charge
        func run() throws { try entry.enter(charge.added(to: entry.wish(.damaged))) }
    }

    struct Decide: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "decide",
                abstract: say("为已登记的遗失或损坏定责", "Decide whose fault a loss or damage is"))
        }

        @Argument(help: help("登记号", "the entry's number", value: "entry"))
        var entry: String

        @Option(help: help("个人责任：yes 或 no", "the member's fault: yes or no", value: "yes|no"))
        var atFault: YesNoArgument

        @Option(help: help("费用，元", "the cost in yuan", value: "cost"))
        var cost: String?

        @Flag(help: help("更改已有的结论，旧版本留存", "replace an earlier decision; the old version is kept"))
        var amend = false

        @OptionGroup var ending: EntryOptions

        func run() throws {
            let report = try ending.common.openWorkspace().decideEquipment(
                entry, atFault: atFault.value, cost: cost, amend: amend, isRehearsal: ending.dryRun, now: Clock.now)
            try show(EquipmentAnswer(report, nil), asJSON: ending.json)
        }
    }

    struct List: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "list", abstract: say("每人持有的设备和缺少的件", "What each member holds, and what is missing"))
        }

        @Argument(help: help("工号；不写则全部", "one member's code; all of them without it", value: "member"))
        var member: String?

        @Option(help: help("截至日期（默认今天）", "as of a day (default: today)", value: "date"))
        var date: CivilDate?

        @Flag(help: help("以 JSON 输出", "answer in JSON"))
        var json = false

        @OptionGroup var common: CommonOptions

        func run() throws {
            let list = try common.openWorkspace().equipment(of: member, on: date ?? Clock.date)
            try show(EquipmentListAnswer(list), asJSON: json)
        }
    }
}
