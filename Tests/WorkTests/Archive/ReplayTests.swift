import AssessmentKernel
import Bundle
import BundleTesting
import Closing
import Digests
import Foundation
import Importing
import ItemCatalog
import TestValues
import Testing

@testable import Archive
@testable import Closings
@testable import Desk
@testable import Disk
@testable import Workspace

/// Bundles whose results are recomputed from their contents.
@Suite struct ReplayTests {
    @Test func everythingThatAClosingReadsTravels() throws {
        let town = try BundleTownship.closed()
        for name in ["2021Q2-r1", "2021Q3-r1"] {
            let report = try town.replay(name)
            #expect(report.trouble == [BundleTownship.noReports])
            #expect(report.isSound)
            #expect(report.signer == BundleTownship.key.publicKey.identifier)
        }
        let warnings = try town.rows("warnings.csv", of: "2021Q3-r1")
        #expect(warnings.contains { $0.hasPrefix("M04,unrated") })
        #expect(warnings.contains { $0.hasPrefix("M05,owes,80.50") })
        #expect(warnings.contains { $0.hasPrefix("M08,fault-undecided") })
        let findings = try town.rows("findings.csv", of: "2021Q3-r1")
        #expect(findings.contains("M06,recovery,equipment:D2"))
        #expect(findings.contains("M02,streak,2021-04 2021-05 2021-06 2021-07 2021-08 2021-09"))
        #expect(try town.rows("pay.csv", of: "2021Q3-r1")[0].hasSuffix(",300.00,0.00,300.00"))
    }

    @Test func revisionsWithAppealsAndAdjustmentsReplay() throws {
        let town = try BundleTownship.closed()
        let third = try quarter("2021Q3")
        for (target, decision) in [
            (AppealTarget.record("training:T2/M01"), true), (.record("hazard:H%203"), true),
            (.day(day("2021-07-07"), item: "collection"), true), (.record("training:T1/M01"), nil),
            (.record("hazard:H2"), false),
        ] as [(AppealTarget, Bool?)] {
            let member = if case .record("hazard:H%203") = target { "M02" } else { "M01" }
            let number = try town.workspace.openAppeal(member, third, target, ground: "“有,证”\n明", now: "")
            if let decision {
                _ = try town.workspace.decideAppeal(number, upheld: decision, reason: "查,\"实\"", now: "2021-10-09")
            }
        }
        try town.importing([
            "equipment.csv":
                "entry,member,date,asset,change,at_fault,cost,serial\nD1,M01,2021-06-05,手机,lost,no,300,S1\n"
        ]) { $0.amend = true }
        try town.revise("2021Q2", writing: .bundle)
        try town.importing(["removal.csv": "member,date,ground,note\nM10,2021-06-20,5,\n"])
        try town.revise("2021Q3", writing: .bundle)
        try town.close("2021Q4", today: "2022-01-05", writing: .bundle)
        for name in ["2021Q2-r2", "2021Q3-r2", "2021Q4-r1"] {
            let report = try town.replay(name)
            #expect(report.trouble == [BundleTownship.noReports], "\(name)")
            #expect(report.isSound, "\(name)")
        }
        let decisions = try LooseBag(town.bundle("2021Q3-r2"), name: "2021Q3-r2")["data/core/decisions.csv"]
        let text = String(decoding: decisions, as: UTF8.self)
        #expect(text.contains("excuse-record,M01,training,training:T2/M01,\"查,\"\"实\"\"\","))
        #expect(text.contains("excuse-record,M02,hazards,hazard:H%203,"))
        #expect(text.contains("excuse-day,M01,collection,"))
        #expect(!text.contains("training:T1/M01"))
        #expect(!text.contains("hazard:H2,"))
        #expect(try town.rows("adjustments.csv", of: "2021Q2-r2") == ["M01,0.00,0.00,300.00,0.00,300.00"])
        #expect(try town.rows("pay.csv", of: "2021Q3-r2").allSatisfy { !$0.hasPrefix("M10,") })
        #expect(try town.rows("pay.csv", of: "2021Q4-r1")[0].contains(",300.00,0.00,300.00,0.00,0.00"))
    }

    @Test func bundlesNameThoseBeforeThem() throws {
        let town = try BundleTownship.closed()
        try town.revise("2021Q3", writing: .bundle)
        let digests = try ["2021Q2-r1", "2021Q3-r1", "2021Q3-r2"].map {
            try #require(BundlePreview(town.bundle($0))).identity
        }
        let infos = try ["2021Q2-r1", "2021Q3-r1", "2021Q3-r2"].map { try town.replay($0).info }
        #expect(infos.map { $0?.only(BagInfo.Label.previous) } == [nil, digests[0], digests[1]])
        #expect(infos.map { $0?.only(BagInfo.Label.revises) } == [nil, nil, digests[1]])
    }

    /// The same ledger in another folder, closed at another time.
    ///
    /// When and by whom it was closed is in the journal, which the next bundle carries.
    @Test func equalLedgersGiveEqualBundles() throws {
        let town = try BundleTownship.open()
        for name in ["2021Q2", "2021Q3"] {
            let other = town.folder + "/elsewhere-" + name
            try FileManager.default.copyItem(atPath: town.workspace.folder, toPath: other)
            var copy = try Workspace(at: other, items: ItemCatalog.items)
            copy.operatorName = "李"
            try town.close(name, writing: .bundle)
            _ = try copy.close(
                quarter(name), acceptedEmpty: TestTownship.absent.reversed(), today: day("2022-05-05"),
                now: "2022-05-05T05:05:05Z", writing: .bundle)
            #expect(try Files.read(town.bundle(name + "-r1")) == Files.read(other + "/closings/\(name)-r1.zip"))
        }
    }

