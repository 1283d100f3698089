import AssessmentKernel
import Bundle
import BundleTesting
import ItemCatalog
import TestValues
import Testing
import TownshipTables

@testable import Archive

/// Checks that read each table once for all: they say the same as those that go step by step, or nothing.
@Suite struct EarlyCheckTests {
    /// The checks on a payload that nobody unpacked, and those that go step by step.
    private func early(
        _ bag: LooseBag, replay: Bool
    ) throws -> (early: EarlyChecks?, contents: (checks: [BundleCheck], witnessed: Set<Text>?), replayed: [BundleCheck])
    {
        let folder = try TemporaryFolder()
        let path = try folder.write("2021Q3-r1.zip", bag.sealed.zip.bytes)
        let rulebooks = BundleRulebooks(items: ItemCatalog.items)
        let bundle = try #require(try BundleVerifier.begin(path).unchecked)
        let checks = ContentChecks(bundle, items: rulebooks.items, threads: 2)
        return (
            EarlyChecks(bundle, checks, replay ? Replay(rulebooks) : nil), checks.run(), Replay(rulebooks).run(bundle)
        )
    }

    private func told(_ checks: [BundleCheck]) -> [String] {
        checks.map { "\($0.id) \($0.outcome) \($0.found.map(\.english))" }
    }

    @Test("A sound bundle is found sound in one reading, with the same words", arguments: [true, false])
    func sound(replay: Bool) throws {
        let (early, contents, replayed) = try early(try BundleTownship.bundle.get().bag, replay: replay)
        let found = try #require(early)
        #expect(told(found.contents.checks) == told(contents.checks))
        #expect(found.contents.witnessed == contents.witnessed)
        #expect(contents.witnessed?.isEmpty == false)
        #expect(found.replayed.map(told) == (replay ? told(replayed) : nil))
    }

    @Test("Of a bundle with any fault it says nothing", arguments: EditedBundleTests.edits)
    func faulty(edit: EditedBundleTests.Edit) throws {
        guard edit.check.hasPrefix("content.") || edit.check.hasPrefix("replay.") else { return }
        var bag = try BundleTownship.bundle.get().bag
        bag.edit(edit.file, edit.change)
        #expect(try early(bag, replay: true).early == nil)
        if edit.check.hasPrefix("content.") { #expect(try early(bag, replay: false).early == nil) }
    }

    @Test("A table that is one by tabs, and none by commas, is not read by its tabs")
    func tabs() throws {
        var bag = try BundleTownship.bundle.get().bag
        bag.edit("data/evidence/training.csv") { $0.replacing(",", with: "\t") }
        let (early, contents, replayed) = try early(bag, replay: true)
        #expect(early == nil)
        #expect(contents.checks.contains { $0.id == "content.imports" && $0.outcome == .failed })
        #expect(replayed.contains { $0.id == "replay.evidence" && $0.outcome == .failed })
    }

    @Test("A row that is numbered beyond reason is a doubt, and no fault")
    func farRow() throws {
        var bag = try BundleTownship.bundle.get().bag
        bag.edit("data/evidence/hazard.csv") { $0.replacing(/,([0-9]+),2\n/) { ",\($0.1),999999999999999999\n" } }
        let (early, contents, _) = try early(bag, replay: true)
        #expect(early == nil)
        #expect(contents.checks.allSatisfy { $0.outcome == .passed })
        #expect(try bag.checked(in: TemporaryFolder()).isSound)
    }

    @Test("Members are witnessed by the days of the quarter alone, and by rows that reach to their columns")
    func witnessed() throws {
        let schema = EquipmentTable.shared.schema
        let columns = schema.columns.map(\.key)
        let (member, day) = (
            try #require(columns.firstIndex(of: "member")), try #require(columns.firstIndex(of: "date"))
        )
        var witnessed = WitnessedMembers(try #require(Quarter(text: "2021Q3")).range)
        witnessed.begin(schema, columns: columns)
        func note(_ code: String, _ date: String, count: Int = .max) {
            var texts = columns.map { _ in "x" }
            (texts[member], texts[day]) = (code, date)
            let bytes = texts.prefix(count).map { Array($0.utf8) }
            let cells = bytes.map { cell in
                let room = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: max(1, cell.count))
                _ = room.initialize(from: cell)
                return UnsafeBufferPointer(rebasing: room[..<cell.count])
            }
            defer { for cell in cells { cell.baseAddress?.deallocate() } }
            cells.withUnsafeBufferPointer { witnessed.note($0) }
        }
        note("M1", "2021-07-01")
        note("M2", "2021-09-30 23:59:59")
        note("M3", "2021-06-30")
        note("M4", "2021-10-01")
        note("M5", "2021-7-1")
        note("M6", "2021-07-01", count: 0)
        note("M6", "2021-07-01", count: member)
        note("M6", "2021-07-01", count: day)
        #expect(witnessed.codes == ["M1", "M2"])
        witnessed.begin(nil, columns: columns)
        note("M7", "2021-07-01")
        #expect(witnessed.codes == ["M1", "M2"])
    }
}
