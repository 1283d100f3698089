import AssessmentKernel
import Testing

@testable import Closings

@Suite struct RowsAtHandTests {
    /// Found by its number.
    private static let event: TableSchema = {
        var table = TableBuilder("event", "事件登记", "Events")
        table.key("event", "编号", "Number")
        table.member()
        table.date("date", "日期", "Date", .attribution)
        return table.finished()
    }()

    /// Found by member and day.
    private static let patrol: TableSchema = {
        var table = TableBuilder("patrol", "走访日志", "Patrols")
        table.member(.key)
        table.date("date", "日期", "Date", .keyAndAttribution)
        return table.finished()
    }()

    private func block(_ schema: TableSchema, _ rows: [[String]]) throws -> RowBlock {
        var block = RowBlock(schema)
        for row in rows {
            var slots: [Int64] = []
            for (column, cell) in row.enumerated() {
                let slot = block.slot(of: cell.utf8, column: column)
                slots.append(try #require(slot))
            }
            slots.withUnsafeBufferPointer { block.append($0) }
        }
        return block
    }

    /// Keys with what a reference encodes, and some that begin like others.
    @Test(arguments: [false, true])
    func eachRecordIsFoundInAnyOrder(isReversed: Bool) throws {
        let days = (1...9).map { "2021-07-0\($0)" }
        let keys = ["E-1", "E-10", "E-1/0", "a:b", "100%", "号", "E-100", "长的编号长的编号长的编号长的编号", "z"]
        let events = try block(Self.event, zip(keys, days).map { [$0, "M1", $1] })
        for block in [events, try block(Self.patrol, days.map { ["M1", $0] })] {
            let rows = RowsAtHand(block)
            let order = isReversed ? Array((0..<block.count).reversed()) : Array(0..<block.count)
            for place in order + order {
                #expect(rows.place(of: block.reference(place)) == place)
            }
        }
    }

    @Test("Keys of several cells are told apart where one begins like another, and where a slash stands in a cell")
    func severalCells() throws {
        let members = ["M1", "M10", "M/1", "M 1", "M%1", "M1/2021-07-01"]
        let block = try block(Self.patrol, members.flatMap { member in (1...3).map { [member, "2021-07-0\($0)"] } })
        let rows = RowsAtHand(block)
        for place in [4, 0, 3, 17, 16, 9, 1, 12, 7, 8, 5] {
            #expect(rows.place(of: block.reference(place)) == place)
        }
    }

    @Test func whatIsNotAmongThemIsNotFound() throws {
        let events = RowsAtHand(try block(Self.event, [["E-1", "M1", "2021-07-01"], ["E-2", "M1", "2021-07-02"]]))
        #expect(events.place(of: RecordReference(table: "event", parts: [])) == nil)
        for text in ["event:E-3", "event:E-", "event:", "event:E-1/2", "event:E-1%2F2"] {
            #expect(events.place(of: try #require(RecordReference(text))) == nil, "\(text)")
        }
        let patrols = RowsAtHand(try block(Self.patrol, [["M1", "2021-07-01"]]))
        let others = [
            ["M1", "2021-07-02"], ["M2", "2021-07-01"], ["M1"], ["M1", "2021-07-01", ""], ["M1", "no day"],
        ]
        for parts in others {
            #expect(patrols.place(of: RecordReference(table: "patrol", parts: parts)) == nil, "\(parts)")
        }
        #expect(RowsAtHand(RowBlock(Self.event)).place(of: RecordReference(table: "event", parts: ["E-1"])) == nil)
    }
}
