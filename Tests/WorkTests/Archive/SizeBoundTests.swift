import AssessmentKernel
import Bundle
import BundleTesting
import ItemCatalog
import Ledger
import TestValues
import Testing

@testable import Archive

/// A small file cannot keep the office busy: what it holds is bounded by its size.
@Suite struct SizeBoundTests {
    private func found(_ change: (inout LooseBag) -> Void) throws -> [String] {
        var bag = try BundleTownship.bundle.get().bag
        change(&bag)
        let report = try bag.checked(in: TemporaryFolder())
        #expect(!report.isSound)
        #expect(report.checks.first { $0.id == "replay.results" }?.outcome == .skipped)
        return report.checks.filter { $0.outcome == .failed }.flatMap(\.found).map(\.english)
    }

    @Test func boundsGrowWithTheFile() {
        #expect(SizeBounds(packed: 0).members == 500)
        #expect(SizeBounds(packed: 640_000).members == 10_500)
        #expect(SizeBounds(packed: 0).rows == 100_000)
        #expect(SizeBounds(packed: 640_000).rows == 420_000)
    }

    @Test func aBundleCarriesSoManyEntriesOfTheJournal() throws {
        let entry = JournalEntry(
            number: 1, author: Author("王", at: ""), kind: "import", subject: "1", detail: "", previous: "", digest: "")
        let journal = Array(repeating: entry, count: 200_001)
        #expect(try TownshipJournal.toReport(Array(journal.dropLast())).entries.count == 200_000)
        let problem = #expect(throws: Problem.self) { try TownshipJournal.toReport(journal) }
        #expect(problem?.what.english == "the journal has too many entries for a bundle")
    }

    @Test func tooManyRows() throws {
        let messages = try found { bag in
            let rows = String(repeating: "T1,M01,2021-07-06,meeting,absent,6,2\n", count: 130_000)
            bag.edit("data/evidence/training.csv") { $0 + rows }
        }
        #expect(messages.contains("data/evidence/training.csv: it has more records than a bundle of its size can hold"))
    }

    @Test("Rows and carried values beyond the bound are not read on, though each of them is in order")
    func readingStops() throws {
        var bag = try BundleTownship.bundle.get().bag
        let rows = (0..<130_000).map { "Z\(1_000_000 + $0),M01,2021-09-30,meeting,present,6,\($0 + 2)\n" }.joined()
        bag.edit("data/evidence/training.csv") { text in
            var lines = text.split(separator: "\n").map { String($0) + "\n" }
            lines.insert(rows, at: (lines.lastIndex { $0.contains(",M01,") } ?? 0) + 1)
            return lines.joined()
        }
        let folder = try TemporaryFolder()
        let path = try folder.write("2021Q3-r1.zip", bag.sealed.zip.bytes)
        let bundle = try #require(try BundleVerifier.begin(path).unchecked)
        // Rows that differ take more of the file than equal ones, so the bound is that of a smaller file.
        let schemas = ContentChecks(bundle, items: ItemCatalog.items).schemas
        var origins = EvidenceOrigins(bundle, schemas)
        var log = FoundFaults()
        try origins.readImports(&log)
        var replay = Replay(BundleRulebooks(items: ItemCatalog.items), threads: 1)
        replay.witnesses = OriginWitnesses(
            ["data/evidence/training.csv"], origins, DecidedSubjects(bundle, schemas, items: []), SizeBounds(packed: 0))
        let evidence = try #require(replay.run(bundle).first { $0.id == "replay.evidence" })
        #expect(evidence.found.map(\.english).joined().contains("more records than a bundle of its size can hold"))
        var carried = try BundleTownship.bundle.get().bag
        carried.edit("data/carried.csv") { $0 + String(repeating: "M01,carried-forward,,300.00\n", count: 1_201) }
        let other = try folder.write("other.zip", carried.sealed.zip.bytes)
        let opened = try #require(try BundleVerifier.begin(other).unchecked)
        #expect(throws: Problem.self) { try ReplayedQuarter.carried(opened, most: SizeBounds.carried(of: 20)) }
    }

    @Test func tooManyMembers() throws {
        let messages = try found { bag in
            let rows = (0..<20_000).map { "X\($0),王,full-time,办,村,1,2020-01-01,,1,\($0 + 50)\n" }.joined()
            bag.edit("data/core/member.csv") { $0 + rows }
        }
        #expect(messages.contains("data/core/member.csv: it has more members than a bundle of its size can hold"))
    }

    @Test func tooManyCarriedValuesDecisionsAndImports() throws {
        let carried = try found { bag in
            bag.edit("data/carried.csv") { $0 + String(repeating: "M01,carried-forward,,300.00\n", count: 1_201) }
        }
        #expect(carried.contains("data/carried.csv: it has more carried values than a bundle of its size can hold"))
        let decisions = try found { bag in
            bag.edit("data/core/decisions.csv") {
                $0 + String(repeating: "excuse-day,M01,collection,2021-07-07,,,\n", count: 1_201)
            }
        }
        #expect(decisions.contains("data/core/decisions.csv: it has more decisions than a bundle of its size can hold"))
        let imports = try found { bag in
            bag.edit("data/core/imports.csv") { $0 + String(repeating: "x,\n", count: 20_000) }
        }
        #expect(imports.contains("data/core/imports.csv: it has more imports than a bundle of its size can hold"))
    }
}
