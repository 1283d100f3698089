import AssessmentKernel
import Bundle
import BundleTesting
import Closing
import Foundation
import ItemCatalog
import Register
import Testing

@testable import Runner

/// A district office and the townships that report to it.
private final class TestDistrict {
    let office: DistrictOffice
    let recipient: String
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        office = DistrictOffice(at: folder / "district", items: ItemCatalog.items)
        recipient = try office.initialise(name: "山亭区委政法委")
    }

    /// A township with a signing key of its own, which the district trusts.
    func township(_ name: String, seed: UInt64, roster: String = TestTownship.roster) throws -> TestTownship {
        let town = try TestTownship(name, roster: roster)
        let key = SigningKey(number: seed, seed: (seed, 1, 2, 3))
        try FileManager.default.createDirectory(
            atPath: town.workspace.keysFolder, withIntermediateDirectories: true)
        try key.write(to: town.workspace.signingKeyPath)
        try office.trust(name, key: key.publicKey, now: TestTownship.now)
        return town
    }

    /// What becomes of files: `accepted`, `known`, `refused`, `alarm`.
    func outcomes(_ paths: String...) throws -> [String] { try office.receive(paths, now: now).map(\.word) }

    func reason(_ path: String) throws -> String {
        guard case .refused(let reason, _) = try office.receive([path], now: now)[0].outcome else { return "" }
        return reason.english
    }

    let now = "2021-10-09T00:00:00Z"
}

extension ReceivedBundle {
    fileprivate var word: String {
        switch outcome {
        case .accepted: "accepted"
        case .known: "known"
        case .refused(_, let isAlarm): isAlarm ? "alarm" : "refused"
        }
    }
}

@Suite struct DistrictTests {
    @Test func aChainIsTakenInWhateverOrderItIsHandedIn() throws {
        let district = try TestDistrict()
        let town = try district.township("冯卯镇", seed: 1)
        try town.close("2021Q2", writing: .bundle)
        try town.close("2021Q3", writing: .bundle)
        try town.revise("2021Q2", writing: .bundle)
        let (first, second, third) = (town.bundle("2021Q2-r1"), town.bundle("2021Q3-r1"), town.bundle("2021Q2-r2"))
        #expect(try district.outcomes(third, second, first) == ["accepted", "accepted", "accepted"])
        #expect(try district.outcomes(first, third) == ["known", "known"])
        #expect(try district.office.summary("2021Q2").townships.map(\.receipt.revision) == [2])
    }

    /// The district began later than the township: the first bundle that it gets names one that it never saw.
    @Test func aChainThatBeganEarlierIsTakenInAnyOrderToo() throws {
        let district = try TestDistrict()
        let town = try district.township("冯卯镇", seed: 1)
        try town.close("2021Q1", writing: .bundle)
        try town.close("2021Q2", writing: .bundle)
        try town.close("2021Q3", writing: .bundle)
        #expect(try district.outcomes(town.bundle("2021Q3-r1"), town.bundle("2021Q2-r1")) == ["accepted", "accepted"])
        // The one before them comes after all: the chain itself names it.
        #expect(try district.outcomes(town.bundle("2021Q1-r1")) == ["accepted"])
        try town.revise("2021Q1", writing: .bundle)
        #expect(try district.outcomes(town.bundle("2021Q1-r2")) == ["accepted"])
    }

    @Test func aFileThatIsNamedTwiceIsTakenOnce() throws {
        let district = try TestDistrict()
        let town = try district.township("冯卯镇", seed: 1)
        try town.close(writing: .bundle)
        let path = town.bundle("2021Q3-r1")
        #expect(try district.outcomes(path, path) == ["accepted", "known"])
    }

    @Test func aMissingPredecessorIsAskedFor() throws {
        let district = try TestDistrict()
        let town = try district.township("冯卯镇", seed: 1)
        for name in ["2021Q1", "2021Q2", "2021Q3"] { try town.close(name, writing: .bundle) }
        #expect(try district.outcomes(town.bundle("2021Q1-r1")) == ["accepted"])
        let reason = try district.reason(town.bundle("2021Q3-r1"))
        #expect(reason.contains("have it sent first"))
        #expect(try district.outcomes(town.bundle("2021Q3-r1"), town.bundle("2021Q2-r1")) == ["accepted", "accepted"])
    }

