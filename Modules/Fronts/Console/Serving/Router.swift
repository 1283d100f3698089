import Answers
import AssessmentKernel
import HTTP
import Parallel
import Reports

/// The most bytes of a form.
private let longestForm = 1 << 20

private let html = "text/html; charset=utf-8"

/// Leads a request to its page, and the page's reply back.
struct Router<Place: DeskPlace>: Sendable {
    let desk: Console
    let place: Place

    /// All pages: the place's own, and those that every desk has.
    static var pages: [any Page<Place>] { Place.pages + Place.further + [TaskPage<Place>(), WhoPage<Place>()] }

    func answer(to head: RequestHead, _ connection: Connection) async -> Response {
        if let refused = desk.gate.answer(to: head) {
            try? await onThreadAwaited { desk.renewDoor() }
            // A refusal is shown in the desk's look too, which is no secret.
            return head.path.first == "assets" && desk.gate.isHostRight(head) ? asset(head.path) : refused
        }
        if head.path.first == "assets" { return asset(head.path) }
        if head.method == "PUT" { return await takeIn(head, connection) }
        if head.path.count == 3, head.path[0] == "tasks", head.path[2] == "events", let number = Int(head.path[1]) {
            return Response(
                200, [("Content-Type", "text/event-stream; charset=utf-8")],
                .events(
                    desk.tasks.events(
                        of: number, after: head.query["known"].flatMap { Int($0) } ?? 0, in: language(of: head))))
        }
        var form: Form?
        if head.method == "POST" {
            guard let bytes = try? await connection.read(atMost: longestForm) else { return Response(413) }
            let fields = FormFields.list(String(decoding: bytes, as: UTF8.self))
            guard desk.gate.formToken.matches(fields.first(where: { $0.0 == "token" })?.1) else {
                return Gate.refusal(.form)
            }
            form = Form(fields)
        }
        let (sent, isRead) = (form, head.method != "POST")
        do {
            return try await onThreadAwaited { isRead ? read(head) : act(head, sent ?? Form([])) }
        } catch {
            return Response(500)
        }
    }

    // MARK: Pages

    private func read(_ head: RequestHead) -> Response {
        if let chosen = head.query["language"].flatMap(Language.init(rawValue:)) {
            var response = Response.redirect(to: "/" + head.path.map(FormFields.encoded).joined(separator: "/"))
            response.headers.append(("Set-Cookie", Router.cookie("kaohe-language", chosen.rawValue)))
            return response
        }
        let name = head.path.first ?? ""
        if !place.isMade, name != "setup" { return .redirect(to: "/setup") }
        if operatorName(of: head).isEmpty, name != "who", name != "setup", name != "tasks" {
            let then = FormFields.encoded("/" + head.path.joined(separator: "/"))
            return .redirect(to: "/who?then=\(then)")
        }
        guard let page = page(named: name) else { return missing(head) }
        return told(head, page) { try page.show($0) }
    }

    private func act(_ head: RequestHead, _ form: Form) -> Response {
        let name = head.path.first ?? ""
        if name == "who" {
            var response = Response.redirect(to: Router.inside(form["then"]))
            let who = String(form["name"].prefix(40))
            response.headers.append(("Set-Cookie", Router.cookie("kaohe-operator", FormFields.encoded(who))))
            return response
        }
        guard let page = page(named: name) else { return missing(head) }
        if operatorName(of: head).isEmpty, name != "setup" { return .redirect(to: "/who") }
        return told(head, page) { try page.act($0, form) }
    }

    private func page(named name: String) -> (any Page<Place>)? {
        Router.pages.first { $0.name == name }
    }

    /// A page's reply, or its error in words.
    private func told(_ head: RequestHead, _ page: any Page<Place>, _ body: (PageVisit<Place>) throws -> Reply)
        -> Response
    {
        let visit = visit(of: head, rest: Array(head.path.dropFirst()))
        do {
            switch try body(visit) {
            case .page(let template, let title, let values):
                return .text(
                    200, desk.shell.html(template, values, frame: frame(visit, head, page, title: title)),
                    type: html)
            case .redirect(let address): return .redirect(to: address)
            case .file(let path, let type, let keepAs):
                return kept(Response(200, [("Content-Type", type)], .file(path)), as: keepAs)
            case .bytes(let bytes, let type, let keepAs):
                return kept(Response(200, [("Content-Type", type)], .bytes(bytes)), as: keepAs)
            case .notFound: return missing(head)
            }
        } catch {
            let answer = ProblemAnswer(Problem.told(error)).page(in: visit.say)
            return problem(422, AnswerView(say: visit.say, places: Place.place).html(answer), visit, head, page)
        }
    }

    private func visit(of head: RequestHead, rest: [String]) -> PageVisit<Place> {
        var place = place
        place.operatorName = operatorName(of: head)
        return PageVisit(say: language(of: head), place: place, desk: desk, rest: rest, query: head.query)
    }

