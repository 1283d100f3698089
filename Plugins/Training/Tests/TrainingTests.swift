import AssessmentKernel
import AssessmentTesting
import Testing

@testable import Training

@Suite struct TrainingTests {
    private let runner = ExampleRunner(Training.self)

    @Test func keepsTheContract() {
        let failures = ConformanceSuite(Training.self).failures()
        #expect(failures == [])
    }

    @Test("A quarter's absences climb the scale together, a month's on their own")
    func quarterAndMonths() throws {
        let table = """
            session,date,kind,status
            T1,2021-07-05,meeting,absent
            T2,2021-09-06,meeting,absent
            """
        func costs(_ first: String, _ last: String) throws -> [String] {
            try runner.sheet(for: Example("月", "month", period: (first, last), tables: ["training": table], costs: []))
                .costs
        }
        #expect(try costs("2021-07-01", "2021-07-31") == ["2021-07-05,2,training.absence,training:T1/M1"])
        #expect(try costs("2021-08-01", "2021-08-31") == [])
        #expect(try costs("2021-09-01", "2021-09-30") == ["2021-09-06,2,training.absence,training:T2/M1"])
        #expect(
            try costs("2021-07-01", "2021-09-30") == [
                "2021-09-06,5,training.absence,training:T1/M1 training:T2/M1"
            ])
    }

    @Test("Sessions of one day are sorted by the bytes of their codes")
    func orderWithinADay() throws {
        // T10 comes before T2 by bytes: leave, leave, present, leave; by numbers the last leave would be the third.
        let example = Example(
            "日", "day",
            tables: [
                "training": """
                session,date,kind,status
                T2,2021-07-05,meeting,present
                T10,2021-07-05,meeting,leave
                T1,2021-07-05,meeting,leave
                T3,2021-07-05,meeting,leave
                """
            ], costs: [])
        #expect(try runner.sheet(for: example).costs == [])
    }

    @Test("The merit flag rests on the absences of the year so far, and on none of a later day")
    func basisOfTheFlag() throws {
        let example = Example(
            "评优", "merit", period: ("2021-04-01", "2021-06-30"),
            tables: [
                "training": """
                session,date,kind,status
                T1,2021-01-05,meeting,absent
                T2,2021-02-05,meeting,absent
                T3,2021-05-05,meeting,absent
                T4,2021-07-05,meeting,absent
                """
            ], costs: [])
        #expect(try runner.finding(for: example)?.text == "training:T1/M1 training:T2/M1 training:T3/M1")
        #expect(Training.annualFinding.key == "merit")
        #expect(Training.annualFinding.costsAwards)
    }

    @Test("The scale has exactly three amounts", arguments: ["[]", "[2, 5]", "[2, 5, 10, 20]", "[2, 5, -1]", "2"])
    func scaleRefused(_ written: String) {
        #expect(throws: ParameterFault.self) { try AbsenceSteps(ParameterNode(flow: written)) }
    }

    @Test("Meetings are measured against one per month; trainings are not included")
    func measures() throws {
        let example = Example(
            "例会", "meetings", period: ("2021-07-01", "2021-08-31"), leave: [("2021-07-20", "2021-07-20")],
            tables: [
                "training": """
                session,date,kind,status
                S0,2021-06-30,例会,出席
                S1,2021-07-05,例会,出席
                S2,2021-07-06,集中培训,出席
                S3,2021-07-20,例会,缺席
                S4,2021-08-05,例会,请假
                """
            ], costs: [])
        #expect(
            try ExampleRunner(Training.self).measures(for: example).lines == [
                "training.meetings 2/2", "training.attended 1",
            ])
    }
}
