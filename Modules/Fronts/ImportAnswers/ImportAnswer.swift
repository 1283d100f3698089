public import Answers
public import AssessmentKernel
public import Importing
import Intake
import Ledger
import Reports
public import Workspace

/// An import: the counts of each file, what was left out, and which rows were rejected.
public struct ImportAnswer: EncodableAnswer {
    private let report: ImportReport
    private let workspace: Workspace
    private let isRehearsal: Bool

    /// Answers with an import into a workspace.
    ///
    /// - Parameter isRehearsal: whether it was a dry run.
    public init(_ report: ImportReport, in workspace: Workspace, isRehearsal: Bool) {
        self.report = report
        self.workspace = workspace
        self.isRehearsal = isRehearsal
    }

    /// The files with their counts, and notes on what was left out; nothing of the rejected rows.
    public func summary(in say: Language) -> AnswerPage {
        var page = AnswerPage()
        add(to: &page, say)
        tellWhatWasLeftOut(on: &page, say)
        tellWhatIsTouched(on: &page, say)
        tellNoticedRows(on: &page, say)
        return page
    }

    /// The files with their counts, and notes on what was left out and rejected.
    public func page(in say: Language) -> AnswerPage {
        var page = summary(in: say)
        if report.rejectCount > 0 { tellRejects(on: &page, say) }
        if report.isKept {
            page.next(
                say(
                    Advice(
                        "下一步：\(deed: .status(nil))，看结算前还差什么。", "Next: \(deed: .status(nil)), for blockers and warnings."
                    )))
        }
        return page
    }

    /// The files with their counts for programs.
    public func json(in say: Language) -> any Encodable { Imported(report, say) }

    /// Names files that are not a table and, once per table, the columns it does not know.
    private func tellWhatWasLeftOut(on page: inout AnswerPage, _ say: Language) {
        for used in report.profiles {
            let kind = used.isShipped ? say("自带的对照文件", "the shipped profile") : say("对照文件", "the profile")
            page.remark(
                say(
                    Advice(
                        "\(used.file) 按\(kind)“\(used.name)”读取；不用它则\(adding: .noProfile)，换一份则\(by: .profile)指定。",
                        "\(used.file) is read by \(kind) \(used.name); \(adding: .noProfile) to leave it, or name another \(by: .profile)."
                    )))
        }
        var reasons: [LocalText] = []
        for file in report.leftOut where !reasons.contains(file.reason) { reasons.append(file.reason) }
        for reason in reasons {
            let names = report.leftOut.filter { $0.reason == reason }.map(\.name)
            let rest = names.count > 8 ? say(" 等 \(names.count) 个", " and others, \(names.count) in all") : ""
            let list = say.list(names.prefix(8)) + rest
            page.remark(say("未导入（\(reason.chinese)）：\(list)", "Left out (\(reason.english)): \(list)"))
        }
        var told: Set<String> = []
        for file in report.files where told.insert(file.table).inserted {
            var seen: Set<String> = []
            let unknown = report.files.filter { $0.table == file.table }.flatMap(\.unknownColumns)
                .filter { seen.insert($0).inserted }
            guard !unknown.isEmpty else { continue }
            var columns = say.list(unknown.prefix(20).map { ShownText.short($0, to: 60) })
            let rest = unknown.count - 20
            if rest > 0 { columns += say(" 等 \(rest + 20) 列", " and \(rest) more") }
            let title = say(workspace.tableTitle(file.table))
            page.remark(say("“\(title)”中未用到的列：\(columns)", "\(title): columns left out: \(columns)"))
        }
    }

