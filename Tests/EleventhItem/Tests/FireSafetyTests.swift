import AssessmentKernel
import AssessmentTesting
import Testing

@testable import FireSafety

@Suite struct FireSafetyTests {
    @Test func keepsTheContract() {
        let failures = ConformanceSuite(FireSafety.self).failures()
        #expect(failures == [])
    }
}
