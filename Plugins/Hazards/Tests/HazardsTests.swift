import AssessmentKernel
import AssessmentTesting
import Testing

@testable import Hazards

@Suite struct HazardsTests {
    @Test func keepsTheContract() {
        let failures = ConformanceSuite(Hazards.self).failures()
        #expect(failures == [])
    }

    @Test(
        "The limit is counted in hours of the civil clock",
        arguments: [
            ("2021-12-31 23:59:59", "2022-01-01 23:59:59", "24", true),
            ("2021-12-31 23:59:59", "2022-01-02 00:00:00", "24", false),
            ("2020-02-28 12:00:00", "2020-02-29 12:00:00", "24", true),
            ("2021-12-01 08:00:00", "2021-12-01 08:00:00", "0", true),
            ("2021-12-01 08:00:00", "2021-12-01 08:00:01", "0", false),
            ("2021-12-01 08:00:00", "2021-11-30 08:00:00", "0", true),
        ])
    func limit(_ found: String, _ reported: String, _ hours: String, _ isInTime: Bool) throws {
        let example = Example(
            "时限", "limit", period: ("2020-01-01", "2021-12-31"), parameters: ["report_within_hours": hours],
            tables: ["hazard": "hazard,found_at,reported_at,source\nH1,\(found),\(reported),self"], costs: [])
        #expect(try ExampleRunner(Hazards.self).sheet(for: example).deductions.isEmpty == isInTime)
    }

    private static let running = Example(
        "本月", "this month", period: ("2021-07-01", "2021-07-10"),
        tables: [
            "hazard": """
            hazard,found_at,reported_at,source,handled_at
            H1,2021-07-09 23:59:59,,self,
            H2,2021-07-10 00:00:00,,self,
            H3,2021-07-10 08:00:00,,inspection,
            H4,2021-07-08 08:00:00,2021-07-09 09:00:00,self,
            H5,2021-07-08 08:00:00,,self,2021-07-09 08:00:00
            """
        ], costs: [])

    @Test("While the month is running, a limit that has not passed is not missed; a hazard found by inspection is")
    func runningMonth() throws {
        var variation = ExampleRunner.Variation()
        let runner = ExampleRunner(Hazards.self)
        func charged() throws -> [String] {
            try runner.sheet(for: Self.running, variation).deductions.map(\.evidenceText).sorted()
        }
        #expect(try charged() == ["hazard:H1", "hazard:H2", "hazard:H3", "hazard:H4"])
        variation.isRunning = true
        #expect(try charged() == ["hazard:H1", "hazard:H3", "hazard:H4"])
    }

    @Test("The hazards that the member found and answered are measured, and those in time")
    func measures() throws {
        let runner = ExampleRunner(Hazards.self)
        #expect(try runner.measures(for: Self.running).lines == ["hazards.reported 2", "hazards.in-time 1"])
        var variation = ExampleRunner.Variation()
        variation.excuses = [RecordReference(table: "hazard", parts: ["H4"])]
        #expect(try runner.measures(for: Self.running, variation).lines == ["hazards.reported 2", "hazards.in-time 2"])
    }
}
