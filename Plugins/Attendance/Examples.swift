public import AssessmentKernel

extension Attendance {
    /// Clockings, days without one, and checks.
    public static let examples = [
        Example(
            "迟到、未打卡、当日无记录，各扣半分", "Late, missed and no record at all cost half a point each",
            tables: [
                "attendance": """
                date,status,hours
                2021-07-05,on-time,8
                2021-07-06,late,7.5
                2021-07-07,missed,
                2021-07-08,正常,8
                """
            ],
            costs: [
                "2021-07-06,0.5,attendance.late,attendance:M1/2021-07-06",
                "2021-07-07,0.5,attendance.late,attendance:M1/2021-07-07", "2021-07-09,0.5,attendance.no-record,",
            ]),
        Example(
            "无记录设为不计时不扣分", "A day without a record costs nothing under ignore",
            parameters: ["missing_record": "ignore"],
            tables: [
                "attendance": """
                date,status
                2021-07-06,missed
                """
            ],
            costs: ["2021-07-06,0.5,attendance.late,attendance:M1/2021-07-06"]),
        Example(
            "打卡只看应到岗日：休息日、请假日不计", "Clockings count on duty days alone, not on days off or on leave",
            period: ("2021-07-09", "2021-07-13"), leave: [("2021-07-13", "2021-07-13")],
            tables: [
                "attendance": """
                date,status
                2021-07-09,on-time
                2021-07-10,late
                2021-07-12,late
                2021-07-13,missed
                """
            ],
            costs: ["2021-07-12,0.5,attendance.late,attendance:M1/2021-07-12"]),
        Example(
            "实时与视频抽查不在线各扣一分，休息日也计", "Offline at either kind of check costs a point, also on a day off",
            period: ("2021-07-10", "2021-07-11"),
            tables: [
                "online-check": """
                check,at,kind,result
                K1,2021-07-10 09:00,online,offline
                K2,2021-07-10 09:00,spot,offline
                K3,2021-07-11 23:59:59,online,online
                K4,2021-07-11 23:59:59,spot,online
                """
            ],
            costs: [
                "2021-07-10,1,attendance.offline,online-check:K1",
                "2021-07-10,1,attendance.spot-offline,online-check:K2",
            ]),
        Example(
            "登记请假期间的抽查不计", "A check on registered leave is passed over",
            period: ("2021-07-05", "2021-07-06"), leave: [("2021-07-05", "2021-07-05")],
            tables: [
                "attendance": """
                date,status
                2021-07-06,on-time
                """,
                "online-check": """
                check,at,kind,result
                K1,2021-07-05 23:59:59,spot,offline
                K2,2021-07-06 00:00:00,spot,offline
                """,
            ],
            costs: ["2021-07-06,1,attendance.spot-offline,online-check:K2"]),
        Example(
            "扣分标准可调", "What each costs is the rulebook's",
            period: ("2021-07-05", "2021-07-06"),
            parameters: ["per_late": "0.25", "per_offline": "0", "per_spot_offline": "3"],
            tables: [
                "attendance": """
                date,status
                2021-07-05,late
                """,
                "online-check": """
                check,at,kind,result
                K1,2021-07-05 09:00,online,offline
                K2,2021-07-05 10:00,spot,offline
                """,
            ],
            costs: [
                "2021-07-05,0.25,attendance.late,attendance:M1/2021-07-05",
                "2021-07-05,3,attendance.spot-offline,online-check:K2", "2021-07-06,0.25,attendance.no-record,",
            ]),
        Example(
            "申诉成立：打卡视为正常，抽查视为在线，日子不算应到岗日",
            "Excused on appeal: a clocking is on time, a check online, a day no duty day",
            period: ("2021-07-05", "2021-07-07"),
            tables: [
                "attendance": """
                date,status
                2021-07-05,late
                2021-07-06,late
                """,
                "online-check": """
                check,at,kind,result
                K1,2021-07-05 09:00,online,offline
                K2,2021-07-07 10:00,online,offline
                """,
            ],
            excusedRecords: ["attendance:M1/2021-07-05", "online-check:K1"],
            excusedDays: ["2021-07-07"],
            costs: [
                "2021-07-06,0.5,attendance.late,attendance:M1/2021-07-06",
                "2021-07-07,1,attendance.offline,online-check:K2",
            ]),
    ]
}
