extension Hazards {
    /// A hazard reported or handled within the hour, or never, or found by an inspection.
    public static let conduct = [
        "hazard": """
        conduct,found_at,reported_at,source,handled_at
        good,2021-07-05 08:00:00,2021-07-05 09:00:00,self,
        good,2021-07-05 23:30:00,2021-07-09 08:00:00,self,2021-07-06 00:10:00
        bad,2021-07-05 08:00:00,,self,
        bad?,2021-07-05 08:00:00,2021-07-06 08:00:01,self,
        bad,2021-07-05 08:00:00,2021-07-05 08:10:00,inspection,
        """
    ]
}
