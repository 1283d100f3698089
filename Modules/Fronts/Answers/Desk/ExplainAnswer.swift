public import AssessmentKernel
import Closing
public import Desk
import Ledger
import Reports
import Rulebook
public import Workspace

/// Why a member has a score: item, deduction, record, file and row, clause.
public struct ExplainAnswer: EncodableAnswer {
    private let explanation: Explanation
    private let period: ExplainedPeriod
    private let isWhole: Bool
    private let workspace: Workspace

    /// Answers with the explanation of a period.
    ///
    /// - Parameter isWhole: whether all items are explained, so that the total is shown too.
    public init(_ explanation: Explanation, of period: ExplainedPeriod, isWhole: Bool, in workspace: Workspace) {
        self.explanation = explanation
        self.period = period
        self.isWhole = isWhole
        self.workspace = workspace
    }

    /// A paragraph per item.
    public func page(in say: Language) -> AnswerPage { AnswerPage(text(in: say).text) }

    /// The lines above the items: who, by which closing, and what it comes to.
    public func head(in say: Language) -> [String] { text(in: say).head }

    /// The items in parts, for a front that shows them otherwise than as one text.
    public func items(in say: Language) -> [ExplainedParagraph] { text(in: say).paragraphs }

    private func text(in say: Language) -> ExplainedText {
        ExplainedText(told: explanation, period: period, isWhole: isWhole, workspace: workspace, say: say)
    }

    /// The explanation for programs.
    public func json(in say: Language) -> any Encodable { Explained(explanation, say) }
}

/// What an item comes to for a member, in words.
public struct ExplainedParagraph: Sendable {
    /// A deduction with the records that it rests on.
    public struct Line: Sendable {
        /// What was deducted, when and why.
        public let text: String
        /// Each record: where it came from, and its cells.
        public let records: [(reference: RecordReference, text: String, cells: String)]
        /// How many rows it rests on that are told by their number alone, in words; empty without any.
        public let counted: String
        /// The day of the deduction.
        public let day: CivilDate
    }

    /// The item.
    public let item: ItemDescriptor
    /// Its score in a line.
    public let heading: String
    /// A remark on the sum; empty without one.
    public let remark: String
    /// Its deductions.
    public let lines: [Line]
    /// What became of the appeals about it.
    public let appeals: [String]
}

/// An explanation in words.
private struct ExplainedText {
    let told: Explanation
    let period: ExplainedPeriod
    let isWhole: Bool
    let workspace: Workspace
    let say: Language

    var text: String {
        var lines = head
        for item in paragraphs {
            lines += ["", item.heading]
            if !item.remark.isEmpty { lines.append("   " + item.remark) }
            for line in item.lines {
                lines.append("   · " + line.text)
                for record in line.records {
                    lines.append("     " + record.text)
                    if !record.cells.isEmpty { lines.append("       " + record.cells) }
                }
                if !line.counted.isEmpty { lines.append("     " + line.counted) }
            }
            lines += item.appeals.map { "   ※ " + $0 }
        }
        return lines.joined(separator: "\n")
    }

    var head: [String] {
        let person = told.member
        var lines = [
            say(
                "\(person.name)（\(person.code)），\(person.office)，\(person.village)，\(periodName)",
                "\(person.name) (\(person.code)), \(person.office), \(person.village), \(periodName)")
        ]
        lines.append(
            told.closing.map { say("依据结算 \($0.name)。", "As closed in \($0.name).") }
                ?? say("按目前的记录计算，尚非结算结果。", "Computed from today's records; not a closing's result."))
        if !told.missingTables.isEmpty {
            let tables = say.list(told.missingTables.map { say($0) })
            lines.append(
                say("以下表在此期间没有任何记录：\(tables)。分数仅供参考。", "No rows in this period of: \(tables). The score means little."))
        }
        if isWhole {
            lines.append(totalLine)
            lines += outcomes
        }
        return lines
    }

    var paragraphs: [ExplainedParagraph] { told.items.map(paragraph) }

    private var periodName: String {
        switch period {
        case .quarter(let quarter):
            say("\(quarter.year) 年第\(quarter.chineseNumber)季度", quarter.description)
        case .month(let month): say("\(month.year) 年 \(month.number) 月", month.description)
        }
    }

    private var totalLine: String {
        var text = say("总分 \(told.total) 分", "Total \(told.total) points")
        if let band = told.band, told.missingTables.isEmpty {
            text += say("，等次“\(band.title)”", ", band \(band.key)")
        }
        if let rank = told.rank { text += say("，第 \(rank) 名", ", rank \(rank)") }
        if let amount = told.monthlyAmount, told.missingTables.isEmpty {
            text += say("，月绩效 \(amount) 元", ", \(amount) yuan a month")
        }
        return text + say("。", ".")
    }

