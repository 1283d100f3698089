import Answers
import Archive
import AssessmentKernel
import Bundle
import Console
import Desk
import Ledger
import Workspace

/// 上报: the bundles with their encrypted and public copies, the signing key, the district's receipts, and a check of any
/// bundle that is dragged in.
struct SubmitPage: Page {
    let name = "submit"
    let title = LocalText("上报", "Report")
    var templates: [String: [UInt8]] {
        [
            "submit": PackageResources.submit_mustache, "check": PackageResources.check_mustache,
            "receipt": PackageResources.receipt_mustache,
        ]
    }

    func show(_ visit: Visit) throws -> Reply {
        switch visit.part(0) {
        case nil: return try overview(visit)
        case "check":
            guard let number = visit.part(1) else { return .notFound }
            return try DroppedFile(visit: visit, number: number).show()
        case "kaohe.pub":
            return .bytes(try visit.workspace.publicKey().bytes, type: "text/plain", keepAs: "kaohe.pub")
        case "rotation.txt":
            guard let path = try visit.workspace.rotationStatement(), let name = path.split(separator: "/").last else {
                return .notFound
            }
            return .file(path, type: "text/plain", keepAs: String(name))
        default: return .notFound
        }
    }

    func act(_ visit: Visit, _ form: Form) throws -> Reply {
        switch visit.part(0) {
        case "key":
            _ = try visit.workspace.makeSigningKey(now: visit.desk.now())
            return .redirect("/submit")
        case "rotate":
            _ = try visit.workspace.rotateSigningKey(now: visit.desk.now())
            return .redirect("/submit")
        case "copy": return .redirect(try copy(visit, form))
        case "check":
            guard let number = visit.part(1) else { return .notFound }
            return .redirect(try DroppedFile(visit: visit, number: number).act(form))
        default: return .notFound
        }
    }

    // MARK: The page

    private func overview(_ visit: Visit) throws -> Reply {
        let say = visit.say
        let bundles = try bundles(visit)
        var values = DropView.values(
            visit, then: "/submit/check/",
            words: LocalText("把上报包，或区级的回执（连同签名文件）拖到这里", "Drag a bundle here, or a receipt with its signature"),
            takesFolders: false)
        values["bundles-title"] = say("上报包", "Bundles")
        values["bundles"] = bundles
        values["none"] = bundles.isEmpty ? say("还没有上报包；结算时生成。", "There are none yet: a closing makes one.") : ""
        let quarters = try visit.workspace.overview().closings.map(\.quarter)
        if !bundles.isEmpty, !quarters.isEmpty { values["copy"] = copies(quarters, say) }
        values["key-title"] = say("签名密钥", "Signing key")
        if let key = try visit.workspace.signingKey()?.publicKey {
            values["key"] = [
                "answer": AnswerView(say: say).html(KeyAnswer(key).page(in: say)),
                "keep": say("下载公钥", "Keep the public key"),
                "words": say(
                    "公钥请另行送交区委政法委，不要与上报包一起送；对方来电核对时，读出上面的指纹。",
                    "Hand the public key to the district by another road than the bundle, and read them the fingerprint when they call."
                ),
                "statement": try visit.workspace.rotationStatement() == nil
                    ? "" : say("下载更换密钥的声明（报送区级）", "Keep the statement of the new key, for the district"),
                "rotate": [
                    "title": say("更换密钥", "Replace the key"),
                    "words": say(
                        "私钥可能泄露时更换。此后的结算由新密钥签名；请把生成的声明报送区级，否则新的上报包会被拒收。",
                        "Where somebody else may have it. Closings are signed with the new key from then on; the district needs the statement, or it refuses them."
                    ), "go": say("更换", "Replace it"),
                ],
            ]
        } else {
            values["no-key"] = [
                "words": say(
                    "还没有签名密钥。新建后，以后的结算都自动签名；区级据此确认出自本镇。",
                    "There is no signing key. Once made, it signs every closing, and the district knows the sender by it."
                ),
                "go": say("新建密钥", "Make a key"),
            ]
        }
        values["check-title"] = say("核验上报包、登记回执", "Check a bundle, take in a receipt")
        values["check-words"] = say(
            "拖入任何一个上报包：查它是否完整、未改、出自何人。拖入区级的回执：记入日志。",
            "A bundle: is it complete, unchanged, and whose is it? A receipt: it goes into the journal.")
        let receipts = try visit.workspace.journal().filter { $0.kind == JournalEntry.Kind.receipt.rawValue }
        if !receipts.isEmpty {
            values["receipts"] = [
                "title": say("已登记的回执", "Receipts so far"),
                "answer": AnswerView(say: say).html(
                    JournalAnswer(receipts.reversed()).page(in: say), about: say("回执", "Receipts")),
            ]
        }
        return .page("submit", title: say(title), values: values)
    }

