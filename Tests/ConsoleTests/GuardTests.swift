import AssessmentKernel
import Foundation
import Testing

@testable import Console

/// Each guard of the desk, over real sockets.
@Suite struct GuardTests {
    @Test("The printed address opens the desk once, and makes a cookie that scripts and other sites cannot use")
    func entry() async throws {
        let desk = try TestDesk()
        var first = Visitor(desk)
        let opened = await first.get(desk.entry)
        #expect(opened.status == 200 && opened.body.contains("url=/\""))
        let cookie = opened.headers["set-cookie"] ?? ""
        #expect(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict") && cookie.contains("Path=/"))
        #expect(cookie.hasPrefix("kaohe-\(desk.port)="))
        #expect(await first.get("/").status == 303, "no workspace yet: leads to its making")
        #expect(await first.get(desk.entry).status == 303, "the same browser may use the address again")
        var second = Visitor(desk)
        let refused = await second.get(desk.entry)
        #expect(refused.status == 403 && refused.headers["set-cookie"] == nil)
        #expect(refused.body.contains("只能使用一次"))
    }

    @Test("A browser is started with a file that its owner alone can read, leads to the desk, and is gone at its end")
    func door() async throws {
        let desk = try TestDesk()
        let path = try desk.console.makeDoor()
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        #expect((attributes[.posixPermissions] as? Int) == 0o600)
        let page = try String(contentsOfFile: path, encoding: .utf8)
        #expect(page.contains("url=" + desk.console.address))
        #expect(try desk.console.makeDoor() == path, "it may be made again")
        // A file of this machine is another site: only the entry itself may be asked for from there.
        var visitor = Visitor(desk)
        let opened = await visitor.get(desk.entry, ["Sec-Fetch-Site": "cross-site"])
        #expect(opened.status == 200)
        await desk.end()
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test("A door whose address was used leads in again by another one, and a desk without a door has none")
    func doorAgain() async throws {
        let desk = try TestDesk()
        _ = try desk.console.makeDoor()
        var first = Visitor(desk)
        #expect(await first.get(desk.entry).status == 200)
        #expect(await first.get("/setup").status == 200)
        let renewed = try String(contentsOfFile: desk.console.door, encoding: .utf8)
        #expect(!renewed.contains(desk.entry))
        let address = try #require(renewed.firstMatch(of: /url=http:\/\/127\.0\.0\.1:\d+(\/\?entry=\w+)/)?.1)
        var second = Visitor(desk)
        #expect(await second.get(desk.entry).status == 403, "the first address is used")
        #expect(await second.get(String(address)).status == 200)
        #expect(await first.get("/setup").status == 200, "who was in stays in")
        var third = Visitor(desk)
        #expect(await third.get(String(address)).status == 403, "the second address is used too")

        let closed = try TestDesk()
        var visitor = Visitor(closed)
        let printed = closed.console.address
        #expect(await visitor.get(closed.entry).status == 200)
        #expect(closed.console.address == printed, "nobody could learn of another one")
    }

    @Test("A desk that is open already is told from a folder without one, and from one that was killed")
    func openAlready() async throws {
        let desk = try TestDesk()
        var visitor = Visitor(desk)
        _ = await visitor.get(desk.entry)
        #expect(throws: Problem.self, "its address is known to who started it alone") {
            try Console.openBrowser(ofOpenDeskIn: desk.workspace)
        }
        let door = try desk.console.makeDoor()
        await desk.end()
        #expect(try Console.openBrowser(ofOpenDeskIn: desk.workspace) == false)
        // What a killed desk leaves: its door, and its drafts without a lock.
        try FileManager.default.createDirectory(
            atPath: desk.workspace + "/.desk", withIntermediateDirectories: true)
        try Data().write(to: URL(fileURLWithPath: door))
        #expect(try Console.openBrowser(ofOpenDeskIn: desk.workspace) == false)
    }

    @Test(
        "Without the cookie nothing of the workspace is answered",
        arguments: ["/", "/journal", "/files/a/b", "/tasks/1/events"])
    func cookie(_ path: String) async throws {
        let desk = try TestDesk()
        var stranger = Visitor(desk)
        let refused = await stranger.get(path)
        #expect(refused.status == 403 && !refused.body.contains("form-token"))
        let guessed = await stranger.get(path, ["Cookie": "kaohe-\(desk.port)=" + String(repeating: "0", count: 64)])
        #expect(guessed.status == 403)
        #expect(await stranger.get("/?entry=" + String(repeating: "0", count: 64)).status == 403)
    }

