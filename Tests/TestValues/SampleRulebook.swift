public import Testing

/// A rulebook in its shortest form, without comments and register, so that a test can change one line.
public enum SampleRulebook {
    /// The text of a rulebook.
    ///
    /// - Parameter items: a line for each item, as `tally: {maximum: 90, absence: 0}`; the maxima add up to 100.
    public static func text(
        _ name: String = "test", title: String = "试", source: String = "试", items: [String]
    ) -> String {
        """
        rulebook: \(name)
        title: \(title)
        source: \(source)
        effective_from: 2021-01-01
        total: 100
        assessed_posts: [full-time]
        base_pay: 200
        bands:
          - {name: top, title: 优秀, above: 95, amount: 200}
          - {name: good, title: 良好, from: 86, through: 95, amount: 100}
          - {name: fair, title: 合格, from: 76, through: 85, amount: 0}
          - {name: poor, title: 较差, from: 66, through: 75, amount: -100}
          - {name: failing, title: 不合格, through: 65, amount: -200}
        gap_scores: round
        failing_penalty: per-month
        failing_streak: {months: 3, basis: monthly-scores}
        proration: calendar-days
        registered_leave: excuses
        minimum_duty_days: 10
        items:
        \(items.map { "  " + $0 }.joined(separator: "\n"))
        annual:
          weights: {quarters: 0.7, months: 0.1, satisfaction: 0.2}
          stars: {5: 95, 4: 90, 3: 80, 2: 70, 1: 60}
          minimum_quarters: 4
          minimum_composite: 90
          excellent_share: 0.2
          low_satisfaction: 0.5
          low_satisfaction_raters: [resident]

        """
    }
}

extension String {
    /// The text with a passage, which must occur in it, replaced at its first place.
    public func replacing(
        first passage: String, with replacement: String, at location: SourceLocation = #_sourceLocation
    ) throws -> String {
        var text = self
        text.replaceSubrange(
            try #require(text.firstRange(of: passage), "\(passage) is not in it", sourceLocation: location),
            with: replacement)
        return text
    }
}
