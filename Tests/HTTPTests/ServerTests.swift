import Disk
import Foundation
import Synchronization
import Testing
import WireTesting

@testable import HTTP

/// The server over real sockets: what it answers, and whom it closes.
@Suite struct ServerTests {
    /// Runs a server while a test asks it things on a thread of its own.
    private func serving(
        _ patience: Patience = Patience(), _ handler: @escaping LocalServer.Handler = ServerTests.echo,
        _ test: @escaping @Sendable (UInt16) throws -> Void
    ) async throws {
        let server = try LocalServer(port: 0, patience: patience)
        let running = Task { try await server.run(handler) }
        defer { running.cancel() }
        let port = server.port
        try await withCheckedThrowingContinuation { (done: CheckedContinuation<Void, any Error>) in
            Thread { done.resume(with: Result { try test(port) }) }.start()
        }
    }

    /// Runs a server that writes what is sent into a file.
    private func serving(
        filing path: String, _ patience: Patience = Patience(), _ test: @escaping @Sendable (UInt16) throws -> Void
    ) async throws {
        let filing: LocalServer.Handler = { _, connection in
            do {
                try await connection.receive { body in
                    let file = try DraftFile(path)
                    try body.write(into: file)
                    try file.publish(isKept: false)
                }
                return .text(200, "there", type: "text/plain")
            } catch { return Response(500) }
        }
        try await serving(patience, filing, test)
    }

    private static let echo: LocalServer.Handler = { head, connection in
        let body = (try? await connection.read(atMost: 1 << 20)) ?? []
        let path = head.path.joined(separator: "|")
        return .text(200, "\(head.method) \(path) \(body.count)", type: "text/plain")
    }

    private static var short: Patience {
        var patience = Patience()
        (patience.head, patience.part, patience.goodbye) = (.milliseconds(300), .milliseconds(300), .milliseconds(300))
        return patience
    }

    private static func ask(_ port: UInt16, _ text: String) -> String {
        guard let wire = Wire(port) else { return "" }
        wire.send(text)
        return wire.receive()
    }

    @Test("A request is answered with length and the end of the connection")
    func answer() async throws {
        try await serving { port in
            let got = Self.ask(port, "GET /a/b HTTP/1.1\r\nHost: x\r\n\r\n")
            #expect(got.hasPrefix("HTTP/1.1 200 OK\r\n") && got.hasSuffix("\r\n\r\nGET a|b 0"))
            #expect(got.contains("Content-Length: 9\r\n") && got.contains("Connection: close\r\n"))
            let bare = Self.ask(port, "HEAD /a HTTP/1.1\r\n\r\n")
            #expect(bare.hasSuffix("\r\n\r\n"))
        }
    }

    @Test("A body is read in parts, as long as it was said to be and no longer")
    func body() async throws {
        try await serving { port in
            let long = String(repeating: "x", count: 300_000)
            let got = Self.ask(
                port, "POST / HTTP/1.1\r\nContent-Length: 300000\r\n\r\n" + long + "GET /b HTTP/1.1\r\n\r\n")
            #expect(got.hasSuffix("POST  300000"))
        }
    }

    @Test("A body goes into a file as it comes, whether in one piece or in many", arguments: [1, 1_000, 300_000])
    func file(piece: Int) async throws {
        let folder = try ScratchFolder.makeFolder()
        let path = folder + "/body"
        let all = (10_000_000..<10_037_500).map(String.init).joined()
        let body = String(all.prefix(piece == 1 ? 5_000 : 300_000))
        try await serving(filing: path) { port in
            let wire = try #require(Wire(port))
            wire.send("PUT / HTTP/1.1\r\nContent-Length: \(body.utf8.count)\r\n\r\n")
            var rest = body[...]
            while !rest.isEmpty {
                wire.send(String(rest.prefix(piece)))
                rest = rest.dropFirst(piece)
            }
            // What comes after the body is no part of it.
            wire.send("GET /b HTTP/1.1\r\n\r\n")
            #expect(wire.receive().hasSuffix("there"))
        }
        #expect(try Files.read(path) == Array(body.utf8))
    }

    @Test("A body that breaks off, or of which no more comes, leaves no file", arguments: [true, false])
    func brokenOff(isSilent: Bool) async throws {
        let folder = try ScratchFolder.makeFolder()
        let path = folder + "/body"
        try await serving(filing: path, Self.short) { port in
            let wire = try #require(Wire(port))
            wire.send("PUT / HTTP/1.1\r\nContent-Length: 100\r\n\r\nabc")
            if isSilent { _ = wire.receive() }
        }
        for _ in 0..<200 where try !Files.names(in: folder, hidden: true).isEmpty {
            try await Task.sleep(for: .milliseconds(20))
        }
        #expect(try Files.names(in: folder, hidden: true) == [])
    }

    @Test("A head that is too long, malformed or without length is refused with its status")
    func refusals() async throws {
        try await serving { port in
            let long = String(repeating: "y", count: 40_000)
            #expect(Self.ask(port, "GET / HTTP/1.1\r\nX: \(long)\r\n\r\n").hasPrefix("HTTP/1.1 431 "))
            #expect(Self.ask(port, "GET /\(long) HTTP/1.1\r\n\r\n").hasPrefix("HTTP/1.1 431 "))
            #expect(Self.ask(port, "nonsense\r\n\r\n").hasPrefix("HTTP/1.1 400 "))
            #expect(Self.ask(port, "POST / HTTP/1.1\r\n\r\n").hasPrefix("HTTP/1.1 411 "))
            #expect(Self.ask(port, "GET / HTTP/1.1\r\n\r\n").hasPrefix("HTTP/1.1 200 "))
        }
    }

    @Test("A connection that says nothing, or half a head, or half a body, is closed")
    func slow() async throws {
        try await serving(Self.short) { port in
            let silent = try #require(Wire(port))
            let half = try #require(Wire(port))
            half.send("GET / HTTP/1.1\r\nHost: ")
            let broken = try #require(Wire(port))
            broken.send("POST / HTTP/1.1\r\nContent-Length: 100\r\n\r\nabc")
            #expect(silent.receive().isEmpty)
            #expect(half.receive().isEmpty)
            _ = broken.receive()
            // On a busy machine this test, too, may be too slow for so short a time.
            var answer = ""
            for _ in 0..<100 where answer.isEmpty { answer = Self.ask(port, "GET / HTTP/1.1\r\n\r\n") }
            #expect(answer.hasPrefix("HTTP/1.1 200 "))
        }
    }

    @Test("Many silent connections leave room for one that asks")
    func many() async throws {
        try await serving { port in
            var silent: [Wire] = []
            for _ in 0..<400 { if let wire = Wire(port) { silent.append(wire) } }
            #expect(silent.count == 400)
            #expect(Self.ask(port, "GET / HTTP/1.1\r\n\r\n").hasPrefix("HTTP/1.1 200 "))
        }
    }

    @Test("No value of a header can begin another")
    func splitting() async throws {
        try await serving(Patience(), { _, _ in .redirect(to: "/a\r\nSet-Cookie: b") }) { port in
            let got = Self.ask(port, "GET / HTTP/1.1\r\n\r\n")
            #expect(got.contains("Location: /aSet-Cookie: b\r\n"))
        }
    }

    @Test("A port that is taken is refused with what to do")
    func taken() throws {
        let first = try LocalServer(port: 0)
        let problem = #expect(throws: (any Error).self) { try LocalServer(port: first.port) }
        #expect(problem != nil)
    }
}
