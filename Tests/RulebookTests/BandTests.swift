import AssessmentKernel
import Rulebook
import Testing

@Suite struct BandTests {
    @Test(arguments: [
        ("100", "top"), ("95.01", "top"), ("95.4", "top"), ("95.99", "top"), ("95", "good"), ("94.5", "good"),
        ("86", "good"), ("85.99", "good"), ("85.5", "good"), ("85.49", "fair"), ("85.01", "fair"), ("85", "fair"),
        ("76", "fair"), ("75.5", "fair"), ("75.49", "poor"), ("75", "poor"), ("66", "poor"), ("65.5", "poor"),
        ("65.49", "failing"), ("65.01", "failing"), ("65", "failing"), ("0", "failing"),
    ])
    func roundLooksUpTheWholePoint(total: String, band: String) throws {
        #expect(try band == self.band(of: total, gapScores: "round"))
    }

    @Test(arguments: [
        ("95.01", "top"), ("95", "good"), ("86", "good"), ("85.99", "fair"), ("85.01", "fair"), ("75.5", "poor"),
        ("65.99", "failing"), ("65", "failing"), ("66", "poor"),
    ])
    func lowerTakesTheBandBelow(total: String, band: String) throws {
        #expect(try band == self.band(of: total, gapScores: "lower"))
    }

    @Test(arguments: [
        ("95.01", "top"), ("95", "good"), ("85.99", "good"), ("85.01", "good"), ("85", "fair"), ("75.01", "fair"),
        ("65.01", "poor"), ("65", "failing"),
    ])
    func upperTakesTheBandAbove(total: String, band: String) throws {
        #expect(try band == self.band(of: total, gapScores: "upper"))
    }

