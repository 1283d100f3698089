package import AssessmentKernel
package import Closing
package import Rulebook

// How a closing's values are worded, the same in every report and on every paper.

extension EquipmentCharge {
    /// What was charged for, in words: `8月3日 手机（SN-12）遗失，本人责任，860.00 元`.
    package var told: LocalText {
        let asset = ShownText.short(asset.string, to: 40)
        let serial = serial.map { ShownText.short($0.string, to: 30) }
        return LocalText(
            "\(date.parts.month)月\(date.parts.day)日 \(asset)\(serial.map { "（\($0)）" } ?? "")\(change.chinese)，本人责任，\(cost) 元",
            "\(date) \(asset)\(serial.map { " (\($0))" } ?? ""), \(change.english.lowercased()) at the member's fault, \(cost) yuan"
        )
    }
}

extension Band {
    /// Why a member has no band.
    package static func whyUnrated(_ dutyDays: Int, of least: Int) -> LocalText {
        LocalText(
            "本季应到岗 \(dutyDays) 天，不足 \(least) 天，按细则不评等、不排名，绩效为零。",
            "\(dutyDays) duty days in the quarter, fewer than \(least): by the rules neither rated nor ranked, and no performance pay."
        )
    }
}

extension Points {
    /// With two decimals, as means are shown: 1.50.
    package var twoPlaces: String { ExactDecimal.fixed(hundredths, places: 2) }
}

/// The words of a report in its language.
struct ReportWords: Sendable {
    /// The most rows of a file that are listed on a line.
    private static let mostRows = 12

    let language: Language

    init(_ language: Language) { self.language = language }

    /// Chooses between two texts.
    func callAsFunction(_ chinese: @autoclosure () -> String, _ english: @autoclosure () -> String) -> String {
        language == .chinese ? chinese() : english()
    }

    /// A text in the report's language.
    func callAsFunction(_ text: LocalText) -> String { text[language] }

    /// 2021年第三季度.
    func quarter(_ quarter: Quarter) -> String { self(quarter.chinese, quarter.description) }

    /// 7月.
    func month(_ month: Month) -> String { self("\(month.number)月", month.description) }

    /// 7月6日.
    func day(_ date: CivilDate) -> String { self("\(date.parts.month)月\(date.parts.day)日", date.description) }

    /// 1. 学习培训.
    func heading(_ about: ItemDescriptor) -> String { "\(about.number). \(self(about.title))" }

    /// 12 人.
    func people(_ count: Int) -> String { self("\(count) 人", "\(count)") }

    /// The page number of a sheet, in a workbook's footer: each sheet is counted by itself.
    var sheetPage: String { self("第 &P 页", "Page &P") }

    /// Between the parts of a line.
    var gap: String { self("　", "  ") }

    /// Days of several months on one line: `7月6、8–10日，8月1日（1日2次）`.
    func days(_ days: [CivilDate]) -> String {
        guard language == .chinese else { return days.map(\.description).joined(separator: ", ") }
        if days.count == 1 { return day(days[0]) }
        return Set(days.map(\.month)).sorted().map { month in
            let numbers = days.filter { $0.month == month }.map(\.parts.day)
            let single = Set(numbers).sorted()
            let repeated = single.compactMap { day -> String? in
                let times = numbers.count { $0 == day }
                return times > 1 ? "\(day)日\(times)次" : nil
            }
            return "\(month.number)月" + Runs.of(single).joined(separator: "、") + "日"
                + (repeated.isEmpty ? "" : "（\(repeated.joined(separator: "、"))）")
        }.joined(separator: "，")
    }

    /// The text shown for a deduction that rests on missing records.
    ///
    /// - Parameter isTold: whether the reason says what there was: there may be some records, and too few.
    func absence(isTold: Bool) -> String {
        isTold ? self("见事由", "as told") : self("当日系统无记录", "nothing recorded that day")
    }

    /// What a finding or a warning rests on, of records only their keys, which say more than the table's.
    func basis(_ basis: Basis) -> String {
        switch basis {
        case .records(let records):
            records.map { $0.parts.joined(separator: " ") }.joined(separator: self("、", ", "))
        case .months(let months): months.map(\.description).joined(separator: self("、", ", "))
        default: self(basis.reading)
        }
    }

    /// File and row of a record: `考勤打卡.csv 第 12 行`; its table when they are unknown.
    func place(_ origin: RecordOrigin) -> String {
        guard let file = origin.file, let row = origin.row else { return self(origin.table) }
        return rows("\(row)", of: ShownText.short(file))
    }

    /// Files and rows on one line: `在线抽查.csv 第 12、15 行`.
    func places(_ origins: [RecordOrigin], isTold: Bool) -> String {
        guard let first = origins.first else { return absence(isTold: isTold) }
        if origins.count == 1, let row = first.row { return rows("\(row)", of: name(first)) }
        var files: [(name: String, rows: [Int])] = []
        for origin in origins {
            let name = name(origin)
            let rows = origin.row.map { [$0] } ?? []
            if let place = files.firstIndex(where: { $0.name == name }) {
                files[place].rows += rows
            } else {
                files.append((name, rows))
            }
        }
        return files.map { file in
            let runs = Runs.of(Set(file.rows).sorted())
            if runs.isEmpty { return file.name }
            let more = runs.count > ReportWords.mostRows ? self(" 等", " and more") : ""
            return rows(runs.prefix(ReportWords.mostRows).joined(separator: self("、", ", ")) + more, of: file.name)
        }.joined(separator: self("；", "; "))
    }

    private func name(_ origin: RecordOrigin) -> String { ShownText.short(origin.file ?? self(origin.table), to: 40) }

    private func rows(_ rows: String, of file: String) -> String { self("\(file) 第 \(rows) 行", "\(file) row \(rows)") }
}

extension ItemScore {
    /// The sum of its deductions.
    var charged: Points { deductions.reduce(.zero) { $0 + $1.points } }
    /// Whether the sum exceeds the item's maximum.
    var isCapped: Bool { charged > maximum }
}
