import AssessmentKernel
import AssessmentTesting
import Testing

@testable import Supervision

@Suite struct SupervisionTests {
    @Test func keepsTheContract() {
        let failures = ConformanceSuite(Supervision.self).failures()
        #expect(failures == [])
    }

    @Test(
        "The standard is compared to the hundredth of a percent",
        arguments: [
            ("0", "0", false), ("0", "0.01", true), ("79.99", "80", true), ("80.00%", "80", false),
            ("99.99", "100", true), ("100%", "100", false), ("100", "100.01", true),
        ])
    func standard(_ satisfaction: String, _ standard: String, _ fallsShort: Bool) throws {
        let example = Example(
            "标准", "standard", parameters: ["satisfaction_standard": standard],
            tables: [
                "supervision": """
                request,assigned,due,reported,satisfaction
                S1,2021-07-01,2021-07-06,2021-07-06,\(satisfaction)
                """
            ], costs: [])
        #expect(try ExampleRunner(Supervision.self).sheet(for: example).deductions.isEmpty != fallsShort)
    }

    @Test("Requests that fell due are measured, and those reported back in time")
    func measures() throws {
        let example = Example(
            "诉求", "requests",
            tables: [
                "supervision": """
                request,assigned,due,reported
                R1,2021-07-01,2021-07-05,2021-07-05
                R2,2021-07-01,2021-07-05,2021-07-06
                R3,2021-07-01,2021-07-09,
                """
            ], costs: [])
        let runner = ExampleRunner(Supervision.self)
        #expect(try runner.measures(for: example).lines == ["supervision.requests 3", "supervision.in-time 1"])
        var variation = ExampleRunner.Variation()
        variation.excuses = [RecordReference(table: "supervision", parts: ["R3"])]
        #expect(
            try runner.measures(for: example, variation).lines == ["supervision.requests 3", "supervision.in-time 2"])
    }
}
