import AssessmentKernel
import TestValues
import Testing

/// What was known of a table on a day.
@Suite struct KnownRowsTests {
    /// A task that is assigned before it is due.
    private struct TaskTable: EvidenceTable {
        static let shared = TaskTable()
        let schema: TableSchema

        init() {
            var table = TableBuilder("task", "任务", "Tasks")
            table.key("task", "编号", "Number")
            table.member()
            table.date("assigned", "交办日期", "Assigned")
            table.deadline("due", "期限", "Due", .attribution)
            table.optionalDeadline("extended", "延期至", "Extended to")
            table.optionalDate("done", "完成日期", "Done")
            table.optionalDateTime("seen_at", "查看时间", "Seen at")
            table.text("note", "说明", "Note")
            schema = table.finished()
        }
    }

    private func lines(_ block: RowBlock, _ columns: [String]) -> [String] {
        (0..<block.count).map { row in
            columns.map { key in
                block.schema.index(of: key).flatMap { block.canonicalText(row, $0) } ?? ""
            }.joined(separator: ",")
        }
    }

    @Test("A row of a deadline is known from its other days on; later days are blank, texts and deadlines stay")
    func tasks() throws {
        let all = try block(
            TaskTable.shared.schema,
            """
            task,member,assigned,due,extended,done,seen_at,note
            T1,M1,2021-07-01,2021-07-10,,2021-07-09,2021-07-09 08:00:00,一
            T2,M1,2021-07-02,2021-07-20,2021-07-30,2021-07-15,2021-07-05 23:59:59,二
            T3,M1,2021-07-06,2021-07-21,,,,三
            T4,M1,2021-07-06,2021-07-05,,,2021-07-06 00:00:00,四
            """)
        let known = all.known(on: day("2021-07-05"))
        #expect(
            lines(known, ["task", "due", "extended", "done", "seen_at", "note"]) == [
                "T1,2021-07-10,,,,一", "T2,2021-07-20,2021-07-30,,2021-07-05 23:59:59,二",
                // Its own day has passed, so it counts: whatever another day says.
                "T4,2021-07-05,,,,四",
            ])
        #expect(lines(all.known(on: day("2021-07-31")), ["task", "done"]) == lines(all, ["task", "done"]))
        #expect(all.known(on: day("2021-06-30")).count == 0)
    }

    @Test("Other rows are known on the day by which they count, to its end")
    func events() throws {
        let all = try block(
            SampleTable.shared.schema,
            """
            number,member,at,due,handled_at,place
            E1,M1,2021-07-05 23:59:59,2021-08-01,2021-07-07 09:00:00,东
            E2,M1,2021-07-06 00:00:00,,,西
            """)
        let known = all.known(on: day("2021-07-05"))
        // A plain day after the day is not known yet.
        #expect(lines(known, ["number", "due", "handled_at", "place"]) == ["E1,,,东"])
        #expect(all.known(on: day("2021-08-01")).slots == all.slots)
        let votes = try block(
            BallotLikeTable.shared.schema,
            "session,member,date,counts_on\nB1,M1,2021-10-08,2021-09-30\nB2,M1,2021-07-01,\n")
        #expect(lines(votes.known(on: day("2021-09-29")), ["session"]) == ["B2"])
        #expect(lines(votes.known(on: day("2021-09-30")), ["session", "date"]) == ["B1,2021-10-08", "B2,2021-07-01"])
    }
}
