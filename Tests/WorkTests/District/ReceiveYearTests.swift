import Archive
import AssessmentKernel
import Bundle
import BundleTesting
import Closings
import Foundation
import ItemCatalog
import Register
import TestValues
import Testing

@testable import Disk
@testable import DistrictOffice
@testable import Workspace

/// What townships really send: a whole year, packed anew, in folders, some of it broken.
@Suite struct ReceiveYearTests {
    private static let names = [
        "2021Q1-r1", "2021Q2-r1", "2021Q2-r2", "2021Q3-r1", "2021Q4-r1", "2021-r1", "2022Q1-r1",
    ]

    /// A year as a township has it: four quarters, a revision, the review and the next quarter.
    private func year(_ district: TestDistrict) throws -> TestTownship {
        let town = try district.township("冯卯镇", seed: 1)
        let today = "2022-05-05"
        for name in ["2021Q1", "2021Q2"] { try town.close(name, today: today, writing: .bundle) }
        try town.revise("2021Q2", writing: .bundle)
        for name in ["2021Q3", "2021Q4"] { try town.close(name, today: today, writing: .bundle) }
        _ = try town.workspace.review(
            try #require(Year(2021)), reason: nil, today: day(today), now: TestTownship.now, writing: .bundle)
        try town.close("2022Q1", today: today, writing: .bundle)
        return town
    }

    /// Packs a bundle anew, as a mail gateway does: the same files in another ZIP.
    private func packAnew(_ town: TestTownship, _ name: String) throws -> String {
        let bag = try LooseBag(town.bundle(name), name: name)
        let path = town.folder + "/anew-\(name).zip"
        try Data(bag.zip.bytes).write(to: URL(fileURLWithPath: path))
        #expect(try Files.digest(path).sha256 != Files.digest(town.bundle(name)).sha256)
        return path
    }

    @Test func anHonestYearIsReceivedInAnyOrder() throws {
        for order in [
            Self.names, Self.names.reversed(),
            ["2021-r1", "2021Q2-r2", "2022Q1-r1", "2021Q4-r1", "2021Q1-r1", "2021Q3-r1", "2021Q2-r1"],
        ] {
            let district = try TestDistrict()
            let town = try year(district)
            let received = try district.office.receive(order.map { town.bundle($0) }, now: district.now)
            #expect(received.map(\.word) == order.map { _ in "accepted" }, "\(order): \(received.map(\.outcome))")
            #expect(received.map(\.name) == order)
            #expect(received.allSatisfy { $0.notes.isEmpty })
            #expect(try district.office.summary("2021Q2").townships.map(\.receipt.revision) == [2])
        }
    }

    @Test func aYearIsReceivedOneByOne() throws {
        let district = try TestDistrict()
        let town = try year(district)
        for name in Self.names { #expect(try district.outcomes(town.bundle(name)) == ["accepted"], "\(name)") }
        let register = try Register(opening: district.office.registerPath)
        let review = try #require(try register.receipts().first { $0.name == "2021-r1" })
        #expect(try register.standings(of: review).map(\.member) == ["M1", "M2"])
        #expect(try register.standings(of: review).allSatisfy { $0.rank != nil && !$0.name.string.isEmpty })
    }

    /// The same bundles packed anew are the same, before, after and in the midst of the chain.
    @Test func aBundleThatWasPackedAnewIsTheSame() throws {
        let district = try TestDistrict()
        let town = try year(district)
        let anew = try Self.names.map { try packAnew(town, $0) }
        for (place, name) in Self.names.enumerated() {
            let (first, second) =
                place.isMultiple(of: 2) ? (anew[place], town.bundle(name)) : (town.bundle(name), anew[place])
            #expect(try district.outcomes(first, second) == ["accepted", "known"], "\(name)")
        }
        #expect(try district.outcomes(anew[0]) == ["known"])
    }

    /// The receipt names what the bundle is, so that its township finds it however it was packed on the way.
    @Test func theReceiptOfABundleThatWasPackedAnewIsTaken() throws {
        let district = try TestDistrict()
        let town = try district.township("冯卯镇", seed: 1)
        try town.close(writing: .bundle)
        guard
            case .accepted(let receipt) = try district.office.receive(
                [try packAnew(town, "2021Q3-r1")], now: district.now)[0].outcome
        else {
            Issue.record("it is not accepted")
            return
        }
        let key = try PublicKey(file: district.office.publicKeyPath)
        #expect(try town.workspace.takeReceipt(receipt, by: key, now: TestTownship.now).bundle == "2021Q3-r1")
        // A receipt that was lost is given again.
        try Files.remove(receipt)
        guard
            case .known(let again) = try district.office.receive([town.bundle("2021Q3-r1")], now: district.now)[0]
                .outcome
        else {
            Issue.record("it is not known")
            return
        }
        #expect(again == receipt)
        #expect(Files.exists(receipt))
        #expect(Files.exists(receipt + ".minisig"))
    }

    @Test func aFolderIsItsBundlesAndNothingStopsTheOthers() throws {
        let district = try TestDistrict()
        let town = try year(district)
        let folder = town.folder + "/handed in"
        try FileManager.default.createDirectory(atPath: folder + "/deeper", withIntermediateDirectories: true)
        try FileManager.default.createDirectory(atPath: folder + "/empty.zip", withIntermediateDirectories: true)
        try FileManager.default.copyItem(atPath: town.bundle("2021Q2-r1"), toPath: folder + "/b.zip")
        try FileManager.default.copyItem(atPath: town.bundle("2021Q1-r1"), toPath: folder + "/deeper/a.zip")
        try Data("no bundle".utf8).write(to: URL(fileURLWithPath: folder + "/c.zip"))
        try Data("a note".utf8).write(to: URL(fileURLWithPath: folder + "/note.txt"))
        var decided: [String] = []
        let received = try district.office.receive(
            [town.folder + "/none.zip", folder, town.folder + "/nothing", town.bundle("2021Q2-r2")], now: district.now,
            decided: { decided.append($0.word) })
        #expect(received.map(\.word) == ["failed", "accepted", "refused", "accepted", "failed", "accepted"])
        #expect(decided.sorted() == received.map(\.word).sorted())
        let left = try FileManager.default.contentsOfDirectory(atPath: district.office.folder)
        #expect(left.allSatisfy { !$0.hasSuffix(".partial") })
    }

    /// A township that gives its own review other scores than those that it reported.
    @Test func aReviewThatRestsOnOtherQuartersIsAnAlarm() throws {
        let district = try TestDistrict()
        let town = try district.township("冯卯镇", seed: 1)
        let today = "2022-05-05"
        let quarters = ["2021Q1", "2021Q2", "2021Q3", "2021Q4"]
        for name in quarters.dropLast() { try town.close(name, today: today, writing: .bundle) }
        // Two ledgers that report alike and then part.
        let other = town.folder + "/other"
        try FileManager.default.copyItem(atPath: town.workspace.folder, toPath: other)
        try town.close("2021Q4", today: today, writing: .bundle)
        for name in quarters { #expect(try district.outcomes(town.bundle(name + "-r1")) == ["accepted"]) }
        let copy = try Workspace(at: other, items: ItemCatalog.items)
        _ = try copy.close(
            quarter("2021Q4"), acceptedEmpty: TestTownship.absent, today: day(today), now: "2022-01-09T00:00:00Z",
            writing: [])
        _ = try copy.review(
            try #require(Year(2021)), reason: nil, today: day(today), now: TestTownship.now, writing: .bundle)
        // Its chain lacks the fourth quarter's bundle: it names the third's as the one before it.
        #expect(try district.outcomes(other + "/closings/2021-r1.zip") == ["alarm"])
    }

    @Test func aRefusalIsForgottenOnceTheBundleIsReceived() throws {
        let district = try TestDistrict()
        let town = try district.township("冯卯镇", seed: 1)
        for name in ["2021Q1", "2021Q2", "2021Q3"] { try town.close(name, writing: .bundle) }
        #expect(try district.outcomes(town.bundle("2021Q1-r1")) == ["accepted"])
        #expect(try district.outcomes(town.bundle("2021Q3-r1")) == ["refused"])
        #expect(try district.office.summary("2021Q3").refusals.count == 1)
        #expect(try district.outcomes(town.bundle("2021Q2-r1"), town.bundle("2021Q3-r1")) == ["accepted", "accepted"])
        #expect(try district.office.summary("2021Q3").refusals.isEmpty)
    }

    @Test func aQuarterThatWasClosedLateIsTakenAndSaid() throws {
        let district = try TestDistrict()
        let town = try district.township("冯卯镇", seed: 1)
        try town.close("2021Q3", writing: .bundle)
        try town.close("2021Q2", writing: .bundle)
        let received = try district.office.receive(
            [town.bundle("2021Q3-r1"), town.bundle("2021Q2-r1")], now: district.now)
        #expect(received.map(\.word) == ["accepted", "accepted"])
        #expect(received.map(\.notes.count) == [0, 1])
    }

    /// An unsigned bundle costs no replay.
    @Test func onlyASignedBundleIsComputedAgain() throws {
        let district = try TestDistrict()
        let town = try TestTownship("冯卯镇")
        try town.close(writing: .bundle)
        let received = try district.office.receive([town.bundle("2021Q3-r1")], now: district.now)[0]
        #expect(received.word == "refused")
        #expect(received.checks.first { $0.id == "replay.results" }?.outcome == .skipped)
    }
}
