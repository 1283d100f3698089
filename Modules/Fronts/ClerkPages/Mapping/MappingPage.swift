import Answers
import AssessmentKernel
import Console
import Drafting
import ImportAnswers
import Importing
import Workspace

/// 对照: a profile made by looking.
///
/// What the file says by itself is filled in, the rest is asked, and beside it stand the first
/// rows as they will be read; saved by name, it is found again by the header.
struct MappingPage: Page {
    let name = "mapping"
    let title = LocalText("对照", "Profiles")
    var templates: [String: [UInt8]] {
        ["mapping": PackageResources.mapping_mustache, "profiles": PackageResources.profiles_mustache]
    }

    func show(_ visit: Visit) throws -> Reply {
        guard let number = visit.part(0) else { return try overview(visit) }
        return try mapping(visit, number, Form([]))
    }

    func act(_ visit: Visit, _ form: Form) throws -> Reply {
        guard let number = visit.part(0) else { return .notFound }
        if form["do"] == "save" { return .redirect(try save(visit, number, form)) }
        // The files have just been dragged in: their page is opened.
        if form["do"] == "try" { return .redirect("/mapping/\(number)") }
        return try mapping(visit, number, form)
    }

    private func overview(_ visit: Visit) throws -> Reply {
        let say = visit.say
        let list = ProfileListAnswer(try visit.workspace.shelvedProfiles(), tables: visit.workspace.tables)
        var values = DropView.values(visit, then: "/mapping/")
        values["words"] = say(
            "平台导出的列名、写法与本系统的表不同时，做一份对照，以后按表头自动认出。拖入一个导出文件开始。",
            "Where a platform names or writes things otherwise, make a profile once; imports find it by the header. Drag in an export to begin."
        )
        values["list-title"] = say("已有的对照", "The profiles that are there")
        values["list"] = AnswerView(say: say).html(list.page(in: say))
        return .page("profiles", title: say(title), values: values)
    }

    // MARK: Making one

    /// A draft of the profile, with the answers that the form has.
    private func draft(_ visit: Visit, _ number: String, _ form: Form) throws -> (draft: ProfileDraft, path: String)? {
        let place = visit.part(1).flatMap { Int($0) } ?? 0
        guard let files = visit.desk.drafts.draft(number), files.files.indices.contains(place) else { return nil }
        let path = files.folder + "/" + files.files[place].name
        let sheet = form["h:sheet"]
        var draft = try visit.workspace.draftProfile(of: path, table: nil, sheet: sheet.isEmpty ? nil : sheet)
        if let rows = headerRows(form) { _ = draft.setHeader(rows) }
        answer(&draft, form)
        MappingChoices(say: visit.say).apply(form, to: &draft)
        // Another column may ask for the meaning of other values.
        answer(&draft, form)
        return (draft, path)
    }

    /// The rows of the header that a form names.
    private func headerRows(_ form: Form) -> ClosedRange<Int>? {
        guard let first = Int(form["h:row"]), (1...ProfileDraft.lastRow).contains(first) else { return nil }
        return first...first + min(max(Int(form["h:levels"]) ?? 1, 1), ProfileDraft.mostHeaderRows) - 1
    }

    /// The fields that choose sheet and header, for the template.
    private func header(_ draft: ProfileDraft, _ form: Form, _ say: Language) -> [String: Any] {
        let answer = HeaderAnswer(draft)
        func options(_ choices: [HeaderAnswer.Choice]) -> [[String: Any]] {
            choices.map { ["value": $0.value, "words": $0.words, "chosen": $0.isChosen] }
        }
        let refused = headerRows(form).flatMap { draft.isHeaderChosen ? nil : HeaderAnswer.refusal(of: $0, in: say) }
        return [
            "words": answer.text(in: say), "refused": refused ?? "", "sheets": options(answer.sheets),
            "sheet-label": answer.sheets.isEmpty ? "" : say("工作表", "Sheet"),
            "row-label": say("表头从哪一行起", "The header begins in"), "rows": options(answer.rows(in: say)),
            "levels-label": say("表头共", "The header has"), "levels": options(answer.levels(in: say)),
            "go": say("按这个表头再看", "Show it with this header"), "open": draft.headerRows == nil || refused != nil,
            "title": say("改表头", "Change the header"),
        ]
    }