    /// Names closed quarters and issued months whose records the import changes.
    private func tellWhatIsTouched(on page: inout AnswerPage, _ say: Language) {
        guard report.isKept || isRehearsal else { return }
        for touched in report.touched {
            let count = touched.records
            switch touched.period {
            case .quarter(let quarter):
                page.remark(
                    say(
                        Advice(
                            "\(quarter.year)年第\(quarter.number)季度已结算，本次导入\(isRehearsal ? "会改动" : "改动了")其中 \(count) 条记录；结算结果不变，需要时更正结算（\(deed: .revise(quarter))）。",
                            "\(quarter) is closed, and this import \(isRehearsal ? "would change" : "changed") \(counted(count, "record")) of it; the closing stays as it is until it is revised (\(deed: .revise(quarter)))."
                        )))
            case .notice(let month):
                page.remark(
                    say(
                        "\(month.year)年\(month.number)月的通报已发布，本次导入\(isRehearsal ? "会改动" : "改动了")其中 \(count) 条记录；"
                            + "通报不变，季度结算时按新的记录计算。",
                        "The notice of \(month) is issued, and this import \(isRehearsal ? "would change" : "changed")"
                            + " \(counted(count, "record")) of the month; the notice stays, and the quarter's closing counts"
                            + " the records as they are then."))
            }
        }
        if report.counts.cleared > 0 {
            let count = report.counts.cleared
            page.remark(
                say(
                    "更正时清空了 \(count) 条记录中原有的值（文件中留空）；原值在日志中。",
                    "Values were cleared in \(counted(count, "record")), where the files are blank; the journal keeps them."
                ))
        }
    }

    /// Says of each file which rows were passed over, and that hidden ones were read.
    private func tellNoticedRows(on page: inout AnswerPage, _ say: Language) {
        for file in report.files where !file.noticed.isEmpty {
            let noticed = file.noticed
            var chinese: [String] = []
            var english: [String] = []
            if noticed.totals > 0 {
                chinese.append("略过合计、制表等 \(noticed.totals) 行")
                english.append("\(counted(noticed.totals, "row")) of totals or signatures passed over")
            }
            if noticed.unfilled > 0 {
                chinese.append("略过只有序号或 0、其余空白的 \(noticed.unfilled) 行")
                english.append("\(counted(noticed.unfilled, "row")) with zeros or row numbers alone passed over")
            }
            if noticed.headers > 0 {
                chinese.append("略过重复的表头 \(noticed.headers) 行")
                english.append("\(counted(noticed.headers, "repeated header")) passed over")
            }
            if noticed.hidden > 0 {
                chinese.append("有 \(noticed.hidden) 行被隐藏或筛选，也已读入")
                english.append("\(counted(noticed.hidden, "row")) hidden or filtered out, read all the same")
            }
            if !noticed.uncountedPunches.isEmpty {
                let words = noticed.uncountedPunches.sorted { $0.key < $1.key }
                    .map { "“\($0.key.string)” \($0.value)" }
                let count = noticed.uncountedPunches.values.reduce(0, +)
                chinese.append(
                    "有 \(count) 次打卡按对照文件的 counts 没有计入：\(words.joined(separator: "、"))。应计入的，补入 counts，撤回这次导入后再导入")
                english.append(
                    "\(counted(count, "clocking")) not counted by the profile's counts: \(words.joined(separator: ", ")); for what should count, add it to counts, withdraw this import and import again"
                )
            }
            page.remark(
                say(
                    "\(file.name)：\(chinese.joined(separator: "；"))",
                    "\(file.name): \(english.joined(separator: "; "))"))
        }
    }

    private func add(to page: inout AnswerPage, _ say: Language) {
        var table = AnswerTable([
            .init(say("表", "table")), .init(say("文件", "file")), .init(say("行", "rows"), .number),
            .init(report.isKept ? say("新增", "new") : say("可新增", "would be new"), .number),
            .init(say("未变", "same"), .number), .init(say("补全", "filled"), .number),
            .init(say("更正", "amended"), .number), .init(say("拒收", "rejected"), .number),
        ])
        for file in report.files {
            table.add([say(workspace.tableTitle(file.table)), file.name] + file.counts.cells)
        }
        if report.files.count > 1 { table.add([say("合计", "total"), ""] + report.counts.cells) }
        let ending =
            if isRehearsal {
                say("仅检查，未写入。", "Checked only; nothing was written.")
            } else if report.isKept {
                report.counts.inserted + report.counts.filled + report.counts.amended == 0
                    ? say("没有新内容。", "Nothing was new.") : say("已导入。", "Imported.")
            } else {
                say("有行被拒，未写入任何内容。", "Rows were rejected; nothing was written.")
            }
        page.add(table)
        page.add(ending)
    }

