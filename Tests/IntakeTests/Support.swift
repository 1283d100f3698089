import AssessmentKernel
import FileFormats
import Intake
import Testing
import TextEncodings

/// The verdicts of the table below.
enum Verdict: Int, Choice {
    case valid, fake

    var option: ChoiceOption {
        switch self {
        case .valid: ChoiceOption("valid", "有效", "Valid")
        case .fake: ChoiceOption("fake", "虚假", "Fake")
        }
    }
}

/// Tables with a column of every kind and every way of dating.
enum Tables {
    static let event: TableSchema = {
        var table = TableBuilder("event", "事件登记", "Events")
        table.key("event", "编号", "Number")
        table.member()
        table.dateTime("occurred_at", "时间", "At", .attribution)
        table.remark("description", "描述", "Description")
        table.optionalWhole("media", "附件数", "Media")
        table.optionalDate("due", "办结期限", "Due")
        table.optionalChoice("verdict", "核查结论", "Verdict", of: Verdict.self)
        table.optionalPercent("satisfaction", "满意度", "Satisfaction")
        table.optionalNumber("hours", "工时", "Hours")
        table.optionalYesNo("recorded", "已记录", "Recorded")
        return table.finished()
    }()

    static let ballot: TableSchema = {
        var table = TableBuilder("ballot", "满意度测评", "Ballots")
        table.key("ballot", "编号", "Number")
        table.member()
        table.date("date", "日期", "Date", .attribution)
        table.optionalDate("counts_on", "归属日期", "Counts on", .attribution)
        return table.finished()
    }()

    static func day(_ text: String) -> CivilDate { CivilDate(iso: text) ?? CivilDate(dayNumber: 0) }

    static func member(
        _ code: String, from: String = "2020-01-01", leftOn: String? = nil, removedOn: String? = nil
    ) -> Member {
        Member(
            code: Text(code), name: "王芳", post: .fullTime, office: "一", village: "二", grid: "三", joinedOn: day(from),
            leftOn: leftOn.map(day), removedOn: removedOn.map(day))
    }

    static let roster = Roster([
        member("FM0002", from: "2021-07-05", leftOn: "2021-08-31"), member("FM0001"),
        member("FM0003", leftOn: "2021-12-31", removedOn: "2021-07-31"),
    ])
}

/// The result of reading a file.
struct Result: Equatable {
    /// Each row's cells in canonical form, `-` where empty, joined by `|`.
    var rows: [String] = []
    var rowNumbers: [Int32] = []
    var members: [Int32] = []
    /// Each reject as `row column code value`.
    var rejects: [String] = []
    var refusal: String?
    var unknown: [String] = []
    /// The Chinese reasons of the rejects and of the refusal.
    var reasons: [String] = []
    var noticed = NoticedRows()
}

/// Reads bytes as a delivered text file of a table.
func intake(
    _ bytes: [UInt8], _ schema: TableSchema = Tables.event, roster: Roster? = Tables.roster,
    encoding: TextEncoding? = nil, header: HeaderPlace? = nil, step: Int = .max, batchRows: Int = 1_000
) throws -> Result {
    let file = InputFile(
        name: "表.csv", encoding: encoding, bytes: { () throws(Problem) in MemoryBytes(bytes, step: step) },
        atPath: { (_: InputFile.Opener) throws(RecordFault) in
            throw .failed(Problem(.fault, LocalText("无路径", "no path")))
        })
    let format: any WorkbookFormat
    do throws(RecordFault) { format = try FileFormats.shipped.format(of: file) } catch { throw error.problem(in: "表") }
    let source = TableSource(file, in: format, sheet: nil, header: header ?? .titles(schema))
    return try intake(source, schema, roster: roster, batchRows: batchRows)
}

/// Reads a source as a table.
func intake(
    _ source: TableSource, _ schema: TableSchema, roster: Roster? = Tables.roster, batchRows: Int = 1_000
) throws -> Result {
    var reader = TableReader(source: source, schema: schema, roster: roster, batchRows: batchRows)
    var result = Result()
    do {
        while let batch = try reader.next() {
            #expect(batch.rowNumbers.count == batch.block.count)
            #expect(batch.members.count == batch.block.count)
            #expect(batch.block.count + batch.rejects.count <= batchRows)
            for row in 0..<batch.block.count {
                let cells = schema.columns.indices.map { batch.block.canonicalText(row, $0) ?? "-" }
                result.rows.append(cells.joined(separator: "|"))
            }
            result.rowNumbers += batch.rowNumbers
            result.members += batch.members
            result.rejects += batch.rejects.map(line)
            result.reasons += batch.rejects.map(\.reason.chinese)
        }
    } catch {
        let problem = error
        #expect(problem.kind == .badInput)
        #expect(problem.place.file == "表.csv")
        result.refusal = reader.refusal.map(line)
        result.reasons = [reader.refusal?.reason.chinese ?? ""]
        #expect(reader.refusal?.row == problem.place.row)
        #expect(throws: problem) { try reader.next() }
    }
    result.unknown = reader.header?.unknownColumns ?? []
    result.noticed = reader.noticed
    return result
}

func intake(_ text: String, _ schema: TableSchema = Tables.event, roster: Roster? = Tables.roster) throws -> Result {
    try intake(Array(text.utf8), schema, roster: roster)
}

private func line(_ reject: Reject) -> String {
    #expect(reject.file == "表.csv")
    #expect(!reject.reason.chinese.isEmpty)
    #expect(!reject.reason.english.isEmpty)
    return "\(reject.row.map(String.init) ?? "?") \(reject.column) \(reject.code) \(reject.value)"
}