    private func answer(_ draft: inout ProfileDraft, _ form: Form) {
        let given = Dictionary(form.fields(after: "a:").map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
        var tried: Set<ProfileDraft.Question> = []
        while let question = draft.questions.first(where: { !tried.contains($0) }) {
            tried.insert(question)
            if let answer = given[key(question, draft)], !answer.isEmpty { _ = draft.answer(question, with: answer) }
        }
    }

    /// The fields that a form has of others, to be sent again.
    private func given(_ form: Form, _ prefixes: [String]) -> [[String: Any]] {
        prefixes.flatMap { prefix in form.fields(after: prefix).map { ["name": prefix + $0.name, "value": $0.value] } }
    }

    /// The name of a question in the form: its words in one language, whatever the reader's.
    private func key(_ question: ProfileDraft.Question, _ draft: ProfileDraft) -> String {
        ProfileAnswer.question(question, of: draft, in: .chinese).0
    }

    private func mapping(_ visit: Visit, _ number: String, _ form: Form) throws -> Reply {
        guard let (draft, path) = try draft(visit, number, form) else { return .redirect("/mapping") }
        let say = visit.say
        let trial = draft.schema == nil ? nil : visit.workspace.tryProfile(draft.text, on: path)
        var values: [String: Any] = [
            "address": "/mapping/\(visit.rest.joined(separator: "/"))",
            "table": draft.schema.map { say("这是“\($0.title.chinese)”", "This is \($0.title.english)") } ?? "",
            "given": given(form, ["a:", "h:"] + MappingChoices.prefixes), "answered": given(form, ["a:", "h:"]),
            "told": given(form, ["a:"]), "header": header(draft, form, say),
            "file-title": say("文件的前二十行", "The first twenty rows"),
            "file": fileRows(draft, say),
        ]
        values["questions"] = draft.questions.enumerated().map { place, question -> [String: Any] in
            let words = ProfileAnswer.question(question, of: draft, in: say).text
            let choices = draft.choices(question)
            return [
                "name": "a:" + key(question, draft), "id": "question-\(place)", "words": words,
                "typed": choices.isEmpty,
                "choices": choices.map { ["value": $0.answer, "words": say($0.meaning)] },
            ]
        }
        values["change"] = MappingChoices(say: say).fields(draft)
        if !draft.questions.isEmpty { values["ask"] = say("填好后再看", "Show it with these") }
        if let trial {
            values["trial-title"] = say("将这样读入", "It will be read so")
            values["trial"] = AnswerView(say: say).html(TrialAnswer(trial).page(in: say), about: say("试读", "trial"))
            if draft.questions.isEmpty, trial.problem == nil {
                values["save"] = [
                    "label": say("名称", "Name"), "usual": draft.schema.map { say($0.title) } ?? "",
                    "replace": say("已有同名的对照时，改成这一份", "Take the place of a profile of this name"),
                    "go": say("保存并试导入", "Save it and try the import"),
                ]
            }
        }
        values["text-title"] = say("对照文件", "The profile as a file")
        // Each line on its own: a text in a template is shown as one.
        values["text"] = ShownHTML.lines(draft.text)
        return .page("mapping", title: say("对照：\(draft.file)", "Profile of \(draft.file)"), values: values)
    }

    private func fileRows(_ draft: ProfileDraft, _ say: Language) -> String {
        let rows = draft.firstRows.prefix(20)
        let width = min(30, rows.map(\.cells.count).max() ?? 0)
        var table = AnswerTable([.init(say("行", "row"), .number)] + (0..<width).map { .init(column($0)) })
        for (row, cells) in rows {
            table.add([String(row)] + (0..<width).map { cells.indices.contains($0) ? cells[$0] : "" })
        }
        return AnswerView(say: say).html(
            table, named: say("文件的前二十行", "The first twenty rows"),
            marked: Set(rows.indices.filter { draft.headerRows?.contains(rows[$0].row) ?? false }))
    }

    /// A column as a spreadsheet names it.
    private func column(_ place: Int) -> String {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        return place < 26 ? String(letters[place]) : "A" + String(letters[place - 26])
    }

    private func save(_ visit: Visit, _ number: String, _ form: Form) throws -> String {
        guard let (draft, _) = try draft(visit, number, form) else { return "/mapping" }
        try visit.workspace.saveProfile(draft.text, named: form["name"], replacing: form["replace"] == "yes")
        return try ImportDraft(visit, number).tryOut(ImportOptions.rehearsal)
    }
}

extension ImportOptions {
    /// The options of a first trial.
    static var rehearsal: ImportOptions {
        var options = ImportOptions()
        options.isRehearsal = true
        return options
    }
}
