extension Publicity {
    /// A task done by its due date, or later, or not at all.
    public static let conduct = [
        "publicity": """
        conduct,due,done
        good,2021-07-06,2021-07-06
        good,2021-07-06,2021-06-01
        bad,2021-07-06,2021-07-07
        bad,2021-07-06,
        """
    ]
}
