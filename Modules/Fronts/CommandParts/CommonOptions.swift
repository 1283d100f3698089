package import ArgumentParser
package import AssessmentKernel
import Foundation
package import Workspace

/// The items of this executable.
package enum Installation {
    @TaskLocal package static var items: [any AssessmentItem.Type] = []
}

/// Options of every command.
package struct CommonOptions: ParsableArguments {
    @Option(
        help: help(
            "工作区文件夹（默认 KAOHE_WORKSPACE，否则当前文件夹）", "the workspace (else KAOHE_WORKSPACE, else the current folder)",
            value: "dir"))
    package var workspace: String?

    @Option(
        help: help(
            "输出语言：zh 或 en（默认 KAOHE_LANGUAGE，否则 zh）", "the language: zh or en (else KAOHE_LANGUAGE, else zh)",
            value: "zh|en"))
    package var language: String?

    @Option(
        help: help(
            "经办人，记入日志（默认 KAOHE_OPERATOR，否则系统用户名）",
            "your name for the journal (else KAOHE_OPERATOR, else the system's user)", value: "name"))
    package var `operator`: String?

    package init() {}

    package func validate() throws { try Speech.check(language) }

    /// The workspace: from the options, the environment, or the current folder.
    package func openWorkspace() throws(Problem) -> Workspace {
        var opened = try Workspace(at: folder, items: Installation.items)
        opened.operatorName = operatorName
        return opened
    }

    /// Its folder: from the options, the environment, or the current folder.
    package var folder: String { workspace ?? ProcessInfo.processInfo.environment["KAOHE_WORKSPACE"] ?? "." }

    /// The person at work, as named in the journal.
    package var operatorName: String { saidOperatorName ?? NSUserName() }

    /// The person's name where it was said; nil where only the system's user is known.
    package var saidOperatorName: String? { self.operator ?? ProcessInfo.processInfo.environment["KAOHE_OPERATOR"] }
}

/// An argument's help in the language of this run.
package func help(_ chinese: String, _ english: String, value: String? = nil) -> ArgumentHelp {
    ArgumentHelp(say(chinese, english), valueName: value.map { say(placeholders[$0] ?? $0, $0) })
}

/// The names of values in the Chinese help.
private let placeholders = [
    "dir": "文件夹", "file": "文件", "table": "表", "quarter": "季度", "year": "年度", "month": "月份", "member": "工号",
    "period": "期间", "item": "考核项", "path": "路径", "name": "名称", "key": "键", "date": "日期", "text": "文字", "number": "编号",
    "asset": "设备", "event": "编号", "path=value": "路径=值", "id=value": "编号=值", "serial": "序列号", "entry": "登记号",
    "cost": "费用", "ground": "情形", "note": "说明",
    "digits": "数字", "time": "时间", "digest": "校验值",
]