    private func tellRejects(on page: inout AnswerPage, _ say: Language) {
        let own = report.rejectCount - report.derivedCount
        page.remark(say("拒收 \(own) 行：", "\(counted(own, "reject")):"))
        for reject in report.firstRejects {
            let schema = workspace.tables.first { table in
                report.files.contains { $0.name == reject.file && $0.table == table.key }
            }
            let title = schema.flatMap { table in table.index(of: reject.column).map { say(table.columns[$0].title) } }
            var text = "  " + reject.file
            if let row = reject.row { text += say(" 第 \(row) 行", ", row \(row)") }
            if let title { text += say(" “\(title)”", " \(title)") }
            let value = ShownText.short(reject.value, to: 60)
            if !value.isEmpty { text += say("：\(value)", ": \(value)") }
            page.remark(text + say(" —— ", " — ") + say(reject.reason))
        }
        if own > report.firstRejects.count { page.remark("  …") }
        if report.derivedCount > 0 {
            let count = report.derivedCount
            page.remark(
                say(
                    "另有 \(count) 行只因名册中的行被拒而被拒；改正名册后一并重新导入即可。",
                    "\(counted(count, "more row")) fail only because rows of the roster do; correct the roster and import"
                        + " all again."))
        }
        tellUnknownWords(on: &page, say)
        tellOtherNames(on: &page, say)
        page.remark(
            say(
                "全部列在 \(workspace.rejectsPath)。改正后重新导入。",
                "All of them are in \(workspace.rejectsPath). Correct them and import again."))
        if !report.rejectsWorkbooks.isEmpty {
            let names = say.list(report.rejectsWorkbooks)
            page.remark(
                report.isKept
                    ? say(
                        Advice(
                            "被拒的行也在工作簿中，改正后直接导入：\(names)",
                            "The rejected rows are in workbooks too; correct and import: \(names)"))
                    : say(
                        Advice(
                            "也可\(adding: .acceptValid)先导入其余各行，再改正并导入：\(names)",
                            "Or import the rest \(by: .acceptValid), then correct and import: \(names)")))
        }
        if report.amendableCount > 0 { tellAmendable(on: &page, say) }
    }

    /// Says how a profile learns what words mean that it does not know: the export itself needs no correction.
    private func tellUnknownWords(on page: inout AnswerPage, _ say: Language) {
        for used in report.profiles {
            let words = report.firstRejects.filter {
                ($0.file == used.file || $0.file.hasPrefix(used.file + "#")) && $0.code == "choice"
            }.map { ShownText.short($0.value, to: 30) }
            var seen: Set<String> = []
            let unknown = words.filter { seen.insert($0).inserted }
            guard !unknown.isEmpty else { continue }
            let list = say.list(unknown.prefix(5).map { say("“\($0)”", $0) })
            let kind = used.isShipped ? say("另存一份，", "save a copy, ") : ""
            let save = Deed.copyProfile(used.name)
            let copy = used.isShipped ? Advice("：\(deed: save)", ": \(deed: save)") : Advice("", "")
            page.remark(
                say(
                    Advice(
                        "对照文件“\(used.name)”没有写 \(list) 是什么意思：不必改导出的文件，\(kind)在对照文件的 values 中写明（或在 ignore_rows 中略去）后再导入\(copy.chinese)。",
                        "The profile \(used.name) does not say what \(list) means. The export needs no correction: \(kind)write it under values (or under ignore_rows), and import again\(copy.english)."
                    )))
        }
    }

