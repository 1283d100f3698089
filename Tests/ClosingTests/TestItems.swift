import AssessmentKernel

/// What a mark makes its item do besides deducting its points.
enum Act: Int, Choice {
    case absence, stray, fail, flag, warn

    var option: ChoiceOption {
        let words = ["absence", "stray", "fail", "flag", "warn"]
        return ChoiceOption(words[rawValue], words[rawValue], words[rawValue])
    }
}

struct MarkTable: EvidenceTable {
    static let shared = MarkTable()
    let date: Column<CivilDate>
    let points: Column<Hundredths?>
    let act: Column<Act?>
    let schema: TableSchema

    init() {
        var table = TableBuilder("mark", "记录", "Marks")
        table.key("mark", "编号", "Number")
        table.member()
        date = table.date("date", "日期", "Date", .attribution)
        points = table.optionalNumber("points", "分", "Points")
        act = table.optionalChoice("act", "作用", "Act")
        schema = table.finished()
    }
}

struct RollTable: EvidenceTable {
    static let shared = RollTable()
    let schema: TableSchema

    init() {
        var table = TableBuilder("roll", "点名", "Roll-calls")
        table.key("roll", "编号", "Number")
        table.member()
        table.date("date", "日期", "Date", .attribution)
        table.onLeave = .passedOver
        schema = table.finished()
    }
}

/// Deducts what its rows say.
struct Tally: JudgesYear {
    static let about = ItemDescriptor(1, "tally", "计分", "Tally", version: "1")
    static let tables = [MarkTable.shared.schema]
    static let absence = Parameter<Int>("absence", "0", about.clause, "缺表", "whether it is read for absence")
    static let parameters = [absence.declaration]
    static let mark = DeductionKind("tally.mark", about.clause, "扣", "Mark")
    static let missing = DeductionKind("tally.missing", about.clause, "缺", "Missing")
    static let deductions = [mark, missing]
    static let suspect = WarningKind("tally.suspect", "疑", "suspect")
    static let warnings = [suspect]
    static let annualFinding = FindingKind("flag", about.clause, "记", "flagged")
    static let examples: [Example] = []
    static let usualMaximum = "90"

    struct Undecided: Error {}

    let tablesReadForAbsence: [String]

    init(_ parameters: ParameterValues) throws(ParameterFault) {
        tablesReadForAbsence = try parameters[Self.absence] > 0 ? ["mark"] : []
    }

    func assess(_ evidence: MemberEvidence, _ sheet: inout ScoreSheet) throws {
        for row in evidence.rows(of: MarkTable.self) where !row.isExcused {
            let points = Points(hundredths: row.points?.value ?? 0)
            switch row.act {
            case nil: sheet.deduct(points, for: Self.mark, on: row.date, resting: row)
            case .absence: sheet.deductForAbsence(points, for: Self.missing, on: row.date)
            case .stray: sheet.deduct(points, for: Self.mark, on: evidence.period.first.advanced(by: -1), resting: row)
            case .fail: throw Undecided()
            case .flag: break
            case .warn: sheet.warn(Self.suspect, about: Basis([row]))
            }
        }
    }

    func judgeYear(_ evidence: MemberEvidence) -> Basis? {
        let flagged = evidence.rowsOfYear(of: MarkTable.self).filter { $0.act == .flag && !$0.isExcused }
        return flagged.isEmpty ? nil : Basis(flagged)
    }
}

/// Deducts points for each of its rows, and for each duty day without one.
struct Roll: AssessmentItem {
    static let about = ItemDescriptor(2, "roll", "点名", "Roll-call", version: "1")
    static let tables = [RollTable.shared.schema]
    static let perRow = Parameter<Points>("per_row", "0", about.clause, "每行", "points a row")
    static let perMissing = Parameter<Points>("per_missing", "0", about.clause, "每日", "points a duty day without a row")
    static let parameters = [perRow.declaration, perMissing.declaration]
    static let row = DeductionKind("roll.row", about.clause, "行", "Row")
    static let missing = DeductionKind("roll.missing", about.clause, "缺", "Missing")
    static let deductions = [row, missing]
    static let examples: [Example] = []
    static let usualMaximum = "10"

    let perRow: Points
    let perMissing: Points

    init(_ parameters: ParameterValues) throws(ParameterFault) {
        perRow = try parameters[Self.perRow]
        perMissing = try parameters[Self.perMissing]
    }

    func assess(_ evidence: MemberEvidence, _ sheet: inout ScoreSheet) {
        var present: Set<CivilDate> = []
        for row in evidence.rows(of: RollTable.self) {
            present.insert(row.day)
            if !row.isExcused { sheet.deduct(perRow, for: Self.row, on: row.day, resting: row) }
        }
        for day in evidence.dutyDays where !present.contains(day) {
            sheet.deductForAbsence(perMissing, for: Self.missing, on: day)
        }
    }
}
