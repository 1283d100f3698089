import AssessmentKernel
import PaperParts
import Reports
import Rulebook

/// What all papers say of what they are about.
protocol PaperSource {
    /// The township's name.
    var township: String { get }
    /// The quarter or the year: 2021年第三季度.
    var period: LocalText { get }
    /// The closing's or review's name, such as `2021Q3-r1`.
    var name: String { get }
    /// What the name is called.
    var numbered: LocalText { get }
    /// Why it was made again; empty for a first one.
    var reason: String { get }
    /// The day of the closing or review, in China; of a quarter that runs, the last day that is known.
    var closedOn: CivilDate { get }
    /// The rulebook's title and the document that it carries out.
    var rules: (title: String, source: String) { get }
    /// The bands from the highest to the lowest.
    var bands: [BandName] { get }
}

extension PaperSource {
    var numbered: LocalText { LocalText("结算编号", "closing") }
}

/// The words of a closed quarter's papers.
typealias PaperWords = Words<PaperQuarter>

/// The words of the papers, in both languages: the one list.
struct Words<About: PaperSource> {
    let say: Language
    let about: About
    let settings: PaperSettings

    init(_ about: About, _ settings: PaperSettings, _ language: Language) {
        say = language
        self.about = about
        self.settings = settings
    }

    /// Chooses the text in the papers' language.
    func callAsFunction(_ chinese: String, _ english: String) -> String { say == .chinese ? chinese : english }

    /// A text in the papers' language.
    func callAsFunction(_ text: LocalText) -> String { text[say] }

    var isChinese: Bool { say == .chinese }

    // Names.

    var township: String { ShownWord.line(about.township) }
    var issuer: String {
        settings.issuer.isEmpty
            ? self(township + "综治中心", township + " governance centre") : ShownWord.line(settings.issuer)
    }
    var quarter: String { self(about.period) }
    var subject: String { self("\(township)\(quarter)网格员考核", "\(township): assessment of grid members, \(quarter)") }
    var rules: String {
        self(
            "《\(ShownWord.line(about.rules.title))》（\(ShownWord.line(about.rules.source))）",
            "\(ShownWord.line(about.rules.title)) (\(ShownWord.line(about.rules.source)))")
    }
    var basis: String {
        let again = about.reason.isEmpty ? "" : self("　更正：", "; corrected: ") + ShownWord.line(about.reason)
        return self("依据\(rules)　", "By \(rules); ") + self(about.numbered) + " " + about.name + again
    }
    func band(_ key: String) -> String {
        about.bands.first { $0.key == key }.map { isChinese ? ShownWord.line($0.title) : $0.key }
            ?? self(Band.unratedTitle)
    }
    func month(_ month: Month) -> String { self("\(month.number)月", month.description) }
    func day(_ date: CivilDate) -> String {
        let (_, month, day) = date.parts
        return self("\(month)月\(day)日", date.description)
    }
    func longDay(_ date: CivilDate?) -> String {
        guard let date else { return self("　　　　年　　月　　日", "____-__-__") }
        let (year, month, day) = date.parts
        return self("\(year)年\(month)月\(day)日", date.description)
    }
    func amount(_ title: String) -> String { self("\(title)（元）", "\(title) (yuan)") }

    /// Days on one line, runs together: `7月6、8–10日`.
    func days(_ days: [CivilDate]) -> String {
        guard isChinese else { return days.map(\.description).joined(separator: ", ") }
        return Set(days.map(\.month)).sorted().map { month in
            let numbers = days.filter { $0.month == month }.map(\.parts.day).sorted()
            var runs: [ClosedRange<Int>] = []
            for number in numbers {
                if let last = runs.last, last.upperBound + 1 == number {
                    runs[runs.count - 1] = last.lowerBound...number
                } else if runs.last?.upperBound != number {
                    runs.append(number...number)
                }
            }
            let texts = runs.map {
                $0.count == 1
                    ? "\($0.lowerBound)"
                    : $0.count == 2 ? "\($0.lowerBound)、\($0.upperBound)" : "\($0.lowerBound)–\($0.upperBound)"
            }
            return "\(month.number)月\(texts.joined(separator: "、"))日"
        }.joined(separator: "，")
    }

    // What is at the foot of each page, and how long things take.

    var numbering: Paper.Numbering {
        isChinese ? .init("第 ", " 页 共 ", " 页") : .init("Page ", " of ", "")
    }
    func foot(_ title: String) -> String { "\(title)　\(about.name)" }

    var telephone: String {
        settings.telephone.isEmpty ? self("　　　　　　　　", "____________") : ShownWord.line(settings.telephone)
    }
    var place: String {
        settings.place.isEmpty ? self("　　　　　　　　　　　　", "____________") : ShownWord.line(settings.place)
    }
    /// From when until when it is posted.
    var posting: String {
        guard let date = settings.date, let last = settings.lastDays?.posting else {
            return self(
                "自　　　　年　　月　　日起 \(settings.postingDays) 个工作日",
                "\(settings.postingDays) workdays from ____-__-__")
        }
        return self(
            "\(longDay(date))至\(longDay(last))（\(settings.postingDays) 个工作日）",
            "\(date) to \(last) (\(settings.postingDays) workdays)")
    }
    /// By when one may appeal.
    var appealTime: String {
        guard let last = settings.lastDays?.appeal else {
            return self(
                "收到本单之日起 \(settings.appealDays) 个工作日内", "within \(settings.appealDays) workdays of receiving this slip")
        }
        return self("\(longDay(last))以前", "by \(last)")
    }
}

/// Texts of records as papers show them.
enum ShownWord {
    /// The text on one line, without characters that control or turn others, cut to a readable length.
    static func line(_ text: String, to limit: Int = 60) -> String { ShownText.short(text, to: limit) }

    /// A name of which only the first and last characters are shown: 魏*波.
    static func masked(_ name: String) -> String {
        let name = Array(line(name))
        switch name.count {
        case 0, 1: return "*"
        case 2: return "\(name[0])*"
        default: return "\(name[0])" + String(repeating: "*", count: name.count - 2) + "\(name[name.count - 1])"
        }
    }
}
