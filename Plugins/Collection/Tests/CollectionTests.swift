import AssessmentKernel
import AssessmentTesting
import Testing

@testable import Collection

@Suite struct CollectionTests {
    @Test func keepsTheContract() {
        let failures = ConformanceSuite(Collection.self).failures()
        #expect(failures == [])
    }

    @Test("The patrol log is read for absence only when a missing patrol costs points", arguments: ["0", "0.01"])
    func readForAbsence(_ perMissingPatrol: String) throws {
        let example = Example(
            "口径", "basis", parameters: ["per_missing_patrol": perMissingPatrol], tables: [:], costs: [])
        let item = try ExampleRunner(Collection.self).item(for: example)
        #expect(item.tablesReadForAbsence == (perMissingPatrol == "0" ? [] : ["patrol"]))
    }

    @Test("An excused patrol row is a patrol like any other")
    func excusedPatrol() throws {
        let example = Example(
            "走访", "patrol", period: ("2021-07-05", "2021-07-05"), tables: ["patrol": "date\n2021-07-05"],
            excusedRecords: ["patrol:M1/2021-07-05"], costs: [])
        #expect(try ExampleRunner(Collection.self).sheet(for: example).costs == [])
    }

    @Test("Patrol logs are measured against the duty days, including those of days off")
    func measures() throws {
        let example = Example(
            "日志", "logs", period: ("2021-07-08", "2021-07-12"),
            tables: ["patrol": "date\n2021-07-08\n2021-07-10\n2021-07-12"], costs: [])
        #expect(try ExampleRunner(Collection.self).measures(for: example).lines == ["collection.patrols 3/3"])
    }
}
