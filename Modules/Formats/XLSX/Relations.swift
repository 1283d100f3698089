import AssessmentKernel
import Sheets
import ZIP

/// The relations of a part: the other parts that it refers to.
final class Relations: XMLHandler {
    /// One relation.
    struct Relation {
        let id: String
        /// The last word of its type: `worksheet`, `sharedStrings`, `styles`, `officeDocument`.
        let type: String
        let target: String
        let isExternal: Bool
    }

    private static let most = 4_096

    private(set) var all: [Relation] = []

    override func start(_ name: XMLName, _ attributes: XMLAttributes) {
        guard name == "Relationship" else { return }
        let type = attributes.value("Type") ?? ""
        all.append(
            Relation(
                id: attributes.value("Id") ?? "", type: type.split(separator: "/").last.map(String.init) ?? "",
                target: attributes.value("Target") ?? "", isExternal: attributes.value("TargetMode") == "External"))
        if all.count > Relations.most { fault = .tooMuch(LocalText("内部引用过多", "too many relations")) }
    }
}
