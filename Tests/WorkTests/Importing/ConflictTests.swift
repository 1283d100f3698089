import AssessmentKernel
import Foundation
import Importing
import Intake
import Ledger
import TestValues
import Testing
import Workspace

/// What a clerk is told about rows that differ, and whether the advice is safe to follow.
@Suite struct ConflictTests {
    private static let head = "编号,工号,时间,地点,描述,核查结论\n"

    private func begun() throws -> TestTownship {
        let town = try TestTownship()
        try town.importing(["event.csv": Self.head + "E1,M1,2021-07-05 08:30,东村,\"灯坏\r\n请修\",有效\n"])
        return town
    }

    @Test("The same event with other line breaks is unchanged")
    func lineBreaks() throws {
        let town = try begun()
        for lines in ["灯坏\n请修", "灯坏\r请修", "灯坏\r\n请修"] {
            let report = try town.importing(["event.csv": Self.head + "E1,M1,2021年7月5日8:30,东村,\"\(lines)\",valid\n"])
            #expect(report.isKept)
            #expect(report.counts.unchanged == 1)
        }
    }

    @Test("A blank is filled and said, and a blank takes nothing away")
    func fills() throws {
        let town = try begun()
        let report = try town.importing([
            "event.csv": "编号,工号,时间,地点,附件数,核查结论\nE1,M1,2021-07-05 08:30,,3,\n"
        ])
        #expect(report.isKept)
        #expect(report.counts.filled == 1)
        #expect(report.counts.cleared == 0)
    }

