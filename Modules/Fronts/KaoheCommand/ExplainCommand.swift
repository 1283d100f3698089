import ArgumentParser
import AssessmentKernel
import Closing
import Desk
import Ledger

struct ExplainCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "explain",
            abstract: say(
                "逐条说明一名网格员的扣分：考核项、记录、文件和行、条款", "Explain a member's score: item, deduction, record, file and row, clause"
            ))
    }

    @Argument(help: help("工号", "the member's code", value: "member"))
    var member: String

    @Argument(help: help("季度或月份，如 2021Q3、2021-07", "a quarter or a month, such as 2021Q3 or 2021-07", value: "period"))
    var period: ExplainedPeriod

    @Argument(help: help("考核项的键或名称；不写则全部", "one item's key or title; all of them without it", value: "item"))
    var item: String?

    @Flag(help: help("以 JSON 输出", "answer in JSON"))
    var json = false

    @OptionGroup var common: CommonOptions

    func run() throws {
        let explanation = try common.openWorkspace().explain(member, period, item: item)
        if json { try printJSON(ExplanationAnswer(explanation)) } else { printResult(text(explanation)) }
    }

    private func text(_ told: Explanation) -> String {
        let person = told.member
        var lines = [
            say(
                "\(person.name)（\(person.code)），\(person.office)，\(person.village)，\(periodName)",
                "\(person.name) (\(person.code)), \(person.office), \(person.village), \(periodName)")
        ]
        lines.append(
            told.closing.map { say("依据结算 \($0.name)。", "As closed in \($0.name).") }
                ?? say("按目前的记录计算，尚非结算结果。", "Reckoned from today's records; not a closing's result."))
        if !told.missingTables.isEmpty {
            let tables = told.missingTables.map { say($0) }.joined(separator: say("、", ", "))
            lines.append(
                say("以下表在此期间没有任何记录：\(tables)。分数仅供参考。", "No rows in this period of: \(tables). The score means little."))
        }
        if item == nil {
            lines.append(totalLine(told))
            lines += outcomes(told)
        }
        for item in told.items { lines += paragraph(item) + appeals(told, item.about.key) }
        return lines.joined(separator: "\n")
    }

    private var periodName: String { period.isQuarterText }

    private func totalLine(_ told: Explanation) -> String {
        var text = say("总分 \(told.total) 分", "Total \(told.total) points")
        if let band = told.band, told.missingTables.isEmpty {
            let isUnrated = band.key == "unrated"
            text += say("，等次“\(isUnrated ? "不评等" : band.title)”", ", band \(band.key)")
        }
        if let rank = told.rank { text += say("，第 \(rank) 名", ", rank \(rank)") }
        if let amount = told.monthlyAmount, told.missingTables.isEmpty {
            text += say("，月绩效 \(amount) 元", ", \(amount) yuan a month")
        }
        return text + say("。", ".")
    }

    /// What follows from the result besides the pay.
    private func outcomes(_ told: Explanation) -> [String] {
        guard told.missingTables.isEmpty else { return [] }
        var lines: [String] = []
        if told.band?.key == "unrated", let days = told.dutyDays {
            lines.append(say("本季应到岗仅 \(days) 天，不评等。", "Only \(days) duty days in the quarter: unrated."))
        }
        for finding in told.findings {
            let title = say(finding.title)
            lines.append(say("\(title)：\(finding.basis)。", "\(title): \(finding.basis)."))
        }
        return lines
    }

    private func paragraph(_ item: ExplainedItem) -> [String] {
        let left = item.maximum - item.deducted
        var lines = [
            "",
            say(
                "\(item.about.number). \(say(item.about.title))：满分 \(item.maximum)，扣 \(item.deducted)，得 \(left)。",
                "\(item.about.number). \(say(item.about.title)): of \(item.maximum) points, \(item.deducted) taken, \(left) left."
            ),
        ]
        let sum = item.deductions.reduce(Points.zero) { $0 + $1.points }
        if sum > item.deducted {
            lines.append(
                say(
                    "   （各条合计 \(sum) 分，以满分 \(item.maximum) 为限）",
                    "   (\(sum) in all, stopped at the maximum of \(item.maximum))"))
        }
        for deduction in item.deductions {
            let reason = deduction.reason.map { say("（\($0.chinese)）", " (\($0.english))") } ?? ""
            lines.append(
                say(
                    "   · \(DateText.spoken(deduction.date))：\(deduction.title.chinese)\(reason)，扣 \(deduction.points) 分（\(deduction.clause)）。",
                    "   · \(deduction.date): \(deduction.title.english)\(reason), −\(deduction.points) (\(deduction.clause))."
                ))
            for record in deduction.records { lines += [provenance(record)] + cells(record) }
        }
        return lines
    }

    private func appeals(_ told: Explanation, _ item: String) -> [String] {
        told.appeals.filter { $0.item == item }.map { "   ※ " + AppealText.line($0) }
    }

    private func provenance(_ record: ExplainedRecord) -> String {
        guard let file = record.file, let row = record.row else {
            return say(
                "     记录 \(record.reference)（账本中已无此记录）", "     Record \(record.reference), no longer in the ledger")
        }
        let since = record.isChangedSince ? say("（结算后此记录已更正）", " (amended since the closing)") : ""
        return say(
            "     依据“\(record.table.chinese)”，文件 \(file) 第 \(row) 行\(since)，记录 \(record.reference)：",
            "     By \(record.table.english), file \(file), row \(row)\(since), record \(record.reference):")
    }

    private func cells(_ record: ExplainedRecord) -> [String] {
        guard !record.cells.isEmpty else { return [] }
        let cells = record.cells.map {
            "\($0.header)=\($0.value.split(whereSeparator: \.isNewline).joined(separator: " "))"
        }
        return ["       " + cells.joined(separator: say("；", "; "))]
    }
}

