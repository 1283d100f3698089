import AssessmentKernel
import Reports
import Rulebook

/// Closed quarters as a page: charts first, then the same in tables.
struct HistoryPage {
    private let words: HistoryWords
    private var book: HistoryBook { words.book }

    init(_ book: HistoryBook, _ language: Language) { words = HistoryWords(book: book, language: language) }

    /// What it adds to the style of the reports, and its SHA-256 in base 64; a test compares them.
    static let style = String(decoding: PackageResources.history_css, as: UTF8.self)
    static let styleHash = "QmXxfOJGOcq2YRtErT0EN3+000GXz/kYZMpqTpYkJzo="

    /// It runs and loads nothing.
    private var policy: String {
        "default-src 'none'; style-src 'sha256-\(ReportStyle.hash)' 'sha256-\(Self.styleHash)'; img-src data:; "
            + "base-uri 'none'; form-action 'none'"
    }

    /// The whole page.
    var text: String {
        let sections = sections
        let links = sections.map { "<li><a href=\"#\($0.id)\">\($0.title)</a></li>" }
        return """
            <!DOCTYPE html>
            <html lang="\(words("zh-CN", "en"))">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="\(policy)">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="referrer" content="no-referrer">
            <meta name="color-scheme" content="light dark">
            <link rel="icon" href="data:,">
            <title>\(html(words.title))</title>
            <style>\(ReportStyle.sheet)</style>
            <style>\(Self.style)</style>
            </head>
            <body>
            <header class="top">
            <div>
            <h1>\(html(words.title))</h1>
            <p class="quiet">\(html(words.basis))</p>
            </div>
            <nav class="contents" aria-label="\(words("本页内容", "Contents"))">
            <ul>
            \(links.joined(separator: "\n"))
            </ul>
            </nav>
            </header>
            <main class="history">
            \(sections.map(\.html).joined(separator: "\n"))
            </main>
            </body>
            </html>

            """
    }

    private struct Section {
        let id, title, html: String
    }

    private var sections: [Section] {
        guard !book.periods.isEmpty else {
            let none = words("没有已结算的季度。", "No quarter is closed.")
            return [
                Section(
                    id: "trend", title: words("走势", "Trend"),
                    html: section("trend", words("走势", "Trend"), "<p>\(none)</p>", isTable: false))
            ]
        }
        var sections = [trend, quarters]
        if !book.items.isEmpty { sections.append(items) }
        if book.offices.count > 1 || book.offices.count == 1 && book.villages.count > 1 {
            sections.append(groups("offices", words("各办事处", "Offices"), words("办事处", "Office"), book.offices))
        }
        if book.villages.count > 1 {
            sections.append(groups("villages", words("各村", "Villages"), words("村", "Village"), book.villages))
        }
        if !book.isOfOne { sections.append(people) }
        return sections
    }

    private func section(_ id: String, _ title: String, _ body: String, isTable: Bool, note: String = "") -> String {
        let remark = note.isEmpty ? "" : "<p class=\"quiet\">\(html(note))</p>\n"
        let inner =
            isTable
            ? "<div class=\"wide\" tabindex=\"0\" role=\"group\" aria-labelledby=\"\(id)\">\n\(body)\n</div>" : body
        return """
            <section aria-labelledby="\(id)"\(isTable ? "" : " class=\"glance\"")>
            <h2 id="\(id)">\(html(title))</h2>
            \(remark)\(inner)
            </section>
            """
    }

    // MARK: Charts

    private var trend: Section {
        let title = words("走势", "Trend")
        var charts = [
            chart(
                words.total, words.total,
                zip(book.periods, book.whole.quarters).map { period, figures in
                    let total = figures?.total ?? .zero
                    return Bar(
                        name: period.quarter.description,
                        parts: [("kept", total.hundredths)], whole: max(10_000, highest), text: mean(figures))
                })
        ]
        if !book.isOfOne {
            let most = book.whole.quarters.map { $0?.members ?? 0 }.max() ?? 0
            charts.append(
                chart(
                    words("各等次人数", "Members by band"), key + words("人数", "Members"),
                    zip(book.periods, book.whole.quarters).map { period, figures in
                        Bar(
                            name: period.quarter.description,
                            parts: book.bands.map { ("rung-\(rung($0.key))", Int64(figures?.bands[$0.key] ?? 0)) },
                            whole: Int64(most),
                            text: book.bands.map { String(figures?.bands[$0.key] ?? 0) }.joined(separator: "/"))
                    }, key: key))
        }
        let most = book.whole.quarters.map { $0?.due.fen ?? 0 }.max() ?? 0
        charts.append(
            chart(
                words.due, words.due,
                zip(book.periods, book.whole.quarters).map { period, figures in
                    Bar(
                        name: period.quarter.description, parts: [("kept", figures?.due.fen ?? 0)], whole: most,
                        text: figures?.due.description ?? "—")
                }))
        return Section(
            id: "trend", title: title,
            html: section(
                "trend", title, "<div class=\"charts\">\n\(charts.joined(separator: "\n"))\n</div>", isTable: false))
    }

