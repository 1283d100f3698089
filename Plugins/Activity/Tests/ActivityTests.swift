import AssessmentKernel
import AssessmentTesting
import Testing

@testable import Activity

@Suite struct ActivityTests {
    private let runner = ExampleRunner(Activity.self)

    @Test func keepsTheContract() {
        let failures = ConformanceSuite(Activity.self).failures()
        #expect(failures == [])
    }

    @Test(
        "Tables are read for absence just when their rows' absence costs points",
        arguments: [
            ([:], ["event", "visit"]),
            (["per_missing": "0"], []),
            (["events_per_day": "0"], ["visit"]),
            (["visits_per_day": "0"], ["event"]),
            (["per_missing": "0", "per_missing_general": "1"], ["visit"]),
            (["per_missing": "0", "per_missing_appointed": "1"], ["visit"]),
            (["per_missing": "0", "per_missing_appointed": "1", "appointed_per_week": "0"], []),
        ] as [([String: String], [String])])
    func readForAbsence(_ parameters: [String: String], _ tables: [String]) throws {
        let item = try runner.item(for: Example("口径", "basis", parameters: parameters, tables: [:], costs: []))
        #expect(item.tablesReadForAbsence == tables)
    }

    @Test("A suspect is listed with the first event that it repeats, however often it was repeated since")
    func suspects() throws {
        let example = Example(
            "疑似", "suspects",
            tables: [
                "event": """
                event,occurred_at,place,persons,description
                E1,2021-07-05 08:00,村东,张三,路灯不亮
                E2,2021-07-05 09:00,村东,张三,井盖破损
                E3,2021-07-06 08:00,村东,张三,路灯不亮
                E4,2021-07-07 08:00,村东,张三,路灯不亮
                """
            ], costs: [])
        let warnings = try runner.sheet(for: example).warnings
        #expect(warnings.map(\.code) == ["activity.suspect", "activity.suspect"])
        #expect(
            warnings.map { $0.evidence.map(\.description) } == [["event:E3", "event:E1"], ["event:E4", "event:E1"]])
    }

    @Test(
        "Only equal places and equal descriptions repeat an event",
        arguments: [
            ("村东,路灯不亮", "村东,路灯不亮", true), ("村 东,路\t灯不亮", "村东,路灯不亮\u{2003}", true),
            ("村东路,灯不亮", "村东,路灯不亮", false), ("caf\u{E9},a", "cafe\u{301},a", false), ("A,b", "a,b", false),
            ("１,a", "1,a", false),
        ])
    func wordings(_ one: String, _ other: String, _ isRepeat: Bool) throws {
        let example = Example(
            "相同", "same", parameters: ["per_missing": "0", "duplicates": "deduct", "required_elements": "[]"],
            tables: [
                "event": "event,occurred_at,place,description\nE1,2021-07-05 08:00,\(one)\nE2,2021-07-05 08:01,\(other)"
            ],
            costs: [])
        #expect(try runner.sheet(for: example).deductions.isEmpty != isRepeat)
    }

    @Test("White space is what Unicode calls White_Space, and nothing else")
    func whiteSpace() {
        for value in 0...0x10FFFF {
            guard let scalar = Unicode.Scalar(UInt32(value)) else { continue }
            let isBlank = Wording.isBlank(Array(String(scalar).utf8)[...])
            if isBlank != scalar.properties.isWhitespace { Issue.record("U+\(String(value, radix: 16))") }
        }
    }

    @Test("Equality, digest and blankness agree with the texts' white space taken out")
    func wordingAgreesWithText() {
        let pieces = ["", " ", "\u{3000}", "村", "、", "a", "\u{85}", "\u{2028}", "é", "\u{200B}"]
        let texts = pieces.flatMap { one in pieces.flatMap { two in pieces.map { one + two + $0 } } }
        let solid = texts.map { Text($0).withoutWhiteSpace }
        for (place, text) in texts.enumerated() {
            let bytes = Array(text.utf8)[...]
            #expect(Wording.isBlank(bytes) == solid[place].string.isEmpty)
            let next = (place * 7 + 3) % texts.count
            let other = Array(texts[next].utf8)[...]
            #expect(Wording.areEqual(bytes, other) == (solid[place] == solid[next]))
            var (digest, plain) = (Wording.emptyDigest, Wording.emptyDigest)
            Wording.digest(bytes, into: &digest)
            Wording.digest(Array(solid[place].utf8)[...], into: &plain)
            #expect(digest == plain)
        }
    }

    @Test("A member in post for part of a week owes no appointed visits for it")
    func partWeeks() throws {
        let example = Example(
            "周", "weeks", period: ("2021-07-01", "2021-09-30"), inPost: ("2021-07-06", "2021-07-24"),
            parameters: ["per_missing": "0", "per_missing_appointed": "1"], tables: [:], costs: [])
        #expect(try runner.sheet(for: example).costs == ["2021-07-18,3,activity.appointed-shortfall,"])
    }

    @Test("A general visit on a day off or on leave serves its month")
    func generalVisitOnADayOff() throws {
        let example = Example(
            "普遍", "general", period: ("2021-07-01", "2021-07-31"), leave: [("2021-07-12", "2021-07-31")],
            parameters: ["per_missing": "0", "per_missing_general": "1"],
            tables: ["visit": "visit,date,kind\nV1,2021-07-31,general"], costs: [])
        #expect(try runner.sheet(for: example).costs == [])
    }
}
