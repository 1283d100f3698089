import AssessmentKernel
import Closing
import Closings
import DistrictOffice
import Foundation
import Register
import ResultTables
import TestValues
import Testing

@testable import Disk

/// A district's sums over dozens of townships.
@Suite struct DistrictSummaryTests {
    /// Member `n` of township `t` loses by `hazards` reports that came too late.
    private static func hazards(_ counts: [Int]) -> String {
        "hazard,member,found_at,source\n"
            + counts.enumerated().flatMap { member, count in
                (0..<count).map { "H\(member)-\($0),M\(member + 1),2021-07-05 08:30,inspection\n" }
            }.joined()
    }

    @Test func twentyFourTownships() throws {
        let district = try TestDistrict()
        var bundles: [String] = []
        var towns: [TestTownship] = []
        for number in 1...24 {
            let town = try district.township("镇\(number)", seed: UInt64(number))
            // Totals of 60 less one for each late report, ten at most; M1 and M2 are rated.
            try town.importing(["hazard.csv": DistrictSummaryTests.hazards([number % 4, number % 2])])
            if number < 24 {
                try town.close(writing: .bundle)
                bundles.append(town.bundle("2021Q3-r1"))
            }
            towns.append(town)
        }
        let received = try district.office.receive(bundles.reversed(), now: district.now)
        let refused = received.filter { $0.word != "accepted" }.map { "\($0.township) \($0.outcome)" }
        #expect(received.count == 23)
        #expect(refused == [])
        let summary = try district.office.summary("2021Q3")
        #expect(summary.missing == ["镇24"])
        #expect(summary.refusals.isEmpty)
        #expect(summary.members.count == 46)
        #expect(summary.payDue == .zero)
        // Means: 60 for 4, 8, …; 59 for 1, 5, … and 2, 6, …; 58 for 3, 7, ….
        #expect(summary.townships.prefix(5).allSatisfy { $0.rank == 1 && $0.mean == Points(60) })
        #expect(summary.townships.dropFirst(5).prefix(12).allSatisfy { $0.rank == 6 && $0.mean == Points(59) })
        #expect(summary.townships.dropFirst(17).allSatisfy { $0.rank == 18 && $0.mean == Points(58) })
        #expect(summary.townships.prefix(5).map(\.receipt.township) == ["镇12", "镇16", "镇20", "镇4", "镇8"])
        #expect(summary.townships[0].bands == ["failing": 2])
        // Of 46 members 23 − 12 = 11 M2 and 5 M1 have 60.
        #expect(summary.members.count { $0.rank == 1 } == 16)
        #expect(summary.members[16].rank == 17)
        #expect(summary.members[16].standing.total == Points(59))

        let folder = district.office.folder + "/out"
        try district.office.write(summary, to: folder)
        let townships = String(decoding: try Files.read(folder + "/townships.csv"), as: UTF8.self).split(
            separator: "\n")
        #expect(
            townships[0]
                == "rank,township,revision,members,mean,top,good,fair,poor,failing,unrated,pay_due,bundle,received_at")
        #expect(townships[1].hasPrefix("1,镇12,1,2,60,0,0,0,0,2,0,0.00,"))
        #expect(townships[1].hasSuffix("," + district.now))
        #expect(townships.last == ",镇24,,,,,,,,,,,,")
        let members = String(decoding: try Files.read(folder + "/members.csv"), as: UTF8.self).split(separator: "\n")
        #expect(members.count == 47)
        #expect(members[1] == "1,镇10,M2,李强,一办,东村,2,60,failing,-200.00")
    }

    @Test("For people, texts that begin like a formula are guarded; numbers and the result files stay as they are")
    func guardedTexts() {
        let table = ResultTable(
            LocalText("表", "Table"), file: "t.csv", rows: { (rows: [(String, Yuan)]) in rows },
            [.text("name", "姓名", "Name") { $0.0 }, .yuan("due", "应发", "Due") { $0.1 }])
        let rows = ["=1+1", "+1", "-1", "@x", "＝1", "王=1", "-1,\"x"].map { ($0, Yuan(-5)) }
        #expect(
            String(decoding: GuardedFile.bytes(table, rows), as: UTF8.self) == """
                name,due
                '=1+1,-5.00
                '+1,-5.00
                '-1,-5.00
                '@x,-5.00
                '＝1,-5.00
                王=1,-5.00
                "'-1,""x",-5.00

                """)
        #expect(String(decoding: table.file([("=1+1", Yuan(-5))]), as: UTF8.self) == "name,due\n=1+1,-5.00\n")
    }

    @Test func meansAreRoundedHalfUpAndTheUnratedStandLast() throws {
        let district = try TestDistrict()
        // Seven members who clocked in each day and one who was late once.
        let roster =
            "member,name,post,office,village,grid,joined_on\n"
            + (1...8).map { "M\($0),王\($0),full-time,一办,东村,\($0),2020-01-01\n" }.joined()
        let eight = try district.township("八人镇", seed: 1, roster: roster)
        let workdays = WorkCalendar().workdays(in: try quarter("2021Q3").range)
        try eight.importing([
            "attendance.csv": "member,date,status\n"
                + (1...8).flatMap { number in
                    workdays.map { "M\(number),\($0),\(number == 8 && $0 == workdays[0] ? "late" : "on-time")\n" }
                }.joined()
        ])
        try eight.close(accepting: ["patrol", "event", "visit"], writing: .bundle)
        let late = try district.township(
            "新人镇", seed: 2,
            roster: "member,name,post,office,village,grid,joined_on\nM1,王,full-time,一办,东村,1,2021-09-28\n")
        try late.close(writing: .bundle)
        #expect(
            try district.outcomes(late.bundle("2021Q3-r1"), eight.bundle("2021Q3-r1")) == ["accepted", "accepted"])
        let summary = try district.office.summary("2021Q3")
        // (7 × 70 + 69.5) / 8 = 69.9375.
        #expect(summary.townships.map { $0.mean?.description } == ["69.94", nil])
        #expect(summary.townships.map(\.rank) == [1, nil])
        #expect(summary.townships[1].bands == ["unrated": 1])
        #expect(summary.members.last?.rank == nil)
        #expect(summary.members.last?.township == "新人镇")
        #expect(summary.bands.last?.key == "unrated")
    }

    @Test func theQuartersBeforeStandBesideASummary() throws {
        let district = try TestDistrict()
        let town = try district.township("冯卯镇", seed: 1)
        let other = try district.township("水泉镇", seed: 2)
        for name in ["2021Q1", "2021Q2", "2021Q3"] { try town.close(name, writing: .bundle) }
        try town.importing(["hazard.csv": DistrictSummaryTests.hazards([2, 2])])
        try town.revise("2021Q2", writing: .bundle)
        try other.close("2021Q3", writing: .bundle)
        for path in ["2021Q1-r1", "2021Q2-r1", "2021Q3-r1", "2021Q2-r2"].map(town.bundle) + [other.bundle("2021Q3-r1")]
        {
            #expect(try district.outcomes(path) == ["accepted"])
        }
        let summary = try district.office.summary("2021Q3")
        // A quarter of which nothing was received has no column; of each the latest revision counts.
        #expect(summary.before.map(\.period) == ["2021Q2", "2021Q1"])
        #expect(summary.before.map { Set($0.means.keys) } == [["冯卯镇"], ["冯卯镇"]])
        #expect(try district.office.summary("2021Q4").before.map(\.period) == ["2021Q3", "2021Q2", "2021Q1"])
        #expect(try district.office.summary("2021Q1").before.isEmpty)
        let folder = district.office.folder + "/out"
        try district.office.write(summary, to: folder)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == [
                "members.csv", "summary.html", "summary.xlsx", "townships.csv",
            ])
        let page = String(decoding: try Files.read(folder + "/summary.html"), as: UTF8.self)
        for words in ["2021年第三季度网格员考核汇总", "2021Q2 平均分", "2021Q1 平均分", "不合格", "水泉镇"] {
            #expect(page.contains(words), "\(words)")
        }
        let townships = String(decoding: try Files.read(folder + "/townships.csv"), as: UTF8.self)
        #expect(!townships.contains("2021Q2"), "the file has the columns that it had")
        // Nothing is written over, and nothing beside what is there.
        try FileManager.default.removeItem(atPath: folder + "/townships.csv")
        #expect(throws: Problem.self) { try district.office.write(summary, to: folder) }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder).count == 3)
    }

    @Test func aQuarterOfWhichNothingIsKnownIsEmpty() throws {
        let district = try TestDistrict()
        _ = try district.township("冯卯镇", seed: 1)
        let summary = try district.office.summary("2021Q3")
        #expect(summary.townships.isEmpty)
        #expect(summary.members.isEmpty)
        #expect(summary.missing == ["冯卯镇"])
        #expect(summary.bands.map(\.key) == ["unrated"])
        #expect(summary.payDue == .zero)
    }
}
