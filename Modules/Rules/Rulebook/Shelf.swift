public import AssessmentKernel
import StrictYAML

/// The rulebooks of a workspace, of which one is in force on a day (§6).
///
/// ```swift
/// let book = try RulebookShelf(books).inForce(on: quarter.range.first)
/// ```
public struct RulebookShelf: Sendable {
    /// The rulebooks by the day from which they are in force.
    public let rulebooks: [Rulebook]

    /// Makes a shelf from rulebooks in any order.
    ///
    /// - Throws: ``Problem`` when two start on the same day.
    public init(_ rulebooks: [Rulebook]) throws(Problem) {
        let sorted = rulebooks.sorted { ($0.effectiveFrom, Text($0.file)) < ($1.effectiveFrom, Text($1.file)) }
        for (earlier, later) in zip(sorted, sorted.dropFirst()) where earlier.effectiveFrom == later.effectiveFrom {
            throw later.effectiveFromEntry.refused(
                "与 \(earlier.file) 的施行日期相同，无法判断以哪个为准",
                "\(earlier.file) is in force from the same day, so neither comes first",
                next: LocalText("请修改其中一个的施行日期，或移走一个文件", "change the day of one, or take one file away"))
        }
        self.rulebooks = sorted
    }

    /// The rulebook in force on a day: of those that have started and not ended, the one that started last.
    ///
    /// - Throws: ``Problem`` when no rulebook is in force; it says which days are covered.
    public func inForce(on day: CivilDate) throws(Problem) -> Rulebook {
        if let book = rulebooks.last(where: { $0.isInForce(on: day) }) { return book }
        let covered = rulebooks.map { "\($0.key) \($0.effectiveFrom)..\($0.effectiveThrough.map(\.description) ?? "")" }
        let list = covered.joined(separator: "; ")
        throw Problem(
            .badInput,
            covered.isEmpty
                ? LocalText("没有任何规则文件，\(day) 无规则可依", "there is no rulebook, so none is in force on \(day)")
                : LocalText(
                    "\(day) 没有施行中的规则；现有规则的施行期：\(list)",
                    "no rulebook is in force on \(day); those there are cover \(list)"),
            next: LocalText(
                "请在 rulebooks 文件夹中放入当日施行的规则", "put a rulebook that is in force on that day into the folder rulebooks"))
    }
}
