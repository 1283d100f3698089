import AssessmentKernel
import Reports
import Rulebook
import WorkbookWriter

/// Closed quarters as a workbook: the whole with its charts, the items, the groups, the members, a sheet each.
struct HistoryWorkbook {
    private let words: HistoryWords
    private var book: HistoryBook { words.book }

    /// The place of the first row below a sheet's header.
    private static let top = 3
    /// The height of a chart in pixels, and of a row without a height of its own.
    private static let (chartHeight, chartWidth, rowHeight) = (220, 600, 20)

    private static let title = CellLook(font: "黑体", size: 16, alignment: .centre, hasBorder: false)
    private static let subtitle = CellLook(size: 9, colour: 0x595959, alignment: .centre, hasBorder: false)
    private static let centred = CellLook.plain.aligned(.centre)
    private static let right = CellLook.plain.aligned(.right)
    private static let group = CellLook(font: "黑体", background: 0xF0F3F6)

    /// Writes the workbook; an existing file is replaced.
    static func write(_ words: HistoryWords, to path: String) throws(Problem) {
        let book = words.book
        let created = book.periods.last?.quarter.range.last ?? CivilDate(dayNumber: 0)
        let file = try WorkbookFile(path, title: words.title, created: created)
        let one = HistoryWorkbook(words: words)
        one.overview(try file.sheet(words("走势", "Trend")))
        if !book.items.isEmpty { one.items(try file.sheet(words.lost)) }
        if !book.offices.isEmpty, book.offices.count + book.villages.count > 2 {
            one.groups(try file.sheet(words("办事处与村", "Offices and villages")))
        }
        if !book.isOfOne { one.people(try file.sheet(words("网格员", "Members"))) }
        try file.close()
    }

    private enum Value {
        case text(String)
        case number(Int)
        case hundredths(Int64)
        case missing
    }

    /// Writes a row; a text that is wider than its column wraps.
    private func write(_ values: [Value], _ columns: [(title: String, width: Double)], _ sheet: SheetWriter, row: Int) {
        let lines = zip(values, columns).map { value, column in
            if case .text(let text) = value { DisplayWidth.lines(text, width: column.width) } else { 1 }
        }
        if let most = lines.max(), most > 1 { sheet.height(row: row, Double(min(4 + 13 * most, 400))) }
        for (place, value) in values.enumerated() {
            switch value {
            case .text(let text):
                sheet.write(ShownText.plain(text), row: row, column: place, CellLook(wraps: lines[place] > 1))
            case .number(let number): sheet.write(number, row: row, column: place, Self.centred)
            case .hundredths(let number): sheet.write(hundredths: number, row: row, column: place)
            case .missing: sheet.write("—", row: row, column: place, Self.right)
            }
        }
    }

    /// Title, basis, header and print set-up.
    private func frame(
        _ sheet: SheetWriter, _ title: String, _ columns: [(title: String, width: Double)], isLandscape: Bool = true,
        isOnePage: Bool = false
    ) {
        let all = 0...max(1, columns.count - 1)
        for (place, column) in columns.enumerated() { sheet.columns(place...place, width: column.width) }
        sheet.height(row: 0, 30)
        sheet.merge(row: 0, columns: all, title, Self.title)
        sheet.merge(row: 1, columns: all, words.basis, Self.subtitle)
        sheet.height(row: 2, 34)
        for (place, column) in columns.enumerated() { sheet.write(column.title, row: 2, column: place, .header) }
        sheet.hideGridlines()
        if !isOnePage { sheet.freeze(rows: Self.top, columns: 1) }
        sheet.print(
            isLandscape: isLandscape, headerRows: isOnePage ? nil : 2...2, foot: words.title,
            page: words("第 &P 页", "Page &P"), isOnePage: isOnePage)
    }

    // MARK: Sheets

