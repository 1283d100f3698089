public import AssessmentKernel

extension Collection {
    /// Days with and without a patrol, and findings.
    public static let examples = [
        Example(
            "应到岗日无走访日志，每天扣二分；休息日不扣", "A duty day without a patrol costs two points, a day off nothing",
            period: ("2021-07-08", "2021-07-12"),
            tables: [
                "patrol": """
                date,summary
                2021-07-08,巡查河道
                """
            ],
            costs: ["2021-07-09,2,collection.missing-patrol,", "2021-07-12,2,collection.missing-patrol,"]),
        Example(
            "休息日的走访不抵应到岗日", "A patrol on a day off does not stand in for a duty day",
            period: ("2021-07-09", "2021-07-10"),
            tables: [
                "patrol": """
                date
                2021-07-10
                """
            ],
            costs: ["2021-07-09,2,collection.missing-patrol,"]),
        Example(
            "请假日与不在岗的日子不是应到岗日", "Days of leave and days out of post are no duty days",
            inPost: ("2021-07-06", "2021-07-08"), leave: [("2021-07-07", "2021-07-20")],
            tables: [:], costs: ["2021-07-06,2,collection.missing-patrol,"]),
        Example(
            "抽查发现每条扣二分，同日照计", "Each finding costs two points, also on one day",
            parameters: ["per_missing_patrol": "0"],
            tables: [
                "collection-finding": """
                finding,date,category,note
                C1,2021-07-06,people,户籍未更新
                C2,2021-07-06,places,
                C3,2021-07-12,events,
                """
            ],
            costs: [
                "2021-07-06,2,collection.finding,collection-finding:C1",
                "2021-07-06,2,collection.finding,collection-finding:C2",
            ]),
        Example(
            "扣分标准可调", "What each costs is the rulebook's",
            period: ("2021-07-05", "2021-07-05"), parameters: ["per_missing_patrol": "0.5", "per_finding": "1.25"],
            tables: [
                "collection-finding": """
                finding,date,category
                C1,2021-07-05,组织
                """
            ],
            costs: [
                "2021-07-05,1.25,collection.finding,collection-finding:C1",
                "2021-07-05,0.5,collection.missing-patrol,",
            ]),
        Example(
            "申诉成立的日子不算应到岗日，申诉成立的抽查不扣分", "An excused day is no duty day, an excused finding costs nothing",
            period: ("2021-07-05", "2021-07-06"),
            tables: [
                "collection-finding": """
                finding,date,category
                C1,2021-07-05,people
                C2,2021-07-05,people
                """
            ],
            excusedRecords: ["collection-finding:C1"], excusedDays: ["2021-07-06"],
            costs: [
                "2021-07-05,2,collection.finding,collection-finding:C2",
                "2021-07-05,2,collection.missing-patrol,",
            ]),
    ]
}