    /// Consequences of the result besides the pay.
    private var outcomes: [String] {
        guard told.missingTables.isEmpty else { return [] }
        var lines: [String] = []
        if told.band?.key == Band.unratedKey, let days = told.dutyDays {
            lines.append(say("本季应到岗仅 \(days) 天，不评等。", "Only \(counted(days, "duty day")) in the quarter: unrated."))
        }
        for finding in told.findings {
            let title = say(finding.title)
            lines.append(say("\(title)：\(finding.basis)。", "\(title): \(finding.basis)."))
        }
        return lines
    }

    private func paragraph(_ item: ExplainedItem) -> ExplainedParagraph {
        let left = item.maximum - item.deducted
        let sum = item.deductions.reduce(Points.zero) { $0 + $1.points }
        return ExplainedParagraph(
            item: item.about,
            heading: say(
                "\(item.about.number). \(say(item.about.title))：满分 \(item.maximum)，扣 \(item.deducted)，得 \(left)。",
                "\(item.about.number). \(say(item.about.title)): of \(item.maximum) points, \(item.deducted) taken, \(left) left."
            ),
            remark: sum > item.deducted
                ? say(
                    "（各条合计 \(sum) 分，以满分 \(item.maximum) 为限）",
                    "(\(sum) in all, stopped at the maximum of \(item.maximum))") : "",
            lines: item.deductions.map(line),
            appeals: told.appeals.filter { $0.item == item.about.key }.map { AppealText.line($0, workspace, say) })
    }

    private func line(_ deduction: ExplainedDeduction) -> ExplainedParagraph.Line {
        let clause = Clause(deduction.clause).title
        let reason = deduction.reason.map { say("（\($0.chinese)）", " (\($0.english))") } ?? ""
        return ExplainedParagraph.Line(
            text: say(
                "\(spoken(deduction.date))：\(deduction.title.chinese)\(reason)，扣 \(deduction.points) 分（\(clause.chinese)）。",
                "\(deduction.date): \(deduction.title.english)\(reason), −\(deduction.points) (\(clause.english))."),
            records: deduction.records.map { ($0.reference, provenance($0), cells($0)) },
            counted: deduction.counted.map { table, count in
                say(
                    "依据“\(table.chinese)”\(count) 条，只列数量，不列每一条。",
                    "By \(count) rows of \(table.english), told by their number alone.")
            } ?? "", day: deduction.date)
    }

    private func provenance(_ record: ExplainedRecord) -> String {
        guard let file = record.file, let row = record.row else {
            return say(
                "记录 \(record.reference)（账本中已无此记录）", "Record \(record.reference), no longer in the ledger")
        }
        let since = record.isChangedSince ? say("（结算后此记录已更正）", " (amended since the closing)") : ""
        return say(
            "依据“\(record.table.chinese)”，文件 \(file) 第 \(row) 行\(since)，记录 \(record.reference)：",
            "By \(record.table.english), file \(file), row \(row)\(since), record \(record.reference):")
    }

    private func cells(_ record: ExplainedRecord) -> String {
        let table = workspace.tables.first { $0.key == record.reference.table }
        let cells = record.cells.map { header, value in
            header + "=" + shown(value.split(whereSeparator: \.isNewline).joined(separator: " "), header, table)
        }
        return cells.joined(separator: say("；", "; "))
    }

    /// A cell for people: the key of a choice as its title.
    private func shown(_ value: String, _ header: String, _ table: TableSchema?) -> String {
        let column = table?.columns.first { $0.key == header || $0.title.chinese == header }
        return column?.choiceTitle(of: value).map { say($0) } ?? value
    }

    /// A day as it is spoken.
    private func spoken(_ date: CivilDate) -> String {
        let (_, month, day) = date.parts
        return "\(month)月\(day)日"
    }
}

/// An explanation as JSON.
private struct Explained: Encodable {
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
    let appeals: [AppealJSON]

    init(_ told: Explanation, _ say: Language) {
        appeals = told.appeals.map(AppealJSON.init)
        member = told.member.code.string
        from = told.period.first.description
        through = told.period.last.description
        total = told.total.description
        closing = told.closing?.name
        // As the text: without a table's rows a band would mean nothing.
        band = told.missingTables.isEmpty ? told.band?.key : nil
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
