import Answers
import ArgumentParser
import AssessmentKernel
import Closing
import CommandParts
import Desk
import TownshipTables

struct RemoveCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "remove",
            abstract: say("更换网格员：补贴止于当日，列出应收回的设备", "Replace a member: pay ends, equipment is to be recovered"),
            discussion: say("情形：\n", "Grounds:\n")
                + RemovalGround.allCases.map { "  \($0.option.key)  \(say($0.meaning))" }.joined(separator: "\n"))
    }

    @Argument(help: help("工号", "the member's code", value: "member"))
    var member: String

    @Option(help: help("更换情形，1 至 6", "the ground, 1 to 6", value: "ground"))
    var ground: GroundArgument

    @Option(help: help("在岗的最后一天，如 2021-08-02", "the last day in post, such as 2021-08-02", value: "date"))
    var date: CivilDate

    @Option(help: help("说明", "a note", value: "note"))
    var note = ""

    @Flag(help: help("更正已登记的更换，旧版本留存", "replace a removal that is there; the old version is kept"))
    var amend = false

    @OptionGroup var ending: EntryOptions

    func run() throws {
        var wish = RemovalWish(member: member, ground: ground.ground, date: date)
        wish.note = note
        wish.amend = amend
        let report = try ending.common.openWorkspace().remove(wish, isRehearsal: ending.dryRun, now: Clock.now)
        try show(RemovalAnswer(report), asJSON: ending.json)
    }
}

/// A ground of replacement on the command line: 1 to 6.
struct GroundArgument: ExpressibleByArgument {
    let ground: RemovalGround

    init?(argument: String) {
        guard let ground = RemovalGround.allCases.first(where: { $0.option.key == argument }) else { return nil }
        self.ground = ground
    }
}
