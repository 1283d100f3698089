import AssessmentKernel
import Closing

extension ClosedYear {
    /// Rebuilds a member's year from its rows.
    ///
    /// - Throws: an error for a value or period that is invalid for its kind, or a quarter without its total.
    init(carried values: [CarriedValue]) throws(Problem) {
        self.init()
        var fails: [Quarter: Bool] = [:]
        for value in values {
            switch value.kind {
            case .monthTotal:
                _ = try value.month()
                months.append(try value.points())
            case .quarterFails: fails[try value.quarter()] = try value.answer()
            case .quarterTotal:
                let quarter = try value.quarter()
                guard let isFailing = fails[quarter] else { throw value.problem }
                quarters.append(RatedQuarter(quarter, total: try value.points(), isFailing: isFailing))
            default: throw value.problem
            }
        }
    }
}
