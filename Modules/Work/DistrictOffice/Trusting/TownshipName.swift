import AssessmentKernel
import Bundle

/// What can be a township's name.
enum TownshipName {
    /// Checks a name that a person gives.
    ///
    /// - Throws: ``Problem`` for a name that is not one line of 1 to 60 characters without control characters.
    static func check(_ name: String) throws(Problem) {
        var info = BagInfo()
        let isLine = (try? info.add(BagInfo.Label.township, name)) != nil
        guard isLine, name.count <= 60 else {
            throw Problem(
                .usage,
                LocalText(
                    "乡镇名称须为一行 1 至 60 个字符，首尾无空格，不含控制字符",
                    "a township's name is one line of 1 to 60 characters, without spaces at its ends or control characters"
                ),
                at: .init(key: name.count <= 60 ? name : String(name.prefix(60)) + "…"),
                next: LocalText("按上报包所写的名称填写", "write it as its bundles do"))
        }
    }
}
