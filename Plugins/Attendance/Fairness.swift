extension Attendance {
    /// A clocking on time or not, and a check online or offline.
    public static let conduct = [
        "attendance": """
        conduct,status
        good,on-time
        bad,late
        bad,missed
        """,
        "online-check": """
        conduct,kind,result
        good,online,online
        good,spot,online
        bad,online,offline
        bad,spot,offline
        """,
    ]
}
