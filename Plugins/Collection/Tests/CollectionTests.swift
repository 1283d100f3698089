import AssessmentKernel
import AssessmentTesting
import Testing

@testable import Collection

@Suite struct CollectionTests {
    @Test func keepsTheContract() {
        let failures = ConformanceSuite(Collection.self).failures()
        #expect(failures == [])
    }

    @Test("The patrol log is read for absence just when a missing patrol costs points", arguments: ["0", "0.01"])
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
}
