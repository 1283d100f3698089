package import AssessmentKernel
import Intake
import Patterns

extension [TableSchema] {
    /// The table with a key or Chinese title.
    ///
    /// - Throws: ``Problem`` that lists the existing ones.
    package func table(named name: String) throws(Problem) -> TableSchema {
        guard let schema = TableMatch.table(named: name, among: self) else {
            var nearest = NearestName(among: flatMap { [Text($0.title.chinese), Text($0.key)] }, as: .word)
            let meant = nearest.name(to: Text(name)).map { (chinese: "是否为“\($0)”？", english: "is it \($0)? ") }
            throw Problem(
                .usage, LocalText("没有名为“\(name)”的表", "there is no table named \(name)"),
                next: LocalText(
                    (meant?.chinese ?? "") + "可用：" + map(\.title.chinese).joined(separator: "、"),
                    (meant?.english ?? "") + "one of: " + map(\.key).joined(separator: ", ")))
        }
        return schema
    }
}
