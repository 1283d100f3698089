public import AssessmentKernel

/// 附件·8 考勤打卡: half a point for each clocking not on time, one for each time offline when checked (§3.2.8).
public struct Attendance: AssessmentItem {
    /// The eighth item of the annex.
    public static let about = ItemDescriptor(8, "attendance", "考勤打卡", "Attendance", version: "1")
    /// The clockings and the online checks.
    public static let tables = [AttendanceTable.shared.schema, OnlineCheckTable.shared.schema]

    static let perLate = Parameter<Points>(
        "per_late", "0.5", about.clause, "每次未按时打卡扣分", "points for each clocking not on time")
    static let perOffline = Parameter<Points>(
        "per_offline", "1", about.clause, "每次实时不在线扣分", "points for each time offline")
    static let perSpotOffline = Parameter<Points>(
        "per_spot_offline", "1", about.clause, "每次视频抽查不在线扣分", "points for each spot check offline")
    static let missingRecord = Parameter<MissingRecord>(
        "missing_record", "missed", about.clause, "应到岗日没有打卡记录：missed 作未打卡，ignore 不计",
        "a duty day without any clocking: missed, or ignore")
    /// The points of each, and how a day without a record is treated.
    public static let parameters = [
        perLate.declaration, perOffline.declaration, perSpotOffline.declaration, missingRecord.declaration,
    ]
    /// Ten points.
    public static let usualMaximum = "10"

    static let late = DeductionKind("attendance.late", about.clause, "未按时打卡", "Clocking not on time")
    static let noRecord = DeductionKind("attendance.no-record", about.clause, "当日无打卡记录", "No clocking that day")
    static let offline = DeductionKind("attendance.offline", about.clause, "实时不在线", "Offline")
    static let spotOffline = DeductionKind(
        "attendance.spot-offline", about.clause, "视频抽查不在线", "Offline at a spot check")
    /// Clockings on duty days, and checks on any day.
    public static let deductions = [late, noRecord, offline, spotOffline]
    /// The hours of the month's whole weeks.
    public static let measures = WeeklyHours.measures

    let perLate: Points
    let perOffline: Points
    let perSpotOffline: Points
    let missingRecord: MissingRecord

    /// Makes the item from the points of each, and how a day without a record is treated.
    public init(_ parameters: ParameterValues) throws(ParameterFault) {
        perLate = try parameters[Self.perLate]
        perOffline = try parameters[Self.perOffline]
        perSpotOffline = try parameters[Self.perSpotOffline]
        missingRecord = try parameters[Self.missingRecord]
    }

    /// The clockings, when a day without one costs points.
    public var tablesReadForAbsence: [String] {
        missingRecord == .missed && perLate > .zero ? [AttendanceTable.shared.schema.key] : []
    }

    /// Deducts points for late and missing clockings on duty days, and for offline checks on any day.
    public func assess(_ evidence: MemberEvidence, _ sheet: inout ScoreSheet) {
        // Both come by day.
        var (ahead, withoutRecord) = (evidence.dutyDays[...], [CivilDate]())
        for clocking in evidence.rows(of: AttendanceTable.self) {
            while let day = ahead.first, day < clocking.day { withoutRecord.append(ahead.removeFirst()) }
            // Only the first of a day counts.
            guard ahead.first == clocking.day else { continue }
            ahead.removeFirst()
            if !clocking.isExcused && clocking.status != .onTime {
                let status = clocking.status.option.title
                sheet.deduct(
                    perLate, for: Self.late, on: clocking.day, resting: clocking,
                    because: Reason(
                        expected: LocalText("工作日应按时打卡", "to clock in on time each duty day"),
                        found: LocalText(
                            "当日记录为“\(status.chinese)”", "recorded as \(status.english.lowercased())")))
            }
        }
        if missingRecord == .missed {
            for day in withoutRecord + ahead {
                sheet.deductForAbsence(
                    perLate, for: Self.noRecord, on: day,
                    because: Reason(
                        expected: LocalText("工作日应按时打卡", "to clock in on time each duty day"),
                        found: LocalText("当日没有打卡记录", "no clocking that day")))
            }
        }
        for check in evidence.rows(of: OnlineCheckTable.self) where !check.isExcused && check.result == .offline {
            switch check.kind {
            case .online:
                sheet.deduct(
                    perOffline, for: Self.offline, on: check.day, resting: check, because: Self.whyOffline(check))
            case .spot:
                sheet.deduct(
                    perSpotOffline, for: Self.spotOffline, on: check.day, resting: check,
                    because: Self.whyOffline(check))
            }
        }
    }

    private static func whyOffline(_ check: Row<OnlineCheckTable>) -> Reason {
        let (at, kind) = (check.at.told, check.kind.option.title)
        return Reason(
            expected: LocalText(
                "\(at.chinese) \(kind.chinese)（\(check.told)）应在线",
                "to be online at \(at.english), \(kind.english.lowercased()) \(check.told)"),
            found: LocalText("检查时不在线", "offline when checked"))
    }

    /// Measures the hours of the weeks.
    public func measure(_ evidence: MemberEvidence, _ sheet: inout MeasureSheet) {
        WeeklyHours(evidence).measure(evidence, &sheet)
    }
}

/// How a duty day without any clocking is treated (I-11).
enum MissingRecord: String, ParameterChoice {
    case missed, ignore
}
