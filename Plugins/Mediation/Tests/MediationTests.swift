import AssessmentKernel
import AssessmentTesting
import Testing

@testable import Mediation

@Suite struct MediationTests {
    @Test func keepsTheContract() {
        let failures = ConformanceSuite(Mediation.self).failures()
        #expect(failures == [])
    }

    @Test("Of the twelve states of a dispute two are good: self-reported, recorded, settled or referred")
    func everyCombination() throws {
        var well: [String] = []
        for source in ["self", "inspection"] {
            for recorded in ["yes", "no"] {
                for mediation in ["settled", "referred", "none"] {
                    let row = "\(source),\(recorded),\(mediation)"
                    let example = Example(
                        "组合", "combination",
                        tables: ["dispute": "dispute,found,source,recorded,mediation\nD1,2021-07-05,\(row)"], costs: [])
                    let costs = try ExampleRunner(Mediation.self).sheet(for: example).costs
                    if costs.isEmpty { well.append(row) } else { #expect(costs.count == 1) }
                }
            }
        }
        #expect(well == ["self,yes,settled", "self,yes,referred"])
    }

    @Test("Disputes that the member found are measured, and those settled on the spot")
    func measures() throws {
        let example = Example(
            "纠纷", "disputes",
            tables: [
                "dispute": """
                dispute,found,source,recorded,mediation
                D1,2021-07-05,自报,是,当场调解
                D2,2021-07-05,检查发现,是,当场调解
                D3,2021-07-05,自报,否,引导上级
                D4,2021-07-05,自报,是,未调解
                """
            ], costs: [])
        let runner = ExampleRunner(Mediation.self)
        #expect(try runner.measures(for: example).lines == ["mediation.found 3", "mediation.settled 2"])
    }
}
