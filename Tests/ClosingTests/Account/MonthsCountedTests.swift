import Closing
import Testing

@Suite("Months that count over a quarter")
struct MonthsCountedTests {
    @Test(
        "What is handed on from month to month counts once",
        arguments: [("brought_forward", [7]), ("carried_forward", [9]), ("base", [7, 8, 9]), ("due", [7, 8, 9])])
    func months(key: String, counted: [Int]) {
        #expect(Array(MonthsCounted(payColumn: key).of([7, 8, 9])) == counted)
        #expect(MonthsCounted(payColumn: key).of([Int]()).isEmpty)
        #expect(Array(MonthsCounted(payColumn: key).of([7])) == [7])
    }
}
