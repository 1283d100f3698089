public import AssessmentKernel

extension Satisfaction {
    /// Groups, weights, rounding and ballots that are not counted.
    public static let examples = [
        Example(
            "两组各半：村两委全满意，群众一半满意，扣 5 × 0.25", "The groups weigh half each: 5 × 0.25, rounded up at the half",
            tables: [
                "ballot": """
                ballot,date,rater,rating
                B1,2021-07-05,committee,satisfied
                B2,2021-07-06,resident,satisfied
                B3,2021-07-07,resident,dissatisfied
                """
            ],
            costs: ["2021-07-07,1.3,satisfaction.rate,ballot:B1 ballot:B2 ballot:B3"]),
        Example(
            "只有一组有票，该组即全部；基本满意按 0.6", "With ballots of one group alone, that group is the whole; fairly weighs 0.6",
            tables: [
                "ballot": """
                ballot,date,rater,rating
                B1,2021-07-05,群众,基本满意
                """
            ],
            costs: ["2021-07-05,2,satisfaction.rate,ballot:B1"]),
        Example(
            "不了解不计，也不作依据和日期", "Unsure is not counted and gives neither basis nor date",
            tables: [
                "ballot": """
                ballot,date,rater,rating
                B1,2021-07-05,committee,dissatisfied
                B2,2021-07-09,resident,unsure
                """
            ],
            costs: ["2021-07-05,5,satisfaction.rate,ballot:B1"]),
        Example(
            "没有可计的票：不扣分，列入提醒", "No counted ballots: no points, a warning",
            tables: [
                "ballot": """
                ballot,date,rater,rating
                B1,2021-07-05,committee,unsure
                """
            ],
            costs: [], remarks: ["satisfaction.no-ballots"]),
        Example(
            "三分之一不满意：5 ÷ 3 舍入为 1.7", "A third dissatisfied: 5 ÷ 3 is rounded to 1.7",
            tables: [
                "ballot": """
                ballot,date,rater,rating
                B1,2021-07-05,resident,satisfied
                B2,2021-07-05,resident,satisfied
                B3,2021-07-05,resident,dissatisfied
                """
            ],
            costs: ["2021-07-05,1.7,satisfaction.rate,ballot:B1 ballot:B2 ballot:B3"]),
        Example(
            "步长一分时，0.5 分进为一分", "With a step of one point half a point goes up",
            parameters: ["round_to": "1", "weights": "{satisfied: 1, fairly: 0.9, dissatisfied: 0.1}"],
            tables: [
                "ballot": """
                ballot,date,rater,rating
                B1,2021-07-05,resident,fairly
                """
            ],
            costs: ["2021-07-05,1,satisfaction.rate,ballot:B1"]),
        Example(
            "步长一分时，0.499 分舍去，不扣分", "With a step of one point 0.499 goes down, and nothing is taken",
            parameters: [
                "maximum": "4.99", "round_to": "1", "weights": "{satisfied: 1, fairly: 0.9, dissatisfied: 0.1}",
            ],
            tables: [
                "ballot": """
                ballot,date,rater,rating
                B1,2021-07-05,resident,fairly
                """
            ],
            costs: []),
        Example(
            "权重、比重可调：5 × (1 − 0.8 × 0.5 − 0.2 × 1) = 2",
            "Weights are the rulebook's: 5 × (1 − 0.8 × 0.5 − 0.2 × 1) = 2",
            parameters: [
                "weights": "{satisfied: 1, fairly: 0.5, dissatisfied: 0}",
                "groups": "{committee: 0.8, resident: 0.2}",
            ],
            tables: [
                "ballot": """
                ballot,date,rater,rating
                B1,2021-07-06,resident,satisfied
                B2,2021-07-05,committee,fairly
                """
            ],
            costs: ["2021-07-06,2,satisfaction.rate,ballot:B1 ballot:B2"]),
        Example(
            "填了归属日期的按归属日期归期", "A ballot belongs to the day on which it counts, when that is given",
            tables: [
                "ballot": """
                ballot,date,rater,rating,counts_on
                B1,2021-07-20,resident,dissatisfied,2021-07-09
                B2,2021-07-05,resident,satisfied,2021-07-20
                B3,2021-07-06,resident,satisfied,
                """
            ],
            costs: ["2021-07-09,2.5,satisfaction.rate,ballot:B1 ballot:B3"]),
        Example(
            "申诉成立的票按满意计", "A ballot excused on appeal counts as satisfied",
            tables: [
                "ballot": """
                ballot,date,rater,rating
                B1,2021-07-05,resident,dissatisfied
                B2,2021-07-06,resident,dissatisfied
                """
            ],
            excusedRecords: ["ballot:B2"],
            costs: ["2021-07-06,2.5,satisfaction.rate,ballot:B1 ballot:B2"]),
        Example(
            "全部满意不扣分", "All satisfied costs nothing",
            tables: [
                "ballot": """
                ballot,date,rater,rating
                B1,2021-07-05,resident,satisfied
                B2,2021-07-06,committee,satisfied
                """
            ],
            costs: []),
    ]
}
