public import AssessmentKernel
public import Desk
import Reports

/// The suspects of a quarter that wait for a verdict, each beside the record it repeats.
public struct SuspectListAnswer: EncodableAnswer {
    private let quarter: Quarter
    private let pairs: [SuspectPair]

    /// Answers with the suspects of a quarter.
    public init(_ pairs: [SuspectPair], of quarter: Quarter) {
        self.pairs = pairs
        self.quarter = quarter
    }

    /// A table per suspect, then the number of each kind.
    public func page(in say: Language) -> AnswerPage {
        guard !pairs.isEmpty else {
            return AnswerPage(say("\(quarter) 没有待核查的疑似重复。", "No suspects in \(quarter) wait for a verdict."))
        }
        var page = AnswerPage()
        for pair in pairs { PairText.add(pair, to: &page, say) }
        let counts = RepeatSuspect.Kind.allCases.compactMap { kind -> String? in
            let count = pairs.count { $0.kind == kind }
            return count == 0 ? nil : say("\(say(kind.title)) \(count) 条", "\(count) with \(say(kind.title))")
        }
        page.add(
            say(
                "共 \(pairs.count) 条：\(counts.joined(separator: "，"))。未经核查不扣分（细则另有规定的除外）。",
                "\(pairs.count) in all: \(counts.joined(separator: ", ")). Nothing is deducted without a verdict, unless the rulebook says so."
            ))
        page.add(
            say(
                Advice(
                    "核查：\(deed: .judgeSuspects)；或\(deed: .exportSuspects(quarter))，填写后导入。",
                    "Decide: \(deed: .judgeSuspects); or \(deed: .exportSuspects(quarter)), mark it and import it.")))
        return page
    }

    /// A suspect beside the record that it repeats: a line, then a table whose first column marks what differs.
    public static func page(of pair: SuspectPair, in say: Language) -> AnswerPage {
        var page = AnswerPage()
        PairText.add(pair, to: &page, say)
        return page
    }

    /// The suspects for programs.
    public func json(in say: Language) -> any Encodable { pairs.map(PairJSON.init) }
}

/// A suspect beside the record it repeats.
private enum PairText {
    static func add(_ pair: SuspectPair, to page: inout AnswerPage, _ say: Language) {
        let person = pair.member
        page.add(
            say(
                "\(person.name)（\(person.code)），\(person.village)：\(say(pair.kind.title))",
                "\(person.code) \(person.name), \(person.village): \(say(pair.kind.title))"))
        var table = AnswerTable([
            .init(""), .init(""), .init(say("疑似", "suspect")), .init(say("原记录", "repeats")),
        ])
        for (place, column) in pair.judgement.table.columns.enumerated() where column.key != "member" {
            let (suspect, first) = (pair.suspect.cells[place], pair.first.cells[place])
            guard !suspect.isEmpty || !first.isEmpty else { continue }
            let isDifferent = pair.differing.contains(place)
            table.add([
                isDifferent ? "≠" : "", say(column.title), shown(suspect, column, say), shown(first, column, say),
            ])
        }
        table.add(["", say("文件", "file"), origin(pair.suspect, say), origin(pair.first, say)])
        page.add(table)
        page.add("")
    }

    private static func shown(_ cell: String, _ column: ColumnSchema, _ say: Language) -> String {
        cell.isEmpty ? "" : ShownText.short(say(column.kind.form.shown(cell)), to: 200)
    }

    private static func origin(_ record: ComparedRecord, _ say: Language) -> String {
        guard let file = record.file, let row = record.row else { return "" }
        return say("\(file) 第 \(row) 行", "\(file), row \(row)")
    }
}

/// Suspects that a person has decided on.
public struct VerdictAnswer: EncodableAnswer {
    private let report: VerdictReport
    private let isDuplicate: Bool

    /// Answers with a verdict.
    public init(_ report: VerdictReport, isDuplicate: Bool) {
        self.report = report
        self.isDuplicate = isDuplicate
    }

    /// The number of judged records, and the verdict.
    public func page(in say: Language) -> AnswerPage {
        let count = report.records.count
        let known =
            report.unchanged == 0
            ? "" : say("，其中 \(report.unchanged) 条早有此结论", ", \(report.unchanged) of them already")
        let verdict = isDuplicate ? say("重复", "duplicate") : say("有效", "valid")
        var page = AnswerPage()
        for pair in report.pairs { PairText.add(pair, to: &page, say) }
        for (record, earlier) in report.others {
            page.add(
                earlier.map { say("\(record)：原结论为“\($0.chinese)”。", "\(record): was judged \($0.english).") }
                    ?? say("\(record)：不是疑似重复，按要求登记。", "\(record): no suspect, judged as asked."))
        }
        page.add(
            isDuplicate
                ? say(
                    "改动：“核查结论”→ 重复；不计入有效事件，按细则扣分。", "Change: verdict → duplicate; it does not count and costs points.")
                : say("改动：“核查结论”→ 有效；照常计入，不再提示。", "Change: verdict → valid; it counts and is no longer listed."))
        page.add(
            say("\(count) 条记录核查为“\(verdict)”\(known)。", "\(counted(count, "record")) judged \(verdict)\(known). ")
                + EntryText.ending(isKept: report.isKept, say))
        EntryText.untouched(report.touchedClosings, on: &page, say)
        return page
    }

    /// The verdict for programs.
    public func json(in say: Language) -> any Encodable { VerdictJSON(report) }
}

extension DoneAnswer {
    /// Suspects were written to a file for verdicts; also names the command that imports it.
    public static func exportedSuspects(_ sheet: SuspectSheet, to file: String) -> DoneAnswer {
        let take = Deed.importFiles(file, as: sheet.isWorkbook ? nil : sheet.table.named)
        return DoneAnswer(
            LocalText("已写出 \(sheet.count) 条到 \(file)。", "Wrote \(sheet.count) to \(file)."),
            next: Advice(
                "下一步：填写“核查结论”（有效、重复、虚假、无效），然后\(deed: take)",
                "Next: fill in the verdicts, then \(deed: take)"),
            facts: ["file": .text(file), "count": .number(Int64(sheet.count))])
    }
}

/// A pair as JSON.
private struct PairJSON: Encodable {
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
private struct VerdictJSON: Encodable {
    let records: [String]
    let unchanged: Int
    let touchedClosings: [String]
    let kept: Bool
    let pairs: [PairJSON]

    init(_ report: VerdictReport) {
        records = report.records.map(\.description)
        unchanged = report.unchanged
        touchedClosings = report.touchedClosings
        kept = report.isKept
        pairs = report.pairs.map(PairJSON.init)
    }
}
