public import AssessmentKernel
public import Desk
import Ledger
import ResultTables
import Rulebook

/// Closed quarters beside each other: totals, bands, points lost by item, pay.
public struct HistoryAnswer: EncodableAnswer {
    private let history: History
    private let written: [String]

    /// Answers with a history.
    ///
    /// - Parameter written: the files and folders that it was written to.
    public init(_ history: History, written: [String] = []) {
        self.history = history
        self.written = written
    }

    /// A table of the quarters, one of the items, then the charts.
    public func page(in say: Language) -> AnswerPage {
        var page = AnswerPage(head(in: say))
        page.add(body(in: say))
        for path in written { page.remark(say("已写入 \(path)", "written to \(path)")) }
        return page
    }

    /// The tables and charts alone, for a page that says already whose they are.
    public func body(in say: Language) -> AnswerPage {
        guard !history.periods.isEmpty else {
            return AnswerPage(say("没有已结算的季度。", "No quarter is closed."))
        }
        var page = AnswerPage()
        page.add(quarters(say))
        if !history.items.isEmpty {
            page.add("")
            page.add(items(say))
        }
        page.add("")
        page.add(
            AnswerChart(
                isOne ? say("总分", "Total") : say("平均总分", "Mean total"), series: [say("总分", "total")],
                rows: history.periods.map { .init(name($0), [$0.total.hundredths], note: $0.total.description) }))
        if !isOne {
            page.add("")
            page.add(
                AnswerChart(
                    say("各等次人数", "Members by band"), series: history.bands.map { say.band($0.key, titled: $0.title) },
                    rows: history.periods.map { period in
                        let counts = history.bands.map { period.bands[$0.key] ?? 0 }
                        return .init(
                            name(period), counts.map(Int64.init), note: counts.map(String.init).joined(separator: " "))
                    }))
        }
        page.add("")
        page.add(
            AnswerChart(
                say("应发（元）", "Payable (yuan)"), series: [say("应发", "due")],
                rows: history.periods.map { .init(name($0), [$0.due.fen], note: $0.due.description) }))
        return page
    }

    /// The history for programs.
    public func json(in say: Language) -> any Encodable {
        HistoryJSON(
            quarters: HistoryTables.quarters.rows(of: history).map(HistoryTables.quarters.record),
            bands: HistoryTables.bands.rows(of: history).map(HistoryTables.bands.record),
            items: HistoryTables.items.rows(of: history).map(HistoryTables.items.record))
    }

    /// Whether it is about one member.
    private var isOne: Bool { history.member != nil }

    private func name(_ period: History.Period) -> String { period.closing.quarter.description }

    private func head(in say: Language) -> String {
        if let member = history.member {
            return say(
                "\(member.name)（\(member.code)），\(member.office)，\(member.village)：已结算的季度",
                "\(member.name) (\(member.code)), \(member.office), \(member.village): the closed quarters")
        }
        switch history.subject {
        case .village(let name): return say("村“\(name)”：已结算的季度", "Village \(name): the closed quarters")
        case .office(let name): return say("办事处“\(name)”：已结算的季度", "Office \(name): the closed quarters")
        case .township, .member: return say("全镇：已结算的季度", "The township: the closed quarters")
        }
    }

    private func quarters(_ say: Language) -> AnswerTable {
        var columns: [AnswerTable.Column] = [.init(say("季度", "quarter"))]
        columns +=
            isOne
            ? [.init(say("总分", "total"), .number), .init(say("等次", "band")), .init(say("名次", "rank"), .number)]
            : [.init(say("人数", "members"), .number), .init(say("平均总分", "mean total"), .number)]
                + history.bands.map { .init(say.band($0.key, titled: $0.title), .number) }
        var table = AnswerTable(columns + [.init(say("应发", "due"), .number)], mayBeCut: false)
        for period in history.periods {
            let cells: [String]
            if isOne {
                let band =
                    history.bands.first { period.bands[$0.key] != nil }.map { say.band($0.key, titled: $0.title) } ?? ""
                cells = [period.total.description, band, period.rank.map(String.init) ?? "—"]
            } else {
                cells =
                    [String(period.members), period.total.description]
                    + history.bands.map { String(period.bands[$0.key] ?? 0) }
            }
            table.add([name(period)] + cells + [period.due.description])
        }
        return table
    }

    private func items(_ say: Language) -> AnswerTable {
        let title = isOne ? say("扣分", "points lost") : say("人均扣分", "points lost a member")
        var table = AnswerTable(
            [.init(title)] + history.periods.map { .init(name($0), .number) }, mayBeCut: false)
        for item in history.items {
            table.add([say(item.title)] + history.periods.map { $0.lost[item.key]?.description ?? "—" })
        }
        return table
    }
}

/// A history as JSON: the rows of its tables.
private struct HistoryJSON: Encodable {
    let quarters, bands, items: [ResultRecord]
}
