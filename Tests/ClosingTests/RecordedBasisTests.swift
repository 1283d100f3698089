import AssessmentKernel
import ResultTables
import TestValues
import Testing
import TownshipTables

@Suite("What a finding rests on is read back as it was recorded")
struct RecordedBasisTests {
    private static let tables = CoreTables.all

    @Test("Each kind of basis is read back from its text")
    func all() throws {
        let equipment = EquipmentTable.shared.schema
        let records = try ["training:T1/M1", "equipment:EQ-2021-01-04-0002", "duty:a%20b%25/2021-07"].map {
            try #require(RecordReference($0))
        }
        let bases: [Basis] = [
            .nothing, .records([records[0]]), .records(records), .months([try month("2021-07")]),
            .months([try month("2021-07"), try month("2021-08")]), .quarter(try quarter("2021Q3")), .table(equipment),
            .rows(3, of: equipment), .days(0), .days(12), .amount(Yuan(fen: 1_250)), .amount(Yuan(fen: -5)),
            .share(1, of: 3),
        ]
        for basis in bases {
            #expect(Basis(recorded: basis.text, tables: Self.tables) == basis, "\(basis.text)")
        }
    }

    @Test(
        "A text that no basis writes is left as it is",
        arguments: ["abc", "2021-13", "visit x", "1/2/3", "1/x", "2021-07 abc", "equipment 3 4"])
    func unknown(_ text: String) { #expect(Basis(recorded: text, tables: Self.tables) == nil) }
}
