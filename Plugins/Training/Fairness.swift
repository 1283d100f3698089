public import AssessmentKernel

extension Training {
    /// A session attended, or missed without leave; leave is neither.
    public static let conduct = [
        "training": """
        conduct,kind,status
        good,meeting,present
        good,training,present
        bad,meeting,absent
        bad,training,absent
        neither,meeting,leave
        """
    ]

    /// §3.2.1 counts leave beyond twice running as absence, and so what ends a run of leave can save points.
    public static let fairnessExceptions = [
        FairnessException(
            .badRecord, by: "training:T3/M1", Clause("§3.2.1"),
            Example(
                "四次请假中间一次无故缺席，打断了连续，反而少扣",
                "An unexcused absence between four leaves in a row ends the run, and so costs less than none",
                tables: [
                    "training": """
                    session,date,kind,status
                    T1,2021-07-05,meeting,leave
                    T2,2021-07-06,meeting,leave
                    T3,2021-07-07,meeting,absent
                    T4,2021-07-08,meeting,leave
                    T5,2021-07-09,meeting,leave
                    """
                ],
                costs: ["2021-07-07,2,training.absence,training:T3/M1"]),
            otherwise: "5", unless: ["excess_leave": "ignore"]),
        FairnessException(
            .namesAndOrder, Clause("§3.2.1"),
            Example(
                "同一天的两场以场次编号分先后，先请假后出席与先出席后请假不同",
                "The codes say which of a day's two sessions came first: leave before presence is not presence before leave",
                tables: [
                    "training": """
                    session,date,kind,status
                    T1,2021-07-05,meeting,leave
                    T2,2021-07-06,meeting,leave
                    T3,2021-07-07,meeting,leave
                    T4,2021-07-07,training,present
                    """
                ],
                costs: ["2021-07-07,2,training.absence,training:T3/M1"]),
            otherwise: "0", unless: ["excess_leave": "ignore"]),
    ]
}
