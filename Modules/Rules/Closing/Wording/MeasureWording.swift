public import AssessmentKernel

extension Measure {
    /// The amount and the target: `16次（应1次）`; a share in percent.
    public var told: LocalText {
        if kind.unit == .share { return LocalText(amountText + "%", amountText + "%") }
        guard let target = targetText else { return LocalText(amountText, amountText) }
        let noun = kind.unit == .hours ? "小时" : kind.noun
        return LocalText("\(amountText)\(noun)（应\(target)\(noun)）", "\(amountText) (of \(target))")
    }
}