    private func overview(_ sheet: SheetWriter) {
        let bands = book.isOfOne ? [] : book.bands
        var columns: [(title: String, width: Double)] = [(words.quarter, 9), (words("结算", "Closing"), 11)]
        columns +=
            book.isOfOne
            ? [(words.total, 10), (words("等次", "Band"), 10), (words("名次", "Rank"), 8)]
            : [(words.members, 7), (words.total, 9)] + bands.map { (words.band($0.key), 7) }
        columns.append((words.due, 12))
        frame(sheet, words.title, columns, isLandscape: false, isOnePage: true)
        var row = Self.top
        for (place, period) in book.periods.enumerated() {
            let figures = book.whole.quarters[place]
            var values: [Value] = [.text(period.quarter.description), .text(period.closing)]
            if book.isOfOne {
                let standing = book.people.first?.quarters[place]
                values += [
                    standing.map { .hundredths($0.total.hundredths) } ?? .missing,
                    standing.map { .text(words.band($0.band)) } ?? .missing,
                    standing?.rank.map { .number($0) } ?? .missing,
                ]
            } else {
                values += [
                    figures.map { .number($0.members) } ?? .missing,
                    figures.map { .hundredths($0.total.hundredths) } ?? .missing,
                ]
                values += bands.map { band in figures.map { .number($0.bands[band.key] ?? 0) } ?? .missing }
            }
            values.append(figures.map { .hundredths($0.due.fen) } ?? .missing)
            write(values, columns, sheet, row: row)
            row += 1
        }
        guard !book.periods.isEmpty else { return }
        let rows = Self.top...row - 1
        row += 1
        // One below the other; the rows beside a chart keep the default height, so that it ends where it is thought to.
        func place(_ draw: (Int) -> Void) {
            draw(row)
            row += Self.chartHeight / Self.rowHeight + 2
        }
        let total = book.isOfOne ? 2 : 3
        place { row in
            sheet.draw(
                .init(.columns, title: words.total, axis: words.total, rows: rows, names: 0, values: total), row: row,
                column: 0, width: Self.chartWidth, height: Self.chartHeight)
        }
        if !bands.isEmpty {
            place { row in
                sheet.draw(
                    stack: bands.enumerated().map { place, band in
                        .init(name: words.band(band.key), values: 4 + place, colour: colour(place))
                    }, title: words("各等次人数", "Members by band"), rows: rows, names: 0, row: row, column: 0,
                    width: Self.chartWidth,
                    height: Self.chartHeight)
            }
        }
        place { row in
            sheet.draw(
                .init(
                    .columns, title: words.due, axis: words.due, rows: rows, names: 0, values: columns.count - 1,
                    colour: 0x6B7F4A), row: row, column: 0, width: Self.chartWidth, height: Self.chartHeight)
        }
    }

    /// The colour of a band by its place among the latest rulebook's, as on the page.
    private func colour(_ place: Int) -> UInt32 {
        let ladder: [UInt32] = [0x2F7D55, 0x4F8F8B, 0x4D7FB5, 0xB07A2A, 0xB4453C]
        return ReportHead.rung(place, of: book.ranked).map { ladder[$0] } ?? 0x7D8691
    }

    private var quarters: [(title: String, width: Double)] { book.periods.map { ($0.quarter.description, 10) } }

    private func items(_ sheet: SheetWriter) {
        let columns = [(words("考核项", "Item"), 34)] + quarters
        frame(sheet, "\(words.title)　\(words.lost)", columns)
        for (place, item) in book.items.enumerated() {
            write(
                [.text(words.item(item))]
                    + book.whole.quarters.map { figures in
                        figures.flatMap { $0.lost[item.key] }.map { .hundredths($0.hundredths) } ?? .missing
                    }, columns, sheet, row: Self.top + place)
        }
    }

    private func groups(_ sheet: SheetWriter) {
        let title = words("办事处与村的平均总分", "Offices and villages: mean total")
        let columns =
            [(words("单位", "Group"), 26.0)] + quarters + [(words("末季人数", "Members in the last"), 10)]
        frame(sheet, "\(words.title)　\(title)", columns)
        var row = Self.top
        for (title, groups) in [
            (words("办事处", "Offices"), book.offices), (words("村", "Villages"), book.villages),
        ] where !groups.isEmpty {
            sheet.merge(row: row, columns: 0...columns.count - 1, title, Self.group)
            row += 1
            for group in groups {
                write(
                    [.text(ShownText.short(group.name))]
                        + group.quarters.map { $0.map { .hundredths($0.total.hundredths) } ?? .missing }
                        + [group.quarters.last.flatMap { $0 }.map { .number($0.members) } ?? .missing], columns,
                    sheet, row: row)
                row += 1
            }
        }
    }

    private func people(_ sheet: SheetWriter) {
        let heads: [(title: String, width: Double)] = [
            (words("工号", "Code"), 8.5), (words("姓名", "Name"), 9), (words("办事处", "Office"), 11),
            (words("村", "Village"), 10),
        ]
        let columns =
            heads
            + book.periods.flatMap { period -> [(title: String, width: Double)] in
                [(words("\(period.quarter)\n总分", "\(period.quarter)\ntotal"), 7), (words("等次", "band"), 6.5)]
            } + [(words("比上季", "Change"), 7)]
        frame(sheet, "\(words.title)　\(words("网格员", "Members"))", columns)
        for (place, person) in book.people.enumerated() {
            let member = person.member
            var values: [Value] = [member.code, member.name, member.office, member.village].map { .text($0.string) }
            for standing in person.quarters {
                values += [
                    standing.map { .hundredths($0.total.hundredths) } ?? .missing,
                    standing.map { .text(words.band($0.band)) } ?? .missing,
                ]
            }
            values.append(person.change.map { .hundredths($0.hundredths) } ?? .missing)
            write(values, columns, sheet, row: Self.top + place)
        }
        sheet.filter(headerRow: 2, lastRow: Self.top + book.people.count - 1, columns: 0...columns.count - 1)
    }
}
