import AssessmentKernel
import ResultTables
import Rulebook

extension ResultWords {
    /// The rulebook's items.
    static let items = ResultWords { $0.items.map { ($0.about.key, $0.about.title) } }
    /// The items, and the sum over them.
    static let itemsAndTotal = ResultWords { rulebook in
        rulebook.items.map { ($0.about.key, $0.about.title) } + [(monthTotal, LocalText("总分", "Total"))]
    }
    /// The bands, and that of a member who is not rated.
    static let bands = ResultWords { rulebook in
        rulebook.bands.bands.map { ($0.key, LocalText($0.title, $0.title)) }
            + [(QuarterClosing.Standing.unrated, LocalText("不评等", "Unrated"))]
    }
    /// The posts.
    static let posts = ResultWords { _ in Post.allCases.map { ($0.option.key, $0.option.title) } }

    /// What stands for an item's key in the row of a month's sum.
    static let monthTotal = "total"
}
