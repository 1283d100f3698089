import AssessmentKernel
import FileFormats
import Intake
import Testing
import TextEncodings

@testable import Profile

enum Status: Int, Choice {
    case onTime, late, missed

    var option: ChoiceOption {
        switch self {
        case .onTime: ChoiceOption("on-time", "正常", "On time")
        case .late: ChoiceOption("late", "迟到", "Late")
        case .missed: ChoiceOption("missed", "未打卡", "Missed")
        }
    }
}

/// Tables to map files onto: one with one row per member and day, one with moments and choices.
enum Tables {
    static let clock: TableSchema = {
        var table = TableBuilder("clock", "考勤", "Clock")
        table.member(.key)
        table.date("date", "日期", "Date", .keyAndAttribution)
        table.choice("status", "状态", "Status", of: Status.self)
        table.optionalNumber("hours", "工时", "Hours")
        return table.finished()
    }()

    static let report: TableSchema = {
        var table = TableBuilder("report", "事件", "Reports")
        table.key("report", "编号", "Number")
        table.member()
        table.dateTime("at", "时间", "At", .attribution)
        table.choice("status", "状态", "Status", of: Status.self)
        table.optionalDate("closed", "办结日期", "Closed")
        table.remark("note", "说明", "Note")
        return table.finished()
    }()

    static let all = [clock, report]
    static let roster = Roster([
        Member(
            code: "M1", name: "王芳", post: .fullTime, office: "一", village: "二", grid: "三",
            joinedOn: CivilDate(dayNumber: 0), leftOn: nil, removedOn: nil),
        Member(
            code: "M2", name: "李强", post: .fullTime, office: "一", village: "二", grid: "三",
            joinedOn: CivilDate(dayNumber: 0), leftOn: nil, removedOn: nil),
    ])
}

func profile(_ yaml: String) throws(Problem) -> Profile {
    try Profile(yaml: Array(yaml.utf8), file: "对照.yaml", tables: Tables.all)
}

/// The rejects of a CSV text read by a profile.
func rejects(_ csv: String, _ yaml: String) throws -> [Reject] {
    let profile = try profile(yaml)
    var reader = TableReader(
        source: profile.mapping(source(csv, profile)), schema: profile.schema, roster: Tables.roster)
    var rejects: [Reject] = []
    while let batch = try reader.next() { rejects += batch.rejects }
    return rejects
}

func source(_ csv: String, _ profile: Profile) -> TableSource {
    let file = InputFile(
        name: "a.csv", encoding: .utf8, bytes: { MemoryBytes(csv.utf8) },
        atPath: { (_: InputFile.Opener) throws(RecordFault) in
            throw .failed(Problem(.fault, LocalText("无路径", "no path")))
        })
    return TableSource(file, in: FileFormats.shipped.plainText, sheet: nil, header: profile.header)
}

/// Reads a CSV text by a profile: each row's number and cells, then each reject's row, column, code and value.
func read(_ csv: String, _ yaml: String) throws -> (rows: [String], rejects: [String], unknown: [String]) {
    let profile = try profile(yaml)
    var reader = TableReader(
        source: profile.mapping(source(csv, profile)), schema: profile.schema, roster: Tables.roster)
    var rows: [String] = []
    var rejects: [String] = []
    do {
        while let batch = try reader.next() {
            for row in 0..<batch.block.count {
                let cells = profile.schema.columns.indices.map { batch.block.canonicalText(row, $0) ?? "-" }
                rows.append("\(batch.rowNumbers[row]): " + cells.joined(separator: "|"))
            }
            rejects += batch.rejects.map { "\($0.row ?? 0) \($0.column) \($0.code) \($0.value)" }
        }
    } catch {
        rejects = reader.refusal.map { ["refused \($0.row ?? 0) \($0.column) \($0.code)"] } ?? ["\(error)"]
    }
    return (rows, rejects, (reader.header?.unknownColumns ?? []).filter { !profile.ignores($0) })
}
