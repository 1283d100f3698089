package import AssessmentKernel

/// Faults that were found: the first ones, and the number of all.
package struct FoundFaults: Sendable {
    private var named: [LocalText] = []
    private var count = 0

    package init() {}

    package mutating func add(_ fault: LocalText) {
        count += 1
        if named.count < VerificationReport.Check.mostNamed { named.append(fault) }
    }

    package mutating func add(_ others: FoundFaults) {
        count += others.count
        named += others.named.prefix(VerificationReport.Check.mostNamed - named.count)
    }

    package mutating func add(_ chinese: String, _ english: String) { add(LocalText(chinese, english)) }

    package var all: [LocalText] {
        let rest = count - named.count
        return rest > 0 ? named + [LocalText("另有 \(rest) 处", "and \(rest) more")] : named
    }
}
