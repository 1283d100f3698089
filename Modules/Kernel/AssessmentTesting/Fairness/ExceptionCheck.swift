import AssessmentKernel

/// Checks that each declared exception to fairness still is one, and what it says of itself.
struct ExceptionCheck {
    let item: any AssessmentItem.Type
    let samples: [ConductSample]

    func failures() -> [ConformanceFailure] {
        let titles = Forms.repeated(item.fairnessExceptions.map(\.example.title.english))
        return titles.map { ConformanceFailure(.exceptions, $0, "two exceptions have this title") }
            + item.fairnessExceptions.flatMap { exception in
                faults(of: exception).map {
                    ConformanceFailure(.exceptions, exception.example.title.english, $0)
                }
            }
    }

    private func faults(of exception: FairnessException) -> [String] {
        let example = exception.example
        if let fault = Forms.fault(of: example.title) { return [fault] }
        if exception.clause.citation.isEmpty { return ["it cites no clause"] }
        do {
            let runner = ExampleRunner(item)
            let costs = try runner.sheet(for: example).costs
            guard costs.elementsEqual(example.costs, by: { Text($0) == Text($1) }) else {
                return ["costs are \(costs), the example says \(example.costs)"]
            }
            let scene = try Scene(example, of: item)
            if let fault = causeFault(exception, scene) { return [fault] }
            let assessor = try runner.item(for: example)
            let (plain, changed) = try sums(exception, scene, assessor)
            // All is done in the example itself; what it costs is what should be nothing.
            let otherwise = exception.property == .allDone ? changed : plain
            if Points(text: exception.otherwise) != otherwise {
                return ["otherwise it costs \(otherwise), the exception says \(exception.otherwise)"]
            }
            if exception.property.isKept(plain, changed) { return ["the item keeps the property there"] }
            guard !exception.unless.isEmpty else { return [] }
            let off = try runner.item(example.parameters.merging(exception.unless) { $1 })
            let (plainOff, changedOff) = try sums(exception, scene, off)
            return exception.property.isKept(plainOff, changedOff)
                ? [] : ["it occurs under \(exception.unlessText ?? "") too"]
        } catch let fault as ParameterFault {
            return ["parameter \(fault.path): \(fault.reason.english)"]
        } catch {
            return ["\(error)"]
        }
    }

    /// What an example costs without the cause, and with it.
    private func sums(
        _ exception: FairnessException, _ scene: Scene, _ assessor: any AssessmentItem
    ) throws -> (plain: Points, changed: Points) {
        let sum = try scene.sheet(assessor).sum
        let reference = exception.cause.flatMap(RecordReference.init)
        switch exception.property {
        case .goodRecord, .badRecord:
            return (try reference.map(scene.removing)?.sheet(assessor).sum ?? sum, sum)
        case .excuse: return (try scene.withoutExcuse(exception.cause ?? "").sheet(assessor).sum, sum)
        case .allDone: return (.zero, try scene.done(samples, times: 16).sheet(assessor).sum)
        case .namesAndOrder: return (try scene.renamed(isReversed: true).scene.sheet(assessor).sum, sum)
        }
    }

    /// What is wrong with the cause: it must be a record of the example of the right kind, or an excuse of it.
    private func causeFault(_ exception: FairnessException, _ scene: Scene) -> String? {
        let cause = exception.cause ?? ""
        switch exception.property {
        case .goodRecord, .badRecord:
            let row = RecordReference(cause).flatMap { reference in
                scene.tables.lazy.compactMap { $0.cells(of: reference) }.first.map { (reference, $0) }
            }
            guard let (reference, cells) = row else { return "the example has no record '\(cause)'" }
            let isGood = exception.property == .goodRecord
            let isSo = samples.contains {
                $0.isGood == isGood && $0.schema.key == reference.table && $0.isLike(cells)
            }
            return isSo ? nil : "\(cause) is like no \(isGood ? "good" : "bad") record of the item's conduct"
        case .excuse:
            let excused = exception.example.excusedRecords + exception.example.excusedDays
            return excused.contains(cause) ? nil : "the example does not excuse '\(cause)'"
        case .allDone, .namesAndOrder: return exception.cause == nil ? nil : "no single record is its cause"
        }
    }
}
