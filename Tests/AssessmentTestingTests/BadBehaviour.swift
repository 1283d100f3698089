import AssessmentKernel

// `BadItem.all` says what these items break.

struct Undecided: Error {}

enum Stateful: Break {
    nonisolated(unsafe) static var calls = 0
    static func assess(_ evidence: MemberEvidence, _ per: Points, _ sheet: inout ScoreSheet) throws {
        calls += 1
        for row in evidence.rows(of: DemoTable.self) where isLate(row) {
            sheet.deduct(calls == 9 || calls == 10 ? per + per : per, for: kind, on: row.due, resting: row)
        }
    }
}
enum HashOrder: Break {
    static func assess(_ evidence: MemberEvidence, _ per: Points, _ sheet: inout ScoreSheet) throws {
        var rows: [RecordReference: Row<DemoTable>] = [:]
        for row in evidence.rows(of: DemoTable.self) where isLate(row) { rows[row.reference] = row }
        if let row = rows.values.first { sheet.deduct(per, for: kind, on: row.due, resting: row) }
    }
}
enum MindsReaders: Break {
    static func assess(_ evidence: MemberEvidence, _ per: Points, _ sheet: inout ScoreSheet) throws {
        for row in evidence.rows(of: DemoTable.self) where isLate(row) {
            sheet.deduct(sheet.readsWarnings ? per : per + per, for: kind, on: row.due, resting: row)
        }
    }
}
enum FirstImported: Break {
    static func assess(_ evidence: MemberEvidence, _ per: Points, _ sheet: inout ScoreSheet) throws {
        let rows = evidence.rows(of: DemoTable.self).filter(isLate)
        let first = rows.min { place(of: $0) < place(of: $1) }
        if let first { sheet.deduct(per, for: kind, on: first.due, resting: first) }
    }
    private static func place(of row: Row<DemoTable>) -> Int {
        row.note == nil ? .max : row.bytes(of: \.note).startIndex
    }
}
enum LooksBeyond: Break {
    static func assess(_ evidence: MemberEvidence, _ per: Points, _ sheet: inout ScoreSheet) throws {
        for row in evidence.rowsOfYear(of: DemoTable.self) where isLate(row) {
            sheet.deduct(per, for: kind, on: max(row.due, evidence.period.first), resting: row)
        }
    }
}
enum WrongDay: Break {
    static var examples: [Example] {
        [
            Example(
                "逾期", "late", tables: ["demo": "task,due\nD1,2021-07-09"],
                costs: ["2021-07-10,1,demo.late,demo:D1"]),
            Example(
                "可调", "dear", parameters: ["per_task": "2"], tables: ["demo": "task,due\nD1,2021-07-09"],
                costs: ["2021-07-10,2,demo.late,demo:D1"]),
        ]
    }
    static func assess(_ evidence: MemberEvidence, _ per: Points, _ sheet: inout ScoreSheet) throws {
        for row in evidence.rows(of: DemoTable.self) where isLate(row) {
            sheet.deduct(per, for: kind, on: row.due.advanced(by: 1), resting: row)
        }
    }
}
/// Its table looks back to the New Year.
enum ChargesLookBack: Break {
    struct YearTable: EvidenceTable {
        static let shared = YearTable()
        let schema = demoTable { $0.lookBack = .calendarYear }
    }

    static var table: TableSchema { YearTable.shared.schema }
    static var measures: [MeasureKind] { [] }
    static func measure(_ evidence: MemberEvidence, _ sheet: inout MeasureSheet) {}
    static var examples: [Example] {
        [
            Example(
                "逾期", "late", tables: ["demo": "task,due\nD1,2021-07-05"], costs: ["2021-07-05,1,demo.late,demo:D1"]),
            dear,
        ]
    }
    static func assess(_ evidence: MemberEvidence, _ per: Points, _ sheet: inout ScoreSheet) throws {
        for row in evidence.rowsOfYear(of: YearTable.self) where !row.isExcused {
            sheet.deduct(per, for: kind, on: max(row.day, evidence.period.first), resting: row)
        }
    }
}
enum Undeclared: Break {
    static func assess(_ evidence: MemberEvidence, _ per: Points, _ sheet: inout ScoreSheet) throws {
        let other = DeductionKind("demo.late", .annex(11), "逾期了", "Late")
        for row in evidence.rows(of: DemoTable.self) where isLate(row) {
            sheet.deduct(per, for: other, on: row.due, resting: row)
        }
    }
}

