import AssessmentKernel
import Bundle
import Closings
import Desk
import Disk
import Foundation
import ItemCatalog
import Ledger
import LedgerTables
import Parallel
import Rulebook
import TestValues
import Testing

@testable import Importing
@testable import Workspace

@Suite struct WorkspaceTests {
    private func initialised(_ folder: String, rulebook: String? = nil) throws(Problem) {
        try Workspace(at: folder, items: ItemCatalog.items).initialise(township: "冯卯镇", rulebook: rulebook)
    }

    @Test func aNewWorkspaceHasItsFolders() throws {
        let town = try TestTownship(roster: nil)
        #expect(
            try Set(town.listing().keys) == [
                "ledger.sqlite", "rulebooks", "rulebooks/fengmao-2021-71.yaml", "imports", "closings",
            ])
        #expect(try Array(town.text("rulebooks/fengmao-2021-71.yaml").utf8) == Rulebook.shipped)
    }

    @Test func aFolderThatIsAWorkspaceAlreadyIsLeftAlone() throws {
        let town = try TestTownship()
        let before = try town.listing()
        let problem = #expect(throws: Problem.self) { try initialised(town.workspace.folder) }
        #expect(problem?.kind == .cannotWrite)
        try town.expectChanges(since: before, only: [])
    }

    @Test func aRefusedRulebookLeavesNothingBehind() throws {
        let town = try TestTownship()
        let path = try town.write("other.yaml", "rulebook: x\n")
        let problem = #expect(throws: Problem.self) { try initialised(town.folder + "/new", rulebook: path) }
        #expect(problem?.kind == .badInput)
        #expect(problem?.place.file == path)
        #expect(!FileManager.default.fileExists(atPath: town.folder + "/new"))
        let missing = #expect(throws: Problem.self) { try initialised(town.folder + "/new", rulebook: path + "x") }
        #expect(missing?.kind == .notFound)
    }

    @Test func aRulebookOfOnesOwnIsTakenByItsName() throws {
        let town = try TestTownship()
        let path = try town.write("own.yml", String(decoding: Rulebook.shipped, as: UTF8.self))
        try initialised(town.folder + "/new", rulebook: path)
        #expect(try FileManager.default.contentsOfDirectory(atPath: town.folder + "/new/rulebooks") == ["own.yml"])
        let text = try town.write("own.txt", String(decoding: Rulebook.shipped, as: UTF8.self))
        #expect(throws: Problem.self) { try initialised(town.folder + "/newer", rulebook: text) }
        #expect(!FileManager.default.fileExists(atPath: town.folder + "/newer"))
    }

    @Test func aSigningKeyIsMadeOnceAndKept() throws {
        let town = try TestTownship()
        let made = try town.workspace.makeSigningKey(now: TestTownship.now)
        #expect(try SigningKey(file: town.workspace.signingKeyPath).publicKey == made)
        #expect(try town.workspace.journal().last?.kind == "key")
        let again = #expect(throws: Problem.self) { try town.workspace.makeSigningKey(now: TestTownship.now) }
        #expect(again?.kind == .cannotWrite)
        #expect(try SigningKey(file: town.workspace.signingKeyPath).publicKey == made)
    }

    @Test func aRulebookThatIsThereAlreadyStaysAndMustBeTheSame() throws {
        let town = try TestTownship(roster: nil)
        let shipped = String(decoding: Rulebook.shipped, as: UTF8.self)
        try town.write("same/rulebooks/fengmao-2021-71.yaml", shipped)
        try initialised(town.folder + "/in/same")
        #expect(
            try Data(contentsOf: .init(filePath: town.folder + "/in/same/rulebooks/fengmao-2021-71.yaml"))
                == Data(shipped.utf8))
        try town.write("other/rulebooks/fengmao-2021-71.yaml", shipped + "# another\n")
        let problem = #expect(throws: Problem.self) { try initialised(town.folder + "/in/other") }
        #expect(problem?.what.english == "another rulebook of this name is there already")
        #expect(try FileManager.default.contentsOfDirectory(atPath: town.folder + "/in/other") == ["rulebooks"])
    }

    @Test func whereTheLedgerCannotBeMadeNothingIsLeftBehind() throws {
        let town = try TestTownship()
        try town.write("new/imports", "a file where a folder must be")
        let problem = #expect(throws: Problem.self) { try initialised(town.folder + "/in/new") }
        #expect(problem?.kind == .cannotWrite)
        #expect(try FileManager.default.contentsOfDirectory(atPath: town.folder + "/in/new") == ["imports"])
    }

    @Test func twoItemsOfOneKeyAreRefused() throws {
        let items = ItemCatalog.items + [try #require(ItemCatalog.items.first)]
        let problem = #expect(throws: Problem.self) { _ = try Workspace(at: "x", items: items) }
        #expect(problem?.kind == .fault)
        #expect(problem?.place.key == "training")
    }

    @Test func oneRunAtATimeMayChangeAWorkspace() throws {
        let town = try TestTownship()
        let other = try Workspace(at: town.workspace.folder, items: ItemCatalog.items)
        let path = try town.write("patrol.csv", "member,date\nM1,2021-07-05\n")
        try town.workspace.changing { (_: Ledger) throws in
            let problem = #expect(throws: Problem.self) {
                try other.importTables([path], ImportOptions(), now: TestTownship.now)
            }
            #expect(problem?.kind == .cannotWrite)
            #expect(problem?.place.file == town.workspace.folder)
            #expect(problem?.what.english == "another kaohe is at work in this workspace")
            #expect(throws: Problem.self) {
                try other.close(
                    quarter("2021Q3"), acceptedEmpty: TestTownship.absent, today: day("2021-10-08"), now: "")
            }
            #expect(try other.status(quarter("2021Q3"), acceptedEmpty: [], today: day("2021-10-08")).assessed == 2)
        }
        #expect(try other.importTables([path], ImportOptions(), now: TestTownship.now).isKept)
    }

    @Test func whoReadsDoesNotWaitForAnImport() throws {
        let town = try TestTownship()
        let other = try Workspace(at: town.workspace.folder, items: ItemCatalog.items)
        try town.workspace.changing { ledger in
            try ledger.importing(by: Author("test", at: "")) {
                (session: ImportSession) throws -> (Ledger.ImportEnd, Void) in
                let file = ImportedFile(
                    name: "x.csv", table: "patrol", sha256: String(repeating: "a", count: 64),
                    layout: FileLayout(format: "TEXT", encoding: "UTF-8"),
                    at: TestTownship.now, batch: try session.nextBatch())
                _ = try session.begin(file)
                let status = try other.status(quarter("2021Q3"), acceptedEmpty: [], today: day("2021-10-08"))
                #expect(status.assessed == 2)
                return (.discard, ())
            }
        }
    }

    @Test func theLockIsGivenBackAfterAFailure() throws {
        struct Stop: Error {}
        let town = try TestTownship()
        let own = Problem(.checkFailed, LocalText("拦", "blocked"))
        #expect(throws: own) { try town.workspace.changing { _ in throw own } }
        #expect(throws: Problem.self) { try town.workspace.changing { _ in throw Stop() } }
        #expect(try town.workspace.changing { _ in 7 } == 7)
    }
}

