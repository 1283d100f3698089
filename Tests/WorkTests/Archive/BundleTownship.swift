import AssessmentKernel
import Bundle
import BundleTesting
import Closings
import Foundation
import Importing
import ItemCatalog
import Reports
import TestValues
import Testing
import Workspace

@testable import Archive

/// A township with records of every kind, whose bundles are signed by a known key.
enum BundleTownship {
    static let key = SampleBundle.key

    /// Twenty members, more than a replay reads at a time.
    ///
    /// M03 is part-time, M04 joins too late to be rated, M05 left before the third quarter, M06 is removed in it.
    private static let roster =
        "member,name,post,office,village,grid,joined_on,left_on\n"
        + (1...20).map { number in
            let code = "M" + (number < 10 ? "0" : "") + String(number)
            let post = number == 3 ? "part-time" : "full-time"
            let joined = number == 4 ? "2021-09-22" : "2020-01-01"
            let left = number == 5 ? "2021-06-15" : ""
            return "\(code),\"王,\(number)\",\(post),\(number % 2 == 0 ? "一办" : "二办"),东村,\(number),\(joined),\(left)\n"
        }.joined()

    /// Texts that break careless readers: commas, quotes, line breaks, leading blanks, a lone CR.
    private static let hazards = """
        hazard,member,domain,found_at,source
        H1,M01,"消防, ""通道""\n堵塞",2021-07-05 08:30,inspection
        H2,M01,  前有空格,2021-08-05 08:30,inspection
        H 3,M02,"回\r车",2021-07-06 08:30,inspection
        H/4,M02,=1+1,2021-09-30 23:59:59,inspection
        H0,M01,旧,2021-05-05 08:30,inspection

        """

    private static let files = [
        "member.csv": roster, "hazard.csv": hazards,
        "leave.csv": "member,from,through,reason\nM07,2021-07-05,2021-07-09,\"事假,\n\"\"急\"\"\"\n",
        "equipment.csv": """
        entry,member,date,asset,change,at_fault,cost,serial
        D1,M01,2021-06-05,手机,lost,yes,300,S1
        D2,M06,2020-05-05,马甲,issued,,,
        D3,M08,2021-08-05,手机,damaged,,,S3
        D4,M05,2021-07-02,马甲,lost,yes,80.5,

        """,
        "removal.csv": "member,date,ground,note\nM06,2021-08-31,2,不适岗\n",
        "calendar.csv": "date,kind,note\n2021-07-01,holiday,建党\n2021-07-03,workday,补\n",
        "training.csv": """
        session,member,date,kind,status
        T0,M01,2021-05-11,meeting,absent
        T1,M01,2021-07-06,meeting,absent
        T2,M01,2021-08-03,meeting,absent
        T3,M01,2021-09-07,meeting,absent
        T1,M09,2021-07-06,meeting,leave

        """,
        "ballot.csv": "ballot,member,date,rater,rating,counts_on\nB1,M01,2021-10-05,resident,fairly,2021-09-20\n",
    ]

    /// The township with its records and its key; nothing is closed.
    static func open() throws -> TestTownship {
        let town = try TestTownship(roster: nil)
        let report = try town.importing(files)
        try #require(report.isKept)
        try FileManager.default.createDirectory(
            atPath: town.workspace.keysFolder, withIntermediateDirectories: true)
        try key.write(to: town.workspace.signingKeyPath)
        return town
    }

    /// The second and third quarter closed, each with its bundle.
    static func closed() throws -> TestTownship {
        let town = try open()
        try town.close("2021Q2", writing: .bundle)
        try town.close("2021Q3", writing: .bundle)
        return town
    }

    /// What a replay says of a bundle without reports.
    static let noReports = "replay.reports: the bundle has no reports"

    /// The third quarter's first bundle, made once for the tests that take it apart.
    static let bundle = Result {
        let town = try closed()
        let folder = try TemporaryFolder()
        let path = folder / "2021Q3-r1.zip"
        try FileManager.default.copyItem(atPath: town.workspace.closingsFolder + "/2021Q3-r1.zip", toPath: path)
        return (folder: folder, bag: try LooseBag(path))
    }
}

extension TestTownship {
    /// The path of a closing's bundle.
    func bundle(_ name: String) -> String { workspace.closingsFolder + "/" + name + ".zip" }

    /// The checks of a closing's bundle, with its results recomputed.
    func replay(
        _ name: String, items: [any AssessmentItem.Type] = ItemCatalog.items,
        reports: [ClosingReports.Maker] = ClosingReports.all
    ) throws -> BundleReport {
        try BundleCheckup.run(
            bundle(name), trusted: [BundleTownship.key.publicKey], replay: true, items: items, reports: reports)
    }
}

extension BundleReport {
    /// The checks that did not pass, each with its first sentence.
    var trouble: [String] {
        checks.filter { $0.outcome != .passed }.map { "\($0.id): \($0.found.first?.english ?? "")" }
    }
}
