import AssessmentKernel
import Foundation
import GRDB
import Ledger
import LedgerTables
import RecordStore
import TestValues
import Testing
import TownshipTables

extension TemporaryFolder {
    var file: String { path + "/ledger.sqlite" }
}

enum Verdict: Int, Choice {
    case valid, fake

    var option: ChoiceOption {
        switch self {
        case .valid: ChoiceOption("valid", "有效", "Valid")
        case .fake: ChoiceOption("fake", "虚假", "Fake")
        }
    }
}

/// Tables of the forms that items have.
enum Tables {
    /// Found by its number, clustered by member and moment.
    static let event = event()

    static func event(_ change: (inout TableBuilder) -> Void = { _ in }) -> TableSchema {
        var table = TableBuilder("event", "事件登记", "Events")
        table.key("event", "编号", "Number")
        table.member()
        table.dateTime("occurred_at", "时间", "At", .attribution)
        table.text("place", "地点", "Place")
        table.optionalWhole("media", "附件数", "Media")
        table.optionalDate("due", "办结期限", "Due")
        table.optionalChoice("verdict", "核查结论", "Verdict", of: Verdict.self)
        table.optionalPercent("rate", "满意度", "Rate")
        table.optionalNumber("hours", "工时", "Hours")
        table.optionalYesNo("recorded", "已记录", "Recorded")
        table.remark("note", "说明", "Note")
        change(&table)
        return table.finished()
    }

    /// Dated by an optional day ahead of a required one.
    static let ballot: TableSchema = {
        var table = TableBuilder("ballot", "满意度测评", "Ballots")
        table.key("ballot", "编号", "Number")
        table.member()
        table.date("date", "日期", "Date", .attribution)
        table.optionalDate("counts_on", "归属日期", "Counts on", .attribution)
        return table.finished()
    }()

    /// Found by member and day, which is its order too.
    static let patrol: TableSchema = {
        var table = TableBuilder("patrol", "走访日志", "Patrols")
        table.member(.key)
        table.date("date", "日期", "Date", .keyAndAttribution)
        table.text("summary", "工作日志", "Summary")
        return table.finished()
    }()

    static let all = [event, ballot, patrol]
}

/// A ledger with a roster of three, and helpers for tests.
final class TestLedger {
    let scratch: TemporaryFolder
    let ledger: Ledger
    /// The bytes of rows that are held in memory before they are written to disk.
    var memory = 40 << 20

    static let roster = """
        member,name,post,office,village,grid,joined_on,left_on
        M1,王芳,专职,一办,东村,1,2020-01-01,
        M2,李强,兼职,一办,东村,2,2020-01-01,2021-12-31
        M3,赵敏,专职,二办,西村,1,2021-07-05,
        """

    init(roster: String = roster, tables: [TableSchema] = Tables.all) throws {
        scratch = try TemporaryFolder()
        try Ledger.create(at: scratch.file, township: "冯卯镇", tables: tables)
        ledger = try Ledger(opening: scratch.file, tables: tables)
        try put(MemberTable.shared.schema, roster)
    }

    /// Opens a ledger that is there.
    init(at scratch: TemporaryFolder) throws {
        self.scratch = scratch
        ledger = try Ledger(opening: scratch.file, tables: Tables.all)
    }

