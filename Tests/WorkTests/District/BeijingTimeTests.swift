import DistrictOffice
import Testing

@Suite("Times in Beijing")
struct BeijingTimeTests {
    @Test(
        "A day, or a day and a time of day, are moments in UTC",
        arguments: [
            ("2021-10-08", "2021-10-07T16:00:00Z"), ("2021-10-08 00:00", "2021-10-07T16:00:00Z"),
            ("2021-10-08 08:00", "2021-10-08T00:00:00Z"), ("2021-01-01T07:59", "2020-12-31T23:59:00Z"),
            ("2021-10-08 23:59", "2021-10-08T15:59:00Z"),
        ])
    func moments(text: String, moment: String) { #expect(BeijingTime.utc(text) == moment) }

    @Test(
        "Anything else is none",
        arguments: [
            "", "2021-02-29", "2021-10-08 24:00", "2021-10-08 9:30", "2021-10-08 09:60", "2021-10-08 09",
            "2021-10-08 a b",
        ])
    func refused(text: String) { #expect(BeijingTime.utc(text) == nil) }
}