    @Test func otherItemsAreSaidFirst() throws {
        let town = try BundleTownship.closed()
        let fewer = try town.replay("2021Q3-r1", items: ItemCatalog.items.filter { $0.about.key != "duties" })
        #expect(fewer.checks.first?.id == "replay.items")
        #expect(fewer.checks.first?.outcome == .failed)
        #expect(fewer.checks.first?.found.first?.chinese.contains("未安装考核项模块 duties") == true)
        #expect(!fewer.isSound)
        #expect(fewer.trouble.contains { $0.hasPrefix("replay.evidence: ") && $0.contains("duties") })

        let shared = try BundleTownship.bundle.get()
        let folder = try TemporaryFolder()
        var bag = shared.bag
        bag.edit("bag-info.txt") { $0.replacing("Kaohe-Item: training ", with: "Kaohe-Item: training 0.0.1-") }
        let older = try bag.checked(in: folder)
        #expect(older.checks.first?.outcome == .failed)
        #expect(older.checks.first?.isMust == false)
        #expect(older.checks.first?.found.first?.english.contains("training has another version: 0.0.1-") == true)
        #expect(older.isSound, "what comes out alike is right all the same")
    }

    @Test func reportsAreMadeAgainAndCompared() throws {
        let town = try BundleTownship.open()
        try town.close("2021Q2", writing: .all)
        try town.close("2021Q3", writing: .all)
        try town.importing(["removal.csv": "member,date,ground,note\nM10,2021-08-20,5,\n"])
        try town.revise("2021Q3", writing: .all)
        for name in ["2021Q2-r1", "2021Q3-r1", "2021Q3-r2"] {
            let report = try town.replay(name)
            #expect(report.trouble == [], "\(name)")
            #expect(report.isSound, "\(name)")
        }
        #expect(try town.replay("2021Q3-r2").info?.only(BagInfo.Label.reason) == "更正")

        let folder = try TemporaryFolder()
        let bag = try LooseBag(town.bundle("2021Q3-r2"), name: "2021Q3-r2")
        func found(_ change: (inout LooseBag) -> Void) throws -> [String] {
            var bag = bag
            change(&bag)
            let report = try bag.checked(in: folder)
            return report.checks.first { $0.id == "replay.reports" }?.found.map(\.english) ?? []
        }
        #expect(
            try found { $0.edit("data/reports/report.html") { $0.replacing("冯卯镇", with: "别的镇") } } == [
                "data/reports/report.html is not what comes out when it is made again"
            ])
        #expect(
            try found { $0["data/reports/report.xlsx"][40] ^= 1 } == [
                "data/reports/report.xlsx is not what comes out when it is made again"
            ])
        #expect(
            try found { $0["data/reports/other.html"] = Array("<p>another score".utf8) } == [
                "data/reports/other.html does not come out when the reports are made again"
            ])
        #expect(try found { $0.remove("data/reports/report.html") } == ["data/reports/report.html is missing"])
        let other = try found { $0.edit("bag-info.txt") { $0.replacing("Agent: kaohe ", with: "Agent: kaohe 0.0.1-") } }
        #expect(other.count == 1 && other[0].hasSuffix("not compared"))
        let older = try found { bag in
            bag.edit("bag-info.txt") { $0.replacing("Kaohe-Reason: 更正\n", with: "") }
        }
        #expect(older == ["the bundle does not say why it revises, as older ones do not; not compared"])
        #expect(try found { _ in } == [])
    }

    @Test func aNoticesPayTravelsToo() throws {
        let town = try BundleTownship.open()
        _ = try town.workspace.issueNotice(
            try #require(Month(text: "2021-07")), acceptedEmpty: TestTownship.absent, today: day("2021-10-08"),
            now: TestTownship.now)
        try town.close(writing: .bundle)
        #expect(try town.replay("2021Q3-r1").trouble == [BundleTownship.noReports])
        #expect(try town.rows("pay.csv", of: "2021Q3-r1")[0].contains(",0.00,200.00,0.00,"))
    }
}

extension LooseBag {
    /// Rewrites a file as a text.
    mutating func edit(_ path: String, _ change: (String) -> String) {
        self[path] = Array(change(String(decoding: self[path], as: UTF8.self)).utf8)
    }

    /// The bundle with new manifests and a valid signature of the township.
    var sealed: LooseBag {
        var bag = self
        let digest = SHA256.hash(data: bag["data/rulebook.yaml"]).hex
        bag.edit("bag-info.txt") { text in
            text.split(separator: "\n").map {
                $0.hasPrefix("Kaohe-Rulebook-SHA256: ") ? "Kaohe-Rulebook-SHA256: " + digest : String($0)
            }.joined(separator: "\n") + "\n"
        }
        bag.recomputeManifests()
        bag.sign(BundleTownship.key)
        return bag
    }

    /// The district's report on the bundle when it is sealed.
    func checked(in folder: TemporaryFolder) throws -> BundleReport {
        let path = try folder.write("edited.zip", sealed.zip.bytes)
        return try BundleCheckup.run(
            path, trusted: [BundleTownship.key.publicKey], replay: true, items: ItemCatalog.items)
    }
}
