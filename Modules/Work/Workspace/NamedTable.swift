package import AssessmentKernel
import Intake

extension [TableSchema] {
    /// The table with a key or Chinese title.
    ///
    /// - Throws: ``Problem`` that lists the existing ones.
    package func table(named name: String) throws(Problem) -> TableSchema {
        guard let schema = TableMatch.table(named: name, among: self) else {
            throw Problem(
                .usage, LocalText("没有名为“\(name)”的表", "there is no table named \(name)"),
                next: LocalText(
                    "可用：" + map(\.title.chinese).joined(separator: "、"),
                    "one of: " + map(\.key).joined(separator: ", ")))
        }
        return schema
    }
}
