import AssessmentKernel
import Foundation
import ItemCatalog
import Testing

@testable import AssessmentTesting

/// The suite must detect each way of breaking the contract: every case is an item that breaks it in one way only.
@Suite struct ConformanceSuiteTests {
    @Test("A sound item passes")
    func sound() {
        #expect(ConformanceSuite(Demo<Sound>.self, sceneCount: 200).failures() == [])
        #expect(ConformanceSuite(YearDemo<SoundYear>.self, sceneCount: 200).failures() == [])
        #expect(ConformanceSuite(Demo<Excepted>.self, sceneCount: 200).failures() == [])
        #expect(ConformanceSuite(OutlookDemo<SoundOutlook>.self, sceneCount: 200).failures() == [])
    }

    @Test("Each violation is detected and named correctly", arguments: BadItem.all)
    func broken(_ bad: BadItem) {
        #expect(Set(ConformanceSuite(bad.item).failures().map(\.rule)) == [bad.rule])
    }

    @Test("Each part of the contract has a bad item, except what no item can break")
    func everyRule() {
        let unbreakable: Set<ConformanceFailure.Rule> = [.bounded]
        #expect(Set(BadItem.all.map(\.rule)).union(unbreakable) == Set(ConformanceFailure.Rule.allCases))
    }

    @Test("The list in docs/adding-an-item.md is this list")
    func listed() throws {
        let page = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../docs/adding-an-item.md")
        let text = try String(contentsOf: page, encoding: .utf8)
        let lines = text.split(separator: "\n").map(String.init).filter { line in
            ConformanceFailure.Rule.allCases.contains { line.hasPrefix("| `\($0.rawValue)` | `") }
        }
        #expect(lines == BadItem.all.map(\.line))
    }

    @Test(
        "What an exception accounts for is found on its evidence, and tolerated by it alone",
        arguments: ItemCatalog.items.filter { !$0.fairnessExceptions.isEmpty }.map { "\($0)" })
    func exceptions(_ name: String) throws {
        let item = try #require(ItemCatalog.items.first { "\($0)" == name })
        let samples = try ConductSample.all(of: item).filter { !$0.isNeither && !$0.isUsual }
        for exception in item.fairnessExceptions {
            var scene = try Scene(exception.example, of: item)
            if let cause = exception.cause.flatMap(RecordReference.init) { scene = scene.removing(cause) }
            func rules(_ type: any AssessmentItem.Type) throws -> Set<ConformanceFailure.Rule> {
                let parameters = exception.example.parameters
                let assessor = try ExampleRunner(type).item(parameters)
                return Set(
                    (1...60).flatMap { seed in
                        FairnessTrial(
                            type: type, parameters: parameters, item: assessor, scene: scene, samples: samples,
                            fillers: [], seed: seed
                        ).failures().map(\.rule)
                    })
            }
            #expect(try rules(bare(item)).contains(exception.property.rule))
            #expect(try rules(item) == [])
        }
    }

    private func bare<Item: AssessmentItem>(_ item: Item.Type) -> any AssessmentItem.Type { Bare<Item>.self }

    @Test("An item that traps ends the test run: without rows")
    func trapsWithoutRows() async {
        await #expect(processExitsWith: .failure) { _ = ConformanceSuite(Demo<TrapsWithoutRows>.self).failures() }
    }

    @Test("An item that traps ends the test run: on an unexpected text")
    func trapsOnOddText() async {
        await #expect(processExitsWith: .failure) { _ = ConformanceSuite(Demo<TrapsOnOddText>.self).failures() }
    }

    @Test("An item that traps ends the test run: on a parameter far too large")
    func trapsOnHugeParameter() async {
        await #expect(processExitsWith: .failure) { _ = ConformanceSuite(Demo<Overflows>.self).failures() }
    }

    @Test("Whatever an item deducts, the sheet has no points below zero")
    func bounded() throws {
        let item = try ExampleRunner(Demo<GivesBack>.self).item(for: Sound.dear)
        let sheet = try ExampleRunner(Demo<GivesBack>.self).sheet(for: Sound.dear)
        #expect(sheet.deductions.isEmpty)
        #expect(type(of: item).deductions.count == 1)
    }

    @Test("Unknown, missing and mistyped parameters are refused before the item sees them")
    func parameters() {
        let declared = Demo<Sound>.parameters
        for nodes in [[:], ["per_task": ParameterNode(flow: "x")]] as [[String: ParameterNode]] {
            #expect(throws: ParameterFault.self) {
                try ParameterValues(maximum: .zero, nodes, declared: declared)
            }
        }
        let stranger = ["per_task": ParameterNode(flow: "1"), "per_tusk": ParameterNode(flow: "1")]
        #expect(throws: ParameterFault.self) { try ParameterValues(maximum: .zero, stranger, declared: declared) }
    }
}

@Suite struct EvidenceGeneratorTests {
    private let generator = EvidenceGenerator(item: Demo<Sound>.self)

    @Test("Equal seeds give equal scenes, other seeds others")
    func seeds() throws {
        for seed in UInt64(1)...20 {
            let (one, other) = (generator.scene(seed), generator.scene(seed))
            #expect(one.tables.map(\.references) == other.tables.map(\.references))
            #expect(one.setting.dutyDays == other.setting.dutyDays)
        }
        #expect(generator.scene(1).title != generator.scene(2).title)
    }

    @Test("The scenes differ in everything that a rule may depend on")
    func variety() throws {
        let scenes = (1...100).map { generator.scene(UInt64($0)) }
        func count(_ isSo: (Scene) -> Bool) -> Int { scenes.count(where: isSo) }
        #expect(count { $0.tables.isEmpty } > 2)
        #expect(count { $0.tables.first.map(\.references.isEmpty) ?? false } > 2)
        #expect(count { ($0.tables.first?.references.count ?? 0) > 20 } > 5)
        #expect(count { $0.setting.window != $0.setting.period } > 10)
        #expect(count { $0.setting.dutyDays.isEmpty } > 0)
        #expect(count { !$0.setting.excusedRecords.isEmpty } > 10)
        #expect(count { !$0.setting.excusedDays.isEmpty } > 10)
        #expect(count { $0.citable.count < $0.tables.reduce(0) { $0 + $1.references.count } } > 20)
        let item = try ExampleRunner(Demo<Sound>.self).item(for: Sound.dear)
        #expect(try scenes.count { try !$0.sheet(item).deductions.isEmpty } > 30)
    }

    @Test("Every kind of deduction of the installed items is reached", arguments: ItemCatalog.items.map { "\($0)" })
    func reach(_ name: String) throws {
        let item = try #require(ItemCatalog.items.first { "\($0)" == name })
        let scenes = (1...60).map { EvidenceGenerator(item: item).scene(UInt64($0)) }
        var reached: Set<String> = []
        for changes in [[:]] + item.examples.map(\.parameters) {
            let assessor = try ExampleRunner(item).item(changes)
            for scene in scenes { reached.formUnion(try scene.sheet(assessor).deductions.map(\.kind.code)) }
        }
        #expect(reached == Set(item.deductions.map(\.code)))
    }
}
