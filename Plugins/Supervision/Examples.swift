public import AssessmentKernel

extension Supervision {
    /// Requests on both sides of their due date and of the standard.
    public static let examples = [
        Example(
            "期限当日反馈不扣分，晚一天或未反馈扣一分", "Reported on the last day costs nothing; a day later or never, one point",
            tables: [
                "supervision": """
                request,assigned,due,reported,satisfaction
                S1,2021-07-01,2021-07-06,2021-07-06,
                S2,2021-07-01,2021-07-06,2021-07-07,
                S3,2021-07-01,2021-07-07,,
                """
            ],
            costs: ["2021-07-06,1,supervision.late,supervision:S2", "2021-07-07,1,supervision.late,supervision:S3"]),
        Example(
            "满意度恰为标准不扣分，低于标准扣二分；没有满意度不扣分",
            "At the standard nothing is taken, below it two points; none given costs nothing",
            tables: [
                "supervision": """
                request,category,assigned,due,reported,satisfaction
                S1,道路,2021-07-01,2021-07-06,2021-07-02,80
                S2,道路,2021-07-01,2021-07-06,2021-07-02,79.99%
                S3,用水,2021-07-01,2021-07-06,2021-07-02,
                S4,用水,2021-07-01,2021-07-06,2021-07-02,0
                """
            ],
            costs: [
                "2021-07-06,2,supervision.dissatisfied,supervision:S2",
                "2021-07-06,2,supervision.dissatisfied,supervision:S4",
            ]),
        Example(
            "同一件逾期又不满意，两项都扣", "One request that is late and below the standard has both",
            tables: [
                "supervision": """
                request,assigned,due,reported,satisfaction
                S1,2021-06-20,2021-07-05,2021-07-08,50%
                """
            ],
            costs: [
                "2021-07-05,2,supervision.dissatisfied,supervision:S1", "2021-07-05,1,supervision.late,supervision:S1",
            ]),
        Example(
            "标准与扣分可调", "The standard and what each costs are the rulebook's",
            parameters: ["satisfaction_standard": "90.5", "per_late": "0", "per_dissatisfied": "0.5"],
            tables: [
                "supervision": """
                request,assigned,due,reported,satisfaction
                S1,2021-07-01,2021-07-06,,90.5
                S2,2021-07-01,2021-07-06,,90.49
                """
            ],
            costs: ["2021-07-06,0.5,supervision.dissatisfied,supervision:S2"]),
        Example(
            "申诉成立的诉求两项都不扣", "A request excused on appeal costs nothing on either count",
            tables: [
                "supervision": """
                request,assigned,due,reported,satisfaction
                S1,2021-07-01,2021-07-06,,10
                S2,2021-07-01,2021-07-06,,
                """
            ],
            excusedRecords: ["supervision:S1"],
            costs: ["2021-07-06,1,supervision.late,supervision:S2"]),
    ]
}
