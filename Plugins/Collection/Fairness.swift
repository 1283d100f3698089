extension Collection {
    /// A patrol of a day, and a finding that information is not current.
    public static let conduct = [
        "patrol": """
        conduct
        good
        """,
        "collection-finding": """
        conduct,category
        bad,people
        bad,events
        """,
    ]
}
