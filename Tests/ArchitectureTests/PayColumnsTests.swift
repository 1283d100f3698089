import Testing

/// The amounts of a month's pay are declared once: whoever lists them walks the declaration.
@Suite struct PayColumnsTests {
    private static let home = "Modules/Rules/Closing/Account/MonthPay.swift"
    /// Where keys of columns may stand as well, each with the reason.
    private static let others = ["Modules/Records/LedgerTables/Schema/": "a released step of the schema never changes"]

    /// The keys of more than one word, which nothing else is called by.
    private static func keys() throws -> [String] {
        try Sources.code(home).matches(of: /Amount\(\\\.\w+, "(\w+_\w+)"/).map { String($0.1) }
    }

    @Test("No other file of a module names one")
    func named() throws {
        let keys = try Self.keys()
        #expect(keys == ["already_paid", "brought_forward", "carried_forward"] || keys.count > 3)
        for file in Sources.swift(below: "Modules") where file != Self.home {
            guard !Self.others.keys.contains(where: file.hasPrefix) else { continue }
            let code = try Sources.code(file)
            for key in keys { #expect(!code.contains("\"\(key)\""), "\(file) names \(key)") }
        }
    }
}
