extension Satisfaction {
    /// A vote of either group; fairly satisfied is neither, since it can raise or lower a mean.
    public static let conduct = [
        "ballot": """
        conduct,rater,rating
        good,committee,satisfied
        good,resident,satisfied
        bad,committee,dissatisfied
        bad,resident,dissatisfied
        neither,resident,fairly
        neither,committee,unsure
        """
    ]
}
