import AssessmentKernel
import Rulebook
import Testing

@Suite struct InterpretationTests {
    @Test func theRegisterIsWholeAndInByteOrder() throws {
        let register = try Rulebook(yaml: Rulebook.shipped, file: "f", installed: stubs).interpretations
        let expected: [(String, String, String)] = [
            ("I-1", "§3.1.2", "round"), ("I-10", "附件·7", "80"), ("I-11", "附件·8", "missed"),
            (
                "I-12", "附件·9",
                "items.satisfaction.weights.satisfied=1; items.satisfaction.weights.fairly=0.6; "
                    + "items.satisfaction.weights.dissatisfied=0; items.satisfaction.groups.committee=0.5; "
                    + "items.satisfaction.groups.resident=0.5; items.satisfaction.round_to=0.1"
            ),
            ("I-13", "§3.2.4", "24"),
            (
                "I-14", "§3.1.3",
                "annual.weights.quarters=0.7; annual.weights.months=0.1; annual.weights.satisfaction=0.2; "
                    + "annual.stars.5=95; annual.stars.4=90; annual.stars.3=80; annual.stars.2=70; annual.stars.1=60; "
                    + "annual.minimum_quarters=4; annual.minimum_composite=90; annual.excellent_share=0.2; "
                    + "annual.low_satisfaction=0.5; annual.low_satisfaction_raters=resident"
            ),
            ("I-15", "§1.1", "full-time"), ("I-16", "§3.2.5", "review"), ("I-17", "§6.1", "2021-01-01"),
            ("I-18", "§3.2.1, 附件·8, 10", "excuses"), ("I-19", "§3.1.2", "10"), ("I-2", "§3.1.2", "monthly-scores"),
            ("I-20", "§4.6", "resident"),
            ("I-21", "§3.2.5", "items.activity.per_missing_general=0; items.activity.per_missing_appointed=0"),
            ("I-3", "§3.1.2", "per-month"), ("I-4", "§1.2", "calendar-days"), ("I-5", "§3.2.1", "absence"),
            ("I-6", "§3.2.2", "2"), ("I-7", "§3.2.5", "day"), ("I-8", "§3.2.5", "place persons description"),
            ("I-9", "附件·5", "0"),
        ]
        #expect(register.map(\.id) == expected.map(\.0))
        for (entry, (id, clause, choice)) in zip(register, expected) {
            #expect(entry.clause.citation == clause, "\(id)")
            #expect(entry.choice == choice, "\(id)")
            #expect(!entry.options.isEmpty)
            #expect(entry.question.chinese != entry.question.english)
            #expect(!entry.reason.chinese.isEmpty)
            #expect(entry.reason.chinese != entry.reason.english)
        }
    }

    @Test func theFirstOptionIsTheShippedAnswerOfASingleParameter() throws {
        let register = try Rulebook(yaml: Rulebook.shipped, file: "f", installed: stubs).interpretations
        for entry in register where !entry.choice.contains("=") {
            #expect(entry.options.first == entry.choice, "\(entry.id)")
        }
    }

    @Test func theChoiceFollowsTheParameter() throws {
        let text = SampleBook.text.replacing("gap_scores: round", with: "gap_scores: lower") + register()
        let book = try SampleBook.read(text)
        #expect(book.interpretations.map(\.choice) == ["lower"])
        #expect(book.interpretations.first?.question == LocalText("甲", "甲"))
        #expect(book.interpretations.first?.reason == LocalText("乙", "B"))
    }

    @Test func theRegisterMayBeLeftOut() throws {
        #expect(try SampleBook.read().interpretations.isEmpty)
    }

    private func register(id: String = "I-1", path: String = "gap_scores", more: String = "reason_en: B") -> String {
        """
        interpretations:
          \(id):
            clause: §3.1.2
            path: \(path)
            question: 甲
            options: [round, lower]
            reason: 乙
            \(more)

        """
    }

    @Test func pathsMustLeadToParameters() {
        for path in [
            "gap_score", "annual.moons", "gap_scores.x", "interpretations.I-1.path", "annual.", ".", "bands.1",
        ] {
            let text = SampleBook.text + register(path: path)
            expectRefusal(of: Array(text.utf8), line: 42, key: "interpretations.I-1.path", saying: path)
        }
        let listed = SampleBook.text + register(path: "\n      - total\n      - totals")
        expectRefusal(of: Array(listed.utf8), line: 44, key: "interpretations.I-1.path.2", saying: "totals")
        let none = SampleBook.text + register(path: "[]")
        expectRefusal(of: Array(none.utf8), line: 42, key: "interpretations.I-1.path")
    }

    @Test func itsShapeIsExact() {
        let key = "interpretations.I-1"
        let unknown = SampleBook.text + register(more: "choice: round")
        expectRefusal(of: Array(unknown.utf8), line: 46, key: key + ".choice", saying: "no such key")
        let missing = SampleBook.text + register().replacing("    question: 甲\n", with: "")
        expectRefusal(of: Array(missing.utf8), line: 40, key: key + ".question", saying: "missing")
        for id in ["X-1", "I-", "I-01", "I-1a", "I1"] {
            let text = SampleBook.text + register(id: id)
            expectRefusal(of: Array(text.utf8), line: 40, key: "interpretations." + id, saying: "I-1")
        }
        let list = SampleBook.text + "interpretations: [I-1]\n"
        expectRefusal(of: Array(list.utf8), line: 39, key: "interpretations", saying: "a mapping")
    }
}
