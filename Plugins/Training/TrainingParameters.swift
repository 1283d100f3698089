import AssessmentKernel

/// The scale of absences: points for one, for two, and for three or more.
struct AbsenceSteps: ParameterValue {
    static let form = LocalText(
        "三个分值的列表（一次、两次、三次及以上）", "a list of three amounts of points (once, twice, three or more times)")
    /// How many steps there are.
    static let count = 3
    private let amounts: [Points]

    init(_ node: ParameterNode) throws(ParameterFault) {
        amounts = try [Points](node)
        guard amounts.count == Self.count else {
            throw node.refusal(Self.form)
        }
    }

    func points(for absences: Int) -> Points {
        absences == 0 ? .zero : amounts[min(absences, amounts.count) - 1]
    }
}

/// How leave beyond the limit is treated (I-5).
enum ExcessLeave: String, ParameterChoice {
    case absence, ignore
}
