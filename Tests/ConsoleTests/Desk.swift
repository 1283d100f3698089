import AssessmentKernel
import ClerkPages
import Console
import DistrictOffice
import Foundation
import ItemCatalog
import OfficePages
import TestValues
import Testing
import WireTesting
import Workspace

/// A desk that runs for a test, and a browser's requests to it, over real sockets.
final class TestDesk: Sendable {
    let folder: TemporaryFolder
    let port: UInt16
    let entry: String
    let console: Console
    private let running: Task<Void, any Error>

    /// - Parameter isOffice: whether it is the district's desk, and not a township's.
    init(operatorName: String = "", isOffice: Bool = false) throws {
        folder = try TemporaryFolder()
        let clock = Console.Clock(
            today: { CivilDate(iso: "2021-10-15") ?? CivilDate(dayNumber: 0) }, now: { "2021-10-15T01:00:00Z" })
        let console: Console
        if isOffice {
            let office = DistrictOffice(at: folder.path + "/office", items: ItemCatalog.items)
            console = try Console(of: office, language: .chinese, clock: clock, port: 0)
        } else {
            var workspace = try Workspace(at: folder.path + "/town", items: ItemCatalog.items)
            workspace.operatorName = operatorName
            console = try Console(of: workspace, language: .chinese, clock: clock, port: 0)
        }
        self.console = console
        let address = try #require(URLComponents(string: console.address))
        port = UInt16(try #require(address.port))
        entry = "/?" + (address.query ?? "")
        running = Task { try await console.run() }
    }

    deinit { running.cancel() }

    /// Ends the desk, and waits until it has.
    func end() async {
        running.cancel()
        _ = await running.result
    }

    /// The workspace's folder.
    var workspace: String { folder.path + "/town" }

    /// An answer to a request.
    struct Answer {
        let status: Int
        let headers: [String: String]
        let body: String

        init(_ text: String) {
            let parts = text.split(separator: "\r\n\r\n", maxSplits: 1, omittingEmptySubsequences: false)
            var lines = (parts.first ?? "").split(separator: "\r\n")[...]
            status = lines.popFirst().flatMap { $0.split(separator: " ").dropFirst().first }.flatMap { Int($0) } ?? 0
            headers = Dictionary(
                lines.compactMap { line in
                    let pair = line.split(separator: ":", maxSplits: 1)
                    return pair.count == 2 ? (pair[0].lowercased(), String(pair[1].drop { $0 == " " })) : nil
                }, uniquingKeysWith: { $1 })
            body = parts.count > 1 ? String(parts[1]) : ""
        }
    }
}

/// A browser that has opened a desk: it has the cookies, and the token of the forms.
struct Visitor {
    let desk: TestDesk
    private(set) var cookies: [String: String] = [:]
    private(set) var token = ""

    /// A browser that has not opened anything.
    init(_ desk: TestDesk) { self.desk = desk }

    /// Opens the desk and gives a name.
    static func welcomed(_ desk: TestDesk) async -> Visitor {
        var visitor = Visitor(desk)
        _ = await visitor.get(desk.entry)
        visitor.cookies["kaohe-operator"] = "%E7%8E%8B"
        _ = await visitor.get("/")
        _ = await visitor.get("/setup")
        return visitor
    }

    /// Sends a request with the cookies.
    mutating func send(
        _ method: String, _ path: String, _ headers: [String: String] = [:], _ body: String? = nil
    ) async -> TestDesk.Answer {
        var all = ["Host": "127.0.0.1:\(desk.port)"]
        if !cookies.isEmpty { all["Cookie"] = cookies.map { "\($0.key)=\($0.value)" }.sorted().joined(separator: "; ") }
        if let body { all["Content-Length"] = String(body.utf8.count) }
        all.merge(headers) { $1 }
        let lines = all.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)\r\n" }.joined()
        let answer = TestDesk.Answer(await ask(desk.port, "\(method) \(path) HTTP/1.1\r\n\(lines)\r\n\(body ?? "")"))
        if let set = answer.headers["set-cookie"]?.split(separator: ";").first?.split(separator: "=", maxSplits: 1),
            set.count == 2
        {
            cookies[String(set[0])] = String(set[1])
        }
        if let found = answer.body.firstMatch(of: /name="form-token" content="(\w+)"/) { token = String(found.1) }
        return answer
    }

    mutating func get(_ path: String, _ headers: [String: String] = [:]) async -> TestDesk.Answer {
        await send("GET", path, headers)
    }

    /// Sends a form with its token.
    mutating func post(_ path: String, _ fields: String) async -> TestDesk.Answer {
        await send("POST", path, ["Origin": "http://127.0.0.1:\(desk.port)"], "token=\(token)&" + fields)
    }

    /// Sends a file into a draft.
    mutating func put(_ name: String, into draft: String, _ text: String) async -> TestDesk.Answer {
        await send("PUT", "/drafts/\(draft)?name=\(name)", ["X-Form-Token": token], text)
    }

    /// Follows a task to its end.
    mutating func finish(_ started: TestDesk.Answer) async -> TestDesk.Answer {
        let place = started.headers["location"] ?? ""
        _ = await get(place + "/events")
        var answer = await get(place)
        while answer.status == 303, let next = answer.headers["location"] { answer = await get(next) }
        return answer
    }
}
