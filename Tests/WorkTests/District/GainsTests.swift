import AssessmentKernel
import BundleTesting
import Closings
import Foundation
import ItemCatalog
import Register
import TestValues
import Testing

@testable import Archive
@testable import Bundle
@testable import Desk
@testable import DistrictOffice
@testable import Importing
@testable import Workspace

/// What a township could gain by, as an officer sees it.
@Suite struct GainsTests {
    private func received(_ district: TestDistrict, _ town: TestTownship, _ name: String) throws -> ReceivedBundle {
        let bundle = try #require(try district.office.receive([town.bundle(name)], now: district.now).first)
        #expect(bundle.word == "accepted", "\(bundle.outcome)")
        return bundle
    }

    @Test func membersLeaveJoinAndGoOnLeave() throws {
        let district = try TestDistrict()
        let town = try district.township("冯卯镇", seed: 1)
        try town.close("2021Q2", writing: .bundle)
        let first = try #require(try received(district, town, "2021Q2-r1").gains)
        #expect(first.before == nil && first.left.isEmpty && first.joined.isEmpty)
        #expect(first.figures.members == 2 && first.emptyTables == TestTownship.absent.map(\.name).sorted())
        #expect(first.unwitnessed.map(\.member) == ["M1", "M2"])
        try town.importing([
            "member.csv":
                "member,name,post,office,village,grid,joined_on\nM4,周明,full-time,一办,东村,3,2021-07-01\n",
            "leave.csv": "member,from,through\nM1,2021-07-05,2021-07-11\nM1,2021-06-28,2021-07-02\n",
            "calendar.csv": "date,kind\n2021-07-12,holiday\n2021-07-10,holiday\n2021-10-08,holiday\n",
            "hazard.csv": "hazard,member,found_at,source\nH1,M1,2021-07-13 08:30,inspection\n",
        ])
        try town.close("2021Q3", writing: .bundle)
        let gains = try #require(try received(district, town, "2021Q3-r1").gains)
        // M2 is in post to 31 August and left before the quarter ended.
        #expect(gains.left.map(\.member) == ["M2"] && gains.left.map(\.band) == ["不合格"])
        #expect(gains.left.allSatisfy { $0.total != nil && $0.rank != nil })
        #expect(gains.joined.map(\.name) == ["周明"])
        #expect(gains.leave.map(\.days) == [7] && gains.figures.leaveDays == 7)
        #expect(gains.holidays == ["2021-07-12"], "a Saturday is no gain, and October is another quarter")
        #expect(gains.unwitnessed.map(\.member) == ["M2", "M4"])
        #expect(gains.before?.leaveDays == 0, "this leave was entered later")
        #expect(try district.office.summary("2021Q3").townships.map(\.gains) == [gains])
    }

    @Test func appealsAndRevisionsShowWhatTheyChanged() throws {
        let district = try TestDistrict()
        let town = try district.township("冯卯镇", seed: 1)
        try town.importing(["hazard.csv": "hazard,member,found_at,source\nH1,M1,2021-07-05 08:30,inspection\n"])
        try town.close(writing: .bundle)
        let first = try #require(try received(district, town, "2021Q3-r1").gains)
        #expect(first.appeals.isEmpty && first.revision == nil && first.unwitnessed.map(\.member) == ["M2"])
        let number = try town.workspace.openAppeal(
            "M1", quarter("2021Q3"), .record("hazard:H1"), ground: "已报", now: TestTownship.now)
        _ = try town.workspace.decideAppeal(number, upheld: true, reason: "属实", now: TestTownship.now)
        try town.revise(writing: .bundle)
        let gains = try #require(try received(district, town, "2021Q3-r2").gains)
        #expect(gains.appeals.map(\.subject) == ["hazard:H1"] && gains.appeals.map(\.reason) == ["属实"])
        let effect = try #require(gains.effects.first)
        #expect(gains.effects.count == 1 && effect.person.member == "M1")
        #expect(effect.person.total == effect.without + 100)
        #expect(gains.revision != nil && gains.before?.appeals == 0)
    }

    @Test func othersAreComparedWith() throws {
        let district = try TestDistrict()
        var bundles: [String] = []
        var towns: [TestTownship] = []
        for number in 1...3 {
            let town = try district.township("镇\(number)", seed: UInt64(number))
            if number == 3 {
                try town.importing(["leave.csv": "member,from,through\nM1,2021-07-05,2021-07-09\n"])
            }
            try town.close(writing: .bundle)
            bundles.append(town.bundle("2021Q3-r1"))
            towns.append(town)
        }
        let received = try district.office.receive(bundles, now: district.now)
        #expect(received.map { $0.peers?.townships } == [nil, 1, 2])
        #expect(received[2].peers?.leavePerMember == 0 && received[2].gains?.figures.leavePerMember == 250)
    }

    /// A township changes what its bundle brings with it, in a ledger of its own: the replay agrees with it.
    @Test func carriedValuesAreHeldAgainstTheBundlesBefore() throws {
        for (old, new) in [
            ("M1,month-fails,2021-06,yes\n", ""), ("M1,quarter-fails,2021Q2,yes", "M1,quarter-fails,2021Q2,no"),
            ("M1,carried-forward,,600.00", "M1,carried-forward,,100.00"),
        ] {
            let district = try TestDistrict()
            let town = try district.township("冯卯镇", seed: 1)
            try town.importing([
                "equipment.csv":
                    "entry,member,date,asset,change,at_fault,cost,serial\nD1,M1,2021-06-05,手机,lost,yes,600,S1\n"
            ])
            try town.close("2021Q2", writing: .bundle)
            _ = try received(district, town, "2021Q2-r1")
            try town.close("2021Q3", writing: .bundle)
            let name = "2021Q3-r1"
            var bag = try LooseBag(town.bundle(name), name: name)
            let text = String(decoding: bag["data/carried.csv"], as: UTF8.self)
            #expect(text.contains(old), "\(text)")
            bag.edit("data/carried.csv") { $0.replacing(old, with: new) }
            let path = town.folder + "/carried.zip"
            bag.recomputeManifests()
            bag.sign(SigningKey(number: 1, seed: (1, 1, 2, 3)))
            try Data(bag.zip.bytes).write(to: URL(fileURLWithPath: path))
            // Whatever the replay says of it: the values themselves are not those of the bundle before.
            let report = try BundleCheckup.run(path, trusted: [], replay: false, items: ItemCatalog.items)
            let bundle = try #require(report.bundle)
            let register = try Register(opening: district.office.registerPath)
            let receipts = try register.receipts()
            let check = try CarriedCheck(receipts, BundleRulebooks(items: ItemCatalog.items)) { receipt in
                try OpenBundle(
                    kept: district.office.bundlesFolder + "/\(receipt.sha256).zip", identity: receipt.identity)
            }
            let found = try check.difference(bundle, isUnbroken: true, issued: [])
            #expect(found?.english.contains("M1") == true, "\(old)")
            let honest = try BundleCheckup.run(
                town.bundle(name), trusted: [], replay: false, items: ItemCatalog.items)
            #expect(try check.difference(try #require(honest.bundle), isUnbroken: true, issued: []) == nil)
            #expect(try district.outcomes(town.bundle(name)) == ["accepted"])
        }
    }
}
