extension FireSafety {
    /// A check made by its day that found no fault or had it corrected, or one that was late, or left a fault.
    public static let conduct = [
        "fire-check": """
        conduct,due,done,outcome
        good,2021-07-06,2021-07-06,sound
        good,2021-07-06,2021-07-05,corrected
        bad,2021-07-06,2021-07-07,sound
        bad,2021-07-06,,
        bad,2021-07-06,2021-07-06,faulty
        """
    ]
}
