import AssessmentKernel

/// The descriptor and the kinds of deduction.
struct DescriptorCheck {
    let item: any AssessmentItem.Type

    func failures() -> [ConformanceFailure] { descriptor() + kinds() }

    private func descriptor() -> [ConformanceFailure] {
        let about = item.about
        var faults: [String] = []
        if about.number < 1 { faults.append("the number must be above nought") }
        if !Forms.isKey(about.key, joint: Forms.hyphen) {
            faults.append("the key must be lower-case letters, digits and hyphens")
        }
        if let fault = Forms.fault(of: about.title) { faults.append(fault) }
        if about.version.isEmpty || about.version.utf8.contains(where: { $0 <= 0x20 }) {
            faults.append("the version must be a word")
        }
        return faults.map { ConformanceFailure(.descriptor, about.key, $0) }
    }

    private func kinds() -> [ConformanceFailure] {
        var failures: [ConformanceFailure] = []
        func fail(_ subject: String, _ detail: String) {
            failures.append(ConformanceFailure(.deductionKinds, subject, detail))
        }
        if item.deductions.isEmpty { fail(item.about.key, "the item declares no deduction") }
        for code in Forms.repeated(item.deductions.map(\.code)) { fail(code, "the code is declared twice") }
        for kind in item.deductions {
            let prefix = item.about.key + "."
            if !kind.code.hasPrefix(prefix) {
                fail(kind.code, "the code must begin with \(prefix)")
            } else if !Forms.isKey(String(kind.code.dropFirst(prefix.count)), joint: Forms.hyphen) {
                fail(kind.code, "after the point the code must be lower-case letters, digits and hyphens")
            }
            if kind.clause != item.about.clause { fail(kind.code, "the clause must be \(item.about.clause)") }
            if let fault = Forms.fault(of: kind.title) { fail(kind.code, fault) }
        }
        return failures
    }
}
