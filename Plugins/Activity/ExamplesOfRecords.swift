import AssessmentKernel

extension Activity {
    /// What makes a record void; the quota is off.
    static let recordExamples = [
        Example(
            "虚假、重复、无效的事件与走访，各扣二分；有效的不扣",
            "False, duplicate and invalid records cost two points each, valid ones nothing",
            parameters: ["per_missing": "0"],
            tables: [
                "event": """
                event,occurred_at,place,persons,description,verdict
                E1,2021-07-05 08:00,村东,张三,路灯不亮,fake
                E2,2021-07-05 09:00,村西,李四,井盖破损,重复
                E3,2021-07-06 09:00,村西,李四,违章搭建,invalid
                E4,2021-07-06 10:00,村南,李四,占道,valid
                """,
                "visit": """
                visit,date,kind,verdict
                V1,2021-07-07,general,fake
                V2,2021-07-07,key,duplicate
                V3,2021-07-07,return,invalid
                V4,2021-07-07,return,
                V5,2021-07-07,return,有效
                """,
            ],
            costs: [
                "2021-07-05,2,activity.void,event:E1", "2021-07-05,2,activity.void,event:E2",
                "2021-07-06,2,activity.void,event:E3", "2021-07-07,2,activity.void,visit:V1",
                "2021-07-07,2,activity.void,visit:V2", "2021-07-07,2,activity.void,visit:V3",
            ]),
        Example(
            "无结论的事件缺地点、人物或描述即无效；人工认定有效的不扣",
            "Without a verdict an event needs place, persons and description; a verdict of valid settles it",
            parameters: ["per_missing": "0"],
            tables: [
                "event": """
                event,occurred_at,place,persons,description,verdict
                E1,2021-07-05 08:00,,张三,路灯不亮,
                E2,2021-07-05 09:00,村西, 　,井盖破损,
                E3,2021-07-06 09:00,村西,李四,,
                E4,2021-07-06 10:00,,,,valid
                E5,2021-07-06 11:00,,,,fake
                """
            ],
            costs: [
                "2021-07-05,2,activity.incomplete,event:E1", "2021-07-05,2,activity.incomplete,event:E2",
                "2021-07-06,2,activity.incomplete,event:E3", "2021-07-06,2,activity.void,event:E5",
            ]),
        Example(
            "必备要素可减", "Fewer elements may be required",
            parameters: ["per_missing": "0", "required_elements": "[description]", "per_void": "0.5"],
            tables: [
                "event": """
                event,occurred_at,place,persons,description
                E1,2021-07-05 08:00,,,路灯不亮
                E2,2021-07-05 09:00,村西,李四,
                """
            ],
            costs: ["2021-07-05,0.5,activity.incomplete,event:E2"]),
        Example(
            "地点、描述去掉空白后与先前事件相同：先列出待核查，不扣分",
            "An event with the wording of an earlier one, white space apart, waits for a verdict",
            parameters: ["per_missing": "0"],
            tables: [
                "event": """
                event,occurred_at,place,persons,description,verdict
                E1,2021-07-05 08:00,村东,张三,路灯 不亮,
                E2,2021-07-06 08:00,村 东,李四,路灯　不亮 ,
                E3,2021-07-07 08:00,村东,李四,路灯不亮,valid
                E4,2021-07-08 08:00,村东路,李四,灯不亮,
                """
            ],
            costs: [], remarks: ["activity.suspect"]),
        Example(
            "设为直接扣分时，相同者逐条扣二分，依据为该条与首条",
            "Under deduct each repeat costs two points and rests on itself and the first one",
            parameters: ["per_missing": "0", "duplicates": "deduct"],
            tables: [
                "event": """
                event,occurred_at,place,persons,description,verdict
                E2,2021-07-05 08:00,村东,张三,路灯不亮,fake
                E1,2021-07-05 08:00,村东,张三,路灯不亮,
                E3,2021-07-06 08:00,村东,张三,路灯不亮,
                E4,2021-07-07 08:00,村东,张三,路灯 不亮,
                """
            ],
            costs: [
                "2021-07-05,2,activity.void,event:E2", "2021-07-06,2,activity.duplicate,event:E1 event:E3",
                "2021-07-07,2,activity.duplicate,event:E1 event:E4",
            ]),
        Example(
            "首条本身无效也算；期外的不算", "The first one may itself be void; one before the period does not count",
            parameters: ["per_missing": "0", "duplicates": "deduct"],
            tables: [
                "event": """
                event,occurred_at,place,persons,description,verdict
                E1,2021-07-04 23:59:59,村西,张三,井盖破损,
                E2,2021-07-05 00:00:00,村西,张三,井盖破损,
                E3,2021-07-06 08:00,村东,,路灯不亮,
                E4,2021-07-07 08:00,村东,张三,路灯不亮,
                """
            ],
            costs: [
                "2021-07-06,2,activity.incomplete,event:E3", "2021-07-07,2,activity.duplicate,event:E3 event:E4",
            ]),
        Example(
            "缺要素又相同的，按缺要素扣，不再列出",
            "An event that lacks an element and repeats another is taken as incomplete and not listed",
            parameters: ["per_missing": "0"],
            tables: [
                "event": """
                event,occurred_at,place,persons,description
                E1,2021-07-05 08:00,村东,张三,路灯不亮
                E2,2021-07-06 08:00,村东,,路灯不亮
                """
            ],
            costs: ["2021-07-06,2,activity.incomplete,event:E2"]),
        Example(
            "申诉成立的记录不扣分、不再核查，并计入定额", "Excused records cost nothing, wait for no verdict and count towards the quota",
            period: ("2021-07-05", "2021-07-05"),
            tables: [
                "event": """
                event,occurred_at,place,persons,description,verdict
                E1,2021-07-05 08:00,,,,fake
                E2,2021-07-05 09:00,村西,李四,,
                E3,2021-07-05 10:00,村西,李四,,
                """,
                "visit": """
                visit,date,kind,verdict
                V1,2021-07-05,key,fake
                V2,2021-07-05,key,fake
                """,
            ],
            excusedRecords: ["event:E1", "event:E2", "visit:V1"],
            costs: [
                "2021-07-05,2,activity.incomplete,event:E3", "2021-07-05,1,activity.shortfall,",
                "2021-07-05,2,activity.void,visit:V2",
            ]),
    ]
}
