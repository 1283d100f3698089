import AssessmentKernel

extension Activity {
    /// What costs points only where a rulebook says so; the quota is off.
    static let dutyExamples = [
        Example(
            "逾期未办结：期限当日办结不扣，晚一天或未办结的扣；期限在期后或未填的不扣",
            "Overdue: closed on the last day costs nothing, later or never does; due after the period, or without a day, does not",
            parameters: ["per_missing": "0", "per_overdue": "0.5"],
            tables: [
                "event": """
                event,occurred_at,place,persons,description,due,closed,verdict
                E1,2021-07-05 08:00,村东,张三,路灯不亮,2021-07-08,2021-07-08,
                E2,2021-07-05 09:00,村西,张三,路灯不亮,2021-07-08,2021-07-09,
                E3,2021-07-06 08:00,村南,张三,路灯不亮,2021-07-09,,
                E4,2021-07-06 09:00,村北,张三,路灯不亮,2021-07-10,,
                E5,2021-07-06 10:00,村中,张三,路灯不亮,,,
                E6,2021-07-06 11:00,村口,张三,路灯不亮,2021-07-08,,fake
                E7,2021-07-06 12:00,村头,张三,路灯不亮,2021-07-08,,
                """
            ],
            excusedRecords: ["event:E7"],
            costs: [
                "2021-07-05,0.5,activity.overdue,event:E2", "2021-07-06,0.5,activity.overdue,event:E3",
                "2021-07-06,2,activity.void,event:E6",
            ]),
        Example(
            "没有普遍走访的月份各扣一次，记在当月在岗的最后一天", "Each month without a general visit, on its last day in post",
            period: ("2021-07-01", "2021-09-30"), inPost: ("2021-07-01", "2021-09-10"),
            parameters: ["per_missing": "0", "per_missing_general": "1"],
            tables: [
                "visit": """
                visit,date,kind,verdict
                V1,2021-07-31,general,
                V2,2021-08-10,general,invalid
                V3,2021-08-11,key,
                """
            ],
            costs: [
                "2021-08-10,2,activity.void,visit:V2", "2021-08-31,1,activity.no-general-visit,",
                "2021-09-10,1,activity.no-general-visit,",
            ]),
        Example(
            "整月没有应到岗日的月份不要求普遍走访", "A month without a duty day asks for no general visit",
            period: ("2021-07-01", "2021-08-31"), leave: [("2021-07-01", "2021-07-30")],
            parameters: ["per_missing": "0", "per_missing_general": "1"],
            tables: [:], costs: ["2021-08-31,1,activity.no-general-visit,"]),
        Example(
            "每周约访三次，周日结算；不满一周、没有应到岗日的周不要求",
            "Three appointed visits a week, settled on Sunday; part weeks and weeks without a duty day ask for none",
            period: ("2021-07-01", "2021-07-31"), leave: [("2021-07-19", "2021-07-23")],
            parameters: ["per_missing": "0", "per_missing_appointed": "0.5"],
            tables: [
                "visit": """
                visit,date,kind,verdict
                V1,2021-07-05,appointed,
                V2,2021-07-08,appointed,
                V3,2021-07-11,appointed,
                V4,2021-07-12,appointed,
                V5,2021-07-13,key,
                V6,2021-07-14,appointed,fake
                """
            ],
            costs: ["2021-07-14,2,activity.void,visit:V6", "2021-07-18,1,activity.appointed-shortfall,"]),
        Example(
            "整周应到岗日都申诉成立，当周约访不扣", "A week whose duty days are all excused on appeal asks for no appointed visit",
            period: ("2021-07-05", "2021-07-18"), parameters: ["per_missing": "0", "per_missing_appointed": "1"],
            tables: [:],
            excusedDays: ["2021-07-05", "2021-07-06", "2021-07-07", "2021-07-08", "2021-07-09", "2021-07-18"],
            costs: ["2021-07-18,3,activity.appointed-shortfall,"]),
        Example(
            "约访次数可调", "How many appointed visits a week asks for is the rulebook's",
            period: ("2021-07-05", "2021-07-11"),
            parameters: ["per_missing": "0", "per_missing_appointed": "1", "appointed_per_week": "1"],
            tables: [:], costs: ["2021-07-11,1,activity.appointed-shortfall,"]),
    ]
}