    @Test("A conflict names key, both values, the place of the other, and what an amendment would clear")
    func conflict() throws {
        let town = try begun()
        let report = try town.importing(["event.csv": Self.head + "E1,M1,2021-07-05 08:30,西村,灯坏,\n"])
        let reject = try #require(report.firstRejects.first)
        #expect(reject.column == "place")
        #expect(reject.value == "西村")
        #expect(reject.code == "conflict")
        #expect(
            reject.reason.chinese
                == "编号“E1”：本行（event.csv 第 2 行）与账本（导入 2：event.csv 第 2 行）不同：“地点”本行为“西村”，账本为“东村”；"
                + "“描述”本行为“灯坏”，账本为“灯坏⏎请修”。请核对；确要按本行更正账本，只留核对过的行，选“更正账本”导入"
                + "（更正时也会清空本行留空的“核查结论”（现为“有效”））")
        #expect(reject.reason.english.contains("the ledger (import 2: event.csv, row 2)"))
        #expect(report.amendableCount == 1)
        let amended = try town.importing([:]) { $0.amend = true }
        #expect(amended.isKept)
        #expect(amended.counts.amended == 1)
        #expect(amended.counts.cleared == 1)
    }

    @Test("The first column that differs is the leftmost of the file")
    func leftmost() throws {
        let town = try begun()
        let report = try town.importing(["event.csv": "描述,地点,编号,工号,时间\n灯,西村,E1,M1,2021-07-05 08:30\n"])
        #expect(report.firstRejects.map(\.column) == ["description"])
    }

    @Test("A number that is another record's is to be checked before anything is amended")
    func identity() throws {
        let town = try begun()
        for row in ["E1,M2,2021-07-05 08:30,东村,,", "E1,M1,2021-08-05 08:30,东村,,"] {
            let report = try town.importing(["event.csv": Self.head + row + "\n"])
            let advice = try #require(report.firstRejects.first?.reason.chinese.split(separator: "。").last)
            #expect(advice.hasPrefix("像是另一条记录用了同一编号：请先核对编号"))
            #expect(report.amendableCount == 0)
        }
        try FileManager.default.removeItem(atPath: town.folder + "/in/event.csv")
        let report = try town.importing([
            "member.csv": "工号,姓名,岗位,办事处,村,网格,上岗日期\nM1,张三,专职,二办,东村,1,2020-01-01\n"
        ])
        let reject = try #require(report.firstRejects.first)
        #expect(reject.column == "name")
        #expect(report.amendableCount == 0)
        #expect(reject.reason.chinese.contains("“办事处”本行为“二办”，账本为“一办”"))
        #expect(reject.reason.chinese.contains("这个工号是“王芳”的，一个工号只能给一个人：请先核对工号"))
    }

    @Test("Rows of one import that contradict each other are rejected when amending too, which is not advised")
    func contradictions() throws {
        let town = try begun()
        let files = [
            "a/event.csv": Self.head + "E2,M1,2021-07-06 08:30,甲,,\n",
            "b/event.csv": Self.head + "E2,M1,2021-07-06 08:30,乙,,\nE2,M1,2021-07-06 08:30,,灯坏,\n",
        ]
        try FileManager.default.removeItem(atPath: town.folder + "/in/event.csv")
        for amend in [false, true] {
            let report = try town.importing(files) { $0.amend = amend }
            let reject = try #require(report.firstRejects.first)
            #expect(report.rejectCount == 1)
            #expect(reject.file == "b/event.csv")
            #expect(reject.row == 2)
            #expect(reject.reason.chinese.contains("本行（b/event.csv 第 2 行）与本次导入的 a/event.csv 第 2 行互相矛盾"))
            #expect(!reject.reason.chinese.contains("更正账本"))
            #expect(!reject.reason.english.contains("correct the ledger"))
            #expect(report.amendableCount == 0)
            #expect(report.counts.filled == 1)
        }
    }

    @Test("Rows that fail only because of a row of the roster are counted, and listed with their cause")
    func derived() throws {
        let town = try TestTownship()
        let events = (1...12).map { "F\($0),ｍ９,2021-07-06 08:30,甲,,\n" }.joined()
        let report = try town.importing([
            "member.csv": "工号,姓名,岗位,办事处,村,网格,上岗日期\nm9,张三,专员,二办,东村,1,2020-01-01\n",
            "event.csv": Self.head + events + "F99,M8,2021-07-06 08:30,甲,,\n",
        ])
        #expect(report.rejectCount == 14)
        #expect(report.derivedCount == 12)
        #expect(report.firstRejects.map(\.column) == ["post", "member"])
        let lines = try town.text("rejects.csv").split(separator: "\n")
        #expect(lines.count == 15)
        #expect(lines.count { $0.hasSuffix("只因名册中该工号的行被拒（member.csv 第 2 行）；改正那一行即可") } == 12)
        let refused = try town.importing(["member.csv": "工号,姓名\nM7,张三\n"])
        #expect(refused.rejectCount == 14)
        #expect(refused.derivedCount == 13)
    }

    @Test("Wrapped codes are told of too, and no cell of the list is a formula")
    func guarded() throws {
        let town = try TestTownship()
        let report = try town.importing([
            "member.csv": "工号,姓名,岗位,办事处,村,网格,上岗日期\n=\"M9\",张三,专员,二办,东村,1,2020-01-01\n",
            "event.csv": Self.head
                + "F1,M9,2021-07-06 08:30,甲,,\nF2,=\"M9\",2021-07-06 08:30,甲,,\nF3,=1+1,2021-07-06 08:30,甲,,\n"
                + "F4,@a,2021-07-06 08:30,甲,,\nF5,+a,2021-07-06 08:30,甲,,\nF6,M1,-5,甲,,\n",
        ])
        #expect(report.rejectCount == 7)
        #expect(report.derivedCount == 2)
        let list = try town.text("rejects.csv")
        for cell in [",'=1+1,", ",'@a,", ",'+a,", ",'-5,"] { #expect(list.contains(cell)) }
    }

    @Test("Codes that differ in the case of their letters alone are refused, in the ledger and across files")
    func twins() throws {
        let town = try begun()
        func row(_ code: String) -> String { "\(code),M1,2021-07-06 08:30,甲,,\n" }
        let ledger = try town.importing(["event.csv": Self.head + row("e1") + row("E2")])
        #expect(!ledger.isKept)
        #expect(ledger.firstRejects.map(\.code) == ["other-case"])
        #expect(ledger.firstRejects.first.map { "\($0.row ?? 0) \($0.column) \($0.value)" } == "2 event e1")
        #expect(ledger.firstRejects.first?.reason.chinese.contains("“E1”") == true)
        let files = try town.importing([
            "event.csv": Self.head + "E1,M1,2021-07-05 08:30,东村,\"灯坏\r\n请修\",有效\n",
            "事件登记1.csv": Self.head + row("F1") + row("F2"), "事件登记2.csv": Self.head + row("f2") + row("F3"),
        ])
        #expect(files.rejectCount == 1)
        #expect(files.firstRejects.first?.file == "事件登记2.csv")
        #expect(files.amendableCount == 0)
        let many = (1...1_200).map { row("G\($0)") }.joined()
        let second = try town.importing([
            "事件登记1.csv": Self.head + many, "事件登记2.csv": Self.head + row("g7") + row("g1300"),
        ])
        #expect(second.firstRejects.map { "\($0.file) \($0.row ?? 0)" } == ["事件登记2.csv 2"])
        let known = try town.importing(["事件登记1.csv": Self.head + many, "事件登记2.csv": Self.head + row("E1")])
        #expect(known.firstRejects.map(\.code) == ["conflict"])
    }

    @Test("What an import changes in a closed quarter or an issued month is counted")
    func touched() throws {
        let town = try begun()
        #expect(try town.importing([:]).touched == [])
        try town.close()
        #expect(try town.importing([:]).touched == [])
        let report = try town.importing([
            "event.csv": Self.head
                + "E1,M1,2021-07-05 08:30,东村,,\nE2,M1,2021-07-06 08:30,甲,,\nE2,M1,2021-07-06 08:30,,灯坏,\n"
                + "E3,M1,2021-10-01 08:30,甲,,\n"
        ])
        #expect(report.isKept)
        let closed = TouchedPeriod(period: .quarter(try quarter("2021Q3")), records: 1)
        #expect(report.touched == [closed])
        let moved = try town.importing(["event.csv": Self.head + "E1,M1,2021-10-05 08:30,东村,,\n"]) { options in
            (options.amend, options.isRehearsal) = (true, true)
        }
        #expect(!moved.isKept)
        #expect(moved.touched.map(\.records) == [1])
    }
}
