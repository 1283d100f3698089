import Answers
import AssessmentKernel
import Console
import DistrictAnswers
import DistrictOffice
import Register
import Rulebook

/// 细则: the rulebooks that are approved, and those for which bundles wait, with what they change.
struct RulebooksPage: Page {
    let name = "rulebooks"
    let title = LocalText("细则", "Rulebooks")
    var templates: [String: [UInt8]] {
        ["rulebooks": PackageResources.rulebooks_mustache, "rulebook": PackageResources.rulebook_mustache]
    }

    func show(_ visit: Visit) throws -> Reply {
        switch (visit.part(0), visit.part(1)) {
        case (nil, _): try overview(visit)
        case ("withdraw", let digest?): try withdrawal(visit, digest)
        case ("file", let number?): try dropped(visit, number)
        default: .notFound
        }
    }

    func act(_ visit: Visit, _ form: Form) throws -> Reply {
        switch (visit.part(0), visit.part(1)) {
        case ("held", let digest?):
            return .redirect(
                try approve(visit) { office, now, decided in
                    try office.approveHeldRulebook(digest, now: now, decided: decided)
                })
        case ("file", let number?):
            if form["do"] == "try" { return .redirect("/rulebooks/file/\(number)") }
            guard let path = path(visit, number) else { return .redirect("/rulebooks") }
            let drafts = visit.desk.drafts
            return .redirect(
                try approve(visit) { office, now, decided in
                    defer { drafts.remove(number) }
                    return try office.approveRulebook(path, now: now, decided: decided)
                })
        case ("withdraw", let digest?): return .redirect(try withdraw(visit, digest, form["reason"]))
        default: return .notFound
        }
    }

    private func overview(_ visit: Visit) throws -> Reply {
        let say = visit.say
        let books = try visit.office.approvedRulebooks()
        let actions = books.map { book in
            book.isApproved
                ? "<a href=\"/rulebooks/withdraw/\(book.sha256)\">\(say("撤销核准", "Withdraw"))<span class=\"unseen\"> \(ShownHTML.text(book.file))</span></a>"
                : ""
        }
        let shown = ApprovedRulebooksAnswer(books, held: []).page(in: say).parts.map { part in
            guard case .table(let table) = part else { return "" }
            return AnswerView(say: say).html(table, named: say("核准的细则列表", "The rulebooks"), actions: actions)
        }.joined()
        let held = try visit.office.heldRulebooks()
        var values = DropView.values(
            visit, then: "/rulebooks/file/", words: LocalText("把细则文件（.yaml）拖到这里", "Drag a rulebook (.yaml) here"),
            takesFolders: false)
        values["books-title"] = say("核准的细则", "Approved rulebooks")
        values["books"] = shown
        values["words"] = say(
            "乡镇只能按核准的细则上报；按别的细则结算的上报包先暂存，核准后自动接收。",
            "Bundles under another rulebook wait, and are taken once it is approved.")
        values["held"] = held.map { one -> [String: Any] in
            [
                "title": say("待核准的细则", "A rulebook that waits"),
                "answer": AnswerView(say: say).html(UnapprovedRulebookAnswer(one).page(in: say)),
                "digest": one.rulebook.sha256,
                "go": say(
                    "核准，并接收这 \(one.bundles.count) 份", "Approve it and take \(counted(one.bundles.count, "bundle"))"),
                "warn": say(
                    "核准前请与区里下发的文件逐项核对。核准后，按这份细则结算的上报包都会接收。",
                    "Check it against what the district has issued. Once approved, every bundle under it is taken."),
            ]
        }
        values["file-title"] = say("核准一份细则文件", "Approve a rulebook's file")
        return .page("rulebooks", title: say(title), values: values)
    }

    // MARK: Approving

    private func path(_ visit: Visit, _ number: String) -> String? {
        guard let draft = visit.desk.drafts.draft(number), let file = draft.files.first else { return nil }
        return draft.folder + "/" + file.name
    }

    private func dropped(_ visit: Visit, _ number: String) throws -> Reply {
        guard let path = path(visit, number) else { return .redirect("/rulebooks") }
        let say = visit.say
        let (book, beside) = try visit.office.compareRulebook(path)
        return .page(
            "rulebook", title: say("核准细则", "Approve a rulebook"),
            values: [
                "answer": AnswerView(say: say).html(UnapprovedRulebookAnswer(book, beside: beside).page(in: say)),
                "address": "/rulebooks/file/\(number)", "go": say("核准", "Approve"),
                "back": say("返回，不核准", "Leave it"),
            ])
    }

    private func approve(
        _ visit: Visit,
        _ body: @escaping @Sendable (DistrictOffice, String, (ReceivedBundle) -> Void) throws -> Rulebook
    ) throws(Problem) -> String {
        let (office, now) = (visit.office, visit.desk.now())
        return try visit.start(LocalText("核准细则", "Approving a rulebook"), back: "/rulebooks") { progress in
            var taken: [ReceivedBundle] = []
            let book = try body(office, now) { bundle in
                taken.append(bundle)
                progress(taken.count, nil)
            }
            let received = ReceiveAnswer(taken, items: office.items)
            var outcome = TaskOutcome(
                DoneAnswer.approved(book), isDone: !received.hasRefusal,
                links: [("/rulebooks", LocalText("回到细则", "Back")), ("/", LocalText("看已接收的", "What was received"))])
            if !taken.isEmpty {
                for language in Language.allCases { outcome.pages[language]?.add(received.page(in: language)) }
            }
            return outcome
        }
    }

    // MARK: Withdrawing

    private func withdrawal(_ visit: Visit, _ digest: String) throws -> Reply {
        guard let book = try visit.office.approvedRulebooks().first(where: { $0.sha256 == digest && $0.isApproved })
        else { return .redirect("/rulebooks") }
        let say = visit.say
        let count = try visit.office.overview().receipts.count { $0.rulebook == digest }
        return .page(
            "rulebook", title: say("撤销对 \(book.file) 的核准", "Withdraw \(book.file)"),
            values: [
                "words": say(
                    "撤销后，按它结算的上报包一律暂存。按它已接收的 \(count) 份不变。",
                    "Bundles under it wait from then on. The \(counted(count, "bundle")) received under it stay."),
                "address": "/rulebooks/withdraw/\(digest)",
                "reason": [["words": say("撤销理由", "Why")]], "go": say("撤销", "Withdraw"),
                "back": say("返回，不撤销", "Leave it"),
            ])
    }

    private func withdraw(_ visit: Visit, _ digest: String, _ reason: String) throws -> String {
        _ = try visit.office.withdrawRulebook(digest, reason: reason, now: visit.desk.now())
        return "/rulebooks"
    }
}
