import Answers
package import AssessmentKernel

/// The place onto which files are dragged.
package enum DropView {
    /// The values of its template.
    ///
    /// - Parameters:
    ///   - then: the address, up to the draft's number, that takes the draft once its files are there.
    ///   - words: what is to be dragged there; nil for files of any kind.
    ///   - takesFolders: whether a folder is offered too.
    package static func values<Place: DeskPlace>(
        _ visit: PageVisit<Place>, then: String, words: LocalText? = nil, takesFolders: Bool = true
    ) -> [String: Any] {
        let say = visit.say
        let number = DraftBox.newNumber()
        return [
            "drop": [
                "number": number, "then": then + number, "most": String(DraftBox.mostBytes),
                "large": say("超过 1 GiB，请分成几个文件。", " is over 1 GiB: please split it."),
                "broken": say("上传中断，请重试。", "The upload was broken off. Please try again."),
                "words": say(words ?? LocalText("把文件拖到这里", "Drag files here")),
                "files": say("选择文件", "Choose files"), "folder": takesFolders ? say("选择文件夹", "Choose a folder") : "",
                "quiet": say("每个文件不超过 1 GiB。文件只存到本机的此文件夹。", "At most 1 GiB each. They are kept in this folder alone."),
                "script": say("拖入文件需要浏览器启用 JavaScript。", "Dragging files in needs JavaScript."),
                "label": say("上传进度", "Upload"),
            ]
        ]
    }
}
