import AssessmentKernel
import AssessmentTesting
import Testing

@testable import Attendance

@Suite struct AttendanceTests {
    @Test func keepsTheContract() {
        let failures = ConformanceSuite(Attendance.self).failures()
        #expect(failures == [])
    }

    @Test(
        "Clockings are read for absence just when a day without one costs points",
        arguments: [("missed", "0.5", true), ("missed", "0", false), ("ignore", "0.5", false)])
    func readForAbsence(_ missingRecord: String, _ perLate: String, _ isRead: Bool) throws {
        let example = Example(
            "口径", "basis", parameters: ["missing_record": missingRecord, "per_late": perLate], tables: [:], costs: [])
        let item = try ExampleRunner(Attendance.self).item(for: example)
        #expect(item.tablesReadForAbsence == (isRead ? ["attendance"] : []))
    }

    @Test("A clocking on a day excused as a whole costs nothing, whatever it says")
    func excusedDay() throws {
        let example = Example(
            "当日", "day", period: ("2021-07-05", "2021-07-05"),
            tables: ["attendance": "date,status\n2021-07-05,missed"], excusedDays: ["2021-07-05"], costs: [])
        #expect(try ExampleRunner(Attendance.self).sheet(for: example).costs == [])
    }
}
