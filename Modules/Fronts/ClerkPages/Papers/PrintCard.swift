import Answers
import AssessmentKernel
import Desk

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
    /// The papers that were made, by name.
    let files: [PrintedPaper]

    /// Its template.
    static var template: [UInt8] { PackageResources.printcard_mustache }

    /// The values of its template.
    var values: [String: Any] {
        let outdated = files.count(where: \.isOutdated)
        return [
            "title": say(title), "words": say(words), "address": address, "day": day?.description ?? "",
            "go": say("生成", "Make them"),
            "options": [
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
}
