import AssessmentKernel

/// Finds the days that a file is about in its titles or names.
///
/// `考勤月报 2021-07` is a month, `统计日期：2021-07-01 至 2021-07-31` a first and a last day. A date after 制表, 生成, 导出 and the
/// like says when the file was made: it only gives the year that a period such as `07-01 ～ 07-31` lacks.
package enum PeriodFinder {
    /// A date that a text mentions.
    private struct Mention {
        var year: Int?
        let month: Int
        var day: Int?
        let isMaking: Bool
    }

    private static let making = ["制表", "生成", "导出", "打印", "下载", "创建", "制作"]

    /// The period of some texts, the first of which says most; nil when none is found.
    package static func period(in texts: [String]) -> FilePeriod? {
        let mentions = texts.map { PeriodFinder.mentions($0) }
        let made = mentions.joined().first { $0.isMaking && $0.year != nil }
        for inText in mentions {
            let dates = inText.filter { !$0.isMaking }
            guard let first = dates.first else { continue }
            if first.year != nil {
                if let period = period(first, dates.dropFirst().first) { return period }
            } else if let made, let year = made.year {
                // A month later than the one in which the file was made is one of the year before.
                let isBefore = (first.month, first.day ?? 1) <= (made.month, made.day ?? 31)
                var dated = first
                dated.year = isBefore ? year : year - 1
                if let period = period(dated, dates.dropFirst().first) { return period }
            }
        }
        return nil
    }

    private static func period(_ first: Mention, _ second: Mention?) -> FilePeriod? {
        guard let year = first.year, let month = Month(year: year, number: first.month) else { return nil }
        guard let number = first.day else { return FilePeriod(month) }
        guard let day = CivilDate(year: year, month: first.month, day: number) else { return nil }
        guard let second, let last = second.day else { return FilePeriod(month) }
        let isNext = second.month < first.month
        guard let end = CivilDate(year: second.year ?? (isNext ? year + 1 : year), month: second.month, day: last),
            day < end
        else { return FilePeriod(month) }
        return FilePeriod(day, end)
    }

    /// The signs between the first and the last day of a period.
    private static let connectors: Set<Character> = ["-", "~", "～", "至", "到", "—", "–", " ", "日"]

    private static func mentions(_ text: String) -> [Mention] {
        let scalars = Array(String(decoding: CellText.normalised(text), as: UTF8.self).unicodeScalars.prefix(2_000))
        var mentions: [Mention] = []
        var place = 0
        // Where the date before ended: what is said of a date stands between the two.
        var since = 0
        var isMaking = false
        while place < scalars.count {
            guard let run = digits(scalars, place) else {
                place += 1
                continue
            }
            let label = String(String.UnicodeScalarView(scalars[since..<place]))
            if !label.allSatisfy({ connectors.contains($0) }) { isMaking = making.contains { label.contains($0) } }
            let (mention, end) = PeriodFinder.mention(scalars, place, run, isMaking: isMaking)
            if let mention {
                mentions.append(mention)
                since = end
            }
            place = end
        }
        return mentions
    }

    private static func digits(_ scalars: [Unicode.Scalar], _ place: Int) -> (value: Int, count: Int)? {
        var value = 0
        var end = place
        while end < scalars.count, (0x30...0x39).contains(scalars[end].value) {
            if end - place < 9 { value = value * 10 + Int(scalars[end].value) - 0x30 }
            end += 1
        }
        return end > place ? (value, end - place) : nil
    }

    /// The date whose first digits are known, and where it ends.
    private static func mention(
        _ scalars: [Unicode.Scalar], _ place: Int, _ run: (value: Int, count: Int), isMaking: Bool
    ) -> (Mention?, Int) {
        let end = place + run.count
        func made(_ year: Int?, _ month: Int, _ day: Int?) -> Mention? {
            guard (1...12).contains(month), (1...31).contains(day ?? 1), (1990...2100).contains(year ?? 2000) else {
                return nil
            }
            return Mention(year: year, month: month, day: day, isMaking: isMaking)
        }
        if run.count == 8 { return (made(run.value / 10_000, run.value / 100 % 100, run.value % 100), end) }
        if run.count == 6 { return (made(run.value / 100, run.value % 100, nil), end) }
        let isSeparated = end < scalars.count && ["-", "/", ".", "年", "月"].contains(scalars[end])
        guard isSeparated else {
            // The minutes and seconds of a time are no dates.
            let isTime = end < scalars.count && scalars[end] == ":"
            var past = end
            while isTime, past < scalars.count, scalars[past] == ":" || (0x30...0x39).contains(scalars[past].value) {
                past += 1
            }
            return (nil, past)
        }
        if run.count == 4 || run.count == 2 && scalars[end] == "年" {
            var next = end + 1
            while next < scalars.count, scalars[next].properties.isWhitespace { next += 1 }
            guard let month = digits(scalars, next), month.count <= 2 else { return (nil, end) }
            let year = run.count == 2 ? 2_000 + run.value : run.value
            let behind = next + month.count
            guard behind < scalars.count, ["-", "/", ".", "月"].contains(scalars[behind]),
                let day = digits(scalars, behind + 1), day.count <= 2
            else { return (made(year, month.value, nil), behind) }
            return (made(year, month.value, day.value), behind + 1 + day.count)
        }
        guard run.count <= 2, scalars[end] != "年" else { return (nil, end) }
        guard let day = digits(scalars, end + 1), day.count <= 2 else {
            return (scalars[end] == "月" ? made(nil, run.value, nil) : nil, end + 1)
        }
        return (made(nil, run.value, day.value), end + 1 + day.count)
    }
}