    private func problem(
        _ status: Int, _ answer: String, _ visit: PageVisit<Place>, _ head: RequestHead, _ page: any Page<Place>
    ) -> Response {
        let title = visit.say("未完成", "Not done")
        let values = ["answer": answer, "back": page.address, "words": visit.say("返回", "Back")]
        return .text(
            status, desk.shell.html("problem", values, frame: frame(visit, head, page, title: title)),
            type: html)
    }

    private func missing(_ head: RequestHead) -> Response {
        guard let page = Place.pages.first else { return Response(404) }
        let visit = visit(of: head, rest: [])
        let words = visit.say("没有这个页面，或文件已不在。", "There is no such page, or the file is gone.")
        return problem(404, "<p>\(ShownHTML.text(words))</p>", visit, head, page)
    }

    private func kept(_ response: Response, as name: String?) -> Response {
        var response = response
        if let name {
            response.headers.append(
                ("Content-Disposition", "attachment; filename*=UTF-8''\(FormFields.encoded(name))"))
        } else {
            // A report is a page of its own: it may run its own script, and reach nothing here.
            response.headers.append(
                (
                    "Content-Security-Policy",
                    "sandbox allow-scripts allow-modals; default-src 'none'; style-src 'unsafe-inline'; "
                        + "script-src 'unsafe-inline'; img-src data:"
                ))
        }
        return response
    }

    // MARK: The frame

    private func frame(
        _ visit: PageVisit<Place>, _ head: RequestHead, _ page: any Page<Place>, title: String
    ) -> [String: Any] {
        let say = visit.say
        let isMade = place.isMade
        let other: Language = say == .chinese ? .english : .chinese
        var values: [String: Any] = [
            "lang": say == .chinese ? "zh-CN" : "en", "token": desk.gate.formToken.text, "title": title,
            "owner": isMade ? (try? place.owner()) ?? "" : "", "desk": say("工作台", "Desk"),
            "skip": say("跳到正文", "To the content"), "switch": say("English", "中文"),
            "switch-lang": other == .chinese ? "zh-CN" : "en",
            "switch-address": "/" + head.path.map(FormFields.encoded).joined(separator: "/")
                + "?language=\(other.rawValue)",
            "operator": visit.place.operatorName,
        ]
        if isMade {
            values["has-navigation"] = true
            values["navigation-name"] = say("页面", "Pages")
            values["navigation"] = Place.pages.map { one -> [String: Any] in
                ["address": one.address, "words": say(one.title), "here": one.name == page.name]
            }
        }
        if let task = desk.tasks.running, head.path.first != "tasks" {
            values["running"] = [
                "address": "/tasks/\(task.number)",
                "words": say(
                    "正在进行：\(task.title.chinese)（\(task.words(in: say))）",
                    "Running: \(task.title.english) (\(task.words(in: say)))"),
            ]
        }
        return values
    }

    private func language(of head: RequestHead) -> Language {
        head.cookie("kaohe-language").flatMap(Language.init(rawValue:)) ?? desk.language
    }

    private func operatorName(of head: RequestHead) -> String {
        let said = head.cookie("kaohe-operator").flatMap { FormFields.decoded($0, plusIsBlank: false) } ?? ""
        return said.isEmpty ? place.operatorName : said
    }

    private static func cookie(_ name: String, _ value: String) -> String {
        "\(name)=\(value); HttpOnly; SameSite=Strict; Path=/; Max-Age=31536000"
    }

    /// An address of this server; whatever else was asked for leads to the first page.
    private static func inside(_ address: String) -> String {
        address.hasPrefix("/") && !address.hasPrefix("//") && !address.contains("\\") ? address : "/"
    }

    // MARK: Files

    private func asset(_ path: [String]) -> Response {
        switch path.dropFirst().first {
        case "desk.css":
            let own = String(decoding: PackageResources.desk_css, as: UTF8.self)
            return .text(200, ReportStyle.sheet + own, type: "text/css; charset=utf-8")
        case "desk.js":
            return .text(
                200, String(decoding: PackageResources.desk_js, as: UTF8.self), type: "text/javascript; charset=utf-8")
        default: return Response(404)
        }
    }

    private func takeIn(_ head: RequestHead, _ connection: Connection) async -> Response {
        guard head.path.count == 2, head.path[0] == "drafts", let name = head.query["name"],
            place.isMade
        else { return Response(404) }
        do {
            try await desk.drafts.take(name, into: head.path[1], length: head.length, from: connection)
            return Response(204)
        } catch {
            let page = ProblemAnswer(Problem.told(error)).page(in: language(of: head))
            let desk = DeskWords(say: language(of: head), places: Place.place)
            let words = page.parts.map { part in if case .text(let text) = part { text.text(in: desk) } else { "" } }
                .joined()
            return .text(422, words, type: "text/plain; charset=utf-8")
        }
    }
}
