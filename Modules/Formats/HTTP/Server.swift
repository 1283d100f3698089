package import AssessmentKernel
import FlyingSocks
import Foundation

/// Serves HTTP to this machine alone: on 127.0.0.1 and, where there is one, on ::1.
///
/// The sockets are FlyingSocks', the requests are read here: no head is longer than 16 KiB or takes longer than ten
/// seconds, a body is handed on as it comes, and a connection that is too slow is closed. Each request has a connection of
/// its own.
///
/// ```swift
/// let server = try LocalServer(port: 0)
/// try await server.run { head, connection in .text(200, "…", type: "text/plain") }
/// ```
package final class LocalServer: Sendable {
    /// Answers a request whose head is read; its body is still to come.
    package typealias Handler = @Sendable (RequestHead, Connection) async -> Response

    /// The port.
    package let port: UInt16
    private let sockets: [Socket]
    private let guests = Guests()
    private let patience: Patience

    /// Begins to listen.
    ///
    /// - Parameter port: the port; 0 for any that is free.
    /// - Throws: ``Problem`` when another program has the port.
    package init(port: UInt16, patience: Patience = Patience()) throws(Problem) {
        self.patience = patience
        // A connection that is gone must be an error, not the end of the program.
        signal(SIGPIPE, SIG_IGN)
        do {
            let first = try LocalServer.listening(try .inet(ip4: "127.0.0.1", port: port))
            guard case .ip4(_, let taken) = try first.sockname() else { throw SocketError.unsupportedAddress }
            self.port = taken
            var sockets = [first]
            // A machine may have no IPv6; then nobody can ask there either.
            if let second = try? LocalServer.listening(try .inet6(ip6: "::1", port: taken)) { sockets.append(second) }
            self.sockets = sockets
        } catch {
            throw Problem(
                .cannotWrite,
                LocalText("端口 \(port) 不能使用，可能有其他程序占用", "port \(port) cannot be used; another program may have it"),
                next: Advice("换一个端口，或\(without: .port)由系统选择", "name another, or \(without: .port)"))
        }
    }

    private static func listening(_ address: some SocketAddress) throws -> Socket {
        let socket = try Socket(domain: Int32(type(of: address).family), type: .stream)
        do {
            try socket.setValue(true, for: .localAddressReuse)
            try socket.bind(to: address)
            try socket.listen()
        } catch {
            try? socket.close()
            throw error
        }
        return socket
    }

    /// Serves until the surrounding task is cancelled.
    package func run(_ handler: @escaping Handler) async throws {
        let pool = SocketPool.make(maxEvents: 100)
        try await pool.prepare()
        defer { for socket in sockets { try? socket.close() } }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await pool.run() }
            for socket in sockets {
                let listener = try AsyncSocket(socket: socket, pool: pool)
                group.addTask { try await self.listen(on: listener, handler) }
            }
            group.addTask {
                while true {
                    try await ContinuousClock().sleep(for: .milliseconds(250))
                    self.guests.hangUpLate()
                }
            }
            defer {
                guests.hangUpAll()
                group.cancelAll()
            }
            try await group.next()
        }
    }

    private func listen(on listener: AsyncSocket, _ handler: @escaping Handler) async throws {
        try await withThrowingDiscardingTaskGroup { group in
            while !Task.isCancelled {
                do {
                    let socket = try await listener.accept()
                    guard let number = guests.admit(socket.socket.file.rawValue, patience: patience.head)
                    else {
                        try? socket.close()
                        continue
                    }
                    group.addTask { await self.serve(socket, number: number, handler) }
                } catch is CancellationError {
                    return
                } catch {
                    // Too many open files, or a connection that was gone before it was taken: it passes.
                    try await ContinuousClock().sleep(for: .milliseconds(50))
                }
            }
        }
    }

    private func serve(_ socket: AsyncSocket, number: Int, _ handler: Handler) async {
        let connection = Connection(socket, guests, number: number, patience)
        do {
            if let head = try await connection.head() {
                if head.length == 0 { await connection.work() }
                let response = await handler(head, connection)
                try await connection.send(response, headOnly: head.method == "HEAD")
            }
        } catch let refusal as Connection.Refusal {
            try? await connection.send(Response(refusal.status), headOnly: true)
        } catch {
            // The other side is gone, or was too slow.
        }
        guests.leave(number)
        try? socket.close()
    }
}
