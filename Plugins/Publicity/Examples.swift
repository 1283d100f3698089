public import AssessmentKernel

extension Publicity {
    /// Tasks done before and after their due dates.
    public static let examples = [
        Example(
            "当日完成不扣分，晚一天扣一分", "Done on the last day costs nothing, one day later one point",
            tables: [
                "publicity": """
                task,topic,due,done
                P1,反诈宣传,2021-07-06,2021-07-06
                P2,反诈宣传,2021-07-06,2021-07-07
                P3,防溺水,2021-07-06,2021-06-01
                """
            ],
            costs: ["2021-07-06,1,publicity.late,publicity:P2"]),
        Example(
            "没有完成日期即未完成", "Without a day on which it was done a task is not done",
            tables: [
                "publicity": """
                task,due,done
                P1,2021-07-09,
                """
            ],
            costs: ["2021-07-09,1,publicity.late,publicity:P1"]),
        Example(
            "按截止日期归期：期外截止的任务不在本期", "A task belongs to the period in which it is due",
            tables: [
                "publicity": """
                task,due,done
                P1,2021-07-04,2021-07-09
                P2,2021-07-05,2021-07-09
                P3,2021-07-10,
                """
            ],
            costs: ["2021-07-05,1,publicity.late,publicity:P2"]),
        Example(
            "扣分标准可调；设为零则不扣", "The rulebook sets the points per task; at zero none are deducted",
            parameters: ["per_task": "0"],
            tables: [
                "publicity": """
                task,due
                P1,2021-07-05
                """
            ],
            costs: []),
        Example(
            "申诉成立的任务不扣分", "A task excused on appeal costs nothing",
            parameters: ["per_task": "1.5"],
            tables: [
                "publicity": """
                task,due
                P1,2021-07-05
                P2,2021-07-05
                """
            ],
            excusedRecords: ["publicity:P1"],
            costs: ["2021-07-05,1.5,publicity.late,publicity:P2"]),
    ]
}
