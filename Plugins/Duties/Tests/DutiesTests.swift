import AssessmentKernel
import AssessmentTesting
import Testing

@testable import Duties

@Suite struct DutiesTests {
    @Test func keepsTheContract() {
        let failures = ConformanceSuite(Duties.self).failures()
        #expect(failures == [])
    }

    @Test(
        "Of each kind of roll-call, late and absent cost points", arguments: RollCallKind.options,
        RollCallStatus.options)
    func everyRollCall(_ kind: ChoiceOption, _ status: ChoiceOption) throws {
        let example = Example(
            "点名", "roll-call",
            tables: ["roll-call": "session,date,kind,status\nR1,2021-07-05,\(kind.key),\(status.title.chinese)"],
            costs: [])
        let deductions = try ExampleRunner(Duties.self).sheet(for: example).deductions
        #expect(deductions.isEmpty == ["present", "leave"].contains(status.key))
    }
}
