import AssessmentKernel
import StrictYAML
import Testing

@testable import Rulebook

@Suite struct ShippedTests {
    @Test func everyValueIsTheOneOfTheRegulation() throws {
        let shipped = try leaves(YAMLTree.read(Rulebook.shipped, file: "shipped"))
        let sample = try leaves(YAMLTree.read(Array(SampleBook.text.utf8), file: "sample"))
        #expect(shipped.filter { !$0.hasPrefix("interpretations.") && !$0.hasPrefix("kit.") } == sample)
        #expect(sample.count == 100)
    }

    private func leaves(_ node: ParameterNode, _ path: String = "") -> Set<String> {
        switch node.content {
        case .scalar(let text, let isQuoted): [path + "=" + text + (isQuoted ? "\"" : "")]
        case .list(let parts):
            parts.enumerated().reduce(into: []) { $0.formUnion(leaves($1.element, path + "\($1.offset + 1).")) }
        case .mapping(let pairs):
            pairs.reduce(into: []) { $0.formUnion(leaves($1.node, path + $1.key + ".")) }
        }
    }

    @Test func itIsReadAsTyped() throws {
        let book = try Rulebook(yaml: Rulebook.shipped, file: Rulebook.shippedName, installed: stubs)
        #expect(book.key == "fengmao-2021-71")
        #expect(book.title == "冯卯镇社会治理网格化服务管理工作考核细则")
        #expect(book.source == "冯政发〔2021〕71号")
        #expect(book.effectiveFrom.description == "2021-01-01")
        #expect(book.effectiveThrough == nil)
        #expect(book.total == Points(100))
        #expect(book.assessedPosts == [.fullTime])
        #expect(book.basePay == Yuan(200))
        #expect(book.bands.bands.map(\.key) == ["top", "good", "fair", "poor", "failing"])
        #expect(book.bands.bands.map(\.title) == ["优秀", "良好", "合格", "较差", "不合格"])
        #expect(book.bands.bands.map(\.amount) == [Yuan(200), Yuan(100), .zero, Yuan(-100), Yuan(-200)])
        #expect(book.bands.bands.map(\.through) == [nil, Points(95), Points(85), Points(75), Points(65)])
        #expect(
            book.bands.bands.map(\.start) == [
                .above(Points(95)), .from(Points(86)), .from(Points(76)), .from(Points(66)), .open,
            ])
        #expect(book.bands.lowest.key == "failing")
        #expect(book.gapScores == .round)
        #expect(book.failingPenalty == .perMonth)
        #expect(book.failingStreak.months == 3)
        #expect(book.failingStreak.basis == .monthlyScores)
        #expect(book.proration == .calendarDays)
        #expect(book.registeredLeave == .excuses)
        #expect(book.minimumDutyDays == 10)
        #expect(book.file == Rulebook.shippedName)
        #expect(book.text == Rulebook.shipped)
    }

    @Test func itemsComeByNumberWithTheirParameters() throws {
        let book = try Rulebook(yaml: Rulebook.shipped, file: Rulebook.shippedName, installed: stubs)
        #expect(book.items.map(\.about.number) == Array(1...10))
        #expect(book.items.map(\.maximum) == [10, 10, 4, 10, 20, 6, 15, 10, 5, 10].map { Points($0) })
        #expect((book.items[0].item as? TrainingStub)?.steps == [Points(2), Points(5), Points(10)])
        #expect((book.items[7].item as? AttendanceStub)?.perLate == Points(hundredths: 50))
        #expect(book.items[7].type is AttendanceStub.Type)
    }

    @Test func theAnnualRulesAreExact() throws {
        let annual = try Rulebook(yaml: Rulebook.shipped, file: Rulebook.shippedName, installed: stubs).annual
        #expect(annual.weights.quarters == Share(millionths: 700_000))
        #expect(annual.weights.months == Share(millionths: 100_000))
        #expect(annual.weights.satisfaction == Share(millionths: 200_000))
        #expect(annual.stars.edges == [95, 90, 80, 70, 60].map { Points($0) })
        #expect(annual.minimumQuarters == 4)
        #expect(annual.minimumComposite == Points(90))
        #expect(annual.excellentShare == Share(millionths: 200_000))
        #expect(annual.lowSatisfaction == Share(millionths: 500_000))
        #expect(annual.lowSatisfactionRaters == [.resident])
    }

    @Test(arguments: [
        (9500, 5), (10_000, 5), (9499, 4), (9000, 4), (8999, 3), (7999, 2), (6999, 1), (6000, 1), (5999, 0), (0, 0),
    ])
    func starsBeginAtTheirEdge(hundredths: Int64, stars: Int) throws {
        #expect(try SampleBook.read().annual.stars.stars(of: Points(hundredths: hundredths)) == stars)
    }
}
