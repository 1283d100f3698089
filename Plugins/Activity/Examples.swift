public import AssessmentKernel

extension Activity {
    /// Verdicts, elements, repeats, the quota, and what costs points only where a rulebook says so.
    public static let examples = recordExamples + quotaExamples + dutyExamples

    /// Two valid events and two visits on Monday 2021-07-05, which meet that day's quota.
    static let soundEvents = """
        event,occurred_at,place,persons,description
        E1,2021-07-05 08:00,村东,张三,路灯不亮
        E2,2021-07-05 09:00,村西,李四,井盖破损
        """
    static let soundVisits = """
        visit,date,kind
        V1,2021-07-05,key
        V2,2021-07-05,topic
        """
}