enum DeafToExcuses: Break {
    static func assess(_ evidence: MemberEvidence, _ per: Points, _ sheet: inout ScoreSheet) throws {
        for row in evidence.rows(of: DemoTable.self) where row.done == nil {
            sheet.deduct(per, for: kind, on: row.due, resting: row)
        }
    }
}
enum PunishesExcuses: Break {
    static func assess(_ evidence: MemberEvidence, _ per: Points, _ sheet: inout ScoreSheet) throws {
        let isAppealed = evidence.rows(of: DemoTable.self).contains { $0.isExcused }
        for row in evidence.rows(of: DemoTable.self) where isLate(row) {
            sheet.deduct(isAppealed ? per * 3 : per, for: kind, on: row.due, resting: row)
        }
    }
}

/// Items that deduct points for days without any record.
protocol Absent: Break {}
extension Absent {
    static var examples: [Example] {
        [
            Example(
                "缺", "absent", period: ("2021-07-05", "2021-07-05"), tables: [:], costs: ["2021-07-05,1,demo.late,"]),
            Example(
                "可调", "dear", period: ("2021-07-05", "2021-07-05"), parameters: ["per_task": "2"], tables: [:],
                costs: ["2021-07-05,2,demo.late,"]),
        ]
    }
}

enum CountsEveryDay: Absent {
    static var absence: [String] { ["demo"] }
    static func assess(_ evidence: MemberEvidence, _ per: Points, _ sheet: inout ScoreSheet) throws {
        for day in evidence.window.days { sheet.deductForAbsence(per, for: kind, on: day) }
    }
}
enum HidesAbsence: Absent {
    static func assess(_ evidence: MemberEvidence, _ per: Points, _ sheet: inout ScoreSheet) throws {
        for day in evidence.dutyDays { sheet.deductForAbsence(per, for: kind, on: day) }
    }
}
enum NamesStranger: Absent {
    static var absence: [String] { ["patrol"] }
    static func assess(_ evidence: MemberEvidence, _ per: Points, _ sheet: inout ScoreSheet) throws {
        for day in evidence.dutyDays { sheet.deductForAbsence(per, for: kind, on: day) }
    }
}
enum NamesAbsence: Break { static var absence: [String] { ["demo"] } }

enum Throws: Break {
    static func assess(_ evidence: MemberEvidence, _ per: Points, _ sheet: inout ScoreSheet) throws {
        throw Undecided()
    }
}
enum ThrowsOnBlank: Break {
    static func assess(_ evidence: MemberEvidence, _ per: Points, _ sheet: inout ScoreSheet) throws {
        if evidence.rows(of: DemoTable.self).contains(where: { $0.note?.isBlank ?? false }) { throw Undecided() }
        try Sound.assess(evidence, per, &sheet)
    }
}

enum TrapsWithoutRows: Break {
    static func assess(_ evidence: MemberEvidence, _ per: Points, _ sheet: inout ScoreSheet) throws {
        _ = Array(evidence.rows(of: DemoTable.self))[0]
        try Sound.assess(evidence, per, &sheet)
    }
}
enum TrapsOnOddText: Break {
    static func assess(_ evidence: MemberEvidence, _ per: Points, _ sheet: inout ScoreSheet) throws {
        for row in evidence.rows(of: DemoTable.self) {
            if let note = row.note, note.isBlank { preconditionFailure("nobody writes blanks") }
        }
        try Sound.assess(evidence, per, &sheet)
    }
}
enum Overflows: Break {
    static func assess(_ evidence: MemberEvidence, _ per: Points, _ sheet: inout ScoreSheet) throws {
        for row in evidence.rows(of: DemoTable.self) where isLate(row) {
            let points = Points(hundredths: per.hundredths * 1_000_000 / 1_000_000)
            sheet.deduct(points, for: kind, on: row.due, resting: row)
        }
    }
}
/// Tries to give points back.
enum GivesBack: Break {
    static func assess(_ evidence: MemberEvidence, _ per: Points, _ sheet: inout ScoreSheet) throws {
        for row in evidence.rows(of: DemoTable.self) {
            sheet.deduct(.zero - per, for: kind, on: row.due, resting: row)
            sheet.deductForAbsence(.zero - per, for: kind, on: row.due)
        }
    }
}
