import AssessmentKernel
import Testing

@Suite struct CivilDateTests {
    @Test func everyDayOfFourCenturiesHasItsOwnNumber() throws {
        var expected = try #require(CivilDate(year: 1800, month: 1, day: 1)).dayNumber
        for year in 1800...2200 {
            for month in 1...12 {
                for day in 1...CivilDate.daysIn(month: month, year: year) {
                    let date = try #require(CivilDate(year: year, month: month, day: day))
                    #expect(date.dayNumber == expected)
                    #expect(date.parts == (year, month, day))
                    expected += 1
                }
            }
        }
    }
}
