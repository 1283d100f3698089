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
        #expect(warnings.allSatisfy { $0.kind.code == "activity.suspect" })
        #expect(warnings.map(\.basis.text) == ["event:E3 event:E1", "event:E4 event:E1"])
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

    @Test("White space is exactly Unicode's White_Space, and digits are exactly its decimal digits")
    func whiteSpaceAndDigits() {
        for value in 0...0x10FFFF {
            guard let scalar = Unicode.Scalar(UInt32(value)) else { continue }
            let bytes = Array(String(scalar).utf8)[...]
            let isSpace = scalar.properties.isWhitespace
            let isDigit = scalar.properties.numericType == .decimal
            if Wording.solid.isBlank(bytes) != isSpace || Wording.words.isBlank(bytes) != (isSpace || isDigit) {
                Issue.record("U+\(String(value, radix: 16))")
            }
        }
    }

    @Test("Equality, digest and blankness agree with texts from which the ignored bytes are removed")
    func wordingAgreesWithText() {
        let pieces = ["", " ", "\u{3000}", "村", "、", "a", "\u{85}", "7", "é", "\u{200B}", "７", "\u{1D7CE}"]
        let long = "东村三组、路灯不亮。第12号杆；〈abc〉defghi 已报修。"
        let longer = (0...long.count).flatMap { place in
            [" ", "\u{3000}", "\u{85}", "\u{2003}", "\u{9}", "1"].map { space in
                String(long.prefix(place)) + space + String(long.dropFirst(place))
            }
        }
        let texts = pieces.flatMap { one in pieces.flatMap { two in pieces.map { one + two + $0 } } } + longer
        for (wording, solid) in [
            (Wording.solid, texts.map { Text($0).withoutWhiteSpace }), (.words, texts.map(withoutDigits)),
        ] {
            check(wording, texts, solid)
        }
    }

    private func withoutDigits(_ text: String) -> Text {
        let scalars = Text(text).withoutWhiteSpace.string.unicodeScalars.filter {
            $0.properties.numericType != .decimal
        }
        return Text(String(String.UnicodeScalarView(scalars)))
    }

    private func check(_ wording: Wording, _ texts: [String], _ solid: [Text]) {
        for (place, text) in texts.enumerated() {
            let bytes = Array(text.utf8)[...]
            #expect(wording.isBlank(bytes) == solid[place].string.isEmpty)
            let next = (place * 7 + 3) % texts.count
            let other = Array(texts[next].utf8)[...]
            #expect(wording.areEqual(bytes, other) == (solid[place] == solid[next]))
            var (digest, plain) = (Wording.emptyDigest, Wording.emptyDigest)
            wording.digest(bytes, into: &digest)
            wording.digest(Array(solid[place].utf8)[...], into: &plain)
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

    @Test("Valid records are measured, with the closing rate and the duties of the weeks and the month")
    func measures() throws {
        let example = Example(
            "七月", "July", period: ("2021-07-01", "2021-07-31"),
            tables: [
                "event": """
                event,occurred_at,place,persons,description,due,closed,verdict
                E1,2021-07-01 08:00,甲,乙,丙,2021-07-05,2021-07-05,
                E2,2021-07-01 09:00,甲,乙,丁,2021-07-31,2021-08-01,
                E3,2021-07-02 08:00,甲,乙,戊,2021-08-01,,
                E4,2021-07-02 08:00,甲,,己,2021-07-05,2021-07-05,
                E5,2021-07-02 08:00,甲,乙,庚,2021-07-05,2021-07-05,虚假
                E6,2021-07-03 08:00,甲,乙,辛,2021-07-06,,
                """,
                "visit": """
                visit,date,kind,verdict
                V1,2021-07-05,约访,
                V2,2021-07-06,约访,
                V3,2021-07-11,约访,
                V4,2021-07-12,约访,
                V5,2021-07-13,约访,虚假
                V6,2021-07-14,约访,
                V7,2021-07-15,普遍走访,
                """,
            ], costs: [])
        #expect(
            try ExampleRunner(Activity.self).measures(for: example).lines == [
                "activity.visits 6", "activity.events 4", "activity.closing-rate 33.33%", "activity.general-visits 1/1",
                "activity.appointed-weeks 1/3",
            ])
    }

    @Test("Without an event that fell due there is no closing rate")
    func noRate() throws {
        let example = Example(
            "七月", "July", period: ("2021-07-05", "2021-07-06"),
            tables: ["event": "event,occurred_at,place,persons,description,due\nE1,2021-07-05 08:00,甲,乙,丙,2021-07-07"],
            costs: [])
        #expect(
            try ExampleRunner(Activity.self).measures(for: example).lines == [
                "activity.visits 0", "activity.events 1", "activity.general-visits 0/1", "activity.appointed-weeks 0/0",
            ])
    }

    @Test(
        "The general visit is missed at the end of the month or of the member's days, not before",
        arguments: [
            ("2021-07-01", "2021-07-15", nil, false), ("2021-07-01", "2021-07-31", nil, true),
            ("2021-07-01", "2021-07-15", "2021-07-15", true), ("2021-07-01", "2021-07-15", "2021-07-14", true),
            ("2021-06-20", "2021-07-15", nil, true),
        ] as [(String, String, String?, Bool)])
    func generalVisitOfARunningMonth(_ first: String, _ last: String, _ lastDay: String?, _ isMissed: Bool) throws {
        let example = Example(
            "普遍走访", "general visit", period: (first, last), inPost: lastDay.map { ("2020-01-01", $0) },
            parameters: ["per_missing_general": "1", "per_missing": "0"], tables: [:], costs: [])
        var variation = ExampleRunner.Variation()
        variation.isRunning = true
        let sheet = try ExampleRunner(Activity.self).sheet(for: example, variation)
        #expect(sheet.deductions.isEmpty != isMissed)
        #expect(
            sheet.deductions.allSatisfy {
                $0.date < CivilDate(dayNumber: 18_823) || $0.date.description == lastDay ?? last
            })
    }
}
