import AssessmentKernel
import AssessmentTesting
import Testing

@testable import Activity

/// Tests which events are listed for a person to judge.
@Suite struct SuspectsTests {
    /// Each suspect as `suspect first kind`, for events given without the header, under some parameters.
    private func suspects(
        _ events: String, _ parameters: [String: String] = [:], excused: [String] = []
    ) throws -> [String] {
        let runner = ExampleRunner(Activity.self)
        let example = Example(
            "疑似", "suspects", parameters: parameters,
            tables: ["event": "event,occurred_at,place,persons,description,verdict\n" + events],
            excusedRecords: excused, costs: [])
        let item = try #require(try runner.item(for: example) as? Activity)
        return item.suspects(try runner.evidence(for: example)).map { pair in
            "\(pair.suspect.parts[0]) \(pair.first.parts[0]) \(pair.kind)"
        }
    }

    @Test func anExactRepeatIsListedAsSuch() throws {
        #expect(
            try suspects(
                """
                E1,2021-07-05 08:00,村东,张三,路灯不亮,
                E2,2021-07-06 09:00,村 东,李四,路灯 不亮,
                E3,2021-07-07 09:00,村东,张三,路灯不亮,
                """) == ["E2 E1 exact", "E3 E1 exact"])
    }

    @Test(
        "Digits of either width may differ, other characters not",
        arguments: [
            ("村东3号,路灯12不亮", "村东15号,路灯7不亮", true), ("村东３号,路灯不亮", "村东15号,路灯 不亮", true),
            ("村东3号,路灯不亮", "村西3号,路灯不亮", false), ("村东三号,路灯不亮", "村东四号,路灯不亮", false),
            ("村东,12", "村东,34", false), ("1,路灯不亮", "2,路灯不亮", true),
        ])
    func digits(_ one: String, _ other: String, _ isSuspect: Bool) throws {
        func texts(_ text: String) -> String { text.replacing(",", with: ",张三,") }
        let found = try suspects("E1,2021-07-05 08:00,\(texts(one)),\nE2,2021-07-06 09:00,\(texts(other)),\n")
        #expect(found == (isSuspect ? ["E2 E1 digits"] : []))
    }

    @Test(
        "The same place in the same minute is listed, whatever the text",
        arguments: [
            ("08:00:00", "村东", true), ("08:00:59", "村 东", true), ("08:01:00", "村东", false), ("08:00:30", "村西", false),
        ])
    func minute(_ time: String, _ place: String, _ isSuspect: Bool) throws {
        let found = try suspects(
            "E1,2021-07-05 08:00,村东,张三,路灯不亮,\nE2,2021-07-05 \(time),\(place),张三,井盖破损,\n")
        #expect(found == (isSuspect ? ["E2 E1 minute"] : []))
    }

    @Test func theStrongerLikenessIsNamed() throws {
        #expect(
            try suspects(
                """
                E1,2021-07-05 08:00,村东,张三,路灯1不亮,
                E2,2021-07-05 08:00,村东,张三,路灯2不亮,
                E3,2021-07-05 08:00,村东,张三,路灯2不亮,
                """) == ["E2 E1 digits", "E3 E2 exact"])
    }

    @Test("Among many events the first one of each likeness is found", arguments: [1, 2, 17, 600])
    func many(count: Int) throws {
        struct Told { let code, place, words, text: String, minute: Int }
        var state: UInt32 = 7
        func random(_ limit: UInt32) -> Int {
            state = state &* 1_664_525 &+ 1_013_904_223
            return Int((state >> 8) % limit)
        }
        var told: [Told] = []
        var minute = 0
        let subjects = ["路灯", "井盖", "河道", "水渠", "围墙", "线路", "车辆", "宣传栏"]
        for number in 0..<count {
            minute += random(2)
            let words = "\(subjects[random(8)])\(subjects[random(8)])"
            told.append(
                Told(
                    code: String(number + 10_000), place: ["村东", "村西", "村北"][random(3)], words: words,
                    text: "\(words)\(random(12))", minute: minute))
        }
        let lines = told.map { one in
            let (hour, minute) = (String(one.minute / 60), String(one.minute % 60))
            let time = "\(hour.count < 2 ? "0" : "")\(hour):\(minute.count < 2 ? "0" : "")\(minute)"
            return "\(one.code),2021-07-05 \(time),\(one.place),张三,\(one.text),"
        }
        let expected = told.indices.compactMap { place in
            let (one, earlier) = (told[place], told[..<place])
            if let first = earlier.first(where: { $0.place == one.place && $0.text == one.text }) {
                return "\(one.code) \(first.code) exact"
            }
            if let first = earlier.first(where: { $0.place == one.place && $0.words == one.words }) {
                return "\(one.code) \(first.code) digits"
            }
            let first = earlier.first { $0.place == one.place && $0.minute == one.minute }
            return first.map { "\(one.code) \($0.code) minute" }
        }
        let found = try suspects(lines.joined(separator: "\n") + "\n")
        #expect(found == expected)
        if count == 600 { #expect(Set(expected.compactMap { $0.split(separator: " ").last }).count == 3) }
    }

    @Test func whatWasJudgedOrIsVoidAnywayIsNotListedButMayBeRepeated() throws {
        let first = "E1,2021-07-05 08:00,村东,张三,路灯不亮,"
        for verdict in ["valid", "duplicate", "fake", "invalid"] {
            #expect(try suspects("\(first)\nE2,2021-07-06 08:00,村东,张三,路灯不亮,\(verdict)\n") == [])
            #expect(try suspects("\(first)\(verdict)\nE2,2021-07-06 08:00,村东,张三,路灯不亮,\n") == ["E2 E1 exact"])
        }
        let incomplete = "\(first)\nE2,2021-07-06 08:00,村东,,路灯不亮,\n"
        #expect(try suspects(incomplete) == [])
        #expect(try suspects(incomplete, ["required_elements": "[]"]) == ["E2 E1 exact"])
        #expect(try suspects("\(first)\nE2,2021-07-06 08:00,村东,张三,路灯不亮,\n", excused: ["event:E2"]) == [])
    }

    @Test func blankPlacesAreNoPlace() throws {
        let events = "E1,2021-07-05 08:00,,张三,路灯不亮,\nE2,2021-07-05 08:00,\u{3000},张三,井盖破损,\n"
        #expect(try suspects(events, ["required_elements": "[]"]) == [])
    }

    @Test("The exact repeats are those that the closing warns of", arguments: ["review", "deduct"])
    func warnings(_ duplicates: String) throws {
        let events = """
            E1,2021-07-05 08:00,村东,张三,路灯不亮,
            E2,2021-07-06 09:00,村东,张三,路灯不亮,
            E3,2021-07-06 10:00,村东2,张三,路灯不亮,
            """
        #expect(
            try suspects(events, ["duplicates": duplicates]) == ["E2 E1 exact", "E3 E1 digits"])
        let example = Example(
            "疑似", "suspects", parameters: ["duplicates": duplicates],
            tables: ["event": "event,occurred_at,place,persons,description,verdict\n" + events], costs: [])
        let sheet = try ExampleRunner(Activity.self).sheet(for: example)
        let warned = sheet.warnings.filter { $0.kind == Activity.judgement.warning }.map {
            $0.basis.records.map(\.parts[0])
        }
        let taken = sheet.deductions.filter { $0.kind == EventReview.duplicate }.map { $0.evidence.map(\.parts[0]) }
        #expect(warned == (duplicates == "review" ? [["E2", "E1"]] : []))
        #expect(taken == (duplicates == "deduct" ? [["E1", "E2"]] : []))
    }
}
