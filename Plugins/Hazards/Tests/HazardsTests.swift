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
}
