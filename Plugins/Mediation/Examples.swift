public import AssessmentKernel

extension Mediation {
    /// Each kind of shortcoming, and disputes handled well.
    public static let examples = [
        Example(
            "自报、有记录、已调解或已引导的不扣分", "Reported by the member, recorded and settled or referred: nothing is taken",
            tables: [
                "dispute": """
                dispute,found,source,recorded,mediation
                D1,2021-07-05,self,yes,settled
                D2,2021-07-06,自报,是,引导上级
                """
            ],
            costs: []),
        Example(
            "检查发现、未记录、未调解，各扣二分", "Found by inspection, not recorded, not mediated: two points each",
            tables: [
                "dispute": """
                dispute,found,source,recorded,mediation
                D1,2021-07-05,inspection,yes,settled
                D2,2021-07-06,self,no,settled
                D3,2021-07-07,self,yes,none
                """
            ],
            costs: [
                "2021-07-05,2,mediation.unmet,dispute:D1", "2021-07-06,2,mediation.unmet,dispute:D2",
                "2021-07-07,2,mediation.unmet,dispute:D3",
            ]),
        Example(
            "一起纠纷几处不合要求，只扣一次", "A dispute that falls short in several ways costs points once",
            parameters: ["per_dispute": "1.5"],
            tables: [
                "dispute": """
                dispute,found,source,recorded,mediation
                D1,2021-07-09,inspection,no,none
                """
            ],
            costs: ["2021-07-09,1.5,mediation.unmet,dispute:D1"]),
        Example(
            "申诉成立的纠纷不扣分", "A dispute excused on appeal costs nothing",
            tables: [
                "dispute": """
                dispute,found,source,recorded,mediation
                D1,2021-07-05,self,no,none
                D2,2021-07-05,self,no,none
                """
            ],
            excusedRecords: ["dispute:D2"],
            costs: ["2021-07-05,2,mediation.unmet,dispute:D1"]),
    ]
}
