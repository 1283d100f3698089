extension Supervision {
    /// A request reported back by its due date to people's satisfaction, or late, or never, or to none.
    public static let conduct = [
        "supervision": """
        conduct,assigned,due,reported,satisfaction
        good,2021-07-01,2021-07-06,2021-07-06,100
        good,2021-07-01,2021-07-06,2021-07-02,
        bad,2021-07-01,2021-07-06,2021-07-07,
        bad,2021-07-01,2021-07-06,,
        bad,2021-07-01,2021-07-06,2021-07-06,0
        """
    ]
}
