import AssessmentKernel

/// 满意度测评: one vote on a member.
struct BallotTable: EvidenceTable {
    static let shared = BallotTable()
    let rater: Column<Rater>
    let rating: Column<Rating>
    let schema: TableSchema

    init() {
        var table = TableBuilder("ballot", "满意度测评", "Satisfaction ballots")
        table.disclosure = .counts
        table.key("ballot", "编号", "Number")
        table.member()
        table.date("date", "日期", "Date", .attribution)
        rater = table.choice("rater", "评议人", "Rater")
        rating = table.choice("rating", "评价", "Rating")
        table.optionalDate("counts_on", "归属日期", "Counts on", .attribution)
        table.words = PlatformWords(
            "满意度 测评 评议 民意测评",
            columns: [
                "ballot": "测评编号 票号 选票编号 问卷编号", "date": "测评日期 评议日期 测评时间",
                "rater": "评议主体 测评人 评议人类型 评价主体", "rating": "测评结果 评议结果 评价等级 满意程度 评价结果",
                "counts_on": "归属时间 归属季度日期",
            ],
            values: [
                "rater": ["committee": "村委 村两委干部 两委", "resident": "村民 居民 群众代表"],
                "rating": [
                    "satisfied": "满意 非常满意 很满意", "fairly": "基本满意 较满意", "dissatisfied": "不满意", "unsure": "不了解 不清楚",
                ],
            ], doubtful: ["rating": "一般 弃权"])
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