    /// The highest total, which may be above a hundred where items give more.
    private var highest: Int64 { book.whole.quarters.compactMap { $0?.total.hundredths }.max() ?? 0 }

    private struct Bar {
        let name: String
        /// The lengths from left to right, each with the class of its colour.
        let parts: [(look: String, length: Int64)]
        let whole: Int64
        let text: String
    }

    /// The bands with their colours, in the order of the numbers.
    private var key: String {
        book.bands.map { band in
            "<span class=\"band rung-\(rung(band.key))\">\(html(words.band(band.key)))</span>"
        }.joined(separator: " ")
    }

    /// A chart: a bar before each number.
    ///
    /// The bars are hidden from a screen reader, which has the numbers.
    private func chart(_ title: String, _ column: String, _ bars: [Bar], key: String = "") -> String {
        let rows = bars.map { bar -> String in
            var start: Int64 = 0
            let parts = bar.parts.map { look, length -> String in
                let (from, to) = (Self.part(start, of: bar.whole), Self.part(start + max(0, length), of: bar.whole))
                start += max(0, length)
                return "<rect class=\"\(look)\" x=\"\(from)\" width=\"\(to - from)\" height=\"10\"/>"
            }
            return """
                <tr><th scope="row">\(html(bar.name))</th><td class="draw">\
                <svg viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">\
                <rect class="track" width="1000" height="10"/>\(parts.joined())</svg></td>\
                <td class="n">\(html(bar.text))</td></tr>
                """
        }
        let spoken = key.isEmpty ? html(column) : book.bands.map { html(words.band($0.key)) }.joined(separator: " / ")
        return """
            <table class="bars">
            <caption>\(html(title))\(key.isEmpty ? "" : "<br><small class=\"key\">\(key)</small>")</caption>
            <thead class="unseen"><tr><th scope="col">\(words.quarter)</th><th scope="col">\(words("图", "Chart"))</th>\
            <th scope="col">\(spoken)</th></tr></thead>
            <tbody>
            \(rows.joined(separator: "\n"))
            </tbody>
            </table>
            """
    }

    /// A length in thousandths of the whole.
    private static func part(_ length: Int64, of whole: Int64) -> Int {
        whole > 0 ? Int(clamping: Int128(length) * 1_000 / Int128(whole)) : 0
    }

    // MARK: Tables

    private var quarters: Section {
        let title = words("各季", "Quarter by quarter")
        let one = book.isOfOne
        var heads = [(words.quarter, false), (words("结算", "Closing"), false)]
        heads +=
            one
            ? [(words.total, true), (words("等次", "Band"), false), (words("名次", "Rank"), true)]
            : [(words.members, true), (words.total, true)] + book.bands.map { (words.band($0.key), true) }
        heads.append((words.due, true))
        let rows = book.periods.indices.map { place -> String in
            let (period, figures) = (book.periods[place], book.whole.quarters[place])
            var cells = ["<td>\(html(period.closing))</td>"]
            if one {
                let standing = book.people.first?.quarters[place]
                cells += [
                    number(standing?.total.description ?? "—"),
                    "<td>\(standing.map { band($0.band) } ?? "—")</td>",
                    number(standing?.rank.map(String.init) ?? "—"),
                ]
            } else {
                cells += [number(figures.map { String($0.members) } ?? "—"), number(mean(figures))]
                cells += book.bands.map { number(figures.map { [key = $0.key] in String($0.bands[key] ?? 0) } ?? "—") }
            }
            cells.append(number(figures?.due.description ?? "—"))
            return "<tr><th scope=\"row\">\(html(period.quarter.description))</th>\(cells.joined())</tr>"
        }
        return Section(
            id: "quarters", title: title, html: section("quarters", title, table(heads, rows), isTable: true))
    }

