public import AssessmentKernel

extension Hazards {
    /// Hazards on both sides of the limit, from either source.
    public static let examples = [
        Example(
            "满二十四小时当时上报，不扣分；晚一秒扣一分", "Reported at the 24th hour costs nothing, one second later one point",
            tables: [
                "hazard": """
                hazard,found_at,reported_at,source
                H1,2021-07-05 08:00:00,2021-07-06 08:00:00,self
                H2,2021-07-05 08:00:00,2021-07-06 08:00:01,self
                """
            ],
            costs: ["2021-07-05,1,hazards.late,hazard:H2"]),
        Example(
            "先处理后上报，以较早者为准；检查发现的照扣",
            "The earlier of report and handling counts; what an inspection found costs a point",
            tables: [
                "hazard": """
                hazard,found_at,reported_at,source,handled_at
                H1,2021-07-05 08:00,2021-07-09 08:00,self,2021-07-05 09:00
                H2,2021-07-06 08:00,2021-07-06 08:10,inspection,2021-07-06 09:00
                """
            ],
            costs: ["2021-07-06,1,hazards.late,hazard:H2"]),
        Example(
            "没有上报也没有处理即未上报", "Neither reported nor handled is not reported",
            tables: [
                "hazard": """
                hazard,domain,found_at,reported_at,source,handled_at
                H1,消防,2021-07-09 23:59:59,,self,
                H2,消防,2021-07-09 23:59:59,,自报,2021-07-10 23:59:59
                """
            ],
            costs: ["2021-07-09,1,hazards.late,hazard:H1"]),
        Example(
            "时限与扣分可调", "The limit and what a hazard costs are the rulebook's",
            parameters: ["report_within_hours": "2", "per_late": "0.5"],
            tables: [
                "hazard": """
                hazard,found_at,reported_at,source
                H1,2021-07-05 08:00,2021-07-05 10:00,self
                H2,2021-07-05 08:00,2021-07-05 10:01,self
                """
            ],
            costs: ["2021-07-05,0.5,hazards.late,hazard:H2"]),
        Example(
            "申诉成立的记录不扣分", "A record excused on appeal costs nothing",
            tables: [
                "hazard": """
                hazard,found_at,source
                H1,2021-07-05 08:00,self
                H2,2021-07-06 08:00,self
                """
            ],
            excusedRecords: ["hazard:H1"],
            costs: ["2021-07-06,1,hazards.late,hazard:H2"]),
    ]
}
