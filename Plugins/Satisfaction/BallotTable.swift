import AssessmentKernel

/// 满意度测评: one vote on a member.
struct BallotTable: EvidenceTable {
    static let shared = BallotTable()
    let rater: Column<Rater>
    let rating: Column<Rating>
    let schema: TableSchema

    init() {
        var table = TableBuilder("ballot", "满意度测评", "Satisfaction ballots")
        table.key("ballot", "编号", "Number")
        table.member()
        table.date("date", "日期", "Date", .attribution)
        rater = table.choice("rater", "评议人", "Rater")
        rating = table.choice("rating", "评价", "Rating")
        table.optionalDate("counts_on", "归属日期", "Counts on", .attribution)
        schema = table.finished()
    }
}

/// The group of the voter.
enum Rater: Int, Choice {
    case committee, resident

    var option: ChoiceOption {
        switch self {
        case .committee: ChoiceOption("committee", "村两委", "Village committees")
        case .resident: ChoiceOption("resident", "群众", "Resident")
        }
    }
}

/// The rating.
enum Rating: Int, Choice {
    case satisfied, fairly, dissatisfied, unsure

    var option: ChoiceOption {
        switch self {
        case .satisfied: ChoiceOption("satisfied", "满意", "Satisfied")
        case .fairly: ChoiceOption("fairly", "基本满意", "Fairly satisfied")
        case .dissatisfied: ChoiceOption("dissatisfied", "不满意", "Dissatisfied")
        case .unsure: ChoiceOption("unsure", "不了解", "Does not know")
        }
    }
}