    private func band(of total: String, gapScores: String) throws -> String {
        let text = try SampleBook.text("gap_scores: round", becomes: "gap_scores: \(gapScores)")
        return try SampleBook.read(text).bands.band(of: try #require(Points(text: total))).key
    }

    @Test func everyTotalHasABandThatNeverRisesAsItFalls() throws {
        for gapScores in ["round", "lower", "upper"] {
            let table = try SampleBook.read(try SampleBook.text("round", becomes: gapScores)).bands
            var last = 0
            for hundredths in stride(from: Int64(10_100), through: -100, by: -1) {
                let band = table.band(of: Points(hundredths: hundredths))
                let index = try #require(table.bands.firstIndex(of: band))
                #expect(index == last || index == last + 1)
                last = index
            }
            #expect(last == 4)
        }
    }

    @Test func theGreatestTotalsDoNotOverflow() throws {
        let table = try SampleBook.read().bands
        #expect(table.band(of: Points(hundredths: .max)).key == "top")
        #expect(table.band(of: Points(hundredths: .min)).key == "failing")
    }

    @Test func amountsMayHaveDecimals() throws {
        let text = try SampleBook.text("amount: -100", becomes: "amount: -66.67")
        #expect(try SampleBook.read(text).bands.bands[3].amount == Yuan(fen: -6667))
    }

    @Test func edgesMayHaveDecimalsAndTouch() throws {
        let text = try SampleBook.text("from: 86", becomes: "above: 85")
        #expect(try SampleBook.read(text).bands.band(of: Points(hundredths: 8501)).key == "good")
        #expect(try SampleBook.read(text).bands.band(of: Points(85)).key == "fair")
        let fine = try SampleBook.text("from: 86", becomes: "from: 85.01")
        #expect(try SampleBook.read(fine).bands.band(of: Points(hundredths: 8501)).key == "good")
    }

    @Test func overlapsAreRefused() throws {
        try expectRefusal(
            "through: 95", becomes: "through: 95.01", line: 10, key: "bands.2.through", saying: "overlaps")
        try expectRefusal("from: 86", becomes: "from: 85", line: 11, key: "bands.3.through", saying: "overlaps")
        try expectRefusal("through: 65", becomes: "through: 66", line: 13, key: "bands.5.through", saying: "overlaps")
    }

    @Test func theOrderIsFromTheHighestToTheLowest() throws {
        try expectRefusal(
            "from: 76, through: 85", becomes: "from: 96, through: 97", line: 11, key: "bands.3", saying: "is above good"
        )
        let lines = SampleBook.text.split(separator: "\n", omittingEmptySubsequences: false)
        let turned = lines[..<8] + lines[8..<13].reversed() + lines[13...]
        expectRefusal(
            of: Array(turned.joined(separator: "\n").utf8), line: 9, key: "bands.1", saying: "needs `above` or `from`")
        let swapped = lines[..<9] + [lines[10], lines[9]] + lines[11...]
        expectRefusal(
            of: Array(swapped.joined(separator: "\n").utf8), line: 11, key: "bands.3", saying: "is above fair")
    }

    @Test func onlyTheEndsAreOpen() throws {
        try expectRefusal("above: 95", becomes: "above: 95, through: 100", line: 9, key: "bands.1.through")
        try expectRefusal("through: 65", becomes: "from: 0, through: 65", line: 13, key: "bands.5.from")
        try expectRefusal("through: 65", becomes: "above: 0, through: 65", line: 13, key: "bands.5.above")
        try expectRefusal("from: 86, through: 95", becomes: "from: 86", line: 10, key: "bands.2")
        try expectRefusal("from: 86, through: 95", becomes: "through: 95", line: 10, key: "bands.2")
        try expectRefusal("above: 95", becomes: "above: 95, from: 96", line: 9, key: "bands.1.from")
    }

    @Test func aBandHoldsTotalsAndHasAName() throws {
        try expectRefusal(
            "from: 76, through: 85", becomes: "from: 85.01, through: 85", line: 11, key: "bands.3.through")
        try expectRefusal("from: 76, through: 85", becomes: "above: 85, through: 85", line: 11, key: "bands.3.through")
        try expectRefusal("name: good", becomes: "name: top", line: 10, key: "bands.2.name", saying: "two bands")
        try expectRefusal("name: good", becomes: "name: unrated", line: 10, key: "bands.2.name")
        try expectRefusal("name: good", becomes: "name: Good One", line: 10, key: "bands.2.name")
        try expectRefusal("title: 良好", becomes: "title: ''", line: 10, key: "bands.2.title")
        try expectRefusal("through: 95", becomes: "throgh: 95", line: 10, key: "bands.2.throgh", saying: "no such key")
        try expectRefusal(", amount: 0}", becomes: "}", line: 11, key: "bands.3.amount", saying: "missing")
        try expectRefusal("amount: 0", becomes: "amount: 0.001", line: 11, key: "bands.3.amount")
        try expectRefusal("amount: 0", becomes: "amount: '0'", line: 11, key: "bands.3.amount")
        try expectRefusal("amount: 0", becomes: "amount: --1", line: 11, key: "bands.3.amount")
        try expectRefusal("from: 86", becomes: "from: -1", line: 10, key: "bands.2.from")
    }

    @Test func aTableHasAtLeastTwoBands() {
        let lines = SampleBook.text.split(separator: "\n", omittingEmptySubsequences: false)
        let one = lines[..<9] + lines[13...]
        expectRefusal(of: Array(one.joined(separator: "\n").utf8), line: 8, key: "bands", saying: "two bands")
    }

    @Test func aGapThatRoundingCannotDecideIsRefused() throws {
        // 95 itself is in no band; 94.5 to 95 would round to it.
        try expectRefusal(
            "through: 95", becomes: "through: 94", line: 10, key: "bands.2.through", saying: "round to 95")
        // 85.4 rounds to 85, which has no band.
        try expectRefusal(
            "through: 85", becomes: "through: 84.9", line: 11, key: "bands.3.through", saying: "round to 85")
        try expectRefusal(
            "through: 75", becomes: "through: 70", line: 12, key: "bands.4.through", saying: "round to 75")
        for other in ["lower", "upper"] {
            let text = try SampleBook.text("through: 95", becomes: "through: 94")
            let changed = text.replacing("gap_scores: round", with: "gap_scores: \(other)")
            let band = try SampleBook.read(changed).bands.band(of: Points(95))
            #expect(band.key == (other == "lower" ? "good" : "top"))
        }
    }

    @Test func aGapWithoutAWholePointRoundsIntoItsNeighbours() throws {
        let text = try SampleBook.text("from: 86", becomes: "from: 85.7")
        let table = try SampleBook.read(text).bands
        #expect(table.band(of: Points(hundredths: 8569)).key == "good")
        #expect(table.band(of: Points(hundredths: 8550)).key == "good")
        #expect(table.band(of: Points(hundredths: 8549)).key == "fair")
    }
}
