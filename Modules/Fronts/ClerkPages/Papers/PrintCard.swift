import Answers
import AssessmentKernel
import Console
import Desk
import Printing

/// The part of a page on which papers are made and kept: what they are, how they are printed, those made before.
struct PrintCard {
    let say: Language
    let title, words: LocalText
    /// Where its form goes.
    let address: String
    /// The quarter or year, as it stands in the addresses of its papers.
    let period: String
    /// The day as of which they are made; nil for none.
    var day: CivilDate?
    /// Whether some of them bear a day and are posted, so that the day and how names are shown are asked.
    var isPosted = false
    /// The papers that were made, by name.
    let files: [PrintedPaper]

    /// Its template.
    static var template: [UInt8] { PackageResources.printcard_mustache }

    /// The values of its template.
    var values: [String: Any] {
        let outdated = files.count(where: \.isOutdated)
        return [
            "title": say(title), "words": say(words), "address": address, "day": day?.description ?? "",
            "go": say("生成", "Make them"), "date-label": isPosted ? say(PrintCard.date.label) : "",
            "date-words": say(PrintCard.date.words),
            "options": (isPosted ? [["key": "masked", "words": say(PrintCard.masked)]] : []) + [
                ["key": "singly", "words": say("发给本人的另存为每人一份", "What members are handed as a file each too")],
                [
                    "key": "pictures",
                    "words": say("发给本人的另存为手机图片", "What members are handed as pictures for a phone too"),
                ],
            ],
            "made": files.isEmpty
                ? "" : say("以前生成的（\(files.count) 个文件）", "Made before (\(counted(files.count, "file")))"),
            "outdated": outdated == 0
                ? "" : say("有 \(outdated) 份已过时，请重新生成。", "\(outdated) are out of date: make them again."),
            "files": files.map { file in
                ["address": "/papers/\(period)/file/\(PaperPath.encoded(file.name))", "words": file.name]
            },
        ]
    }

    /// The field of the day that papers bear.
    static let date = (
        label: LocalText("材料上的日期", "The day that they bear"),
        words: LocalText("公示、申诉期限由此算起；不填则留空手写。", "Posting and appeals count from it; blank to write it by hand.")
    )
    static let masked = LocalText("公示表隐去姓名中间的字", "Mask the names on the posting")
}

extension PrintOptions {
    /// Reads what a form chooses, besides the papers.
    init(_ form: Form, in language: Language) throws(Problem) {
        self.init()
        if !form["date"].isEmpty {
            guard let date = CivilDate(iso: form["date"]) else {
                throw Problem(.usage, LocalText("日期不对：\(form["date"])", "this is no date: \(form["date"])"))
            }
            self.date = date
        }
        (isMasked, withAccounts) = (form["masked"] == "yes", form["accounts"] == "yes")
        (singly, pictures) = (form["singly"] == "yes", form["pictures"] == "yes")
        self.language = language
    }
}
