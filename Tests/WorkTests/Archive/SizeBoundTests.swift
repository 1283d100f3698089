import AssessmentKernel
import Bundle
import BundleTesting
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

    @Test func tooManyRows() throws {
        let messages = try found { bag in
            let rows = String(repeating: "T1,M01,2021-07-06,meeting,absent,6,2\n", count: 130_000)
            bag.edit("data/evidence/training.csv") { $0 + rows }
        }
        #expect(messages.contains("data/evidence/training.csv: it has more records than a bundle of its size can hold"))
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
