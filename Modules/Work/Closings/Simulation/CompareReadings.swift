public import AssessmentKernel
import Closing
import Ledger
public import Rulebook
public import Workspace

/// An open question with another answer, over quarters that are closed.
public struct ReadingComparison: Sendable {
    /// The question, as the rulebook answers it.
    public let reading: Interpretation
    /// The other answer, as written in the register.
    public let option: String
    /// Members whose band would differ, all quarters together.
    public let bandChanges: Int
    /// Members with any difference in total, pay or findings, all quarters together.
    public let changes: Int
    /// What would be paid more; negative when less.
    public let payDifference: Yuan
}

extension Workspace {
    /// The quarters that have a closing, in order.
    public func closedQuarters() throws -> [Quarter] {
        Set(try openLedger(toRead: true).closings().map(\.quarter)).sorted()
    }

    /// Computes quarters by a rulebook, and again by each other answer to one of its open questions.
    ///
    /// Only answers that the register lists as a value are tried, and only of questions that one parameter answers.
    ///
    /// - Parameters:
    ///   - path: the rulebook; it need not be in force.
    ///   - quarters: consecutive quarters, in order.
    ///   - progress: called from time to time with the quarter, the members done and the total.
    /// - Returns: one comparison per answer, in the order of the register.
    /// - Throws: ``Problem`` when the rulebook is refused or the ledger cannot be read.
    public func compareReadings(
        of path: String, over quarters: [Quarter], today: CivilDate,
        progress: @escaping (Quarter, Int, Int) -> Void = { _, _, _ in }
    ) throws -> [ReadingComparison] {
        let book = try readRulebook(path)
        let options = book.interpretations.byNumber.flatMap { reading in
            reading.otherOptions(in: book, items).map { (reading: reading, option: $0) }
        }
        let wishes = options.map { reading, option in
            var wish = SimulationWish()
            wish.interpretations = ["\(reading.id)=\(option)"]
            return wish
        }
        let results = try simulate(quarters, baseline: path, wishes, today: today, progress: progress)
        return zip(options, results).map { choice, results in
            ReadingComparison(
                reading: choice.reading, option: choice.option,
                bandChanges: results.reduce(0) { $0 + $1.bandChanges.count },
                changes: results.reduce(0) { $0 + $1.changes.count },
                payDifference: results.reduce(.zero) { $0 + $1.payDue.difference })
        }
    }
}

extension Interpretation {
    /// The listed answers that are values and differ from the rulebook's.
    fileprivate func otherOptions(in book: Rulebook, _ items: [any AssessmentItem.Type]) -> [String] {
        guard paths.count == 1 else { return [] }
        return options.filter { option in
            guard option != choice,
                let change = try? RulebookChange(interpretation: id, to: option, by: .interpretation(id), in: book)
            else { return false }
            return (try? Rulebook(yaml: book.text, file: book.file, installed: items, changes: [change])) != nil
        }
    }
}
