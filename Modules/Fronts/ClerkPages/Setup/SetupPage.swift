import Answers
import AssessmentKernel
import Console
import Desk
import Workspace

/// A folder that is no workspace yet: makes it one.
struct SetupPage: Page {
    let name = "setup"
    let title = LocalText("新建工作区", "New workspace")
    var templates: [String: [UInt8]] { ["setup": PackageResources.setup_mustache] }

    func show(_ visit: Visit) throws -> Reply {
        if visit.workspace.isMade { return .redirect("/") }
        let say = visit.say
        return .page(
            "setup", title: say(title),
            values: [
                "words": say(
                    "此文件夹还不是考核工作区。新建后，账本、原始文件和结果都保存在其中：",
                    "This folder is no workspace yet. Ledger, originals and results will be kept in it:"),
                "folder": visit.workspace.folder,
                "rules": say(
                    "考核细则用自带的冯政发〔2021〕71号；以后可在 rulebooks/ 中换成自己的。",
                    "The rulebook is the one that ships; another can be put into rulebooks/ later."),
                "label": say("乡镇名称（报告上的名称）", "The township's name, as reports print it"), "go": say("新建", "Make it"),
            ])
    }

    func act(_ visit: Visit, _ form: Form) throws -> Reply {
        guard !form["township"].isEmpty else {
            throw Problem(.usage, LocalText("请填写乡镇名称", "the township needs a name"))
        }
        try visit.workspace.initialise(township: form["township"], rulebook: nil)
        return .redirect("/")
    }
}