    /// Each closing or review with what can be kept of it.
    private func bundles(_ visit: Visit) throws -> [[String: Any]] {
        let say = visit.say
        let results = try visit.workspace.resultFiles()
        return try results.filter(\.hasBundle).reversed().map { result -> [String: Any] in
            var files = [["address": "/files/\(result.name).zip", "words": say("上报包", "Bundle"), "named": result.name]]
            if try visit.workspace.encryptedBundleFile(of: result.name) != nil {
                files.append(
                    [
                        "address": "/files/\(result.name).zip.age", "words": say("加密的上报包", "Encrypted bundle"),
                        "named": result.name,
                    ])
            }
            let open = results.first { $0.isPublicCopy && $0.name.hasPrefix(result.name + "-") }
            for file in open?.files ?? [] {
                files.append(
                    [
                        "address": "/files/\(result.name)-public/\(file)", "words": say("公示稿 ", "public ") + file,
                        "named": result.name,
                    ])
            }
            return ["title": result.name, "files": files]
        }
    }

    private func copies(_ quarters: [Quarter], _ say: Language) -> [String: Any] {
        [
            "title": say("加密，或生成公示稿", "Encrypt it, or make the public copy"),
            "quarter": say("季度", "Quarter"),
            "quarters": quarters.reversed().map { ["key": $0.description, "words": PeriodWords.quarter($0, say)] },
            "recipient": say("区级的加密接收者（age1 开头的一行，由区级提供）", "The district's recipient, one line that begins with age1"),
            "encrypt": say("加密", "Encrypt"), "public": say("生成公示稿", "Make the public copy"),
            "words": say(
                "加密后只有区级能打开，适合用邮件或 U 盘报送。公示稿只有得分和扣分条款，姓名隐去，不含证据和补贴。",
                "Encrypted, the district alone can open it. The public copy has scores and clauses, masked names, no evidence and no pay."
            ),
        ]
    }

    private func copy(_ visit: Visit, _ form: Form) throws -> String {
        guard let quarter = Quarter(text: form["quarter"]) else {
            throw Problem(.usage, LocalText("请选择季度", "a quarter is needed"))
        }
        let copy: BundleCopy
        if form["do"] == "public" {
            copy = .publicResults
        } else {
            guard !form["recipient"].isEmpty else {
                throw Problem(
                    .usage, LocalText("请填写区级的加密接收者", "the district's recipient is needed"),
                    next: LocalText("向区级索取以 age1 开头的一行", "ask the district for its line that begins with age1"))
            }
            copy = .encrypted(to: [form["recipient"]], as: nil)
        }
        let workspace = visit.workspace
        return try visit.start(LocalText("\(quarter) 上报包的副本", "A copy of \(quarter)"), back: "/submit") { _ in
            _ = try workspace.write(copy, of: quarter)
            return TaskOutcome(then: "/submit")
        }
    }
}

extension ResultFiles {
    /// Whether it is what may be posted in public of a closing.
    var isPublicCopy: Bool { name.hasSuffix("-public") }
}
