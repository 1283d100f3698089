public import AssessmentKernel

extension Duties {
    /// Tasks done before and after their due dates, and every status of a roll-call.
    public static let examples = [
        Example(
            "截止当日办结不扣分，晚一天或未办结扣二分", "Finished on the last day costs nothing; a day later or never, two points",
            tables: [
                "duty": """
                duty,subject,due,done
                W1,防汛值守,2021-07-06,2021-07-06
                W2,防汛值守,2021-07-06,2021-07-07
                W3,入户核对,2021-07-08,
                """
            ],
            costs: ["2021-07-06,2,duties.late,duty:W2", "2021-07-08,2,duties.late,duty:W3"]),
        Example(
            "点名缺席、迟到各扣二分；到会、请假不扣", "Absent and late cost two points each, present and on leave nothing",
            tables: [
                "roll-call": """
                session,date,kind,level,status
                R1,2021-07-05,video,镇,present
                R2,2021-07-06,video,区,late
                R3,2021-07-07,meeting,,absent
                R4,2021-07-08,meeting,,leave
                """
            ],
            costs: ["2021-07-06,2,duties.absent,roll-call:R2/M1", "2021-07-07,2,duties.absent,roll-call:R3/M1"]),
        Example(
            "登记请假期间的点名不计，交办工作照计", "A roll-call on registered leave is passed over, a task is not",
            leave: [("2021-07-06", "2021-07-06")],
            tables: [
                "roll-call": """
                session,date,kind,status
                R1,2021-07-06,video,absent
                R2,2021-07-07,video,absent
                """,
                "duty": """
                duty,due
                W1,2021-07-06
                """,
            ],
            costs: ["2021-07-06,2,duties.late,duty:W1", "2021-07-07,2,duties.absent,roll-call:R2/M1"]),
        Example(
            "休息日的点名也计", "A roll-call on a day off counts too",
            period: ("2021-07-05", "2021-07-11"), parameters: ["per_absence": "0.5", "per_late": "0"],
            tables: [
                "roll-call": """
                session,date,kind,status
                R1,2021-07-11,video,缺席
                """,
                "duty": """
                duty,due
                W1,2021-07-06
                """,
            ],
            costs: ["2021-07-11,0.5,duties.absent,roll-call:R1/M1"]),
        Example(
            "申诉成立：点名视为到会，工作不扣分", "Excused on appeal: the roll-call counts as attended, the task costs nothing",
            tables: [
                "roll-call": """
                session,date,kind,status
                R1,2021-07-05,video,absent
                R2,2021-07-06,video,late
                """,
                "duty": """
                duty,due
                W1,2021-07-06
                W2,2021-07-06
                """,
            ],
            excusedRecords: ["roll-call:R1/M1", "duty:W2"],
            costs: ["2021-07-06,2,duties.absent,roll-call:R2/M1", "2021-07-06,2,duties.late,duty:W1"]),
    ]
}
