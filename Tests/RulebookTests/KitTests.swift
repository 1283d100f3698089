import AssessmentKernel
import Rulebook
import Testing

/// The kit's names, and rulebooks with some parameters changed.
@Suite struct KitTests {
    private static let line = "minimum_duty_days: 10\n"

    private func expectKit(_ kit: String, key: String, saying part: String) throws {
        try expectRefusal(Self.line, becomes: Self.line + kit + "\n", line: 20, key: key, saying: part)
    }

    @Test func theKitNeedNotBeNamed() throws {
        #expect(try SampleBook.read().kit == [])
    }

    @Test func theShippedKitHasSevenPieces() throws {
        let book = try Rulebook(yaml: Rulebook.shipped, file: Rulebook.shippedName, installed: stubs)
        #expect(book.kit.count == 7)
    }

    @Test func namesAreReadLikeCodes() throws {
        let text = try SampleBook.text(Self.line, becomes: Self.line + "kit: [\" 手机 \", Ｐ１]\n")
        #expect(try SampleBook.read(text).kit == ["手机", "P1"])
    }

    @Test func whatIsNoKitIsRefused() throws {
        try expectKit("kit: []", key: "kit", saying: "empty")
        try expectKit("kit: 手机", key: "kit", saying: "a list")
        try expectKit("kit: [手机, [工作证]]", key: "kit.2", saying: "one line")
        try expectKit("kit: [手机, \" 手机\"]", key: "kit.2", saying: "twice")
        try expectKit("kit: [\"  \"]", key: "kit.1", saying: "one line")
    }
}

@Suite struct RulebookChangeTests {
    private func book(_ changes: (path: String, value: String)...) throws -> Rulebook {
        try Rulebook(
            yaml: Array(SampleBook.text.utf8), file: SampleBook.file, installed: stubs,
            changes: changes.map { RulebookChange($0.path, to: $0.value, by: .setting("\($0.path)=\($0.value)")) })
    }

    private func expectRefusal(
        _ path: String, _ value: String, _ kind: Problem.Kind, key: String?, file: String? = nil,
        at location: SourceLocation = #_sourceLocation
    ) {
        let problem = #expect(throws: Problem.self, sourceLocation: location) { _ = try book((path, value)) }
        #expect(problem?.kind == kind, sourceLocation: location)
        #expect(problem?.place.key == key, sourceLocation: location)
        #expect(problem?.place.file == file, sourceLocation: location)
        let choice: Deed? = file == nil ? .setting("\(path)=\(value)") : nil
        #expect(problem?.place.choice == choice, sourceLocation: location)
    }

    @Test func nothingChangesWithoutAChange() throws {
        #expect(try book().basePay == Yuan(200))
    }

    @Test func scalarsListsAndMappingsAreWrittenOtherwise() throws {
        #expect(try book(("base_pay", "250.5")).basePay == Yuan(fen: 25_050))
        #expect(try book(("bands.5.amount", "-300")).bands.lowest.amount == Yuan(-300))
        #expect(try book(("assessed_posts", "[full-time, part-time]")).assessedPosts.count == 2)
        #expect(try book(("failing_streak", "{months: 2, basis: quarter-score}")).failingStreak.months == 2)
        #expect(try book(("base_pay", "1"), ("base_pay", "2")).basePay == Yuan(2))
    }

    @Test func theTextStaysThatOfTheFile() throws {
        #expect(try book(("base_pay", "1")).text == Array(SampleBook.text.utf8))
    }

    @Test func aPathThatIsNotThereIsAnUnknownArgument() {
        for path in ["pay", "base_pay.more", "bands.0.amount", "bands.6.amount", "bands.x", ".", "a..b"] {
            expectRefusal(path, "1", .usage, key: path)
        }
    }

    @Test func aValueIsRefusedAsInAFile() {
        expectRefusal("base_pay", "-1", .badInput, key: "base_pay")
        expectRefusal("base_pay", "\"1\"", .badInput, key: "base_pay")
        expectRefusal("gap_scores", "up", .badInput, key: "gap_scores")
        expectRefusal("assessed_posts", "[full-time, 专职]", .badInput, key: "assessed_posts.2")
        expectRefusal("failing_streak", "{months: 0, basis: quarter-score}", .badInput, key: "failing_streak.months")
        expectRefusal("base_pay", " ", .usage, key: "base_pay")
        expectRefusal("base_pay", "&a", .badInput, key: nil)
        expectRefusal("base_pay", "[", .badInput, key: nil)
        // What another line then lacks is reported there.
        expectRefusal("items.publicity.maximum", "5", .badInput, key: "total", file: SampleBook.file)
    }

    @Test func theRegisterNamesTheParameter() throws {
        let book = try Rulebook(yaml: Rulebook.shipped, file: Rulebook.shippedName, installed: stubs)
        func changed(_ id: String, _ value: String) throws -> Rulebook {
            let change = try RulebookChange(interpretation: id, to: value, by: .interpretation(nil), in: book)
            return try Rulebook(yaml: book.text, file: book.file, installed: stubs, changes: [change])
        }
        #expect(try changed("I-1", "lower").gapScores == .lower)
        #expect(try changed("I-15", "full-time part-time").assessedPosts.count == 2)
        #expect(try changed("I-15", "[part-time]").assessedPosts == [.partTime])
        #expect(try changed("I-1", "lower").interpretations.first { $0.id == "I-1" }?.choice == "lower")
        for (id, value) in [("I-0", "x"), ("I-12", "1"), ("", "1")] {
            #expect(throws: Problem.self) { _ = try changed(id, value) }
        }
    }
}
