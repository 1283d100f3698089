import AssessmentKernel
import Closing

/// A part of a month's pay other than base, performance and amount due.
struct PayPart: Sendable {
    let title: String
    /// The width of its column in a sheet.
    var width = 10.0
    let amount: @Sendable (MonthPay) -> Yuan
    /// Whether it reduces the amount due.
    var isTaken = false

    /// The parts shown between performance and due.
    static let before = [
        PayPart(title: "设备扣款", amount: { $0.charges }, isTaken: true),
        PayPart(title: "补差", amount: { $0.adjustment }),
        PayPart(title: "已发", amount: { $0.alreadyPaid }, isTaken: true),
        PayPart(title: "上期结转扣款", width: 13, amount: { $0.broughtForward }, isTaken: true),
    ]
    static let carriedForward = PayPart(title: "结转下期扣款", width: 13, amount: { $0.carriedForward })
}

/// Three months' pay in a template, with only the parts that have a value.
struct PayView {
    private let pay: [MonthPay]
    private let parts: [PayPart]

    init(_ pay: [MonthPay]) {
        self.pay = pay
        parts = (PayPart.before + [.carriedForward]).filter { part in pay.contains { part.amount($0) != .zero } }
    }

    /// `payColumns`, the titles of the parts between performance and due, and `payRows` of a template.
    ///
    /// The rows are built here, because there are thousands of them.
    var values: [String: Any] {
        let rows = pay.map { row in
            let more = parts.map { part in
                "<td class=\"n\">\(part.isTaken ? -part.amount(row) : part.amount(row))</td>"
            }
            return """
                <tr><th scope="row">\(row.month.chinese)</th><td class="n">\(row.daysInPost) 天</td>\
                <td class="n">\(row.base)</td><td class="n">\(row.performance)</td>\(more.joined())\
                <td class="n"><b>\(row.due)</b></td></tr>

                """
        }
        return ["payColumns": parts.map(\.title), "payRows": rows.joined()]
    }
}

extension [MonthPay] {
    /// The total pay.
    var due: Yuan { map(\.due).reduce(.zero, +) }
}
