import AssessmentKernel
import Closing

extension Words<PaperYear> {
    /// Why a member is not recommended as excellent, and why the grid has no star; nothing where neither is so.
    func reasons(for result: PaperYear.Result) -> [String] {
        var reasons: [String] = []
        if !result.isEligible {
            let why = result.obstacles.map(text).joined(separator: self("；", "; "))
            reasons.append(
                why.isEmpty
                    ? self(
                        "不符合优秀条件：考评以后名册有更改，原因请经办人核对。",
                        "Not eligible: the roster has changed since the review; ask the office for the reason.")
                    : self("不符合优秀条件：\(why)。", "Not eligible: \(why)."))
        } else if !result.isExcellent, let least = about.leastExcellent {
            reasons.append(
                self(
                    "未入选优秀：按综合得分择优，入选者最低 \(least) 分，本人 \(result.composite) 分。",
                    "Not chosen: the best composites are, from \(least) on; this one is \(result.composite)."))
        }
        if result.stars == 0, let grid = about.grid(of: result.member) {
            reasons.append(
                self(
                    "所在网格没有星级：网格综合得分 \(grid.composite) 分，一星须满 \(about.leastForStar) 分。",
                    "The grid has no star: its composite is \(grid.composite), and one star takes \(about.leastForStar)."
                ))
        }
        return reasons
    }

    private func text(_ obstacle: AwardObstacle) -> String {
        switch obstacle {
        case .notFullTime: self("岗位不是专职", "the post is not full-time")
        case .fewQuarters(let count, let least):
            self("全年评等的季度 \(count) 个，须满 \(least) 个", "rated in \(count) quarters, at least \(least) are needed")
        case .lowComposite(let composite, let least):
            self("综合得分 \(composite) 分，须满 \(least) 分", "the composite is \(composite), at least \(least) is needed")
        case .meritFlag: self("有取消评优的认定（见下“年度认定”）", "a finding below costs the merit awards")
        case .failing(let quarters):
            self(
                "\(quarters.map(\.ordinal).joined(separator: "、"))评为最低等次",
                "in the lowest band in \(quarters.map(\.description).joined(separator: ", "))")
        case .removed(let day): self("\(self.day(day))已更换", "replaced on \(day)")
        }
    }
}

extension Quarter {
    /// 第二季度.
    fileprivate var ordinal: String { "第\(number == 1 ? "一" : number == 2 ? "二" : number == 3 ? "三" : "四")季度" }
}
