import AssessmentKernel
import Closing
import Foundation
import ItemCatalog
import Rulebook
import TestValues
import Testing
import TownshipTables

@testable import Reports

extension TemporaryFolder {
    /// All files below it with their bytes.
    func files() throws -> [String: Data] {
        var files: [String: Data] = [:]
        for name in try FileManager.default.subpathsOfDirectory(atPath: path) {
            var isFolder: ObjCBool = false
            _ = FileManager.default.fileExists(atPath: path + "/" + name, isDirectory: &isFolder)
            if !isFolder.boolValue { files[name] = try Data(contentsOf: URL(fileURLWithPath: path + "/" + name)) }
        }
        return files
    }

    func text(_ name: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(fileURLWithPath: path + "/" + name)), as: UTF8.self)
    }
}

/// A closing of the shipped rulebook in which only one member has a record.
struct TestClosing {
    var head: ReportHead
    let members: [Member]
    /// Whether each member has lost a piece of equipment by fault.
    var losesEquipment = false
    /// The places of members who have no task and lose nothing.
    var spared: Set<Int> = []

    /// Names and files that pretend to be something else.
    static let hostile = [
        "<script>alert(1)</script>", "=1+1", "+cmd|' /C calc'!A0", "\u{202E}三张", "\"\u{301} onmouseover=\"alert(2)",
        "{{name}}{{{style}}}", String(repeating: "很长的名字", count: 400), "]]>-->\0\u{1}\u{2}\u{3}", "张三",
    ]

    init(
        names: [String] = hostile, township: String = "冯卯镇", office: String? = nil,
        showing change: (inout ReportTables) -> Void = { _ in }
    ) throws {
        let book = try Rulebook(yaml: Rulebook.shipped, file: "shipped.yaml", installed: ItemCatalog.items)
        let quarter = try #require(Quarter(text: "2021Q3"))
        let rules = QuarterRules(quarter, rulebook: book, calendar: WorkCalendar())
        var head = ReportHead(township: township, name: "2021Q3-r1", product: "0.0", rules: rules)
        change(&head.tables)
        self.head = head
        members = names.enumerated().map { place, name in
            Member(
                code: Text("M\(place)/../" + name), name: Text(name), post: .fullTime,
                office: Text(office ?? "办" + name),
                village: Text(name), grid: Text(name), joinedOn: day("2020-01-01"),
                leftOn: place == 1 ? day("2021-07-02") : nil, removedOn: nil)
        }
    }

    /// Writes the reports and returns the names of the files.
    func write(_ makers: [ClosingReports.Maker] = ClosingReports.all, to folder: TemporaryFolder) throws -> [String] {
        try make(makers, in: folder).map(\.name)
    }

    /// Writes the reports and returns the files.
    func make(_ makers: [ClosingReports.Maker] = ClosingReports.all, in folder: TemporaryFolder) throws -> [ReportFile]
    {
        let reports = try ClosingReports(makers, of: head, into: folder.path)
        var closing = QuarterClosing(head.rules, acceptedEmpty: Set(head.rules.tablesReadForAbsence.map(\.key)))
        for member in members {
            let result = try head.rules.decide(try subject(member))
            closing.add(result)
            let origin = RecordOrigin(
                file: member.name.string + ".csv", row: 2, table: LocalText("表", "table"),
                cells: "编号 " + member.name.string)
            try reports.add(reports.prepare(MemberReport(result) { _ in origin }))
        }
        return try reports.finish(
            standings: closing.standings(), warnings: closing.warnings.sorted(), payDue: closing.payDue)
    }

    /// A member with one row, in the table of publicity tasks.
    func subject(_ member: Member) throws -> MemberCase {
        let blocks = try head.rules.tables.map { schema -> RowBlock in
            guard schema.key == "publicity", !spared.contains(members.firstIndex(of: member) ?? -1) else {
                return RowBlock(schema)
            }
            var block = RowBlock(schema)
            var slots = [Int64](repeating: RowBlock.empty, count: schema.columns.count)
            for (key, text) in ["task": "T-1", "member": member.code.string, "due": "2021-07-02"] {
                let column = try #require(schema.index(of: key))
                let slot = block.slot(of: text.utf8, column: column)
                slots[column] = try #require(slot)
            }
            slots.withUnsafeBufferPointer { block.append($0) }
            return block
        }
        return MemberCase(
            member, leave: RowBlock(LeaveTable.shared.schema), equipment: try equipment(member), blocks: blocks,
            past: PastClosings(), rules: head.rules)
    }

    private func equipment(_ member: Member) throws -> RowBlock {
        let schema = EquipmentTable.shared.schema
        var block = RowBlock(schema)
        guard losesEquipment else { return block }
        var slots = [Int64](repeating: RowBlock.empty, count: schema.columns.count)
        for (key, text) in [
            "entry": "D-1", "member": member.code.string, "date": "2021-08-03", "asset": "手机终端", "change": "lost",
            "at_fault": "yes", "cost": "860", "serial": "SN<7>",
        ] {
            let column = try #require(schema.index(of: key))
            let slot = block.slot(of: text.utf8, column: column)
            slots[column] = try #require(slot)
        }
        slots.withUnsafeBufferPointer { block.append($0) }
        return block
    }
}
