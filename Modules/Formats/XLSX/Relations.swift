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

/// The parts of a workbook by name.
struct Parts {
    private let archive: ZIPReader
    private let entries: [String: ZIPReader.Entry]

    /// - Throws: ``WorkbookFault`` when two parts have the same name.
    init(_ archive: ZIPReader) throws(WorkbookFault) {
        self.archive = archive
        var entries: [String: ZIPReader.Entry] = [:]
        for entry in archive.entries where !entry.isFolder {
            guard entries.updateValue(entry, forKey: Parts.folded(entry.name)) == nil else {
                throw .badRelation(entry.name)
            }
        }
        self.entries = entries
    }

    /// Names are compared ignoring case; some exporters write `\` for `/`.
    private static func folded(_ name: String) -> String {
        var bytes = Array(name.utf8)
        for place in bytes.indices {
            if bytes[place] == 0x5C { bytes[place] = 0x2F }
            if bytes[place] >= 0x41, bytes[place] <= 0x5A { bytes[place] |= 0x20 }
        }
        return String(decoding: bytes.drop { $0 == 0x2F }, as: UTF8.self)
    }

    /// The entry with a name; nil when there is none.
    subscript(name: String) -> ZIPReader.Entry? { entries[Parts.folded(name)] }

    /// Reads a whole part.
    func read(_ entry: ZIPReader.Entry, _ handler: XMLHandler) throws(WorkbookFault) {
        try XMLStream(archive, entry, handler).finish()
    }

    /// The relations of a part; empty when it has no relations file.
    func relations(of part: String) throws(WorkbookFault) -> [Relations.Relation] {
        let (folder, file) = Parts.split(part)
        guard let entry = self[folder + "_rels/" + file + ".rels"] else { return [] }
        let relations = Relations()
        try read(entry, relations)
        return relations.all
    }

    /// The entry that a part's relation refers to.
    ///
    /// - Throws: ``WorkbookFault`` when it leads outside the archive or to nothing.
    func entry(_ relation: Relations.Relation, of part: String) throws(WorkbookFault) -> ZIPReader.Entry {
        guard !relation.isExternal else { throw .badRelation(relation.target) }
        let name = Parts.resolve(relation.target, from: part)
        guard let name else { throw .badRelation(relation.target) }
        guard let entry = self[name] else { throw .missing(part: name) }
        return entry
    }

    /// The folder of a part, with a final `/`, and its name in that folder.
    private static func split(_ part: String) -> (folder: String, file: String) {
        let bytes = Array(part.utf8)
        let start = (bytes.lastIndex { $0 == 0x2F || $0 == 0x5C } ?? -1) + 1
        return (String(decoding: bytes[..<start], as: UTF8.self), String(decoding: bytes[start...], as: UTF8.self))
    }

    /// Resolves a target relative to a part; nil when it leads out of the archive.
    private static func resolve(_ target: String, from part: String) -> String? {
        let isAbsolute = target.utf8.first == 0x2F
        let path = isAbsolute ? target : split(part).folder + target
        var steps: [Substring.UTF8View] = []
        for step in Substring(path).utf8.split(whereSeparator: { $0 == 0x2F || $0 == 0x5C }) {
            if step.elementsEqual([0x2E]) { continue }
            if step.elementsEqual([0x2E, 0x2E]) {
                guard steps.popLast() != nil else { return nil }
            } else {
                steps.append(step)
            }
        }
        return steps.map { String(Substring($0)) }.joined(separator: "/")
    }
}
