import ArgumentParser
import AssessmentKernel
import Desk
import Reports

struct SuspectsCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "suspects",
            abstract: say("疑似重复的事件：列出、核查", "Events that may repeat others: list them, decide on them"),
            subcommands: [List.self, Decide.self, Export.self], defaultSubcommand: List.self)
    }

    struct List: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "list", abstract: say("并列显示待核查的记录", "Show what waits for a verdict, side by side"))
        }

        @Argument(help: help("季度，如 2021Q3", "the quarter, such as 2021Q3", value: "quarter"))
        var quarter: Quarter

        @Option(help: help("只看此工号", "one member's only", value: "member"))
        var member: String?

        @Flag(help: help("以 JSON 输出", "answer in JSON"))
        var json = false

        @OptionGroup var common: CommonOptions

        func run() throws {
            let pairs = try common.openWorkspace().suspects(quarter, member: member)
            if json { try printJSON(pairs.map(PairAnswer.init)) } else { printResult(text(pairs)) }
        }

        private func text(_ pairs: [SuspectPair]) -> String {
            guard !pairs.isEmpty else {
                return say("\(quarter) 没有待核查的疑似重复。", "No suspects in \(quarter) wait for a verdict.")
            }
            var text = ""
            for pair in pairs { text += paragraph(pair) }
            let counts = RepeatSuspect.Kind.allCases.compactMap { kind -> String? in
                let count = pairs.count { $0.kind == kind }
                return count == 0 ? nil : say("\(say(kind.title)) \(count) 条", "\(count) with \(say(kind.title))")
            }
            text += say(
                "共 \(pairs.count) 条：\(counts.joined(separator: "，"))。未经核查不扣分（细则另有规定的除外）。\n",
                "\(pairs.count) in all: \(counts.joined(separator: ", ")). Nothing is deducted unseen, unless the rulebook says so.\n"
            )
            return text
                + say(
                    "核查：kaohe suspects decide ‹编号› --duplicate（重复）或 --valid（有效）；或 kaohe suspects export \(quarter) ‹文件›，填写后导入。",
                    "Decide: kaohe suspects decide NUMBER --duplicate or --valid; or kaohe suspects export \(quarter) FILE, mark it and import it."
                )
        }

        private func paragraph(_ pair: SuspectPair) -> String {
            let person = pair.member
            var text = say(
                "\(person.name)（\(person.code)），\(person.village)：\(say(pair.kind.title))\n",
                "\(person.code) \(person.name), \(person.village): \(say(pair.kind.title))\n")
            var table = TerminalTable([
                .init(""), .init(""), .init(say("疑似", "suspect")), .init(say("原记录", "repeats")),
            ])
            for (place, column) in pair.judgement.table.columns.enumerated() where column.key != "member" {
                let (suspect, first) = (pair.suspect.cells[place], pair.first.cells[place])
                guard !suspect.isEmpty || !first.isEmpty else { continue }
                let isDifferent = pair.differing.contains(place)
                table.add([
                    isDifferent ? "≠" : "", say(column.title), shown(suspect, column), shown(first, column),
                ])
            }
            table.add(["", say("文件", "file"), origin(pair.suspect), origin(pair.first)])
            text += table.text(width: windowWidth) + "\n"
            return text
        }

        private func shown(_ cell: String, _ column: ColumnSchema) -> String {
            cell.isEmpty ? "" : Output.short(say(column.kind.form.shown(cell)), to: 200)
        }

        private func origin(_ record: ComparedRecord) -> String {
            guard let file = record.file, let row = record.row else { return "" }
            return say("\(file) 第 \(row) 行", "\(file), row \(row)")
        }
    }

    struct Decide: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(commandName: "decide", abstract: say("登记核查结论", "Write down a verdict"))
        }

        @Argument(help: help("记录编号，可写多个", "the numbers of the records", value: "event"))
        var events: [String]

        @Flag(help: help("重复，不计入并扣分", "a duplicate: it does not count and costs points"))
        var duplicate = false

        @Flag(help: help("有效，照常计入", "valid: it counts"))
        var valid = false

        @Flag(help: help("更改已有的结论，旧版本留存", "replace an earlier verdict; the old version is kept"))
        var amend = false

        @OptionGroup var ending: EntryOptions

        func validate() throws {
            if duplicate == valid {
                throw ValidationError(say("须写 --duplicate 或 --valid 之一", "say either --duplicate or --valid"))
            }
        }

        func run() throws {
            let report = try ending.common.openWorkspace().decideSuspects(
                events, duplicate ? .duplicate : .valid, amend: amend, isRehearsal: ending.dryRun, now: Clock.now)
            if ending.json {
                try printJSON(VerdictAnswer(report))
            } else {
                let count = report.records.count
                let known =
                    report.unchanged == 0
                    ? "" : say("，其中 \(report.unchanged) 条早有此结论", ", \(report.unchanged) of them as before")
                let verdict = duplicate ? say("重复", "duplicate") : say("有效", "valid")
                printResult(
                    say("\(count) 条记录核查为“\(verdict)”\(known)。", "\(count) judged \(verdict)\(known). ")
                        + EntryText.ending(isKept: report.isKept))
            }
            if !report.touchedClosings.isEmpty {
                printNote(say("提示：", "note: ") + EntryText.untouched(report.touchedClosings))
            }
        }
    }

    struct Export: ParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "export",
                abstract: say("写出待核查的记录，填写后再导入", "Write what waits for a verdict as a file to mark and import"))
        }

        @Argument(help: help("季度，如 2021Q3", "the quarter, such as 2021Q3", value: "quarter"))
        var quarter: Quarter

        @Argument(help: help("CSV 文件", "the CSV file", value: "file"))
        var file: String

        @Option(help: help("只写此工号", "one member's only", value: "member"))
        var member: String?

        @OptionGroup var common: CommonOptions

        func run() throws {
            let sheet = try common.openWorkspace().exportSuspects(quarter, member: member, to: file)
            printResult(say("已写出 \(sheet.count) 条到 \(file)。", "Wrote \(sheet.count) to \(file)."))
            printNote(
                say(
                    "下一步：填写“核查结论”（有效、重复、虚假、无效），然后 kaohe import \(file) --table \(sheet.table.key)",
                    "Next: fill in the verdicts, then kaohe import \(file) --table \(sheet.table.key)"))
        }
    }
}

/// A pair as JSON.
private struct PairAnswer: Encodable {
    struct Record: Encodable {
        let reference: String
        let file: String?
        let row: Int?
        let cells: [String: String]

        init(_ record: ComparedRecord, _ table: TableSchema) {
            reference = record.reference.description
            file = record.file
            row = record.row
            cells = Dictionary(uniqueKeysWithValues: zip(table.columns.map(\.key), record.cells))
                .filter { !$0.value.isEmpty }
        }
    }

    let member, kind: String
    let suspect, first: Record
    let differing: [String]

    init(_ pair: SuspectPair) {
        let table = pair.judgement.table
        member = pair.member.code.string
        kind = pair.kind.rawValue
        suspect = Record(pair.suspect, table)
        first = Record(pair.first, table)
        differing = pair.differing.map { table.columns[$0].key }
    }
}

/// A verdict as JSON.
private struct VerdictAnswer: Encodable {
    let records: [String]
    let unchanged: Int
    let touchedClosings: [String]
    let kept: Bool

    init(_ report: VerdictReport) {
        records = report.records.map(\.description)
        unchanged = report.unchanged
        touchedClosings = report.touchedClosings
        kept = report.isKept
    }
}
