import AssessmentKernel
import ResultTables
import Rulebook

extension ResultWords {
    /// The rulebook's items.
    static let items = ResultWords { $0.items.map { ($0.about.key, $0.about.title) } }
    /// The items, and their sum.
    static let itemsAndTotal = ResultWords { rulebook in
        rulebook.items.map { ($0.about.key, $0.about.title) } + [(monthTotal, LocalText("总分", "Total"))]
    }
    /// The bands, and the one for unrated members.
    static let bands = ResultWords { rulebook in
        rulebook.bands.bands.map { ($0.key, LocalText($0.title, $0.key)) } + [(Band.unratedKey, Band.unratedTitle)]
    }
    /// The posts.
    static let posts = ResultWords { _ in Post.allCases.map { ($0.option.key, $0.option.title) } }

    /// The word in place of an item's key in the row of a month's sum.
    package static let monthTotal = "total"
}
