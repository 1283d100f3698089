import Answers
import AssessmentKernel
import Console
import DistrictAnswers
import DistrictOffice

/// 核对: whether the register, the kept bundles and the receipts are as the program wrote them.
struct CheckPage: Page {
    let name = "check"
    let title = LocalText("核对", "Check")
    var templates: [String: [UInt8]] { ["register": PackageResources.register_mustache] }

    func show(_ visit: Visit) throws -> Reply {
        let say = visit.say
        return .page(
            "register", title: say(title),
            values: [
                "words": say(
                    "读一遍登记簿、留存的上报包和签名记录，找出绕过程序的改动。",
                    "Reads the register and the kept bundles, and finds any change that the program did not make."),
                "go": say("核对登记簿", "Check the register"),
            ])
    }

    func act(_ visit: Visit, _ form: Form) throws -> Reply {
        let office = visit.office
        return .redirect(
            try visit.start(LocalText("核对登记簿", "Checking the register"), back: "/check") { _ in
                let found = try office.check()
                return TaskOutcome(
                    RegisterCheckAnswer(found), isDone: found.isEmpty, links: [("/check", LocalText("返回", "Back"))])
            })
    }
}
