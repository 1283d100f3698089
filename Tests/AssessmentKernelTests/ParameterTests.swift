import AssessmentKernel
import Testing

private enum Basis: String, ParameterChoice { case day, period }

@Suite struct ParameterTests {
    private static let perLate = Parameter<Points>("per_late", "0.5", .annex(8), "扣分", "points")
    private static let steps = Parameter<[Points]>("steps", "[2, 5, 10]", .annex(1), "各级扣分", "steps")
    private static let basis = Parameter<Basis>("basis", "day", .annex(5), "口径", "basis")
    private static let limit = Parameter<Int>("limit", "2", .annex(1), "次数", "limit")
    private static let standard = Parameter<Hundredths>("standard", "80", .annex(7), "标准", "standard")
    private static let weight = Parameter<Share>("weight", "0.6", .annex(9), "权重", "weight")
    private static let declared = [
        perLate.declaration, steps.declaration, basis.declaration, limit.declaration, standard.declaration,
        weight.declaration,
    ]

    private func values(
        _ changes: [String: String] = [:], without missing: String? = nil
    ) throws(ParameterFault) -> ParameterValues {
        var written: [String: String] = [:]
        for declaration in ParameterTests.declared { written[declaration.key] = declaration.usual }
        written.merge(changes) { $1 }
        if let missing { written[missing] = nil }
        let nodes = written.mapValues { ParameterNode(flow: $0) }
        return try ParameterValues(maximum: Points(10), nodes, declared: ParameterTests.declared)
    }

    @Test func declaredParametersAreReadAsTheirTypes() throws {
        let values = try values(["limit": "1000000", "weight": "1"])
        #expect(values.maximum == Points(10))
        #expect(try values[Self.perLate] == Points(hundredths: 50))
        #expect(try values[Self.steps] == [Points(2), Points(5), Points(10)])
        #expect(try values[Self.basis] == .day)
        #expect(try values[Self.limit] == 1_000_000)
        #expect(try values[Self.standard] == Hundredths(8000))
        #expect(try values[Self.weight] == .one)
    }

    @Test(
        arguments: [
            ("per_late", "-0.5"), ("per_late", "0.505"), ("per_late", "many"), ("per_late", "[1]"), ("per_late", ""),
            ("per_late", "1e1"), ("steps", "2"), ("steps", "[2, -5]"), ("steps", "[2, [5]]"), ("basis", "week"),
            ("basis", "Day"), ("basis", "[day]"), ("limit", "-1"), ("limit", "1.0"), ("limit", "1000001"),
            ("standard", "-80"), ("standard", "80%"), ("weight", "1.000001"), ("weight", "-0.1"),
            ("weight", "0.1234567"),
        ])
    func aParameterOfAnotherTypeIsRefusedByItsKey(key: String, text: String) {
        let fault = #expect(throws: ParameterFault.self) { _ = try values([key: text]) }
        #expect(fault?.path == key)
        #expect(fault.map { !$0.reason.chinese.isEmpty && !$0.reason.english.isEmpty } == true)
    }

    @Test(arguments: ["per_late", "steps", "basis", "limit", "standard", "weight"])
    func aMissingParameterIsRefusedAndNeverCompleted(key: String) {
        let fault = #expect(throws: ParameterFault.self) { _ = try values(without: key) }
        #expect(fault?.path == key)
        #expect(fault?.reason.english == "the parameter is missing")
    }

    @Test func theFirstUnknownParameterInTheOrderOfKeysIsRefused() {
        let fault = #expect(throws: ParameterFault.self) { _ = try values(["zzz": "1", "per_lat": "1"]) }
        #expect(fault?.path == "per_lat")
        #expect(fault?.reason.english == "no such parameter")
    }

    @Test func aParameterThatTheItemDidNotDeclareCannotBeRead() throws {
        let values = try values()
        let stranger = Parameter<Points>("per_void", "2", .annex(5), "扣分", "points")
        let fault = #expect(throws: ParameterFault.self) { _ = try values[stranger] }
        #expect(fault?.path == "per_void")
    }

    @Test func aNumberInQuotesIsNoNumber() {
        let nodes = ["per_late": ParameterNode(.scalar("0.5", isQuoted: true), line: 7)]
        let fault = #expect(throws: ParameterFault.self) {
            _ = try ParameterValues(maximum: Points(10), nodes, declared: [Self.perLate.declaration])
        }
        #expect(fault?.line == 7)
        #expect(fault?.path == "per_late")
    }

    @Test func anItemsOwnRefusalNamesTheParameterAndItsLine() throws {
        let nodes = ["per_late": ParameterNode(.scalar("0", isQuoted: false), line: 12)]
        let values = try ParameterValues(maximum: Points(10), nodes, declared: [Self.perLate.declaration])
        let fault = values.refusal(of: Self.perLate, "不能为零", "must not be zero")
        #expect(fault.path == "per_late")
        #expect(fault.line == 12)
        #expect(fault.reason.english == "must not be zero")
    }

    @Test func aMappingHasExactlyItsKeys() throws {
        let node = ParameterNode(flow: "{satisfied: 1, fairly: 0.6}")
        #expect(try node.values(["fairly", "satisfied"]).map { try Share($0) } == [Share(millionths: 600_000), .one])
        for (keys, path) in [(["satisfied"], "fairly"), (["satisfied", "fairly", "unsure"], "unsure")] {
            let fault = #expect(throws: ParameterFault.self) { _ = try node.values(keys) }
            #expect(fault?.path == path)
        }
        let twice = #expect(throws: ParameterFault.self) {
            _ = try ParameterNode(flow: "{a: 1, a: 2}").values(["a"])
        }
        #expect(twice?.path == "a")
        #expect(throws: ParameterFault.self) { _ = try ParameterNode(flow: "1").values(["a"]) }
    }

    @Test func aFaultIsNamedBelowItsKeys() {
        let fault = ParameterFault(line: 3, reason: LocalText("错", "wrong")).below("fairly").below("weights")
        #expect(fault.path == "weights.fairly")
        #expect(fault.line == 3)
    }

    @Test func aListInFlowFormIsReadPartByPart() throws {
        #expect(try Array<Points>(ParameterNode(flow: "[ 2 ,5, 0.25 ]")).map(\.description) == ["2", "5", "0.25"])
        #expect(try Array<Points>(ParameterNode(flow: "[]")).isEmpty)
    }
}
