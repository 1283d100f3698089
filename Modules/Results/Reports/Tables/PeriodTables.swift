public import AssessmentKernel
public import Closing
package import ResultTables

extension TableReport {
    /// A month's notice (§3.1.1): the members ranked with their pay, and on further tables a column per measure, so that
    /// each fits across a sheet of paper.
    public init(_ notice: MonthNotice, township: String, _ language: Language = .chinese) {
        self.init(notice, NoticeTables.members, township: township, language)
    }

    package init(
        _ notice: MonthNotice, _ members: ResultTable<MonthNotice, MemberNotice>, township: String,
        _ language: Language = .chinese
    ) {
        let words = ReportWords(language)
        let month = notice.month
        let measures = Set(notice.kinds.map(\.code))
        let all = notice.table(members).columns(for: .workbook)
        let about = all.filter { ["rank", "member", "name", "village"].contains($0.column.key) }
        let first = all.filter { !measures.contains($0.column.key) }.map { Column($0, words) }
        let parts = Parts.of(all.filter { measures.contains($0.column.key) }, atMost: 9)
        let title = words("月通报", "Monthly notice")
        let tables =
            [
                Table(
                    title, of: notice.ranking, first + [Column(signed: words("签收", "Received"))])
            ]
            + parts.enumerated().map { place, part in
                Table(
                    words("履职情况", "Measures") + (parts.count > 1 ? words("（\(place + 1)）", " \(place + 1)") : ""),
                    of: notice.ranking, (about + part).map { Column($0, words) },
                    note: words("括号内为应达到的数量", "what was due stands in brackets"))
            }
        let township = ShownText.short(township)
        self.init(
            words("\(township)\(month.year)年\(month.number)月通报", "\(township): notice of \(month)"),
            basis: words("截至 \(notice.asOf)", "as of \(notice.asOf)"), day: notice.asOf, tables: tables, language)
    }

    /// A year's review (§3.1.3): stars, the award list, the offices, their members with the quarters beside one another,
    /// findings.
    ///
    /// - Parameter name: the review's name, such as `2021-r1`.
    public init(_ review: AnnualReview, township: String, year: Year, name: String, _ language: Language = .chinese) {
        self.init(review, ReviewTables.members, township: township, year: year, name: name, language)
    }

    package init(
        _ review: AnnualReview, _ members: ResultTable<AnnualReview, ReviewedMember>, township: String, year: Year,
        name: String, _ language: Language = .chinese
    ) {
        let words = ReportWords(language)
        let shown = members.columns(for: .workbook)
        func columns(without some: Set<String>) -> [Column<ReviewedMember>] {
            shown.filter { !some.contains($0.column.key) }.map { Column($0, words) }
        }
        let places =
            words("名额 \(review.places)", "places \(review.places)")
            + (review.cut.map { words("，入选线 \($0) 分", ", cut at \($0)") } ?? words("，无人符合条件", ", nobody is eligible"))
        let offices = OfficeYear.all(review)
        let tables: [Table] = [
            .init(
                words("优秀推荐名单", "Award list"), of: review.award,
                // What all on the list have in common is left out.
                columns(without: ["merit_flag", "eligible", "excellent"])
                    + [Column(signed: words("签字", "Signature"))],
                note: places),
            .init(words("各办事处", "Offices"), of: offices, OfficeYear.columns(words)),
            .init(
                words("全部人员", "All members"), of: offices.map { ($0.name, $0.members) }, columns(without: ["office"]),
                note: words("季度栏“—”为该季未评等", "— stands for a quarter without a rating")),
            .init(
                words("网格星级", "Grid stars"), of: review.stars,
                ReviewTables.stars.columns(for: .workbook).map { Column($0, words) }),
            .init(
                words("年度认定", "Findings of the year"), of: review.findings,
                ReviewTables.findings.columns(for: .workbook).map { Column($0, words) }),
        ]
        let township = ShownText.short(township)
        self.init(
            words("\(township)\(year)年度网格员考评", "\(township): review of \(year)"),
            basis: words("考评 \(name)", "review \(name)"), day: year.range.last, tables: tables, language)
    }
}

/// An office's members in a year's review.
private struct OfficeYear {
    let name: String
    /// By composite, the best first, in code order within one.
    let members: [ReviewedMember]
    let stars: [Int]

    /// The offices in the byte order of their names.
    static func all(_ review: AnnualReview) -> [OfficeYear] {
        Dictionary(grouping: review.members, by: \.member.office).sorted { $0.key < $1.key }.map { office, members in
            OfficeYear(
                name: ShownText.short(office.string),
                members: members.sorted { ($1.composite, $0.member.code) < ($0.composite, $1.member.code) },
                stars: members.compactMap { review.stars(of: $0.member) })
        }
    }

    static func columns(_ words: ReportWords) -> [TableReport.Column<OfficeYear>] {
        [
            .init(words("办事处", "Office"), width: 16, isName: true) { $0.name },
            .init(words("人数", "Members"), isNumber: true) { String($0.members.count) },
        ]
            + (1...4).map { number in
                .init(
                    words("\(Quarter.chineseNumber(number))季度均分", "Q\(number), mean"), isNumber: true
                ) { office in
                    mean(office.members.compactMap { row in row.totals.first { $0.key.number == number }?.value })
                }
            } + [
                .init(words("综合得分均分", "Composite, mean"), width: 12, isNumber: true) {
                    mean($0.members.map(\.composite))
                },
                .init(words("优秀", "Excellent"), isNumber: true) { String($0.members.count(where: \.isExcellent)) },
                .init(words("五星人员", "In five-star grids"), isNumber: true) { String($0.stars.count { $0 == 5 }) },
            ]
    }

    private static func mean(_ points: [Points]) -> String {
        Points.mean(points.reduce(.zero, +), of: points.count)?.twoPlaces ?? "—"
    }
}

/// A list in parts of nearly equal length.
private enum Parts {
    static func of<Element>(_ list: [Element], atMost most: Int) -> [[Element]] {
        guard !list.isEmpty else { return [] }
        let count = (list.count + most - 1) / most
        return (0..<count).map { Array(list[list.count * $0 / count..<list.count * ($0 + 1) / count]) }
    }
}

extension TableReport.Column {
    /// The column of a result table; a quantity that is missing is `—`.
    init(_ shown: ShownColumn<Row>, _ words: ReportWords) {
        let look = shown.column.look
        let missing = shown.isQuantity ? "—" : ""
        self.init(
            words(look.heading ?? shown.column.title.chinese, shown.column.title.english), width: look.width,
            isNumber: look.cell == .number, isName: shown.column.key == "name"
        ) { row in
            let text = shown.cell(row).text(in: words.language)
            return text.isEmpty ? missing : text
        }
    }
}
