public import AssessmentKernel

extension Activity {
    /// Records that count, and records that a person judged void or that lack what a report needs.
    ///
    /// An event closed late is neither: it fills the quota, and may cost points.
    public static let conduct = [
        "event": """
        conduct,occurred_at,place,persons,description,due,closed,verdict
        good,2021-07-05 08:30:00,村东,张三,路灯#不亮,2021-07-06,2021-07-06,
        good,2021-07-05 08:30:00,村东,张三,路灯不亮,,,valid
        good?,2021-07-05 09:30:00,村东,张三,路灯不亮,,,
        bad,2021-07-05 08:30:00,村东,张三,路灯不亮,,,fake
        bad,2021-07-05 08:30:00,村东,张三,路灯#不亮,,,duplicate
        bad,2021-07-05 08:30:00,村东,,,,,invalid
        bad?,2021-07-05 08:30:00,,张三,路灯#不亮,,,
        bad?,2021-07-05 08:30:00,村东,,路灯#不亮,,,
        neither,2021-07-05 08:30:00,村东,张三,路灯#不亮,2021-07-06,2021-07-08,
        """,
        "visit": """
        conduct,kind,verdict
        good,general,
        good,appointed,
        good,key,valid
        bad,general,fake
        bad,appointed,duplicate
        bad,key,invalid
        """,
    ]

    /// Where repeats cost points before a person has looked (I-16), the earlier record of two decides about the later.
    public static let fairnessExceptions = [
        FairnessException(
            .goodRecord, by: "event:E1", Clause("§3.2.5"),
            Example(
                "先有一件有效的，后一件相同而未核查的就成了重复", "A valid event makes a repeat of a later one that nobody has judged",
                parameters: ["per_missing": "0", "duplicates": "deduct"],
                tables: [
                    "event": """
                    event,occurred_at,place,persons,description,verdict
                    E1,2021-07-05 08:00,村东,张三,路灯不亮,valid
                    E2,2021-07-06 08:00,村东,张三,路灯不亮,
                    """
                ],
                costs: ["2021-07-06,2,activity.duplicate,event:E1 event:E2"]),
            otherwise: "0", unless: ["duplicates": "review"]),
        FairnessException(
            .namesAndOrder, Clause("§3.2.5"),
            Example(
                "同一时刻的两件以编号分先后，后一件才是重复",
                "The codes say which of a moment's two events came first; only the later is a repeat",
                parameters: ["per_missing": "0", "duplicates": "deduct"],
                tables: [
                    "event": """
                    event,occurred_at,place,persons,description,verdict
                    E1,2021-07-05 08:00,村东,张三,路灯不亮,valid
                    E2,2021-07-05 08:00,村东,张三,路灯不亮,
                    """
                ],
                costs: ["2021-07-05,2,activity.duplicate,event:E1 event:E2"]),
            otherwise: "0", unless: ["duplicates": "review"]),
    ]
}