    /// Imports a file's rows; several texts are several files of one import.
    @discardableResult
    func put(
        _ schema: TableSchema, _ texts: String..., amend: Bool = false, end: Ledger.ImportEnd = .keep,
        dropping dropped: Set<Int> = [], batchRows: Int = .max
    ) throws -> TestOutcome {
        let (scratch, memory) = (scratch.path, memory)
        return try ledger.importing { session in
            let places = Dictionary(
                uniqueKeysWithValues: try session.members().enumerated().map { ($1.code, Int32($0)) })
            let batch = try session.nextBatch()
            let rows = RowSorter(schema, scratch: scratch, memory: memory)
            var files: [Int: DeliveredFile] = [:]
            for (number, text) in texts.enumerated() {
                let (blocks, columns) = try parsed(schema, text, batchRows: batchRows)
                var row: Int32 = 2
                for block in blocks {
                    let members = (0..<block.count).map { place in
                        schema.memberColumn.flatMap { places[Text(utf8: block.text(place, $0))] } ?? -1
                    }
                    let numbers = (0..<Int32(block.count)).map { row + $0 }
                    row += Int32(block.count)
                    try rows.add(block, rowNumbers: numbers, members: members, file: number)
                }
                if dropped.contains(number) {
                    rows.drop(file: number)
                    continue
                }
                let file = ImportedFile(
                    name: "\(number).csv", table: schema.key, sha256: String(repeating: "\(number)", count: 64),
                    layout: FileLayout(format: "TEXT", encoding: "UTF-8"), at: "2021-10-01T00:00:00Z", batch: batch)
                files[number] = DeliveredFile(
                    importID: try session.begin(file), delivered: schema.columns.indices.map(columns.contains))
            }
            var sum = TestOutcome()
            for (_, outcome) in try session.write(rows, files: files, amend: amend).sorted(by: { $0.key < $1.key }) {
                sum.inserted += outcome.inserted
                sum.unchanged += outcome.unchanged
                sum.filled += outcome.filled
                sum.amended += outcome.amended
                sum.cleared += outcome.cleared
                if let refused = outcome.refused { sum.refused += try refused.rows(0..<refused.count) }
            }
            return (end, sum)
        }
    }

    /// The rows of a query, cells joined by `|`, through a separate connection.
    func query(_ sql: String) throws -> [String] {
        try DatabaseQueue(path: scratch.file).read { db in
            try GRDB.Row.fetchAll(db, sql: sql).map { row in
                row.databaseValues.map { $0.isNull ? "-" : $0.storage.value.map { "\($0)" } ?? "-" }.joined(
                    separator: "|")
            }
        }
    }

    /// Runs a statement through a separate connection, as another program would.
    func execute(_ sql: String) throws {
        try DatabaseQueue(path: scratch.file).write { db in try db.execute(sql: sql) }
    }

    /// A member's rows in canonical form.
    func rows(_ schema: TableSchema, _ member: Text, _ range: DateRange) throws -> [String] {
        try ledger.reading { reader in
            let block = try reader.rows(of: schema, member: member, in: range)
            return (0..<block.count).map { row in
                schema.columns.indices.map { block.canonicalText(row, $0) ?? "-" }.joined(separator: "|")
            }
        }
    }
}

/// Parses lines of cells without quoting below a header of column keys.
func parsed(_ schema: TableSchema, _ text: String, batchRows: Int) throws -> ([RowBlock], columns: [Int]) {
    let lines = text.split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    let columns = try (lines.first ?? []).map { try #require(schema.index(of: String($0))) }
    var blocks: [RowBlock] = []
    var block = RowBlock(schema)
    for line in lines.dropFirst() {
        try #require(line.count == columns.count, "\(line)")
        var slots = [Int64](repeating: RowBlock.empty, count: schema.columns.count)
        for (column, cell) in zip(columns, line) {
            let slot = block.slot(of: cell.utf8, column: column)
            slots[column] = try #require(slot, "\(cell)")
        }
        slots.withUnsafeBufferPointer { block.append($0) }
        if block.count == batchRows {
            blocks.append(block)
            block = RowBlock(schema)
        }
    }
    if block.count > 0 { blocks.append(block) }
    return (blocks, columns)
}

/// The outcomes of an import's files together.
struct TestOutcome {
    var (inserted, unchanged, filled, amended, cleared) = (0, 0, 0, 0, 0)
    var refused: [RefusedRow] = []

    /// `inserted unchanged filled amended | conflicts`.
    var text: String {
        "\(inserted) \(unchanged) \(filled) \(amended) |" + refused.map { " \($0.row)" }.joined()
    }
}
