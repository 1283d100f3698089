public import Answers
public import AssessmentKernel
public import Closings
import Rulebook

/// A parameter at several values: how many members each band has, and what is paid.
public struct RangeAnswer: EncodableAnswer {
    private let wish: SimulationWish
    private let range: ParameterRange
    private let values: [SimulatedValue]

    /// Answers with the quarters at each value.
    ///
    /// - Parameter wish: what else was changed.
    public init(_ wish: SimulationWish, _ range: ParameterRange, _ values: [SimulatedValue]) {
        self.wish = wish
        self.range = range
        self.values = values
    }

    /// A table with a row per value, then the bands and the pay as charts.
    public func page(in say: Language) -> AnswerPage {
        let lines = self.lines(say)
        var page = AnswerPage(head(say))
        for note in notes(say) { page.add(note) }
        page.add(table(lines, say))
        page.add("")
        page.add(
            AnswerChart(
                say("各等次人数", "Members by band"), series: bands.map { say.band($0.key, titled: $0.title) },
                rows: lines.map { line in
                    .init(
                        line.label, line.counts.map(Int64.init),
                        note: line.counts.map(String.init).joined(separator: " "))
                }))
        page.add("")
        page.add(
            AnswerChart(
                say("应发合计（元）", "Total payable (yuan)"), series: [say("应发", "due")],
                rows: lines.map { .init($0.label, [$0.due.fen], note: $0.due.description) }))
        return page
    }

    /// The values for programs.
    public func json(in say: Language) -> any Encodable {
        RangeJSON(
            parameter: range.path, quarters: quarters.map(\.description), others: wish.interpretations + wish.settings,
            values: lines(say).map { line in
                .init(
                    value: line.value, bandChanges: line.changes, due: line.due.description,
                    bands: zip(bands, line.counts).map { .init(band: $0.key, members: $1) })
            })
    }

    /// A row of the table: the rules in force, or a value.
    private struct Line {
        let label: String
        /// Nil for the rules in force.
        let value: String?
        let counts: [Int]
        let changes: Int
        let due: Yuan
    }

    private var quarters: [Quarter] { values.first?.results.map(\.quarter) ?? [] }

    /// The bands from the highest to the lowest, then the unrated where there are any.
    private var bands: [SimulatedBand] {
        var bands: [SimulatedBand] = []
        for band in values.flatMap(\.results).flatMap({ $0.bands.before + $0.bands.after })
        where !bands.contains(where: { $0.key == band.key }) { bands.append(band) }
        return bands.filter { $0.key != Band.unratedKey } + bands.filter { $0.key == Band.unratedKey }
    }

    private func lines(_ say: Language) -> [Line] {
        let bands = self.bands
        func line(
            _ label: String, _ value: String?, _ changes: Int, _ side: (SimulatedQuarter) -> ([SimulatedBand], Yuan),
            _ results: [SimulatedQuarter]
        ) -> Line {
            let sides = results.map(side)
            return Line(
                label: label, value: value,
                counts: bands.map { band in
                    sides.reduce(0) { sum, side in
                        sum + side.0.filter { $0.key == band.key }.reduce(0) { $0 + $1.members }
                    }
                }, changes: changes, due: sides.reduce(.zero) { $0 + $1.1 })
        }
        let now = values.first.map {
            line(say("现行", "in force"), nil, 0, { ($0.bands.before, $0.payDue.before) }, $0.results)
        }
        return [now].compactMap(\.self)
            + values.map { one in
                line(
                    one.value, one.value, one.results.reduce(0) { $0 + $1.bandChanges.count },
                    { ($0.bands.after, $0.payDue.after) }, one.results)
            }
    }

    private func head(_ say: Language) -> String {
        let others = wish.interpretations + wish.settings
        let also = others.isEmpty ? "" : say("，并改 \(say.list(others))", ", with \(say.list(others))")
        let span = [quarters.first, quarters.last].compactMap { $0?.description }
        let when = quarters.count > 1 ? span.joined(separator: "..") : span.first ?? ""
        return say(
            "\(when)：\(range.path) 取 \(range.values.count) 个数\(also)，对照现行细则，按目前的记录。",
            "\(when): \(range.path) at \(range.values.count) values\(also), beside the rules in force, by today's records."
        )
    }

    private func notes(_ say: Language) -> [String] {
        let results = values.first?.results ?? []
        let open = results.filter { !$0.blockers.isEmpty }.map(\.quarter.description)
        var notes: [String] = []
        if quarters.count > 1 { notes.append(say("人数为各季度之和（人次）。", "Members are counted once in each quarter.")) }
        if !open.isEmpty {
            notes.append(
                say(
                    "注意：\(say.list(open)) 尚不能结算，数字仅供参考。",
                    "Note: \(say.list(open)) cannot be closed yet; the figures mean little."))
        }
        return notes
    }

    private func table(_ lines: [Line], _ say: Language) -> AnswerTable {
        var table = AnswerTable(
            [.init(say("值", "value"), .number)] + bands.map { .init(say.band($0.key, titled: $0.title), .number) } + [
                .init(say("等次有变", "other band"), .number), .init(say("应发", "due"), .number),
                .init(say("差", "change"), .number),
            ], mayBeCut: false)
        let base = lines.first?.due ?? .zero
        for line in lines {
            let change = line.due - base
            table.add(
                [line.label] + line.counts.map(String.init) + [
                    line.value == nil ? "" : String(line.changes), line.due.description,
                    line.value == nil ? "" : signed(change),
                ])
        }
        return table
    }
}

/// Values of a parameter as JSON.
private struct RangeJSON: Encodable {
    struct Value: Encodable {
        /// Null for the rules in force.
        let value: String?
        let bandChanges: Int
        let due: String
        let bands: [Count]
    }

    struct Count: Encodable {
        let band: String
        let members: Int
    }

    let parameter: String
    let quarters, others: [String]
    let values: [Value]
}
