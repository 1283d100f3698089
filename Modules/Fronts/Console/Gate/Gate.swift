import HTTP
import Synchronization

/// Who may ask: the browser that was opened with the printed address, from pages of this server.
///
/// Other programs and pages on this machine can reach the port too. A page elsewhere can have a browser send requests
/// here, and can give its own name the address of this machine. So the name that was asked for, the page that asks, a
/// cookie, and for what changes anything a token of the form must all be right.
final class Gate: Sendable {
    /// The token of each form; another page cannot read it.
    let formToken = Secret()
    private let entry = Mutex(Entry())
    private let session = Secret()
    private let port: UInt16

    /// The word of an address, and whether a browser has come with it.
    private struct Entry {
        let secret = Secret()
        var isUsed = false
    }

    init(port: UInt16) { self.port = port }

    /// The address that opens the desk, once.
    var address: String { "http://127.0.0.1:\(port)/?entry=\(entry.withLock { $0.secret.text })" }

    /// Gives the desk another address when the one that it had was used.
    ///
    /// - Returns: whether it was.
    func renewAddress() -> Bool {
        entry.withLock { entry in
            guard entry.isUsed else { return false }
            entry = Entry()
            return true
        }
    }

    /// Cookies do not tell ports apart, so that two desks need two names.
    private var cookie: String { "kaohe-\(port)" }

    private var hosts: Set<String> { ["127.0.0.1:\(port)", "localhost:\(port)", "[::1]:\(port)"] }

    /// Whether a request names this server.
    func isHostRight(_ head: RequestHead) -> Bool {
        head.headers["host"].map { hosts.contains($0.lowercased()) } ?? false
    }

    /// Judges a request by its head.
    ///
    /// - Returns: nil when it may go on, else what is answered instead.
    func answer(to head: RequestHead) -> Response? {
        guard isHostRight(head) else { return Gate.refusal(.host) }
        if let origin = head.headers["origin"], !hosts.contains(where: { "http://" + $0 == origin }) {
            return Gate.refusal(.origin)
        }
        let isKnown = session.matches(head.cookie(cookie))
        if let written = head.query["entry"], head.method == "GET", head.path.isEmpty {
            if isKnown { return .redirect(to: "/") }
            let isFirst = entry.withLock { entry in
                guard !entry.isUsed, entry.secret.matches(written) else { return false }
                entry.isUsed = true
                return true
            }
            guard isFirst else { return Gate.refusal(.entry) }
            var response = Gate.welcome
            response.headers.append(
                ("Set-Cookie", "\(cookie)=\(session.text); HttpOnly; SameSite=Strict; Path=/"))
            return response
        }
        guard isKnown else { return Gate.refusal(.cookie) }
        // A browser says where a request comes from, also where no origin is named.
        if let site = head.headers["sec-fetch-site"], site != "same-origin", site != "none" {
            return Gate.refusal(.origin)
        }
        switch head.method {
        case "GET", "HEAD", "POST": return nil
        case "PUT": return formToken.matches(head.headers["x-form-token"]) ? nil : Gate.refusal(.form)
        default: return Gate.refusal(.method)
        }
    }

    /// Leads on to the first page by a page of ours, and not by a redirect.
    ///
    /// Where the address was clicked on another page, a redirect would still count as that page's, and the browser would
    /// not send the cookie.
    private static let welcome = Response.text(
        200,
        """
        <!DOCTYPE html><html lang="zh-CN"><meta charset="utf-8"><title>kaohe</title><link rel="icon" href="data:,">
        <meta http-equiv="refresh" content="0; url=/"><p><a href="/">工作台 · Desk</a></p></html>
        """, type: "text/html; charset=utf-8")

    /// Why a request is refused.
    enum Reason { case host, origin, entry, cookie, form, method }

    /// The refusal, as a page without anything of the workspace.
    static func refusal(_ reason: Reason) -> Response {
        let (status, chinese, english) =
            switch reason {
            case .host: (403, "网址不对：请用启动时显示的地址打开工作台。", "This name is not served. Use the address that was printed.")
            case .origin: (403, "请求来自其他网页，已拒绝。", "The request comes from another page and is refused.")
            case .entry:
                (
                    403, "此地址只能使用一次，已经用过或已失效。请关闭 kaohe serve 后重新启动，用新显示的地址打开。",
                    "This address opens the desk once, and is used or out of date. Start kaohe serve again for a new one."
                )
            case .cookie:
                (
                    403, "此浏览器还没有打开工作台。请用 kaohe serve 启动时显示的地址打开。",
                    "This browser has not opened the desk. Use the address that kaohe serve printed."
                )
            case .form:
                (403, "此页面已过期，请刷新后重试。未作任何更改。", "This page is out of date. Load it again; nothing was changed.")
            case .method: (405, "不支持的请求。", "Requests of this kind are not served.")
            }
        return .text(
            status,
            """
            <!DOCTYPE html><html lang="zh-CN"><meta charset="utf-8"><title>kaohe</title>
            <meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">
            <link rel="stylesheet" href="/assets/desk.css"><main><h1>工作台</h1><p>\(chinese)</p><p lang="en">\(english)</p></main></html>
            """, type: "text/html; charset=utf-8")
    }

    /// The headers of every response: nothing but this server's files runs or loads, no other page shows it in a frame,
    /// and nothing is kept on the disk.
    static func guarded(_ response: Response) -> Response {
        var response = response
        if !response.headers.contains(where: { $0.name == "Content-Security-Policy" }) {
            response.headers.append(
                (
                    "Content-Security-Policy",
                    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
                        + "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
                ))
        }
        response.headers += [
            ("X-Content-Type-Options", "nosniff"), ("X-Frame-Options", "DENY"), ("Cache-Control", "no-store"),
            // A form that is sent without a referrer has no origin either.
            ("Referrer-Policy", "same-origin"), ("Cross-Origin-Opener-Policy", "same-origin"),
            ("Cross-Origin-Resource-Policy", "same-origin"),
        ]
        return response
    }
}
