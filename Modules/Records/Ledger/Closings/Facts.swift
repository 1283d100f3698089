public import AssessmentKernel
public import Closing
import GRDB
import LedgerTables
import RecordStore
import ResultTables

extension Ledger {
    /// Hands over what every closing and every issued notice has recorded, from one snapshot of the ledger: row by row,
    /// in the order in which the closings were made, with nothing added.
    ///
    /// - Throws: ``Problem`` when the ledger cannot be read or holds something unreadable.
    public func facts(_ take: (Fact) throws -> Void) throws(Problem) {
        try read { db in
            let closings = try ClosingFacts()
            for made in try Ledger.madeClosings(db) {
                try take(.closing(made))
                try closings.each(of: made, db, take)
            }
            var table = try ResultReading(NoticeTables.members.schema)
            let (member, paid) = (try table.member(), try table.yuan("paid"))
            let withheld = try table.yuan("withheld")
            for notice in try DatabaseRow.fetchAll(db, sql: "SELECT id, month FROM notice ORDER BY id") {
                let month = try notice.month(in: "notice")
                try take(.notice(month))
                try table.each(db, book: notice["id"]) { row in
                    try take(.noticePay(row(member), month, paid: row(paid), withheld: row(withheld)))
                }
            }
        }
    }

    private static func madeClosings(_ db: Database) throws -> [MadeClosing] {
        try DatabaseRow.fetchAll(db, sql: "SELECT id, quarter, revision FROM closing ORDER BY id").map { row in
            MadeClosing(try row.quarter(in: "closing"), revision: row["revision"], number: row["id"])
        }
    }
}

extension DatabaseRow {
    /// The quarter in the column `quarter` of a book's head or an appeal.
    func quarter(in table: String) throws(Problem) -> Quarter {
        try read("quarter", of: table) { Quarter(text: $0) }
    }

    /// The month in the column `month` of a book's head.
    func month(in table: String) throws(Problem) -> Month { try read("month", of: table) { Month(text: $0) } }

    /// A text of a table that is no result table, understood by a closure.
    ///
    /// - Throws: ``Problem`` when the closure does not understand it: a row must not be passed over in silence.
    func read<Value>(
        _ column: String, of table: String, _ understood: (String) -> Value?
    ) throws(Problem) -> Value {
        let text = String.fromDatabaseValue(self[column]) ?? ""
        guard let value = understood(text) else { throw LedgerProblem.unreadable(table, column, text) }
        return value
    }
}

/// What the accounts read of a closing's tables.
private struct ClosingFacts {
    private let pay: PayReading
    private let adjustment: ResultReading, adjusted: ResultReading.Handle<Text>
    private let amount: ResultReading.Handle<Yuan>
    private let months: ResultReading, scored: ResultReading.Handle<Text>
    private let month: ResultReading.Handle<Month>, monthFails: ResultReading.Handle<Bool>
    private let totals: ResultReading, ranked: ResultReading.Handle<Text>
    private let isRated: ResultReading.Handle<Bool>, totalFails: ResultReading.Handle<Bool>

    init() throws(Problem) {
        pay = try PayReading()
        var table = try ResultReading(ClosingTables.adjustments.schema)
        adjusted = try table.member()
        amount = try table.yuan("adjustment")
        adjustment = table
        table = try ResultReading(ClosingTables.months.schema)
        scored = try table.member()
        month = try table.month()
        monthFails = try table.flag("is_failing")
        months = table
        table = try ResultReading(ClosingTables.totals.schema)
        ranked = try table.member()
        isRated = try table.flag("is_rated")
        totalFails = try table.flag("is_failing")
        totals = table
    }

    func each(of made: MadeClosing, _ db: Database, _ take: (Fact) throws -> Void) throws {
        try pay.table.each(db, book: made.number) { row in
            try take(.pay(row(pay.member), try pay.pay(row), in: made))
        }
        try adjustment.each(db, book: made.number) { row in
            try take(.adjustment(row(adjusted), row(amount), in: made))
        }
        try months.each(db, book: made.number) { row in
            try take(.month(row(scored), row(month), isFailing: row(monthFails), in: made))
        }
        try totals.each(db, book: made.number) { row in
            if try row(isRated) { try take(.total(row(ranked), isFailing: row(totalFails), in: made)) }
        }
    }
}

/// What the accounts read of the pay.
private struct PayReading {
    let table: ResultReading
    let member: ResultReading.Handle<Text>
    private let month: ResultReading.Handle<Month>
    private let days: ResultReading.Handle<Int>
    private let amounts: [ResultReading.Handle<Yuan>]

    init() throws(Problem) {
        var table = try ResultReading(ClosingTables.pay.schema)
        member = try table.member()
        month = try table.month()
        days = try table.count("days_in_post")
        var amounts: [ResultReading.Handle<Yuan>] = []
        for name in MonthPay.columns { amounts.append(try table.yuan(ifAny: name)) }
        self.amounts = amounts
        self.table = table
    }

    func pay(_ row: ResultReading.Row) throws -> MonthPay {
        try MonthPay(try row(month), daysInPost: try row(days)) { try row(amounts[$0]) }
    }
}