extension ExplainedPeriod {
    fileprivate var isQuarterText: String {
        switch self {
        case .quarter(let quarter):
            say("\(quarter.year) 年第\(["一", "二", "三", "四"][quarter.number - 1])季度", quarter.description)
        case .month(let month): say("\(month.year) 年 \(month.number) 月", month.description)
        }
    }
}

/// Dates as they are read aloud.
enum DateText {
    static func spoken(_ date: CivilDate) -> String {
        let (_, month, day) = date.parts
        return "\(month)月\(day)日"
    }
}

/// The answer as JSON.
private struct ExplanationAnswer: Encodable {
    struct Record: Encodable {
        let reference: String
        let file: String?
        let row: Int?
        let cells: [[String]]
    }

    struct Deduction: Encodable {
        let date, points, code, title, clause: String
        let reason: String?
        let records: [Record]
    }

    struct Item: Encodable {
        let item, maximum, deducted, score: String
        let deductions: [Deduction]
    }

    let member, from, through, total: String
    let closing, band: String?
    let rank: Int?
    let items: [Item]
    let appeals: [AppealAnswer]

    init(_ told: Explanation) {
        appeals = told.appeals.map(AppealAnswer.init)
        member = told.member.code.string
        from = told.period.first.description
        through = told.period.last.description
        total = told.total.description
        closing = told.closing?.name
        band = told.band?.key
        rank = told.rank
        items = told.items.map { item in
            Item(
                item: item.about.key, maximum: item.maximum.description, deducted: item.deducted.description,
                score: (item.maximum - item.deducted).description,
                deductions: item.deductions.map { taken in
                    Deduction(
                        date: taken.date.description, points: taken.points.description, code: taken.code,
                        title: say(taken.title), clause: taken.clause, reason: taken.reason.map { say($0) },
                        records: taken.records.map { record in
                            Record(
                                reference: record.reference.description, file: record.file, row: record.row,
                                cells: record.cells.map { [$0.header, $0.value] })
                        })
                })
        }
    }
}
