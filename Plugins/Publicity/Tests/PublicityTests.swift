import AssessmentKernel
import AssessmentTesting
import Testing

@testable import Publicity

@Suite struct PublicityTests {
    @Test func keepsTheContract() {
        let failures = ConformanceSuite(Publicity.self).failures()
        #expect(failures == [])
    }

    @Test("The item does not cap at its maximum: every late task is recorded, and the closing caps the sum")
    func everyTaskIsTakenDown() throws {
        let rows = (1...9).map { "P\($0),2021-07-0\(($0 - 1) % 5 + 5)" }
        let example = Example(
            "多项", "many", tables: ["publicity": (["task,due"] + rows).joined(separator: "\n")], costs: [])
        let deductions = try ExampleRunner(Publicity.self).sheet(for: example).deductions
        #expect(deductions.count == 9)
        #expect(deductions.reduce(Points.zero) { $0 + $1.points } == Points(9))
    }
}
