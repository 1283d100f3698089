package import AssessmentKernel

/// How a run ended, for programs: the numbers are those of `sysexits.h`, and 1.
///
/// A run that a signal ended has none of these; the shell shows 128 and the signal's number.
package enum ExitStatus: Int32, CaseIterable, Sendable {
    case done = 0
    case checkFailed = 1
    case usage = 64
    case badInput = 65
    case notFound = 66
    case fault = 70
    case cannotWrite = 73
    case inputOutput = 74

    /// The status of a run that a problem ended.
    package init(_ kind: Problem.Kind) {
        self =
            switch kind {
            case .checkFailed: .checkFailed
            case .usage: .usage
            case .badInput: .badInput
            case .notFound: .notFound
            case .fault: .fault
            case .cannotWrite: .cannotWrite
            case .inputOutput: .inputOutput
            }
    }

    /// What it means.
    package var meaning: LocalText {
        switch self {
        case .done: LocalText("完成", "done")
        case .checkFailed: LocalText("核验未通过，或尚有事项使其不能进行", "a check failed, or something stands in the way")
        case .usage: LocalText("命令写法不对", "the command is wrong")
        case .badInput: LocalText("读到的数据有误", "what was read is wrong")
        case .notFound: LocalText("文件不存在", "there is no such file")
        case .fault: LocalText("程序内部错误", "a defect of the program")
        case .cannotWrite: LocalText("无法写入", "it cannot be written")
        case .inputOutput: LocalText("读写时系统出错", "the system failed to read or write")
        }
    }
}
