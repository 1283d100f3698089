import AssessmentKernel
import Rulebook
import Testing

@Suite struct ShelfTests {
    private func book(_ key: String, _ from: String, _ through: String? = nil) throws -> Rulebook {
        let period = "effective_from: \(from)" + (through.map { "\neffective_through: \($0)" } ?? "")
        let text = SampleBook.text.replacing("effective_from: 2021-01-01", with: period)
            .replacing("rulebook: fengmao-2021-71", with: "rulebook: \(key)")
        return try Rulebook(yaml: Array(text.utf8), file: key + ".yaml", installed: stubs)
    }

    private func inForce(_ shelf: RulebookShelf, on day: String) throws -> String {
        try shelf.inForce(on: try #require(CivilDate(iso: day))).key
    }

    @Test func theLatestThatHasBegunAndNotEnded() throws {
        let shelf = try RulebookShelf([
            book("c", "2022-07-01", "2022-09-30"), book("a", "2021-01-01"), book("b", "2022-01-01"),
        ])
        #expect(shelf.rulebooks.map(\.key) == ["a", "b", "c"])
        #expect(try inForce(shelf, on: "2021-01-01") == "a")
        #expect(try inForce(shelf, on: "2021-12-31") == "a")
        #expect(try inForce(shelf, on: "2022-01-01") == "b")
        #expect(try inForce(shelf, on: "2022-07-01") == "c")
        #expect(try inForce(shelf, on: "2022-09-30") == "c")
        #expect(try inForce(shelf, on: "2022-10-01") == "b")
    }

    @Test func noneInForceSaysWhatIsCovered() throws {
        let shelf = try RulebookShelf([book("a", "2021-01-01", "2021-06-30"), book("b", "2022-01-01")])
        let day = try #require(CivilDate(iso: "2021-07-01"))
        let problem = #expect(throws: Problem.self) { try shelf.inForce(on: day) }
        #expect(problem?.kind == .badInput)
        for text in [problem?.what.chinese, problem?.what.english] {
            #expect(text?.contains("a 2021-01-01..2021-06-30; b 2022-01-01..") == true)
            #expect(text?.contains("2021-07-01") == true)
        }
        #expect(throws: Problem.self) { try inForce(shelf, on: "2020-12-31") }
        let empty = try RulebookShelf([])
        #expect(throws: Problem.self) { try inForce(empty, on: "2021-07-01") }
    }

    @Test func twoFromTheSameDayAreRefused() throws {
        let books = [try book("b", "2021-01-01"), try book("a", "2021-01-01", "2021-03-31")]
        let problem = #expect(throws: Problem.self) { try RulebookShelf(books) }
        #expect(problem?.place == Problem.Place(file: "b.yaml", row: 4, key: "effective_from"))
        #expect(problem?.what.english.contains("a.yaml") == true)
    }
}
