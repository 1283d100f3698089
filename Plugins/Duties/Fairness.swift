extension Duties {
    /// A task done by its due date or not, and a roll-call attended on time or not; leave is neither.
    public static let conduct = [
        "duty": """
        conduct,due,done
        good,2021-07-06,2021-07-06
        bad,2021-07-06,2021-07-07
        bad,2021-07-06,
        """,
        "roll-call": """
        conduct,kind,status
        good,video,present
        good,meeting,present
        bad,video,late
        bad,meeting,absent
        neither,meeting,leave
        """,
    ]
}
