import Archive
import AssessmentKernel
import Bundle
import BundleTesting
import Closings
import Desk
import Foundation
import TestValues
import Testing
import Workspace

@testable import Age
@testable import Disk

/// The files that a closing leaves beside its folder.
@Suite struct BundleFileTests {
    /// Killed between the ledger's commit and the moves, or between the two moves.
    @Test(arguments: [true, false]) func aKilledRunsBundleIsMovedByTheNext(isZIPThere: Bool) throws {
        let town = try BundleTownship.open()
        try town.close(writing: .bundle)
        let before = try town.listing()
        let closings = town.workspace.closingsFolder
        for name in ["2021Q3-r1"] + (isZIPThere ? [] : ["2021Q3-r1.zip"]) {
            try FileManager.default.moveItem(atPath: "\(closings)/\(name)", toPath: "\(closings)/.\(name).partial")
        }
        _ = try town.workspace.appeals()
        let after = try town.listing()
        #expect(after.filter { $0.key.hasPrefix("closings/") } == before.filter { $0.key.hasPrefix("closings/") })
        #expect(try town.replay("2021Q3-r1").isSound)
    }

    @Test func halfABundleIsRemoved() throws {
        let town = try BundleTownship.open()
        let closings = town.workspace.closingsFolder
        for name in [".2021Q3-r1.partial", ".2021Q3-r1.zip.partial"] {
            try Data("half".utf8).write(to: URL(fileURLWithPath: closings + "/" + name))
        }
        _ = try town.workspace.appeals()
        #expect(try FileManager.default.contentsOfDirectory(atPath: closings).isEmpty)
    }

    @Test func aClosingWithoutABundleLeavesTheChainAsItIs() throws {
        let town = try BundleTownship.open()
        try town.close("2021Q1", writing: .bundle)
        try town.close("2021Q2")
        #expect(!FileManager.default.fileExists(atPath: town.bundle("2021Q2-r1")))
        let problem = #expect(throws: Problem.self) {
            try town.workspace.copyBundle(quarter("2021Q2"), to: town.folder + "/x.zip")
        }
        #expect(problem?.kind == .notFound)
        #expect(problem?.what.chinese.contains("结算时没有生成") == true)
        try town.close("2021Q3", writing: .bundle)
        let report = try town.replay("2021Q3-r1")
        #expect(report.trouble == [BundleTownship.noReports])
        #expect(report.info?.only(BagInfo.Label.previous) == BundlePreview(town.bundle("2021Q1-r1"))?.identity)
    }

    @Test func aKeyThatOthersCanReadIsRefusedBeforeAnythingIsWritten() throws {
        let town = try BundleTownship.open()
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: town.workspace.signingKeyPath)
        let before = try town.listing()
        let problem = #expect(throws: Problem.self) { try town.close(writing: .all) }
        #expect(problem?.place.file?.hasSuffix("kaohe.key") == true)
        try town.expectChanges(since: before, only: [])
        // Without a bundle no key is needed.
        try town.close()
        #expect(throws: Problem.self) { try town.revise(writing: .bundle) }
    }

    @Test func thePublicCopyHasNoNameNoEvidenceAndNoPay() throws {
        let town = try BundleTownship.open()
        try town.close(writing: .bundle)
        let folder = try town.workspace.writePublicCopy(quarter("2021Q3"))
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == [
                "deductions.csv", "scores.csv", "totals.csv",
            ])
        let totals = String(decoding: try Files.read(folder + "/totals.csv"), as: UTF8.self).split(separator: "\n")
        #expect(totals[0] == "member,name,office,village,grid,total,band,rank")
        #expect(totals[1].hasPrefix("M01,王*,二办,东村,1,"))
        #expect(totals[1].hasSuffix(",failing,17"))
        let rows = String(decoding: try Files.read(folder + "/deductions.csv"), as: UTF8.self)
        #expect(rows.hasPrefix("member,item,date,points,code,clause\n"))
        #expect(!rows.contains("training:T1"))
        // Repeating it does no harm, and a revision has its own bundle.
        #expect(try town.workspace.writePublicCopy(quarter("2021Q3")) == folder)
        try town.revise()
        #expect(try town.workspace.writePublicCopy(quarter("2021Q3")).hasSuffix("2021Q3-r2-public"))
    }

    @Test func copiesAreTheBundle() throws {
        let town = try BundleTownship.open()
        try town.close(writing: .bundle)
        let named = town.folder + "/kaohe-冯卯镇-2021Q3-r1.zip"
        try town.workspace.copyBundle(quarter("2021Q3"), to: named)
        let bytes = try Files.read(town.bundle("2021Q3-r1"))
        #expect(try Files.read(named) == bytes)
        let identity = Age.Identity.make()
        try identity.write(to: town.folder + "/identity")
        let sealed = try town.workspace.encryptBundle(quarter("2021Q3"), to: [identity.recipient.text], as: nil)
        #expect(Age.isEncrypted(sealed))
        try Age.decrypt(sealed, to: town.folder + "/clear.zip", with: try Age.Identity.read(town.folder + "/identity"))
        #expect(try Files.read(town.folder + "/clear.zip") == bytes)
        #expect(throws: Problem.self) {
            try town.workspace.encryptBundle(quarter("2021Q3"), to: ["age1none"], as: town.folder + "/x")
        }
        #expect(throws: Problem.self) { try town.workspace.copyBundle(quarter("2021Q2"), to: named) }
    }
}
