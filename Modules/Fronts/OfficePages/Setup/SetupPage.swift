import Answers
import AssessmentKernel
import Console
import DistrictOffice

/// A folder that is no office yet: makes it one.
struct SetupPage: Page {
    let name = "setup"
    let title = LocalText("新建区级登记簿", "New register")
    var templates: [String: [UInt8]] { ["setup": PackageResources.setup_mustache] }

    func show(_ visit: Visit) throws -> Reply {
        if visit.place.isMade { return .redirect("/") }
        let say = visit.say
        return .page(
            "setup", title: say(title),
            values: [
                "words": say(
                    "此文件夹还不是区级登记簿。新建后，乡镇公钥、收到的上报包和回执都保存在其中：",
                    "This folder is no register yet. Keys, received bundles and receipts will be kept in it:"),
                "folder": visit.place.folder,
                "keys": say(
                    "同时生成两把密钥：一把签回执，一把解开加密的上报包。请备份 keys 文件夹。",
                    "Two keys are made with it: one signs receipts, one opens encrypted bundles. Back the folder keys up."
                ),
                "label": say("区级名称（回执上的名称）", "The district's name, as receipts say it"), "go": say("新建", "Make it"),
            ])
    }

    func act(_ visit: Visit, _ form: Form) throws -> Reply {
        guard !form["name"].isEmpty else {
            throw Problem(.usage, LocalText("请填写区级名称", "the district needs a name"))
        }
        _ = try visit.office.initialise(name: form["name"])
        return .redirect("/")
    }
}