@Suite struct RecoveryTests {
    private static let draft = "closings/.2021Q3-r1.partial"

    private func draft(_ town: TestTownship, _ name: String = draft) throws {
        let folder = town.workspace.folder + "/" + name
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Data("draft".utf8).write(to: URL(fileURLWithPath: folder + "/totals.csv"))
    }

    private func record(_ town: TestTownship) throws {
        let ledger = try Ledger(opening: town.workspace.ledgerPath, tables: town.workspace.itemTables)
        try ledger.record(
            ClosingHead(
                quarter: quarter("2021Q3"), revision: 1, closedAt: TestTownship.now, rulebook: "x", rulebookSHA256: "x",
                product: "0"), by: Author("test", at: TestTownship.now)
        ) { _ in }
        try ledger.close()
    }

    @Test func aDraftThatTheLedgerDoesNotKnowIsRemoved() throws {
        let town = try TestTownship()
        try draft(town)
        try town.workspace.changing { _ in }
        #expect(try town.listing().keys.filter { $0.hasPrefix("closings/") }.isEmpty)
    }

    @Test func aDraftThatTheLedgerKnowsIsMovedIntoItsPlace() throws {
        let town = try TestTownship()
        try draft(town)
        try draft(town, "closings/.2021Q4-r1.partial")
        try record(town)
        try town.workspace.changing { _ in }
        #expect(
            try town.listing().keys.filter { $0.hasPrefix("closings/") }.sorted() == [
                "closings/2021Q3-r1", "closings/2021Q3-r1/totals.csv",
            ])
        #expect(try town.text("closings/2021Q3-r1/totals.csv") == "draft")
    }

    @Test func aClosingThatIsInItsPlaceIsNotReplacedByADraft() throws {
        let town = try TestTownship()
        try draft(town, "closings/2021Q3-r1")
        try draft(town)
        try Data("other".utf8).write(
            to: URL(fileURLWithPath: town.workspace.folder + "/" + RecoveryTests.draft + "/totals.csv"))
        try record(town)
        try town.workspace.changing { _ in }
        #expect(try town.text("closings/2021Q3-r1/totals.csv") == "draft")
        #expect(!town.isThere(RecoveryTests.draft))
    }

    /// Keeps a file as an import does; returns its digest.
    private func keep(
        _ path: String, in store: OriginalStore, isPacked: Bool = false, isKept: Bool = true,
        checkUnchanged: @escaping @Sendable () throws -> Void = {}
    ) throws -> String {
        let file = OriginalsKeeper.File(
            path: path, name: "exports.csv", isPacked: isPacked, isKept: isKept, checkUnchanged: checkUnchanged)
        let keeper = OriginalsKeeper([file, file], in: store, behind: Precedence())
        defer { keeper.abandon() }
        let digests = [try keeper.nextDigest(), try keeper.nextDigest(), try keeper.nextDigest()]
        try keeper.finish()
        #expect(digests[0] == digests[1] && digests[2] == nil)
        return try #require(digests[0])
    }

    @Test("Digests come while rows are parsed, and nothing is packed until they are", .timeLimit(.minutes(1)))
    func packingStandsBehind() throws {
        let town = try TestTownship()
        let (path, store) = (town.workspace.folder + "/exports.csv", town.workspace.originals)
        try Data("a,b\n".utf8).write(to: URL(fileURLWithPath: path))
        let others = Set(try Files.names(in: store.folder))
        func kept() throws -> Int {
            Set(try Files.names(in: store.folder)).subtracting(others).count { $0.hasSuffix(".gz") }
        }
        for isAbandoned in [true, false] {
            let parsing = Precedence()
            let file = OriginalsKeeper.File(path: path, name: "exports.csv", isPacked: false, isKept: true) {}
            // Begun when the parsing has begun: one that is earlier may pack.
            let keeper = try parsing.hold { () throws in
                let keeper = OriginalsKeeper([file], in: store, behind: parsing)
                #expect(try keeper.nextDigest() != nil)
                usleep(50_000)
                #expect(try kept() == 0)
                if isAbandoned { keeper.abandon() }
                return keeper
            }
            defer { keeper.abandon() }
            if isAbandoned {
                #expect(try kept() == 0)
                continue
            }
            try keeper.finish()
            #expect(try kept() == 1)
        }
    }

    @Test("Of an original that is not kept there is the digest alone; one that changes is kept in no form")
    func originalsThatAreNotKept() throws {
        let town = try TestTownship()
        let (path, store) = (town.workspace.folder + "/exports.csv", town.workspace.originals)
        func write(_ text: String) throws { try Data(text.utf8).write(to: URL(fileURLWithPath: path)) }
        let others = Set(try Files.names(in: store.folder))
        func kept() throws -> [String] { try Files.names(in: store.folder).filter { !others.contains($0) } }
        try write("a,b\n")
        let digest = try keep(path, in: store, isKept: false)
        #expect(try kept() == [])
        #expect(try keep(path, in: store) == digest)
        #expect(try kept() == [digest + ".gz"])
        try write("c,d\n")
        #expect(throws: Problem.self) {
            try keep(path, in: store) { throw OriginalStore.changed("exports.csv") }
        }
        // What was read for the digest is not what is packed.
        let before = try store.digest(ofFile: path, named: "exports.csv")
        try write("e,f\n")
        func count() throws -> Int { try FileManager.default.contentsOfDirectory(atPath: store.folder).count }
        let all = try count()
        do {
            let other = try #require(try store.keep(path, named: "exports.csv", isPacked: false, sha256: before))
            #expect(throws: Problem.self) { while try other.step() {} }
        }
        #expect(try count() == all)
        // A folder that takes no file ends the import, at the latest before its commit.
        let nowhere = OriginalStore(folder: path + "/nowhere")
        let file = OriginalsKeeper.File(path: path, name: "exports.csv", isPacked: false, isKept: true) {}
        let keeper = OriginalsKeeper([file], in: nowhere, behind: Precedence())
        #expect(throws: Problem.self) {
            while try keeper.nextDigest() != nil {}
            try keeper.finish()
        }
        keeper.abandon()
        // Nobody waits for it any more.
        let now = try store.digest(ofFile: path, named: "exports.csv")
        do {
            let left = try #require(try store.keep(path, named: "exports.csv", isPacked: false, sha256: now))
            #expect(try left.step())
            #expect(try count() == all + 1)
        }
        #expect(try count() == all)
        #expect(try store.keep(path, named: "exports.csv", isPacked: false, sha256: digest) == nil)
        #expect(try kept() == [digest + ".gz"])
    }

    @Test(arguments: [0, 1, 1 << 20 - 1, 1 << 20, 1 << 20 + 1, 3 << 20])
    func anOriginalIsKeptAsItWasWhateverItsLength(count: Int) throws {
        let town = try TestTownship()
        let (path, store) = (town.workspace.folder + "/exports.csv", town.workspace.originals)
        var bytes = [UInt8](repeating: 0x2C, count: count)
        for place in stride(from: 0, to: count, by: 1_009) { bytes[place] = UInt8(truncatingIfNeeded: place) }
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        let digest = try keep(path, in: store)
        let kept = try Data(contentsOf: URL(fileURLWithPath: store.path(digest)))
        #expect(try store.digest(of: digest) == digest)
        #expect(try Data(contentsOf: URL(fileURLWithPath: try store.unpacked(digest))) == Data(bytes))
        // Kept again it is the same archive, and one that is packed already is not packed again.
        _ = try keep(path, in: store)
        #expect(try Data(contentsOf: URL(fileURLWithPath: store.path(digest))) == kept)
        try Files.remove(store.path(digest))
        _ = try keep(path, in: store, isPacked: true)
        #expect(try store.digest(of: digest) == digest)
        #expect(try Data(contentsOf: URL(fileURLWithPath: store.path(digest))).count >= count)
    }

    @Test("An original that was cut off, or changed where zlib takes it for the end, is not read as if it were whole")
    func damagedOriginals() throws {
        let town = try TestTownship()
        let (path, store) = (town.workspace.folder + "/exports.csv", town.workspace.originals)
        try Data((0..<3 << 20).map { UInt8(truncatingIfNeeded: $0 / 7) }).write(to: URL(fileURLWithPath: path))
        let digest = try keep(path, in: store)
        let place = URL(fileURLWithPath: store.path(digest))
        let kept = try Data(contentsOf: place)
        // Each mebibyte is a member, which begins with these bytes.
        let magic = Data([0x1F, 0x8B, 0x08])
        let second = try #require(kept.range(of: magic, in: 3..<kept.count)).lowerBound
        var changed = kept
        changed[second] = 0
        for damaged in [kept[..<second], changed, kept[..<(second + 100)], kept + Data([1, 2, 3])] as [Data] {
            try damaged.write(to: place)
            let isLonger = damaged.count > kept.count
            let unpacked = try? store.unpacked(digest)
            if let unpacked { Files.discard(unpacked) }
            #expect((unpacked != nil) == isLonger)
            #expect((try? store.digest(of: digest) == digest) ?? false == isLonger)
        }
    }

    @Test func originalsThatNoImportNamesAreRemovedAndOtherFilesStay() throws {
        let town = try TestTownship()
        let known = try town.listing().keys.filter { $0.hasPrefix("imports/") }
        #expect(known.count == 1)
        let (stray, other) = (String(repeating: "a", count: 64), String(repeating: "g", count: 64))
        for name in ["\(stray).gz", ".1234.partial", "\(other).gz", "notes.txt", "short.gz"] {
            try Data("x".utf8).write(to: URL(fileURLWithPath: town.workspace.importsFolder + "/" + name))
        }
        try town.workspace.changing { _ in }
        let left = try town.listing().keys.filter { $0.hasPrefix("imports/") }
        #expect(Set(left) == Set(known + ["imports/\(other).gz", "imports/notes.txt", "imports/short.gz"]))
    }

    @Test func readingSetsRightWhatAKilledClosingLeftUnlessAnotherRunIsAtWork() throws {
        let town = try TestTownship()
        try draft(town)
        let lock = try FolderLock(town.workspace.folder)
        _ = try town.workspace.status(quarter("2021Q3"), acceptedEmpty: [], today: day("2021-10-08"))
        #expect(town.isThere(RecoveryTests.draft))
        lock.release()
        _ = try town.workspace.status(quarter("2021Q3"), acceptedEmpty: [], today: day("2021-10-08"))
        #expect(!town.isThere(RecoveryTests.draft))
    }

    @Test func aClosingWhoseFolderCouldNotBeMovedIsMovedByTheNextRun() throws {
        let town = try TestTownship()
        let place = town.workspace.folder + "/closings/2021Q3-r1"
        // Something blocks the move of the folder after the closing began.
        #expect(throws: Problem.self) {
            try town.close { _, _ in
                try? FileManager.default.createDirectory(atPath: place + "/x", withIntermediateDirectories: true)
            }
        }
        let ledger = try Ledger(opening: town.workspace.ledgerPath, tables: town.workspace.itemTables)
        #expect(try ledger.closingNames() == ["2021Q3-r1"], "the commit is the closing")
        try ledger.close()
        try FileManager.default.removeItem(atPath: place)
        try town.workspace.changing { _ in }
        #expect(try FileManager.default.contentsOfDirectory(atPath: place).contains("totals.csv"))
        #expect(!town.isThere(RecoveryTests.draft))
    }
}
