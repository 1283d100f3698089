import AssessmentKernel
import Closing
import TestValues
import Testing
import TownshipTables

/// Who holds what, by the entries up to a day (§5).
@Suite struct CustodyTests {
    private func custody(_ entries: String, through last: String = "2021-12-31") throws -> Custody {
        let block = try block(
            EquipmentTable.shared.schema, "entry,date,asset,change,at_fault,cost,serial\n" + entries, of: "M1")
        return Custody(Rows<EquipmentTable>(all: TableEvidence(block) { _, _ in [] }), through: day(last))
    }

    private func inHand(_ entries: String, through last: String = "2021-12-31") throws -> [String] {
        try custody(entries, through: last).inHand.map { "\($0.piece.asset) \($0.piece.serial ?? "-") \($0.entry)" }
    }

    @Test(
        "Issued or damaged is in hand; returned, faulty or lost is not",
        arguments: [
            ("issued", true), ("damaged", true), ("returned", false), ("faulty", false), ("lost", false),
        ])
    func changes(_ change: String, _ isInHand: Bool) throws {
        let entries = "E1,2021-01-01,手机,issued,,,S1\nE2,2021-02-01,手机,\(change),,,S1\n"
        #expect(try inHand(entries) == (isInHand ? ["手机 S1 E2"] : []))
    }

    @Test func theLastEntryByDayThenNumberStands() throws {
        #expect(try inHand("E9,2021-01-01,手机,returned,,,\nE1,2021-01-02,手机,issued,,,\n") == ["手机 - E1"])
        #expect(try inHand("E1,2021-01-02,手机,issued,,,\nE2,2021-01-02,手机,returned,,,\n") == [])
        #expect(try inHand("E10,2021-01-02,手机,issued,,,\nE2,2021-01-02,手机,returned,,,\n") == [])
    }

    @Test func entriesAfterTheDayDoNotCount() throws {
        let entries = "E1,2021-01-01,手机,issued,,,\nE2,2021-03-31,手机,returned,,,\n"
        #expect(try inHand(entries, through: "2021-03-30") == ["手机 - E1"])
        #expect(try inHand(entries, through: "2021-03-31") == [])
    }

    @Test func piecesOfOneNameAreToldApartBySerialNumber() throws {
        let entries = "E1,2021-01-01,手机,issued,,,S2\nE2,2021-01-02,手机,issued,,,S1\nE3,2021-01-03,手机,issued,,,\n"
        #expect(try inHand(entries) == ["手机 - E3", "手机 S1 E2", "手机 S2 E1"])
    }
}
