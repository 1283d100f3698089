import AssessmentKernel
import Closings
import Foundation
import ItemCatalog
import Register
import Rulebook
import TestValues
import Testing

@testable import Disk
@testable import DistrictOffice
@testable import Workspace

/// Bundles under rulebooks that the district has not approved.
@Suite struct HeldBundleTests {
    /// A township whose base pay is ten times the usual.
    private func generous(_ district: TestDistrict) throws -> (town: TestTownship, rulebook: String) {
        let town = try district.township("冯卯镇", seed: 1)
        let path = town.workspace.rulebooksFolder + "/" + Rulebook.shippedName
        let text = String(decoding: Rulebook.shipped, as: UTF8.self)
            .replacing("base_pay: 200 ", with: "base_pay: 2000 ").replacing(
                "    per_late: 0.5  ", with: "    per_late: 0  ")
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        return (town, path)
    }

    @Test func aRulebookThatIsNotApprovedIsHeldAndWhatItChangesIsNamed() throws {
        let district = try TestDistrict()
        let (town, rulebook) = try generous(district)
        for name in ["2021Q2", "2021Q3"] { try town.close(name, writing: .bundle) }
        let received = try district.office.receive(
            [town.bundle("2021Q2-r1"), town.bundle("2021Q3-r1")], now: district.now)
        #expect(received.map(\.word) == ["held", "held"])
        guard case .held(_, let unapproved?) = received[0].outcome else {
            Issue.record("it does not say what differs")
            return
        }
        #expect(unapproved.nearest == Rulebook.shippedName && !unapproved.wasWithdrawn)
        #expect(unapproved.differences.map(\.path) == ["base_pay", "items.attendance.per_late"])
        #expect(unapproved.differences.map(\.old) == ["200", "0.5"])
        #expect(unapproved.differences.map(\.new) == ["2000", "0"])
        #expect(unapproved.differences.map(\.title.chinese) == ["基本补贴（元／月）", "考勤打卡·每次未按时打卡扣分"])
        guard case .held(let reason, nil) = received[1].outcome else {
            Issue.record("the next bundle does not wait for it")
            return
        }
        #expect(reason.english.contains("2021Q2-r1, the bundle before it, is on hold"))
        #expect(try district.office.summary("2021Q3").townships.isEmpty)
        #expect(try district.office.summary("2021Q3").held.map(\.name) == ["2021Q3-r1"])
        // Handed in again it still waits, once.
        #expect(try district.outcomes(town.bundle("2021Q2-r1")) == ["held"])
        #expect(try district.office.heldBundles().map(\.name) == ["2021Q2-r1", "2021Q3-r1"])

        var taken: [ReceivedBundle] = []
        try district.office.approveRulebook(rulebook, now: district.now) { taken.append($0) }
        #expect(taken.map(\.word) == ["accepted", "accepted"])
        #expect(try district.office.heldBundles().isEmpty)
        #expect(try Files.names(in: district.office.heldFolder).isEmpty)
        #expect(try district.office.summary("2021Q3").townships.map(\.receipt.township) == ["冯卯镇"])
        #expect(try district.outcomes(town.bundle("2021Q3-r1")) == ["known"])
        #expect(try district.office.check() == [])
    }

    @Test func theRulebookOfAHeldBundleIsApprovedByItsDigest() throws {
        let district = try TestDistrict()
        let (town, _) = try generous(district)
        try town.close(writing: .bundle)
        #expect(try district.outcomes(town.bundle("2021Q3-r1")) == ["held"])
        let digest = try #require(try district.office.heldBundles().first).rulebook
        for wrong in ["", String(digest.prefix(7)), "0123456789"] {
            #expect(throws: Problem.self) { try district.office.approveHeldRulebook(wrong, now: district.now) }
        }
        var taken: [String] = []
        _ = try district.office.approveHeldRulebook(String(digest.prefix(8)), now: district.now) {
            taken.append($0.word)
        }
        #expect(taken == ["accepted"])
    }

    @Test func aWithdrawnApprovalHoldsWhatComesLater() throws {
        let district = try TestDistrict()
        let town = try district.township("冯卯镇", seed: 1)
        try town.close("2021Q2", writing: .bundle)
        #expect(try district.outcomes(town.bundle("2021Q2-r1")) == ["accepted"])
        let book = try district.office.withdrawRulebook(Rulebook.shippedName, reason: "有误", now: district.now)
        #expect(book.yaml == Rulebook.shipped)
        #expect(throws: Problem.self) {
            try district.office.withdrawRulebook(Rulebook.shippedName, reason: "有误", now: district.now)
        }
        try town.close("2021Q3", writing: .bundle)
        #expect(try district.reason(town.bundle("2021Q3-r1")).contains("was withdrawn"))
        #expect(try district.office.summary("2021Q2").townships.count == 1)
        let file = town.workspace.rulebooksFolder + "/" + Rulebook.shippedName
        var taken: [String] = []
        try district.office.approveRulebook(file, now: district.now) { taken.append($0.word) }
        #expect(taken == ["accepted"])
        #expect(try district.office.approvedRulebooks().map(\.isApproved) == [true])
    }

    @Test func aFileThatIsNoRulebookIsNotApproved() throws {
        let district = try TestDistrict()
        let town = try district.township("冯卯镇", seed: 1)
        let file = try town.write("book.yaml", "rulebook: x\n")
        #expect(throws: Problem.self) { try district.office.approveRulebook(file, now: district.now) }
        #expect(try district.office.approvedRulebooks().count == 1)
    }
}
