public import AssessmentKernel

extension Training {
    /// The scale, runs of leave and the merit flag.
    public static let examples = [
        Example(
            "缺席一次扣二分；请假与出席不扣", "One absence costs two points, leave and presence nothing",
            tables: [
                "training": """
                session,date,kind,status
                T1,2021-07-05,meeting,present
                T2,2021-07-06,meeting,absent
                T3,2021-07-07,training,leave
                """
            ],
            costs: ["2021-07-06,2,training.absence,training:T2/M1"]),
        Example(
            "缺席两次共扣五分，记在后一次", "Two absences cost five points together, on the day of the later one",
            tables: [
                "training": """
                session,date,kind,status
                T1,2021-07-05,meeting,absent
                T2,2021-07-08,training,absent
                """
            ],
            costs: ["2021-07-08,5,training.absence,training:T1/M1 training:T2/M1"]),
        Example(
            "缺席四次与三次同扣十分，并取消评优", "Four absences cost ten points like three, and the merit awards",
            tables: [
                "training": """
                session,date,kind,status
                T1,2021-07-05,meeting,absent
                T2,2021-07-06,meeting,absent
                T3,2021-07-07,meeting,absent
                T4,2021-07-08,meeting,absent
                """
            ],
            costs: [
                "2021-07-08,10,training.absence,training:T1/M1 training:T2/M1 training:T3/M1 training:T4/M1"
            ],
            remarks: ["merit"]),
        Example(
            "连续第三次请假作缺席；出席之后重新计", "The third leave running is an absence; presence ends the run",
            tables: [
                "training": """
                session,date,kind,status
                T1,2021-07-05,meeting,leave
                T2,2021-07-05,meeting,leave
                T3,2021-07-06,meeting,leave
                T4,2021-07-07,meeting,present
                T5,2021-07-08,meeting,leave
                T6,2021-07-09,meeting,leave
                """
            ],
            costs: ["2021-07-06,2,training.absence,training:T3/M1"]),
        Example(
            "超次请假设为不计时不扣分", "Leave beyond the limit costs nothing under ignore",
            parameters: ["excess_leave": "ignore"],
            tables: [
                "training": """
                session,date,kind,status
                T1,2021-07-05,meeting,leave
                T2,2021-07-06,meeting,leave
                T3,2021-07-07,meeting,leave
                """
            ],
            costs: []),
        Example(
            "可连续请假的次数可调", "How many leaves may run is the rulebook's",
            parameters: ["leave_limit": "1"],
            tables: [
                "training": """
                session,date,kind,status
                T1,2021-07-05,meeting,leave
                T2,2021-07-06,meeting,leave
                """
            ],
            costs: ["2021-07-06,2,training.absence,training:T2/M1"]),
        Example(
            "连续请假跨季度计，扣分只计本期", "A run of leave passes over the turn of a quarter; only this period is charged",
            tables: [
                "training": """
                session,date,kind,status
                T1,2020-12-30,meeting,leave
                T2,2021-05-10,meeting,leave
                T3,2021-06-10,meeting,leave
                T4,2021-07-07,meeting,leave
                T5,2021-07-10,meeting,leave
                """
            ],
            costs: ["2021-07-07,2,training.absence,training:T4/M1"]),
        Example(
            "评优看全年缺席，扣分只看本期", "The merit awards hang on the absences of the year, points on those of the period",
            parameters: ["disqualify_at": "2"],
            tables: [
                "training": """
                session,date,kind,status
                T1,2020-12-01,meeting,absent
                T2,2021-02-01,meeting,absent
                T3,2021-07-09,meeting,absent
                T4,2021-07-12,meeting,absent
                """
            ],
            costs: ["2021-07-09,2,training.absence,training:T3/M1"], remarks: ["merit"]),
        Example(
            "登记请假当日的场次视同没有，不打断也不累计",
            "A session on registered leave is as if not there: it neither ends a run nor adds to it",
            leave: [("2021-07-07", "2021-07-07")],
            tables: [
                "training": """
                session,date,kind,status
                T1,2021-07-05,meeting,leave
                T2,2021-07-06,meeting,leave
                T3,2021-07-07,meeting,absent
                T4,2021-07-08,meeting,leave
                """
            ],
            costs: ["2021-07-08,2,training.absence,training:T4/M1"]),
        Example(
            "申诉成立的场次视为出席，也中断连续请假", "A session excused on appeal counts as presence and ends a run of leave",
            tables: [
                "training": """
                session,date,kind,status
                T1,2021-07-05,meeting,leave
                T2,2021-07-06,meeting,leave
                T3,2021-07-07,meeting,absent
                T4,2021-07-08,meeting,leave
                T5,2021-07-09,meeting,absent
                """
            ],
            excusedRecords: ["training:T3/M1"],
            costs: ["2021-07-09,2,training.absence,training:T5/M1"]),
        Example(
            "到岗前的场次不算", "A session before the member was in post does not count",
            inPost: ("2021-07-07", "2021-07-09"), parameters: ["steps": "[1, 1.5, 4]"],
            tables: [
                "training": """
                session,date,kind,status
                T1,2021-07-06,meeting,absent
                T2,2021-07-07,meeting,absent
                T3,2021-07-09,meeting,absent
                """
            ],
            costs: ["2021-07-09,1.5,training.absence,training:T2/M1 training:T3/M1"]),
    ]
}
