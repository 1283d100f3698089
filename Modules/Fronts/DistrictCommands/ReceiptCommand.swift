import Answers
package import ArgumentParser
import AssessmentKernel
import CommandParts
import DistrictAnswers
import DistrictOffice

package struct ReceiptCommand: ParsableCommand {
    package static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "receipt", abstract: say("登记区级对上报包的回执", "Record the district's receipt for a bundle"))
    }

    @Argument(help: help("回执文件（签名“.minisig”在旁）", "the receipt, with its .minisig beside it", value: "file"))
    var file: String

    @Option(help: help("区级公钥：文件或一行公钥", "the district's public key: a file or its one line", value: "key"))
    var key: String

    @Flag(help: help("以 JSON 输出", "answer in JSON"))
    var json = false

    @OptionGroup var common: CommonOptions

    package init() {}

    package func run() throws {
        let receipt = try common.openWorkspace().takeReceipt(file, by: try TrustedKey.read(key), now: Clock.now)
        try show(DoneAnswer.recordedReceipt(receipt), asJSON: json)
    }
}
