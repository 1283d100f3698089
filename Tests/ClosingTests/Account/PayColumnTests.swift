import AssessmentKernel
import TestValues
import Testing

@testable import Closing
@testable import ResultTables

@Suite("The pay as sheets, slips and papers list it")
struct PayColumnTests {
    private func column(_ key: String) throws -> PayColumn { try #require(PayColumn.all.first { $0.key == key }) }

    @Test(
        "What is handed on from month to month counts once",
        arguments: [("brought_forward", 7), ("carried_forward", 9), ("base", 24), ("due", 24)])
    func counted(key: String, sum: Int) throws {
        let column = try column(key)
        #expect(column.sum([7, 8, 9]) { Yuan($0) } == Yuan(sum))
        #expect(column.sum([Int]()) { Yuan($0) } == .zero)
        #expect(column.sum([7]) { Yuan($0) } == Yuan(7))
    }

    @Test("Every amount of the table is listed, in its order, and with a minus where it is taken off")
    func all() throws {
        #expect(PayColumn.all.map(\.key) == MonthPay.columns)
        let money = ClosingTables.pay.schema.columns.filter(\.kind.isMoney)
        #expect(PayColumn.all.map(\.key) == money.map(\.key))
        #expect(
            PayColumn.all.filter { $0.shown(Yuan(1)) == Yuan(-1) }.map(\.key) == [
                "charges", "already_paid", "brought_forward",
            ])
        #expect(PayColumn.all.filter(\.isDue).map(\.key) == ["due"])
        #expect(
            PayColumn.all.filter { $0.isListed(ifAny: false) }.map(\.key) == ["base", "performance", "due"])
        #expect(PayColumn.all.filter { !$0.isOnSheet(ifAny: false) }.map(\.key) == ["adjustment", "already_paid"])
    }

    @Test("The pay that a closing recorded is read back as it was")
    func readBack() throws {
        let worth = MonthWorth(
            try month("2021-07"), daysInPost: 31, base: Yuan(200), performance: Yuan(-100), charges: Yuan(3))
        let pay = MonthPay(worth, adjustment: Yuan(4), alreadyPaid: Yuan(5), broughtForward: Yuan(6))
        let amounts = MonthPay.amounts.map { pay[keyPath: $0.path] }
        #expect(MonthPay(pay.month, daysInPost: 31) { amounts[$0] } == pay)
        #expect(Set(MonthPay.columns).count == 8 && Set(MonthPay.amounts.map(\.path)).count == 8)
    }

    @Test("A sheet has the parts, what is due by month and in all, and what follows")
    func sheet() throws {
        let months = try quarter("2021Q3").months
        let more = ClosingTables.pay.adding([
            .yuan("bonus", "补助", "Bonus") { $0.pay.base }, .points("points", "分", "Points") { _ in Points(1) },
            .yuan("inner", "内部数", "Inner") { $0.pay.base }.shown(to: [.workbook]),
        ])
        let columns = PayColumn.of(more.schema.columns)
        #expect(columns.map(\.key) == MonthPay.columns + ["bonus"])
        let sheet = PaySheet(months, columns)
        let values = ["base": 200, "charges": 10, "due": 190, "brought_forward": 7, "carried_forward": 9, "bonus": 5]
        let one = sheet.sums(of: months) { _, place in Yuan(values[columns[place].key] ?? 0) }
        func told(_ sums: [PaySheet.Sums]) -> [String] {
            let all = sums.reduce(into: sheet.none) { $0 += $1 }
            return sheet.columns(for: sums).map { column in
                switch column.content {
                case .part(let part), .after(let part): "\(part.key) \(column.figure(all))"
                case .month(let month): "\(month) \(column.figure(all))"
                case .due: "all \(column.figure(all))"
                }
            }
        }
        #expect(
            told([one, one]) == [
                "base 1200.00", "performance 0.00", "charges -60.00", "brought_forward -14.00", "2021-07 380.00",
                "2021-08 380.00", "2021-09 380.00", "all 1140.00", "carried_forward 18.00", "bonus 30.00",
            ])
        #expect(
            told([]) == [
                "base 0.00", "performance 0.00", "charges 0.00", "brought_forward 0.00", "2021-07 0.00",
                "2021-08 0.00", "2021-09 0.00", "all 0.00", "carried_forward 0.00",
            ], "an amount that nobody has is left out")
        let left = sheet.sums(of: months.suffix(1)) { _, place in
            columns[place].isDue ? Yuan(1) : .zero
        }
        #expect(told([left])[4...7] == ["2021-07 0.00", "2021-08 0.00", "2021-09 1.00", "all 1.00"])
    }
}
