import Archive
import AssessmentKernel
import Bundle
import BundleTesting
import Closings
import Foundation
import ItemCatalog
import Ledger
import Register
import TestValues
import Testing

@testable import Desk
@testable import Disk
@testable import DistrictOffice
@testable import Importing
@testable import Workspace

/// What a district accepts and what it refuses.
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

    /// The district started later than the township: its first bundle names one that it never saw.
    @Test func aChainThatBeganEarlierIsTakenInAnyOrderToo() throws {
        let district = try TestDistrict()
        let town = try district.township("冯卯镇", seed: 1)
        try town.close("2021Q1", writing: .bundle)
        try town.close("2021Q2", writing: .bundle)
        try town.close("2021Q3", writing: .bundle)
        #expect(try district.outcomes(town.bundle("2021Q3-r1"), town.bundle("2021Q2-r1")) == ["accepted", "accepted"])
        // The one before arrives after all: the chain itself names it.
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
        #expect(summary.townships.map(\.receipt.sha256) == [try Files.digest(town.bundle("2021Q3-r1")).sha256])
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
        // No signature, and one that nobody trusts.
        let unsigned = try TestTownship("冯卯镇")
        try unsigned.close(writing: .bundle)
        #expect(try district.reason(unsigned.bundle("2021Q3-r1")).contains("signature.present"))
        let untrusted = try TestTownship("冯卯镇")
        _ = try untrusted.workspace.makeSigningKey(now: TestTownship.now)
        try untrusted.close(writing: .bundle)
        #expect(try district.reason(untrusted.bundle("2021Q3-r1")).contains("signature.trusted"))
        #expect(try district.office.summary("2021Q3").townships.isEmpty)
    }

    /// A key with another key's number must not pass for it.
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
        #expect(reason.contains("replay.results"))
        #expect(reason.contains("data/results/totals.csv, line 2"))
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
        // An unreadable bundle must not stop the others.
        #expect(try district.outcomes(foreign, cut, junk, path) == ["refused", "refused", "refused", "accepted"])
        #expect(try district.outcomes(town.bundle("2021Q3-r1")) == ["known"])
        let left = try FileManager.default.contentsOfDirectory(atPath: district.office.folder)
        #expect(left.allSatisfy { !$0.hasSuffix(".partial") })
        #expect(try district.outcomes(town.folder + "/none.zip") == ["failed"])
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
        #expect(taken.bundle == "2021Q3-r1")
        #expect(taken.district == "山亭区委政法委")
        #expect(taken.receivedAt == district.now)
        let foreign = #expect(throws: Problem.self) { try other.workspace.takeReceipt(receipt, by: key, now: "") }
        #expect(foreign?.kind == .checkFailed)
        #expect(foreign?.what.english.contains("another 2021Q3-r1 than this ledger made") == true)
        #expect(foreign?.next?.plain.english.contains("was not entered") == true)
        #expect(try other.workspace.journal().allSatisfy { $0.kind != "receipt" })
        let stranger = SampleBundle.strangeKey
        #expect(throws: Problem.self) { try town.workspace.takeReceipt(receipt, by: stranger.publicKey, now: "") }
        // A changed one, one that somebody else signed, and a bundle's signature in its place.
        let written = String(decoding: try Files.read(receipt), as: UTF8.self)
        for line in ["District: 山亭区委政法委", "Township: 冯卯镇", "Bundle: 2021Q3-r1", "Time: \(district.now)"] {
            #expect(written.contains("Kaohe-Receipt-\(line)\n"))
        }
        let text = written.replacing("2021-10-09", with: "2021-10-07")
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

    @Test func whatIsNoFileIsSaidAndHindersNoOther() throws {
        let district = try TestDistrict()
        let town = try district.township("冯卯镇", seed: 1)
        try town.close(writing: .bundle)
        let (missing, pipe) = (town.folder + "/missing.zip", town.folder + "/pipe.zip")
        #expect(mkfifo(pipe, 0o600) == 0)
        let received = try district.office.receive([missing, pipe, town.bundle("2021Q3-r1")], now: district.now)
        let said = received.map { bundle in
            switch bundle.outcome {
            case .failed(let problem): problem.what.english
            case .accepted: "accepted"
            default: "\(bundle.outcome)"
            }
        }
        #expect(said == ["there is no such file", "this is no plain file", "accepted"])
    }

    /// The district signs what it is given; the township knows which bundles it made.
    @Test(arguments: [
        (DistrictReceipt.sha256, String(repeating: "0", count: 64), "another 2021Q3-r1"),
        (DistrictReceipt.bundle, "2021Q2-r1", "no bundle of this township"),
    ]) func aReceiptForAnotherBundleIsNotTaken(label: String, value: String, saying: String) throws {
        let district = try TestDistrict()
        let town = try district.township("冯卯镇", seed: 1)
        try town.close(writing: .bundle)
        guard
            case .accepted(let receipt) = try district.office.receive([town.bundle("2021Q3-r1")], now: district.now)[0]
                .outcome
        else {
            Issue.record("it is not accepted")
            return
        }
        let lines = String(decoding: try Files.read(receipt), as: UTF8.self).split(separator: "\n").map { line in
            line.hasPrefix(label + ":") ? "\(label): \(value)" : String(line)
        }
        let text = lines.joined(separator: "\n") + "\n"
        let path = try town.write("other.receipt", text)
        let signature = try SigningKey(file: district.office.signingKeyPath).sign(
            Array(text.utf8), comment: DistrictReceipt.comment)
        try Data(signature.bytes).write(to: URL(fileURLWithPath: path + ".minisig"))
        let key = try PublicKey(file: district.office.publicKeyPath)
        let problem = #expect(throws: Problem.self) { try town.workspace.takeReceipt(path, by: key, now: "") }
        #expect(problem?.what.english.contains(saying) == true)
        #expect(problem?.next != nil)
        #expect(try town.workspace.journal().allSatisfy { $0.kind != "receipt" })
    }

    /// A ledger made anew under the same key: its first bundle follows none, though the district knows the township.
    @Test(arguments: ["2021Q1", "2021Q3"]) func aSecondFirstBundleOfAKnownTownshipIsAnAlarm(period: String) throws {
        let district = try TestDistrict()
        let town = try district.township("冯卯镇", seed: 1)
        try town.close("2021Q2", writing: .bundle)
        #expect(try district.outcomes(town.bundle("2021Q2-r1")) == ["accepted"])
        let anew = try TestTownship("冯卯镇")
        try FileManager.default.createDirectory(atPath: anew.workspace.keysFolder, withIntermediateDirectories: true)
        try FileManager.default.copyItem(
            atPath: town.workspace.signingKeyPath, toPath: anew.workspace.signingKeyPath)
        try anew.close(period, writing: .bundle)
        #expect(try district.outcomes(anew.bundle("\(period)-r1")) == ["alarm"])
        #expect(try district.reason(anew.bundle("\(period)-r1")).contains("forks"))
        #expect(try district.office.summary(period).townships.isEmpty)
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
