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

    @Test("A clocking on an excused day costs nothing, whatever its status")
    func excusedDay() throws {
        let example = Example(
            "当日", "day", period: ("2021-07-05", "2021-07-05"),
            tables: ["attendance": "date,status\n2021-07-05,missed"], excusedDays: ["2021-07-05"], costs: [])
        #expect(try ExampleRunner(Attendance.self).sheet(for: example).costs == [])
    }

    @Test(
        "Hours are held against the week, whole weeks with a duty day alone",
        arguments: [
            // 1 to 31 July 2021 has the whole weeks of the 5th, 12th and 19th.
            ("2021-07-01", "2021-07-31", "07-05 40;07-12 20;07-18 20;07-19 39.99", ["40/40", "2/3"]),
            ("2021-07-01", "2021-07-31", "07-01 99;07-26 99", ["0/40", "0/3"]),
            ("2021-07-05", "2021-07-11", "07-05 10;07-11 30.01", ["40.01/40", "1/1"]),
            ("2021-07-06", "2021-07-17", "07-06 99", []),
        ])
    func weeks(_ first: String, _ last: String, _ clocked: String, _ expected: [String]) throws {
        let rows = clocked.split(separator: ";").map { part in
            let cells = part.split(separator: " ")
            return "2021-\(cells[0]),on-time,\(cells[1])"
        }
        let example = Example(
            "工时", "hours", period: (first, last),
            tables: ["attendance": "date,status,hours\n" + rows.joined(separator: "\n")], costs: [])
        let codes = ["attendance.weekly-hours ", "attendance.full-weeks "]
        #expect(
            try ExampleRunner(Attendance.self).measures(for: example).lines == zip(codes, expected).map { $0 + $1 })
    }

    @Test("A week wholly on leave requires nothing")
    func weekOnLeave() throws {
        let example = Example(
            "请假", "leave", period: ("2021-07-05", "2021-07-18"), leave: [("2021-07-05", "2021-07-11")],
            tables: ["attendance": "date,status,hours\n2021-07-12,on-time,41"], costs: [])
        #expect(
            try ExampleRunner(Attendance.self).measures(for: example).lines == [
                "attendance.weekly-hours 41/40", "attendance.full-weeks 1/1",
            ])
    }
}
