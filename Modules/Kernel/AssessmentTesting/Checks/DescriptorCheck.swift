import AssessmentKernel

/// Checks the descriptor and the kinds of deduction and warning.
struct DescriptorCheck {
    let item: any AssessmentItem.Type

    func failures() -> [ConformanceFailure] { descriptor() + deductionKinds() + warningKinds() }

    private func descriptor() -> [ConformanceFailure] {
        let about = item.about
        var faults: [String] = []
        if about.number < 1 { faults.append("the number must be above zero") }
        if !Forms.isKey(about.key, joint: Forms.hyphen) {
            faults.append("the key must be lower-case letters, digits and hyphens")
        }
        if let fault = Forms.fault(of: about.title) { faults.append(fault) }
        if about.version.isEmpty || about.version.utf8.contains(where: { $0 <= 0x20 }) {
            faults.append("the version must be a word")
        }
        return faults.map { ConformanceFailure(.descriptor, about.key, $0) }
    }

    private func deductionKinds() -> [ConformanceFailure] {
        var failures: [ConformanceFailure] = []
        func fail(_ subject: String, _ detail: String) {
            failures.append(ConformanceFailure(.deductionKinds, subject, detail))
        }
        if item.deductions.isEmpty { fail(item.about.key, "the item declares no deduction") }
        for code in Forms.repeated(item.deductions.map(\.code)) { fail(code, "the code is declared twice") }
        for kind in item.deductions {
            if let fault = Forms.fault(ofCode: kind.code, in: item) { fail(kind.code, fault) }
            if kind.clause != item.about.clause { fail(kind.code, "the clause must be \(item.about.clause)") }
            if let fault = Forms.fault(of: kind.title) { fail(kind.code, fault) }
        }
        return failures
    }

    private func warningKinds() -> [ConformanceFailure] {
        let twins = Forms.repeated(item.warnings.map(\.code)).map { ($0, "the code is declared twice") }
        let faults = item.warnings.flatMap { kind in
            [
                Forms.fault(ofCode: kind.code, in: item), Forms.fault(of: kind.title),
                kind.next.flatMap { Forms.fault(of: $0.plain) },
            ].compactMap(\.self).map { (kind.code, $0) }
        }
        return (twins + faults).map { ConformanceFailure(.remarkKinds, $0, $1) }
    }
}
