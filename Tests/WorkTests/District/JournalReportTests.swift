import Archive
import AssessmentKernel
import Bundle
import BundleTesting
import Closings
import Foundation
import GRDB
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

/// The township's journal in its bundles, receipts and anchors.
@Suite struct JournalReportTests {
    private func journal(_ town: TestTownship, _ name: String) throws -> [String] {
        let text = try LooseBag(town.bundle(name), name: name)["data/core/journal.csv"]
        return String(decoding: text, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    @Test func aBundleCarriesWhatHappenedSinceTheOneBefore() throws {
        let town = try TestTownship("冯卯镇")
        try town.close("2021Q1", writing: .bundle)
        try town.close("2021Q2", writing: [])
        try town.close("2021Q3", writing: .bundle)
        #expect(try journal(town, "2021Q1-r1").map { $0.split(separator: ",")[0] } == ["number", "1"])
        #expect(
            try journal(town, "2021Q3-r1").dropFirst().map {
                $0.split(separator: ",", omittingEmptySubsequences: false)[3...4].joined(separator: " ")
            }
                == ["close 2021Q1-r1", "close 2021Q2-r1"])
        let report = try BundleCheckup.run(
            town.bundle("2021Q3-r1"), trusted: [], replay: false, items: ItemCatalog.items)
        #expect(report.checks.first { $0.id == "journal.chain" }?.outcome == .passed)
        let last = try #require(try town.workspace.journal().dropLast().last)
        #expect(report.info?.only(BagInfo.Label.journal) == "\(last.number) \(last.digest)")
        #expect(report.info?.only(BagInfo.Label.receipt) == nil)
    }

    /// The journal of a bundle is changed, its manifests and signature made anew.
    @Test(arguments: ["kind", "cut", "digest"]) func aChangedJournalFails(name: String) throws {
        let town = try TestTownship("冯卯镇")
        try town.close(writing: .bundle)
        var bag = try LooseBag(town.bundle("2021Q3-r1"))
        bag.edit("data/core/journal.csv") { text in
            switch name {
            case "kind": text.replacing(",import,", with: ",revise,")
            case "cut": text.split(separator: "\n").prefix(1).joined() + "\n"
            default: text.replacing("a", with: "b")
            }
        }
        bag.recomputeManifests()
        let path = town.folder + "/edited.zip"
        try Data(bag.zip.bytes).write(to: URL(fileURLWithPath: path))
        let report = try BundleCheckup.run(path, trusted: [], replay: false, items: ItemCatalog.items)
        #expect(report.checks.first { $0.id == "journal.chain" }?.outcome != .passed)
        #expect(!report.isSound)
    }

    @Test func theReceiptCountersignsAndTheNextBundleNamesIt() throws {
        let district = try TestDistrict()
        let town = try district.township("冯卯镇", seed: 1)
        try town.close("2021Q2", writing: .bundle)
        guard
            case .accepted(let receipt) = try district.office.receive([town.bundle("2021Q2-r1")], now: district.now)[0]
                .outcome
        else {
            Issue.record("it is not accepted")
            return
        }
        let text = String(decoding: try Files.read(receipt), as: UTF8.self)
        let head = try #require(BundlePreview(town.bundle("2021Q2-r1"))).info.only(BagInfo.Label.journal)
        #expect(text.contains("Kaohe-Receipt-Journal: \(head ?? "-")\n"))
        let key = try PublicKey(file: district.office.publicKeyPath)
        _ = try town.workspace.takeReceipt(receipt, by: key, now: TestTownship.now)
        try town.close("2021Q3", writing: .bundle)
        let named = try #require(BundlePreview(town.bundle("2021Q3-r1"))).info.only(BagInfo.Label.receipt)
        #expect(try named == Files.digest(receipt).sha256)
        #expect(try district.outcomes(town.bundle("2021Q3-r1")) == ["accepted"])
    }

    /// Two ledgers that part after a report: only the one whose journal was reported goes on.
    @Test func aLedgerThatWasRewrittenCannotReportAgain() throws {
        let district = try TestDistrict()
        let town = try district.township("冯卯镇", seed: 1)
        try town.close("2021Q2", writing: .bundle)
        #expect(try district.outcomes(town.bundle("2021Q2-r1")) == ["accepted"])
        // Another operator's name in the first entry, the chain of digests made anew behind it.
        let path = town.workspace.folder + "/ledger.sqlite"
        try rewrite(path) { $0 == 1 ? "他人" : nil }
        #expect(try Ledger(opening: path, tables: town.workspace.itemTables).journal()[0].author.name == "他人")
        try town.close("2021Q3", writing: .bundle)
        let reason = try district.reason(town.bundle("2021Q3-r1"))
        #expect(reason.contains("the ledger was rewritten"), "\(reason)")
    }

    /// Changes the operator of entries and renews all digests.
    private func rewrite(_ path: String, _ name: (Int64) -> String?) throws {
        let ledger = try Ledger(opening: path, tables: ItemCatalog.items.flatMap { $0.tables })
        let entries = try ledger.journal()
        try ledger.close()
        try DatabaseQueue(path: path).write { db in
            let triggers = try Row.fetchAll(
                db, sql: "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'journal'")
            for row in triggers { try db.execute(sql: "DROP TRIGGER \(row["name"] as String)") }
            var previous = ""
            for entry in entries {
                let author = Author(name(entry.number) ?? entry.author.name, at: entry.author.at)
                let draft = JournalEntry(
                    number: entry.number, author: author, kind: entry.kind, subject: entry.subject,
                    detail: entry.detail, previous: previous, digest: "")
                try db.execute(
                    sql: "UPDATE journal SET operator = ?, previous = ?, digest = ? WHERE id = ?",
                    arguments: [author.name, previous, draft.rightDigest, entry.number])
                previous = draft.rightDigest
            }
            for row in triggers { try db.execute(sql: row["sql"]) }
        }
    }

    @Test func anAnchorHoldsTheJournalUntilTheClosing() throws {
        let district = try TestDistrict()
        let town = try district.township("冯卯镇", seed: 1)
        let (month, today) = (try #require(Month(text: "2021-07")), day("2021-08-02"))
        let issued = try town.workspace.issueNotice(
            month, acceptedEmpty: TestTownship.absent, today: today, now: "2021-08-02T01:00:00Z")
        let anchor = try #require(issued.anchor)
        let line = String(decoding: try Files.read(anchor), as: UTF8.self)
        // One that a kill has left out is made when the notice is looked at, and only then.
        #expect(try town.workspace.notice(month, asOf: nil, today: today).anchor == nil)
        try FileManager.default.removeItem(atPath: anchor)
        #expect(try town.workspace.notice(month, asOf: nil, today: today).anchor == anchor)
        #expect(String(decoding: try Files.read(anchor), as: UTF8.self).hasPrefix("kaohe-anchor 1 2021-07 2 "))
        #expect(line.hasPrefix("kaohe-anchor 1 2021-07 2 ") && line.hasSuffix(" 冯卯镇\n"))
        #expect(line.split(separator: "\n").count == 1)
        let taken = try district.office.takeAnchor(anchor, now: district.now)
        #expect(taken.contradiction == nil && taken.anchor.entries == 2)
        #expect(try district.office.takeAnchor(anchor, now: district.now).anchor.head == taken.anchor.head)
        for (place, forged) in [
            line.replacing("冯卯镇", with: "水泉镇"), line.replacing(" 2 ", with: " 1 "), "kaohe-anchor 1", "",
            line.replacing("2021-08-02", with: "2021-08-03"),
        ].enumerated() {
            let path = try town.write("anchor-\(place).txt", forged)
            #expect(throws: Problem.self, "\(place)") { try district.office.takeAnchor(path, now: district.now) }
        }
        // Whoever rewrites the ledger between notice and closing contradicts it.
        let copy = town.folder + "/copy"
        try FileManager.default.copyItem(atPath: town.workspace.folder, toPath: copy)
        try rewrite(town.workspace.folder + "/ledger.sqlite") { $0 == 1 ? "他人" : nil }
        try town.close(writing: .bundle)
        #expect(try district.reason(town.bundle("2021Q3-r1")).contains("anchored with the notice of 2021-07"))
        let honest = try Workspace(at: copy, items: ItemCatalog.items)
        _ = try honest.close(
            quarter("2021Q3"), acceptedEmpty: TestTownship.absent, today: day("2021-10-08"), now: TestTownship.now,
            writing: .bundle)
        #expect(try district.outcomes(copy + "/closings/2021Q3-r1.zip") == ["accepted"])
    }

    @Test func anAnchorThatComesLateIsHeldAgainstWhatWasReceived() throws {
        let district = try TestDistrict()
        let town = try district.township("冯卯镇", seed: 1)
        let issued = try town.workspace.issueNotice(
            try #require(Month(text: "2021-07")), acceptedEmpty: TestTownship.absent, today: day("2021-08-02"),
            now: "2021-08-02T01:00:00Z")
        let anchor = try town.write("anchor.txt", String(decoding: try Files.read(issued.anchor ?? ""), as: UTF8.self))
        try rewrite(town.workspace.folder + "/ledger.sqlite") { $0 == 1 ? "他人" : nil }
        try town.close(writing: .bundle)
        #expect(try district.outcomes(town.bundle("2021Q3-r1")) == ["accepted"])
        #expect(try district.office.takeAnchor(anchor, now: district.now).contradiction != nil)
    }
}
