public import AssessmentKernel
import Closing

// How a closing's values are worded, the same in every report.

extension Quarter {
    /// 2021年第三季度.
    public var chinese: String { "\(year)年第\(["一", "二", "三", "四"][number - 1])季度" }
}

extension Month {
    /// 7月.
    var chinese: String { "\(number)月" }
}

extension CivilDate {
    /// 7月6日.
    var chinese: String { "\(parts.month)月\(parts.day)日" }
}

extension Points {
    /// With two decimals, as means are shown: 1.50.
    var twoPlaces: String { ExactDecimal.fixed(hundredths, places: 2) }
}

extension ItemDescriptor {
    /// 1. 学习培训.
    var heading: String { "\(number). \(title.chinese)" }
}

extension ItemScore {
    /// The sum of its deductions.
    var charged: Points { deductions.reduce(.zero) { $0 + $1.points } }
    /// Whether the sum exceeds the item's maximum.
    var isCapped: Bool { charged > maximum }
}

extension RecordOrigin {
    /// The text shown for a deduction that rests on missing records.
    static let absence = "当日系统无记录"

    /// The most rows of a file that are listed on a line.
    private static let mostRows = 12

    /// File and row: `考勤打卡.csv 第 12 行`.
    var place: String {
        guard let file, let row else { return table.chinese }
        return "\(ShownText.short(file)) 第 \(row) 行"
    }

    /// Files and rows on one line: `在线抽查.csv 第 12、15 行`.
    static func places(_ origins: [RecordOrigin]) -> String {
        if origins.isEmpty { return absence }
        var files: [(name: String, rows: [Int])] = []
        for origin in origins {
            let name = ShownText.short(origin.file ?? origin.table.chinese, to: 40)
            let rows = origin.row.map { [$0] } ?? []
            if let place = files.firstIndex(where: { $0.name == name }) {
                files[place].rows += rows
            } else {
                files.append((name, rows))
            }
        }
        return files.map { file in
            let rows = Runs.of(Set(file.rows).sorted())
            if rows.isEmpty { return file.name }
            let named = rows.prefix(mostRows).joined(separator: "、") + (rows.count > mostRows ? " 等" : "")
            return "\(file.name) 第 \(named) 行"
        }.joined(separator: "；")
    }
}

/// Consecutive numbers and days, combined into ranges.
enum Runs {
    /// Numbers in ascending order: `2`, `4–7`.
    static func of(_ numbers: [Int]) -> [String] {
        var runs: [ClosedRange<Int>] = []
        for number in numbers {
            if let last = runs.last, last.upperBound + 1 == number {
                runs[runs.count - 1] = last.lowerBound...number
            } else {
                runs.append(number...number)
            }
        }
        return runs.map { $0.count == 1 ? String($0.lowerBound) : "\($0.lowerBound)–\($0.upperBound)" }
    }

    /// Days of several months on one line: `7月6、8–10日，8月1日（1日2次）`.
    static func days(_ days: [CivilDate]) -> String {
        Set(days.map(\.month)).sorted().map { month in
            let numbers = days.filter { $0.month == month }.map(\.parts.day)
            let single = Set(numbers).sorted()
            let repeated = single.compactMap { day -> String? in
                let times = numbers.count { $0 == day }
                return times > 1 ? "\(day)日\(times)次" : nil
            }
            return month.chinese + of(single).joined(separator: "、") + "日"
                + (repeated.isEmpty ? "" : "（\(repeated.joined(separator: "、"))）")
        }.joined(separator: "，")
    }
}
