import Archive
import AssessmentKernel
import BundleTesting
import Closing
import Closings
import Digests
import Disk
import Foundation
import GRDB
import Reports
import TestValues
import Testing
import Workspace

/// A report that kaohe does not have, plain lines: the assessed members, their number, and the pay.
private final class NameList: ClosingReport {
    let prepare: @Sendable (MemberReport) -> String = { report in
        report.result.assessed == nil ? "" : "\(report.result.member.code) \(report.result.member.name)\n"
    }
    private let file: FileWriter

    init(_ head: ReportHead, into folder: String) throws(Problem) {
        file = try FileWriter(folder + "/names.html")
        try file.write(Array("\(head.title)\n".utf8))
    }

    func add(_ piece: String) throws(Problem) { try file.write(Array(piece.utf8)) }

    func finish(_ summary: ReportSummary) throws(Problem) -> [ReportFile] {
        try file.write(Array("\(summary.standings.count) 人，\(summary.due) 元\n".utf8))
        try file.close()
        return ["names.html"]
    }
}

/// A report that names a file which it has not written.
private final class Forgetful: ClosingReport {
    let prepare: @Sendable (MemberReport) -> String = { _ in "" }

    func add(_ piece: String) {}

    func finish(_ summary: ReportSummary) -> [ReportFile] { ["nowhere.html"] }
}

@Suite struct FourthReportTests {
    @Test("A report that has not written its file ends the closing, and nothing is left of it")
    func forgotten() throws {
        let town = try BundleTownship.open()
        let thrown = #expect(throws: Problem.self) {
            try town.workspace.close(
                quarter("2021Q3"), acceptedEmpty: TestTownship.absent, today: day("2021-10-08"), now: TestTownship.now,
                reports: ClosingReports.all + [{ _, _ in Forgetful() }])
        }
        #expect(thrown?.place.file?.hasSuffix("nowhere.html") == true)
        #expect(try town.listing().keys.filter { $0.hasPrefix("closings/") } == [])
    }

    @Test("One more report is a type and an entry: it is in folder, ledger and bundle")
    func oneMore() throws {
        let town = try BundleTownship.open()
        let reports = ClosingReports.all + [NameList.init(_:into:)]
        let closed = try town.workspace.close(
            quarter("2021Q3"), acceptedEmpty: TestTownship.absent, today: day("2021-10-08"), now: TestTownship.now,
            reports: reports)
        let written = try #require(FileManager.default.contents(atPath: closed.folder + "/names.html"))
        let lines = String(decoding: written, as: UTF8.self).split(separator: "\n").map(String.init)
        #expect(lines.first == "冯卯镇2021年第三季度网格员考核")
        #expect(lines.contains("M01 王,1"))
        #expect(lines.count == closed.standings.count + 2)
        #expect(lines.last == "\(closed.standings.count) 人，\(closed.payDue) 元")

        let digest = SHA256.hash(data: written).bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }
            .joined()
        let listed = try DatabaseQueue(path: town.workspace.ledgerPath).read { db in
            try String.fetchAll(db, sql: "SELECT sha256 FROM closing_file WHERE name = 'names.html'")
        }
        #expect(listed == [digest])

        let bag = try LooseBag(town.bundle("2021Q3-r1"), name: "2021Q3-r1")
        #expect(bag["data/reports/names.html"] == Array(written))
        let replayed = try town.replay("2021Q3-r1", reports: reports)
        #expect(replayed.trouble == [])
        #expect(try !town.replay("2021Q3-r1").isSound, "whoever does not have the report cannot make it again")
    }

    @Test("Without an entry there is no report, whatever the other entries")
    func none() throws {
        let town = try BundleTownship.open()
        let closed = try town.workspace.close(
            quarter("2021Q3"), acceptedEmpty: TestTownship.absent, today: day("2021-10-08"), now: TestTownship.now,
            writing: .reports, reports: [NameList.init(_:into:)])
        let names = try FileManager.default.contentsOfDirectory(atPath: closed.folder)
        #expect(names.filter { !$0.hasSuffix(".csv") } == ["names.html"])
    }
}
