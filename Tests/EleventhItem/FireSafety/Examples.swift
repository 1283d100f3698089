import AssessmentKernel

extension FireSafety {
    /// Checks on both sides of their last day, and what they found.
    public static let examples = [
        Example(
            "当日检查不扣分，晚一天或没有检查扣一分", "Made on the last day costs nothing; a day later, or not at all, a point",
            tables: [
                "fire-check": """
                check,place,due,done
                F1,粮油店,2021-07-06,2021-07-06
                F2,网吧,2021-07-06,2021-07-07
                F3,幼儿园,2021-07-07,
                """
            ],
            costs: [
                "2021-07-06,1,fire-safety.late,fire-check:F2", "2021-07-07,1,fire-safety.late,fire-check:F3",
            ]),
        Example(
            "隐患已整改不扣分，未整改扣半分；又未按期的两样都扣",
            "A fault that was corrected costs nothing, one left as it was half a point, besides what a late check costs",
            tables: [
                "fire-check": """
                check,due,done,outcome
                F1,2021-07-05,2021-07-05,已整改
                F2,2021-07-05,2021-07-05,未整改
                F3,2021-07-09,2021-07-12,faulty
                """
            ],
            costs: [
                "2021-07-05,0.5,fire-safety.uncorrected,fire-check:F2", "2021-07-09,1,fire-safety.late,fire-check:F3",
                "2021-07-09,0.5,fire-safety.uncorrected,fire-check:F3",
            ]),
        Example(
            "扣分标准可调；申诉成立的检查不扣分", "What each costs is the rulebook's; an excused check costs nothing",
            parameters: ["per_late": "2", "per_uncorrected": "0"],
            tables: [
                "fire-check": """
                check,due,outcome
                F1,2021-07-05,faulty
                F2,2021-07-05,faulty
                """
            ],
            excusedRecords: ["fire-check:F1"],
            costs: ["2021-07-05,2,fire-safety.late,fire-check:F2"]),
    ]
}