    /// Says where an export's own names and words are read as they are, and its files need no correction.
    private func tellOtherNames(on page: inout AnswerPage, _ say: Language) {
        let codes: Set<String> = ["missing-column", "choice", "other-unit", "date", "date-time", "yes-no"]
        let isOther = report.firstRejects.contains { reject in
            codes.contains(reject.code)
                && !report.profiles.contains { $0.file == reject.file || reject.file.hasPrefix($0.file + "#") }
        }
        guard isOther, !report.isMapped else { return }
        page.remark(
            say(
                Advice(
                    "平台导出的列名、取值或日期写法本来就与表不同的，不必改文件：做一份对照再导入（\(deed: .draftProfile(.init()))）。",
                    "Where the platform names columns, values or days otherwise, the file needs no correction: make a profile and import again (\(deed: .draftProfile(.init())))."
                )))
    }

    /// How to correct the ledger without correcting more than was checked.
    private func tellAmendable(on page: inout AnswerPage, _ say: Language) {
        let count = report.amendableCount
        let names = say.list(report.rejectsWorkbooks)
        let place =
            names.isEmpty
            ? say("把核对过的行单独存为一个工作簿", "save the rows that were checked as a workbook")
            : say("在工作簿 \(names) 中只留核对过的行", "keep only the rows that were checked in \(names)")
        page.remark(
            say(
                Advice(
                    "其中 \(count) 行与账本不同，请逐行核对。确要更正账本的，\(place)，再\(by: .amend)只导入它：每一行都会以文件为准，留空的格会清空账本中的值。",
                    "\(counted(count, "row")) may correct the ledger: check each. To do so, \(place) and import that alone \(by: .amend): it takes every row of the file, and blank cells clear what the ledger has."
                )))
    }
}

extension ImportCounts {
    fileprivate var cells: [String] { [rows, inserted, unchanged, filled, amended, rejected].map(String.init) }
}

/// An import as JSON.
private struct Imported: Encodable {
    struct File: Encodable {
        let file, table: String
        let rows, inserted, unchanged, filled, amended, rejected: Int
        let repeatedHeaders, totals, unfilledRows, hiddenRows: Int
        let unknownColumns: [String]
        /// Why the file was refused; nothing when it was not.
        let refusal: String?
    }
    struct Used: Encodable {
        let file, profile: String
        let shipped: Bool
    }

    struct Touched: Encodable {
        let closed, issued: String?
        let records: Int
    }

    struct LeftOut: Encodable { let file, reason: String }

    let files: [File]
    let passedOver: [String]
    let leftOut: [LeftOut]
    let profiles: [Used]
    let rejects, derivedRejects, amendable: Int
    let touched: [Touched]
    let kept: Bool

    init(_ report: ImportReport, _ say: Language) {
        files = report.files.map {
            File(
                file: $0.name, table: $0.table, rows: $0.counts.rows, inserted: $0.counts.inserted,
                unchanged: $0.counts.unchanged, filled: $0.counts.filled, amended: $0.counts.amended,
                rejected: $0.counts.rejected, repeatedHeaders: $0.noticed.headers, totals: $0.noticed.totals,
                unfilledRows: $0.noticed.unfilled, hiddenRows: $0.noticed.hidden, unknownColumns: $0.unknownColumns,
                refusal: $0.refusal.map { say($0.reason) })
        }
        passedOver = report.passedOver
        leftOut = report.leftOut.map { LeftOut(file: $0.name, reason: say($0.reason)) }
        profiles = report.profiles.map { Used(file: $0.file, profile: $0.name, shipped: $0.isShipped) }
        rejects = report.rejectCount
        derivedRejects = report.derivedCount
        amendable = report.amendableCount
        touched = report.touched.map { touched in
            switch touched.period {
            case .quarter(let quarter): Touched(closed: quarter.description, issued: nil, records: touched.records)
            case .notice(let month): Touched(closed: nil, issued: month.description, records: touched.records)
            }
        }
        kept = report.isKept
    }
}