    @Test func anotherBundleOfTheSameRevisionIsAnAlarm() throws {
        let district = try TestDistrict()
        let town = try district.township("冯卯镇", seed: 1)
        let other = town.folder + "/other"
        try FileManager.default.copyItem(atPath: town.workspace.folder, toPath: other)
        try town.close(writing: .bundle)
        // The same quarter closed from other records, signed by the same key.
        let copy = try Workspace(at: other, items: ItemCatalog.items)
        let file = try town.write("hazard.csv", "hazard,member,found_at,source\nH1,M1,2021-07-05 08:30,inspection\n")
        _ = try copy.importTables([file], ImportOptions(), now: TestTownship.now)
        _ = try copy.close(
            quarter("2021Q3"), acceptedEmpty: TestTownship.absent, today: day("2021-10-08"), now: TestTownship.now,
            writing: .bundle)
        let forged = other + "/closings/2021Q3-r1.zip"
        #expect(try district.outcomes(town.bundle("2021Q3-r1"), forged) == ["accepted", "alarm"])
        _ = try copy.revise(quarter("2021Q3"), reason: "另一份", now: TestTownship.now, writing: .bundle)
        #expect(try district.outcomes(other + "/closings/2021Q3-r2.zip") == ["refused"], "its predecessor is unknown")
        let summary = try district.office.summary("2021Q3")
        #expect(summary.refusals.map(\.isAlarm) == [true, false])
        #expect(summary.townships.map(\.receipt.sha256) == [try Files.sha256(town.bundle("2021Q3-r1"))])
    }