    private var items: Section {
        let title = words.lost
        let rows = book.items.map { item in
            "<tr><th scope=\"row\">\(html(words.item(item)))</th>"
                + book.whole.quarters.map { number($0.flatMap { $0.lost[item.key] }.map(points) ?? "—") }.joined()
                + "</tr>"
        }
        return Section(
            id: "items", title: title,
            html: section("items", title, table([(words("考核项", "Item"), false)] + names, rows), isTable: true))
    }

    private func groups(_ id: String, _ title: String, _ head: String, _ groups: [HistoryBook.Group]) -> Section {
        let rows = groups.map { group in
            "<tr><th scope=\"row\">\(html(ShownText.short(group.name)))</th>"
                + group.quarters.map { number(mean($0)) }.joined()
                + number(group.quarters.last.flatMap { $0 }.map { String($0.members) } ?? "—") + "</tr>"
        }
        let full = title + words("平均总分", ", mean total")
        return Section(
            id: id, title: full,
            html: section(
                id, full, table([(head, false)] + names + [(words("末季人数", "Members in the last"), true)], rows),
                isTable: true))
    }

    private var people: Section {
        let title = words("各网格员", "Members")
        let heads =
            [(words("姓名", "Name"), false), (words("工号", "Code"), false), (words("村", "Village"), false)]
            + book.periods.map { ($0.quarter.description, false) }
            + [(words("比上季", "Change"), true), (words("走势", "Trend"), false)]
        let rows = book.people.map { person -> String in
            let cells = person.quarters.map { standing in
                standing.map { "<td class=\"standing\"><b>\($0.total)</b> \(band($0.band))</td>" }
                    ?? "<td class=\"standing\">—</td>"
            }
            return "<tr><th scope=\"row\">\(html(ShownText.short(person.member.name.string, to: 40)))</th>"
                + "<td class=\"k\">\(html(ShownText.short(person.member.code.string, to: 24)))</td>"
                + "<td>\(html(ShownText.short(person.member.village.string, to: 40)))</td>" + cells.joined()
                + number(words.change(person.change)) + "<td>\(picture(of: person))</td></tr>"
        }
        return Section(
            id: "people", title: title,
            html: section("people", title, table(heads, rows), isTable: true, note: words.remark))
    }

    /// A bar per quarter, as high as the total, in the colour of the band.
    private func picture(of person: HistoryBook.Person) -> String {
        let most = max(10_000, person.quarters.compactMap { $0?.total.hundredths }.max() ?? 0)
        let bars = person.quarters.enumerated().compactMap { place, standing -> String? in
            guard let standing else { return nil }
            let height = max(1, Self.part(standing.total.hundredths, of: most) / 10)
            return
                "<rect class=\"rung-\(rung(standing.band))\" x=\"\(place * 12)\" y=\"\(100 - height)\" width=\"9\" height=\"\(height)\"/>"
        }
        return """
            <svg class="course" viewBox="0 0 \(max(1, person.quarters.count) * 12) 100" preserveAspectRatio="none" \
            aria-hidden="true">\(bars.joined())</svg>
            """
    }

    private func table(_ heads: [(String, Bool)], _ rows: [String]) -> String {
        let head = heads.map { "<th scope=\"col\"\($1 ? " class=\"n\"" : "")>\(html($0))</th>" }
        return """
            <table class="list roster">
            <thead><tr>\(head.joined())</tr></thead>
            <tbody>
            \(rows.joined(separator: "\n"))
            </tbody>
            </table>
            """
    }

    private var names: [(String, Bool)] { book.periods.map { ($0.quarter.description, true) } }

    private func number(_ text: String) -> String { "<td class=\"n\">\(html(text))</td>" }

    private func mean(_ figures: HistoryBook.Figures?) -> String {
        figures.map { points($0.total) } ?? "—"
    }

    /// Points as they are; a mean with two decimals.
    private func points(_ points: Points) -> String {
        book.isOfOne ? points.description : ExactDecimal.fixed(points.hundredths, places: 2)
    }

    private func band(_ key: String) -> String {
        "<span class=\"band rung-\(rung(key))\">\(html(words.band(key)))</span>"
    }

    /// The position of a band: `0` for the highest to `4` for the lowest; `none` without one.
    private func rung(_ key: String) -> String {
        ReportHead.rung(book.bands.firstIndex { $0.key == key }, of: book.ranked).map(String.init) ?? "none"
    }

    private func html(_ text: String) -> String { ShownText.html(text) }
}
