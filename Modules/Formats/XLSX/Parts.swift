import AssessmentKernel
import Foundation
import Sheets
import ZIP

/// The parts of a workbook by name.
struct Parts {
    private let archive: ZIPReader
    private let entries: [String: ZIPReader.Entry]
    /// The names that several entries share; none of these can be read.
    private let doubled: Set<String>

    /// Indexes the entries of an archive.
    init(_ archive: ZIPReader) {
        self.archive = archive
        var entries: [String: ZIPReader.Entry] = [:]
        var doubled: Set<String> = []
        for entry in archive.entries where !entry.isFolder {
            let name = Parts.folded(entry.name)
            if entries.updateValue(entry, forKey: name) != nil { doubled.insert(name) }
        }
        self.entries = entries
        self.doubled = doubled
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
    ///
    /// - Throws: ``WorkbookFault`` when several have it: two programs would read two workbooks.
    func entry(_ name: String) throws(WorkbookFault) -> ZIPReader.Entry? {
        let name = Parts.folded(name)
        if doubled.contains(name) { throw .badRelation(name) }
        return entries[name]
    }

    /// Reads a whole part.
    func read(_ entry: ZIPReader.Entry, _ handler: XMLHandler) throws(WorkbookFault) {
        try XMLStream(archive, entry, handler).finish()
    }

    /// The relations of a part; empty when it has no relations file.
    func relations(of part: String) throws(WorkbookFault) -> [Relations.Relation] {
        let (folder, file) = Parts.split(part)
        guard let entry = try entry(folder + "_rels/" + file + ".rels") else { return [] }
        let relations = Relations()
        try read(entry, relations)
        return relations.all
    }

    /// The entry that a part's relation refers to.
    ///
    /// - Throws: ``WorkbookFault`` when it leads outside the archive or to nothing.
    func entry(_ relation: Relations.Relation, of part: String) throws(WorkbookFault) -> ZIPReader.Entry {
        guard !relation.isExternal else { throw .badRelation(relation.target) }
        let target = relation.target.trimmingCharacters(in: .whitespacesAndNewlines)
        guard let name = Parts.resolve(target, from: part) else { throw .badRelation(relation.target) }
        // A target is a URI, but some exporters write names, and some count from the root without saying so.
        let names = [name, name.removingPercentEncoding, Parts.resolve("/" + target, from: part)]
        for name in names.compactMap({ $0 }) { if let entry = try entry(name) { return entry } }
        throw .missing(part: name)
    }

    /// A part beside another that no relation names.
    func neighbour(_ name: String, of part: String) throws(WorkbookFault) -> ZIPReader.Entry? {
        try entry(Parts.split(part).folder + name)
    }

    /// The folder of a part, with a final `/`, and its name in that folder.
    private static func split(_ part: String) -> (folder: String, file: String) {
        let bytes = Array(part.utf8)
        let start = (bytes.lastIndex { $0 == 0x2F || $0 == 0x5C } ?? -1) + 1
        return (String(decoding: bytes[..<start], as: UTF8.self), String(decoding: bytes[start...], as: UTF8.self))
    }

    /// Resolves a target relative to a part; nil when it leads out of the archive.
    private static func resolve(_ target: String, from part: String) -> String? {
        let isAbsolute = target.utf8.first == 0x2F || target.utf8.first == 0x5C
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

    /// What the archive is if it is no workbook; nil when nothing is known about it.
    var otherKind: WorkbookFault? {
        let names = Set(entries.keys)
        func fault(_ code: String, _ chinese: String, _ english: String, _ next: LocalText) -> WorkbookFault {
            WorkbookFault(code, LocalText(chinese, english), next: next)
        }
        if names.contains("xl/workbook.bin") {
            return fault(
                "binary-workbook", "是二进制工作簿（.xlsb）", "this is a binary workbook (.xlsb)", WorkbookFault.saveAgain)
        }
        if names.contains("word/document.xml") || names.contains("ppt/presentation.xml") {
            return fault(
                "no-workbook", "是 Word 文档或 PowerPoint 演示文稿，不是工作簿",
                "this is a document or a presentation, not a workbook",
                LocalText(
                    "请确认文件是否选错；表格请另存为“Excel 工作簿（.xlsx）”后导入",
                    "check that it is the right file; import a workbook (.xlsx)"))
        }
        if names.contains(where: { $0.hasSuffix(".iwa") }) {
            return fault(
                "no-workbook", "是 Numbers 表格", "this is a spreadsheet of Numbers",
                LocalText("请在 Numbers 中导出为 Excel（.xlsx）后导入", "export it from Numbers to Excel (.xlsx) and import that"))
        }
        if names.contains("content.xml") {
            return fault(
                "no-workbook", "是 OpenDocument 文件，文件名却像 Excel 工作簿",
                "this is an OpenDocument file under a workbook's name",
                LocalText(
                    "请把扩展名改为 .ods，或另存为“Excel 工作簿（.xlsx）”后导入",
                    "name it .ods, or save it as “Excel workbook (.xlsx)” and import that"))
        }
        let isPackage = names.contains("[content_types].xml") || names.contains("_rels/.rels")
        guard !isPackage, let first = archive.entries.first(where: { !$0.isFolder }) else {
            return nil
        }
        return fault(
            "packed-files", "是压缩包（ZIP），不是工作簿，里面有 \(first.name.shown) 等 \(names.count) 个文件",
            "this is a ZIP file of \(names.count) files such as \(first.name.shown), not a workbook",
            LocalText("请解压后导入其中的文件", "unpack it and import the files"))
    }
}