    @Test(
        "A request that names another host is refused, also with the cookie",
        arguments: ["evil.example", "evil.example:80", "127.0.0.1", "localhost", "0.0.0.0"])
    func host(_ name: String) async throws {
        let desk = try TestDesk()
        var visitor = await Visitor.welcomed(desk)
        #expect(await visitor.get("/setup").status == 200)
        #expect(await visitor.get("/setup", ["Host": name]).status == 403)
        #expect(await visitor.get("/assets/desk.css", ["Host": name]).status == 403)
        #expect(await visitor.get("/setup", ["Host": "localhost:\(desk.port)"]).status == 200)
    }

    @Test(
        "A request from another page is refused",
        arguments: ["http://evil.example", "null", "https://127.0.0.1", "http://127.0.0.1:1"])
    func origin(_ name: String) async throws {
        let desk = try TestDesk()
        var visitor = await Visitor.welcomed(desk)
        let body = "token=\(visitor.token)&township=X"
        #expect(await visitor.send("POST", "/setup", ["Origin": name], body).status == 403)
        #expect(await visitor.get("/setup", ["Sec-Fetch-Site": "cross-site"]).status == 403)
        #expect(await visitor.get("/setup", ["Sec-Fetch-Site": "same-site"]).status == 403)
    }

    @Test("A form without its token changes nothing")
    func form() async throws {
        let desk = try TestDesk()
        var visitor = await Visitor.welcomed(desk)
        #expect(await visitor.send("POST", "/setup", [:], "township=X").status == 403)
        #expect(await visitor.send("POST", "/setup", [:], "token=0&township=X").status == 403)
        #expect(await visitor.send("PUT", "/drafts/0123456789abcdef?name=a.csv", [:], "x").status == 403)
        #expect(await visitor.get("/setup").status == 200, "still none")
        #expect(await visitor.post("/setup", "township=X").status == 303)
        #expect(await visitor.get("/setup").status == 303, "made")
    }

    @Test("Other methods are not served", arguments: ["DELETE", "OPTIONS", "TRACE", "PATCH"])
    func methods(_ name: String) async throws {
        let desk = try TestDesk()
        var visitor = await Visitor.welcomed(desk)
        #expect(await visitor.send(name, "/", ["Content-Length": "0"]).status == 405)
    }

    @Test("Every answer forbids foreign code and frames, and is not kept")
    func headers() async throws {
        let desk = try TestDesk()
        var visitor = await Visitor.welcomed(desk)
        for path in ["/setup", "/assets/desk.css", "/assets/desk.js", "/nothing"] {
            let answer = await visitor.get(path)
            let policy = answer.headers["content-security-policy"] ?? ""
            #expect(policy.contains("default-src 'none'") && policy.contains("script-src 'self'"))
            #expect(!policy.contains("unsafe") && policy.contains("frame-ancestors 'none'"))
            #expect(answer.headers["cache-control"] == "no-store")
            #expect(answer.headers["x-content-type-options"] == "nosniff")
        }
    }

    @Test("A form that is too long is refused")
    func long() async throws {
        let desk = try TestDesk()
        var visitor = await Visitor.welcomed(desk)
        let answer = await visitor.post("/setup", "township=" + String(repeating: "x", count: 2 << 20))
        #expect(answer.status == 413)
    }

    @Test(
        "No file outside the closings is answered",
        arguments: [
            "/files/..%2f/ledger.sqlite", "/files/%2e%2e/ledger.sqlite", "/files/2021Q3-r1/..%5cx",
            "/import/rejects/ledger.sqlite", "/import/rejects/..%2frejects-a.xlsx", "/files/ledger.sqlite",
            "/assets/../desk.css",
        ])
    func paths(_ path: String) async throws {
        let desk = try TestDesk()
        var visitor = await Visitor.welcomed(desk)
        _ = await visitor.post("/setup", "township=X")
        let answer = await visitor.get(path)
        #expect([400, 404].contains(answer.status))
    }

    @Test("After who works was said, the browser is led to this server alone")
    func then() async throws {
        let desk = try TestDesk()
        var visitor = await Visitor.welcomed(desk)
        for place in ["//evil.example", "https://evil.example", "/%5Cevil", ""] {
            let answer = await visitor.post("/who", "name=A&then=" + place)
            #expect(answer.status == 303 && answer.headers["location"] == "/")
        }
        #expect(await visitor.post("/who", "name=A&then=/journal").headers["location"] == "/journal")
    }
}
