import ArgumentParser
import AssessmentKernel
import CommandParts

/// Yes or no on the command line, as in the tables.
struct YesNoArgument: ExpressibleByArgument {
    let value: Bool

    init?(argument: String) {
        switch argument.lowercased() {
        case "yes", "true", "1", "是": value = true
        case "no", "false", "0", "否": value = false
        default: return nil
        }
    }
}

/// Options of every command that enters records.
struct EntryOptions: ParsableArguments {
    @Flag(help: help("只检查，不写入", "check only, write nothing"))
    var dryRun = false

    @Flag(help: help("以 JSON 输出", "answer in JSON"))
    var json = false

    @OptionGroup var common: CommonOptions
}