    /// Two revisions that both name the first closing as the bundle before them.
    @Test func aForkOfTheChainIsAnAlarm() throws {
        let district = try TestDistrict()
        let town = try district.township("冯卯镇", seed: 1)
        try town.close("2021Q2", writing: .bundle)
        let other = town.folder + "/other"
        try FileManager.default.copyItem(atPath: town.workspace.folder, toPath: other)
        try town.close("2021Q3", writing: .bundle)
        let copy = try Workspace(at: other, items: ItemCatalog.items)
        _ = try copy.revise(quarter("2021Q2"), reason: "另一支", now: TestTownship.now, writing: .bundle)
        let fork = other + "/closings/2021Q2-r2.zip"
        #expect(
            try district.outcomes(town.bundle("2021Q2-r1"), town.bundle("2021Q3-r1"), fork) == [
                "accepted", "accepted", "alarm",
            ])
        #expect(try district.reason(fork).contains("forks"))
    }

    @Test func onlyATownshipsOwnKeyCounts() throws {
        let district = try TestDistrict()
        let town = try district.township("冯卯镇", seed: 1)
        _ = try district.township("水泉镇", seed: 2)
        // The key of another township.
        let stranger = try TestTownship("水泉镇")
        try FileManager.default.createDirectory(
            atPath: stranger.workspace.keysFolder, withIntermediateDirectories: true)
        try FileManager.default.copyItem(
            atPath: town.workspace.signingKeyPath, toPath: stranger.workspace.signingKeyPath)
        try stranger.close(writing: .bundle)
        #expect(try district.outcomes(stranger.bundle("2021Q3-r1")) == ["alarm"])
        // None, and one that nobody trusts.
        let unsigned = try TestTownship("冯卯镇")
        try unsigned.close(writing: .bundle)
        #expect(try district.reason(unsigned.bundle("2021Q3-r1")).contains("signature.present"))
        let untrusted = try TestTownship("冯卯镇")
        _ = try untrusted.workspace.makeSigningKey(now: TestTownship.now)
        try untrusted.close(writing: .bundle)
        #expect(try district.reason(untrusted.bundle("2021Q3-r1")).contains("signature.trusted"))
        #expect(try district.office.summary("2021Q3").townships.isEmpty)
    }

    /// A key that bears another's number must not be taken for it.
    @Test func aKeyWithABorrowedNumberIsNotTrusted() throws {
        let district = try TestDistrict()
        _ = try district.township("冯卯镇", seed: 1)
        let borrowed = SigningKey(number: 1, seed: (9, 9, 9, 9))
        #expect(throws: Problem.self) {
            try district.office.trust("水泉镇", key: borrowed.publicKey, now: TestTownship.now)
        }
        #expect(try district.office.trustedKeys().map(\.township) == ["冯卯镇"])
    }

    @Test func anEditedScoreIsRefusedAndNamed() throws {
        let district = try TestDistrict()
        let town = try district.township("冯卯镇", seed: 1)
        try town.close(writing: .bundle)
        var bag = try LooseBag(town.bundle("2021Q3-r1"))
        bag.edit("data/results/totals.csv") { $0.replacing(",60,failing,", with: ",99,failing,") }
        bag.recomputeManifests()
        bag.sign(SigningKey(number: 1, seed: (1, 1, 2, 3)))
        let path = town.folder + "/edited.zip"
        try Data(bag.zip.bytes).write(to: URL(fileURLWithPath: path))
        let reason = try district.reason(path)
        #expect(reason.contains("replay.results") && reason.contains("data/results/totals.csv, line 2"))
        #expect(try district.outcomes(town.bundle("2021Q3-r1")) == ["accepted"])
    }

    @Test func encryptedBundlesAreOpenedAndOthersRefused() throws {
        let district = try TestDistrict()
        let town = try district.township("冯卯镇", seed: 1)
        try town.close(writing: .bundle)
        let path = try town.workspace.encryptBundle(quarter("2021Q3"), to: [district.recipient], as: nil)
        #expect(path.hasSuffix("2021Q3-r1.zip.age"))
        let foreign = try town.workspace.encryptBundle(
            quarter("2021Q3"), to: [try TestDistrict().recipient], as: town.folder + "/foreign.age")
        let cut = town.folder + "/cut.age"
        try Data(try Files.read(path).dropLast(7)).write(to: URL(fileURLWithPath: cut))
        let junk = try town.write("junk.zip", "PK no zip")
        // One that cannot be read is no reason to leave the others.
        #expect(try district.outcomes(foreign, cut, junk, path) == ["refused", "refused", "refused", "accepted"])
        #expect(try district.outcomes(town.bundle("2021Q3-r1")) == ["known"])
        let left = try FileManager.default.contentsOfDirectory(atPath: district.office.folder)
        #expect(left.allSatisfy { !$0.hasSuffix(".partial") })
        let missing = #expect(throws: Problem.self) { try district.outcomes(town.folder + "/none.zip") }
        #expect(missing?.kind == .notFound)
    }

    @Test func aReceiptIsTakenByItsTownshipAlone() throws {
        let district = try TestDistrict()
        let town = try district.township("冯卯镇", seed: 1)
        let other = try district.township("水泉镇", seed: 2)
        for town in [town, other] { try town.close(writing: .bundle) }
        guard
            case .accepted(let receipt) = try district.office.receive([town.bundle("2021Q3-r1")], now: district.now)[0]
                .outcome
        else {
            Issue.record("it is not accepted")
            return
        }
        let key = try PublicKey(file: district.office.publicKeyPath)
        let taken = try town.workspace.takeReceipt(receipt, by: key, now: TestTownship.now)
        #expect(taken.bundle == "2021Q3-r1" && taken.district == "山亭区委政法委" && taken.receivedAt == district.now)
        #expect(throws: Problem.self) { try other.workspace.takeReceipt(receipt, by: key, now: "") }
        let stranger = SampleBundle.strangeKey
        #expect(throws: Problem.self) { try town.workspace.takeReceipt(receipt, by: stranger.publicKey, now: "") }
        // A changed one, one that somebody else signed, and a bundle's signature in its place.
        let text = String(decoding: try Files.read(receipt), as: UTF8.self).replacing("2021-10-09", with: "2021-10-07")
        for signature in [
            try Files.read(receipt + ".minisig"), stranger.sign(Array(text.utf8), comment: "kaohe receipt").bytes,
            try SigningKey(file: district.office.signingKeyPath).sign(Array(text.utf8)).bytes,
        ] {
            let path = try town.write("forged.receipt", text)
            try Data(signature).write(to: URL(fileURLWithPath: path + ".minisig"))
            let problem = #expect(throws: Problem.self) { try town.workspace.takeReceipt(path, by: key, now: "") }
            #expect(problem?.kind == .checkFailed)
        }
    }

    @Test(arguments: ["", " ", "山亭\n区"]) func aDistrictHasAName(name: String) throws {
        let folder = try TemporaryFolder()
        let office = DistrictOffice(at: folder / "d", items: ItemCatalog.items)
        #expect(throws: Problem.self) { try office.initialise(name: name) }
        #expect(try folder.names.isEmpty)
    }

    @Test func aDistrictIsMadeOnce() throws {
        let district = try TestDistrict()
        let key = try Files.read(district.office.publicKeyPath)
        let problem = #expect(throws: Problem.self) { try district.office.initialise(name: "另一区") }
        #expect(problem?.kind == .cannotWrite)
        #expect(try Files.read(district.office.publicKeyPath) == key)
    }
}

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
        #expect(received.map(\.word) == Array(repeating: "accepted", count: 23))
        let summary = try district.office.summary("2021Q3")
        #expect(summary.missing == ["镇24"] && summary.refusals.isEmpty)
        #expect(summary.members.count == 46 && summary.payDue == .zero)
        // Means: 60 for 4, 8, …; 59 for 1, 5, … and 2, 6, …; 58 for 3, 7, ….
        #expect(summary.townships.prefix(5).allSatisfy { $0.rank == 1 && $0.mean == Points(60) })
        #expect(summary.townships.dropFirst(5).prefix(12).allSatisfy { $0.rank == 6 && $0.mean == Points(59) })
        #expect(summary.townships.dropFirst(17).allSatisfy { $0.rank == 18 && $0.mean == Points(58) })
        #expect(summary.townships.prefix(5).map(\.receipt.township) == ["镇12", "镇16", "镇20", "镇4", "镇8"])
        #expect(summary.townships[0].bands == ["failing": 2])
        // Of 46 members 23 − 12 = 11 M2 and 5 M1 have 60.
        #expect(summary.members.count { $0.rank == 1 } == 16)
        #expect(summary.members[16].rank == 17 && summary.members[16].standing.total == Points(59))

        let folder = district.office.folder + "/out"
        try district.office.write(summary, to: folder)
        let townships = String(decoding: try Files.read(folder + "/townships.csv"), as: UTF8.self).split(
            separator: "\n")
        #expect(
            townships[0]
                == "rank,township,revision,members,mean,top,good,fair,poor,failing,unrated,pay_due,bundle,received_at")
        #expect(townships[1].hasPrefix("1,镇12,1,2,60,0,0,0,0,2,0,0.00,") && townships[1].hasSuffix("," + district.now))
        #expect(townships.last == ",镇24,,,,,,,,,,,,")
        let members = String(decoding: try Files.read(folder + "/members.csv"), as: UTF8.self).split(separator: "\n")
        #expect(members.count == 47 && members[1] == "1,镇10,M2,李强,一办,东村,2,60,failing,-200.00")
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
        #expect(summary.members.last?.rank == nil && summary.members.last?.township == "新人镇")
        #expect(summary.bands.last == "unrated")
    }

    @Test func aQuarterOfWhichNothingIsKnownIsEmpty() throws {
        let district = try TestDistrict()
        _ = try district.township("冯卯镇", seed: 1)
        let summary = try district.office.summary("2021Q3")
        #expect(summary.townships.isEmpty && summary.members.isEmpty && summary.missing == ["冯卯镇"])
        #expect(summary.bands == ["unrated"] && summary.payDue == .zero)
    }
}
