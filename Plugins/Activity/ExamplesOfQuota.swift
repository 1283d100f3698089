import AssessmentKernel

extension Activity {
    /// Examples of the quota.
    static let quotaExamples = [
        Example(
            "每日两件事件、两次走访，恰满不扣；缺几件扣几分",
            "Two events and two visits a day: just enough costs nothing, each missing one a point",
            period: ("2021-07-05", "2021-07-07"),
            tables: [
                "event": soundEvents,
                "visit": soundVisits
                    + "\nV3,2021-07-06,key",
            ],
            costs: ["2021-07-06,3,activity.shortfall,", "2021-07-07,4,activity.shortfall,"]),
        Example(
            "事件不抵走访，今日不抵明日；休息日、请假日不要求",
            "Events do not make up for visits nor days for days; days off and leave ask for nothing",
            period: ("2021-07-05", "2021-07-12"), leave: [("2021-07-07", "2021-07-09")],
            tables: [
                "event": soundEvents
                    + "\nE3,2021-07-05 10:00,村南,王五,占道"
                    + "\nE4,2021-07-05 11:00,村北,王五,积水"
                    + "\nE5,2021-07-10 11:00,村北,王五,断枝",
                "visit": """
                visit,date,kind
                V1,2021-07-05,general
                V2,2021-07-06,general
                V3,2021-07-06,general
                V4,2021-07-12,general
                V5,2021-07-12,general
                V6,2021-07-12,general
                """,
            ],
            costs: [
                "2021-07-05,1,activity.shortfall,", "2021-07-06,2,activity.shortfall,",
                "2021-07-12,2,activity.shortfall,",
            ]),
        Example(
            "按全期合计：盈亏相抵，休息日的也算，一并记在最后一天",
            "Over the period surplus makes up, also from days off; one deduction on the last day",
            period: ("2021-07-05", "2021-07-11"), inPost: ("2021-07-05", "2021-07-10"),
            parameters: ["quota_basis": "period", "events_per_day": "1", "visits_per_day": "1", "per_missing": "0.5"],
            tables: [
                "event": soundEvents
                    + "\nE3,2021-07-10 10:00,村南,王五,占道"
                    + "\nE4,2021-07-11 10:00,村南,王五,积水",
                "visit": soundVisits
                    + "\nV3,2021-07-05,key"
                    + "\nV4,2021-07-05,key"
                    + "\nV5,2021-07-05,key"
                    + "\nV6,2021-07-05,key",
            ],
            costs: ["2021-07-10,1,activity.shortfall,"]),
        Example(
            "无效记录既扣分又不计入定额", "Void records cost points and do not count towards the quota",
            period: ("2021-07-05", "2021-07-05"),
            tables: [
                "event": soundEvents
                    + "\nE3,2021-07-05 10:00,村南,王五,",
                "visit": """
                visit,date,kind,verdict
                V1,2021-07-05,key,
                V2,2021-07-05,key,fake
                """,
            ],
            costs: [
                "2021-07-05,2,activity.incomplete,event:E3", "2021-07-05,1,activity.shortfall,",
                "2021-07-05,2,activity.void,visit:V2",
            ]),
        Example(
            "申诉成立的日子不算应到岗日", "An excused day is no duty day",
            period: ("2021-07-05", "2021-07-06"), parameters: ["visits_per_day": "0"],
            tables: [:], excusedDays: ["2021-07-05"],
            costs: ["2021-07-06,2,activity.shortfall,"]),
    ]
}
