import Answers
import AssessmentKernel
import Closing
import Closings
import Foundation
import Importing
import ItemCatalog
import Testing
import Workspace

/// A workspace with three members and no work done, removed with the object.
final class Township {
    let folder = NSTemporaryDirectory() + "answers-tests-" + UUID().uuidString
    let workspace: Workspace
    let quarter: Quarter
    static let now = "2021-10-08T16:30:00Z"

    init() throws {
        quarter = try #require(Quarter(text: "2021Q3"))
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        workspace = try Workspace(at: folder + "/w", items: ItemCatalog.items)
        try workspace.initialise(township: "冯卯镇", rulebook: nil)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// The day of every test.
    func today() throws -> CivilDate { try #require(CivilDate(iso: "2021-10-08")) }

    /// Imports one table.
    func importing(_ name: String, _ text: String) throws -> ImportReport {
        let path = folder + "/" + name
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        return try workspace.importTables([path], ImportOptions(), now: Township.now)
    }

    func importRoster() throws -> ImportReport {
        try importing(
            "member.csv",
            """
            工号,姓名,岗位,办事处,村,网格,上岗日期,离岗日期,备考
            M1,王芳,专职,一办,东村,1,2020-01-01,,无
            M2,李强,专职,一办,东村,2,2020-01-01,,无
            M3,赵敏,兼职,二办,西村,1,2021-07-05,,无

            """)
    }

    /// Closes the quarter though no work is recorded.
    func close() throws -> ClosingOutcome {
        let status = try workspace.status(quarter, acceptedEmpty: [], today: today())
        let empty = status.blockers.compactMap { blocker in
            if case .noRows(let table, _, _) = blocker { table.key } else { nil }
        }
        return try workspace.close(
            quarter, acceptedEmpty: Set(empty).sorted().map { EmptyTable($0) }, today: today(), now: Township.now,
            writing: [],
            progress: { _, _ in })
    }
}

extension AnswerPage {
    /// The whole text of the page.
    var said: [String] {
        notes.map { $0.text.text(in: TitleWords(.chinese)) }
            + parts.flatMap { part in
                switch part {
                case .text(let text): [text.text(in: TitleWords(.chinese))]
                case .table(let table): table.columns.map(\.title) + table.rows.flatMap(\.self)
                case .checklist(let list):
                    list.lines.flatMap { [$0.text, $0.next.text(in: TitleWords(.chinese))] + $0.details }
                case .chart(let chart): [chart.title] + chart.series + chart.rows.flatMap { [$0.label, $0.note] }
                }
            }
    }

    /// The tables of the page.
    var tables: [AnswerTable] {
        parts.compactMap { if case .table(let table) = $0 { table } else { nil } }
    }

    /// The charts of the page.
    var charts: [AnswerChart] {
        parts.compactMap { if case .chart(let chart) = $0 { chart } else { nil } }
    }

    /// The checklists of the page.
    var checklists: [Checklist] {
        parts.compactMap { if case .checklist(let list) = $0 { list } else { nil } }
    }
}
