import Answers
import AssessmentKernel
import Bundle
import Console
import DistrictAnswers
import DistrictOffice
import Register

/// 接收: bundles are dragged in; below it what was received, and what waits.
struct HomePage: Page {
    let name = ""
    let title = LocalText("接收", "Receive")
    var templates: [String: [UInt8]] { ["receive": PackageResources.receive_mustache] }

    /// How many receipts are shown at once; the others stand under their period.
    private static let shown = 30

    func show(_ visit: Visit) throws -> Reply {
        let say = visit.say
        let overview = try visit.office.overview()
        let keys = try visit.office.trustedKeys()
        var values = DropView.values(
            visit, then: "/received/",
            words: LocalText("把乡镇的上报包（或整个文件夹）拖到这里", "Drag the townships' bundles here, or folders of them"))
        values["words"] = say(
            "拖入即接收：逐份核验签名、按包内证据重算、登记并出具回执；有问题的拒收或暂存，并写明原因。加密的包自动解开。",
            "What is dragged in is verified, computed again, registered, and gets its receipt; what is wrong is refused or put on hold, with the reason. Encrypted bundles are opened."
        )
        if keys.isEmpty {
            values["no-keys"] = [
                "words": say(
                    "还没有登记乡镇公钥。没有登记的乡镇，上报包一律拒收。",
                    "No township's key is registered: bundles of unknown townships are refused."),
                "link": say("去登记", "Register one"),
            ]
        }
        if !overview.held.isEmpty {
            values["held"] = [
                "title": say("暂存 \(overview.held.count) 份，待处理", "\(counted(overview.held.count, "bundle")) on hold"),
                "bundles": overview.held.map { bundle in
                    say(
                        "\(bundle.township) \(bundle.name)：\(bundle.reason.chinese)",
                        "\(bundle.township) \(bundle.name): \(bundle.reason.english)")
                }, "link": say("去核准细则", "To the rulebooks"),
            ]
        }
        values["receipts-title"] = say("已接收", "Received")
        values["receipts"] = ReceiptTable(visit).html(Array(overview.receipts.prefix(HomePage.shown)))
        values["none"] = overview.receipts.isEmpty ? say("还没有收到上报包。", "Nothing was received yet.") : ""
        values["hand"] = [
            "title": say("交给乡镇的两样东西", "What townships need of this office"),
            "words": say(
                "加密接收者：乡镇用它加密上报包，只有这里能打开。公钥：乡镇用它核对回执。",
                "The recipient, to which townships encrypt, and the key, with which they check receipts."),
            "facts": [
                ["name": say("加密接收者", "Recipient"), "value": overview.recipient],
                ["name": say("公钥", "Public key"), "value": overview.key.line],
            ], "keep": say("下载公钥", "Keep the public key"),
        ]
        return .page("receive", title: say(title), values: values)
    }
}

/// Receipts with the links to their files.
struct ReceiptTable {
    private let visit: Visit

    init(_ visit: Visit) { self.visit = visit }

    func html(_ receipts: [Receipt]) -> String {
        guard !receipts.isEmpty else { return "" }
        let say = visit.say
        let actions = receipts.map { receipt in
            ReceiptTable.links(to: visit.office.fileName(of: receipt), of: "\(receipt.township) \(receipt.name)", say)
        }
        return ReceiptListAnswer(receipts).page(in: say).parts.map { part in
            guard case .table(let table) = part else { return "" }
            return AnswerView(say: say).html(table, named: say("已接收的上报包", "Received bundles"), actions: actions)
        }.joined()
    }

    /// The links to a receipt and its signature, which go back to the township together.
    static func links(to name: String, of bundle: String, _ say: Language) -> String {
        let (file, whose) = (ShownHTML.text(name), ShownHTML.text(bundle))
        return """
            <a href="/receipts/\(file)">\(say("下载回执", "Keep the receipt"))<span class="unseen"> \(whose)</span></a>
            <a href="/receipts/\(file).minisig">\(say("下载签名", "Keep the signature"))<span class="unseen"> \(whose)</span></a>
            """
    }
}
