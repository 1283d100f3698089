import AssessmentKernel
import Disk
import FlyingSocks
import Foundation
import Parallel

/// How long the other side is waited for.
package struct Patience: Sendable {
    /// For a head, in all.
    package var head = Duration.seconds(10)
    /// For every 64 KiB of a body or a response.
    package var part = Duration.seconds(30)
    /// For the end of what is still coming when the response is sent.
    package var goodbye = Duration.seconds(2)

    /// The usual patience.
    package init() {}
}

/// One connection: one request and its response.
///
/// A request of this machine costs nothing to connect again, and a connection that ends with its response can never
/// mistake the rest of one request for the next.
package actor Connection {
    private let socket: AsyncSocket
    private let guests: Guests
    private let number: Int
    private var buffer: [UInt8] = []
    private var left = 0
    private var isExpected = false
    private let patience: Patience

    static let part = 64 << 10

    init(_ socket: AsyncSocket, _ guests: Guests, number: Int, _ patience: Patience) {
        self.patience = patience
        self.socket = socket
        self.guests = guests
        self.number = number
    }

    /// Reads the head; nil when the connection ends before one has begun.
    func head() async throws -> RequestHead? {
        var searched = 0
        while true {
            if let end = buffer[searched...].firstRange(of: [0x0D, 0x0A, 0x0D, 0x0A]) {
                guard end.lowerBound <= RequestHead.longest else { throw Refusal(431) }
                guests.hear(number)
                guests.wait(for: number, patience.part)
                let head: RequestHead
                do throws(RequestHead.Fault) { head = try RequestHead(buffer[..<end.lowerBound]) } catch {
                    throw Refusal(error == .noLength ? 411 : 400)
                }
                buffer.removeSubrange(..<end.upperBound)
                left = head.length
                isExpected = head.headers["expect"]?.lowercased() == "100-continue"
                return head
            }
            guard buffer.count <= RequestHead.longest else { throw Refusal(431) }
            searched = max(0, buffer.count - 3)
            do { buffer += try await socket.read(atMost: 4096) } catch SocketError.disconnected {
                if buffer.isEmpty { return nil }
                throw SocketError.disconnected
            }
        }
    }

    /// Takes a body on a thread of its own, where it may be waited for.
    ///
    /// - Parameter take: gets the body that is still coming; what it throws ends the reading.
    /// - Throws: when the connection ends before the body does, or is too slow.
    package func receive(_ take: @escaping @Sendable (ArrivingBody) throws -> Void) async throws {
        let pace = try await invite()
        let (first, count, descriptor) = (buffer, left, socket.socket.file.rawValue)
        (buffer, left) = ([], 0)
        try await onThreadAwaited { try take(ArrivingBody(first, length: count, on: descriptor, pace)) }
        guests.wait(for: number, nil)
    }

    /// The body of a form; nil when it is longer than the limit.
    package func read(atMost limit: Int) async throws -> [UInt8]? {
        guard left <= limit else { return nil }
        var pace = try await invite()
        while buffer.count < left {
            let bytes = try await socket.read(atMost: min(left - buffer.count, 4096))
            buffer += bytes
            pace.heard(bytes.count)
        }
        let body = Array(buffer.prefix(left))
        (buffer, left) = ([], 0)
        guests.wait(for: number, nil)
        return body
    }

    /// Begins to wait for a body; who asked whether it is wanted is told so.
    private func invite() async throws -> Pace {
        if isExpected, left > 0 {
            isExpected = false
            try await socket.write(Data("HTTP/1.1 100 Continue\r\n\r\n".utf8))
        }
        return Pace(guests, number, patience.part)
    }

    /// Notes that the server is at work now, for as long as it takes.
    func work() { guests.wait(for: number, nil) }

    /// Sends a response.
    func send(_ response: Response, headOnly: Bool) async throws {
        guests.wait(for: number, patience.part)
        switch response.body {
        case .bytes(let bytes):
            try await write(response.head(length: bytes.count) + (headOnly ? [] : bytes))
        case .file(let path):
            try await send(try Delivery(path), response, headOnly: headOnly)
        case .events(let events):
            try await write(response.head(length: nil))
            for await event in events { try await write(Array((event + "\n\n").utf8)) }
        }
        try await sayGoodbye()
    }

    private func send(_ file: Delivery, _ response: Response, headOnly: Bool) async throws {
        try await write(response.head(length: file.length))
        if headOnly { return }
        var sent = 0
        while sent < file.length {
            let bytes = try file.read(min(Connection.part, file.length - sent))
            // A file that has become shorter: the browser sees that the length was not reached.
            if bytes.isEmpty { throw SocketError.disconnected }
            try await write(bytes)
            sent += bytes.count
        }
    }

    private func write(_ bytes: [UInt8]) async throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            guests.wait(for: number, patience.part)
            try await socket.write(Data(rest.prefix(Connection.part)))
            rest = rest.dropFirst(Connection.part)
        }
    }

    /// Ends what is sent and takes what is still coming: closed at once, the other side might never read the answer.
    private func sayGoodbye() async throws {
        _ = shutdown(socket.socket.file.rawValue, Int32(SHUT_WR))
        guests.wait(for: number, patience.goodbye)
        var rest = 4 << 20
        while rest > 0 { rest -= try await socket.read(atMost: 4096).count }
    }

    /// A request that is refused before anybody sees it.
    struct Refusal: Error {
        let status: Int

        init(_ status: Int) { self.status = status }
    }
}

/// A file on its way out.
///
/// Unchecked, because one connection alone reads it.
private final class Delivery: @unchecked Sendable {
    let length: Int
    private let file: FileReader

    init(_ path: String) throws(Problem) {
        guard Files.isPlain(path), let status = FileStatus(path) else { throw Problem.reading(ENOENT, path) }
        length = status.length
        file = try FileReader(path)
    }

    func read(_ count: Int) throws(Problem) -> [UInt8] { try file.read(count) }
}
