import AssessmentKernel
import Disk
import FlyingSocks
import Foundation
import Synchronization

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
    /// The most bytes of a body that are taken from the system at once.
    private static let mostAtOnce = 256 << 10

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

    /// Hands the body on as it comes, to its end.
    ///
    /// - Parameter take: gets the next bytes, which are there during the call alone; what it throws ends the reading.
    /// - Throws: when the connection ends before the body does, or is too slow.
    package func receive(_ take: @Sendable (UnsafeRawBufferPointer) throws -> Void) async throws {
        guard left > 0 else { return }
        if isExpected {
            isExpected = false
            try await socket.write(Data("HTTP/1.1 100 Continue\r\n\r\n".utf8))
        }
        // The library takes a page of memory at a time into one of its own, which a large upload would notice.
        let room = UnsafeMutableRawBufferPointer.allocate(byteCount: Connection.mostAtOnce, alignment: 4096)
        defer { room.deallocate() }
        guests.wait(for: number, patience.part)
        var (owed, parts) = (Connection.part, 0)
        while true {
            if !buffer.isEmpty {
                let count = min(left, buffer.count)
                try buffer.withUnsafeBytes { try take(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
                buffer.removeAll()
                (left, owed) = (left - count, owed - count)
            }
            while left > 0, let count = try takeAtOnce(into: room) {
                try take(UnsafeRawBufferPointer(rebasing: room[..<count]))
                (left, owed) = (left - count, owed - count)
                guard owed <= 0 else { continue }
                guests.wait(for: number, patience.part)
                (owed, parts) = (Connection.part, parts + 1)
                // One that sends without a pause does not hold up the others.
                if parts % 16 == 0 { await Task.yield() }
            }
            if left <= 0 { break }
            buffer = try await socket.read(atMost: min(left, 4096))
        }
        guests.wait(for: number, nil)
    }

    /// Takes bytes that are there already; nil when more are still to come.
    private func takeAtOnce(into room: UnsafeMutableRawBufferPointer) throws -> Int? {
        while true {
            let count = recv(socket.socket.file.rawValue, room.baseAddress, min(left, room.count), 0)
            if count > 0 { return count }
            if count == 0 { throw SocketError.disconnected }
            switch errno {
            case EINTR: continue
            case EAGAIN, EWOULDBLOCK: return nil
            default: throw SocketError.disconnected
            }
        }
    }

    /// The body of a form; nil when it is longer than the limit.
    package func read(atMost limit: Int) async throws -> [UInt8]? {
        guard left <= limit else { return nil }
        let bytes = Mutex<[UInt8]>([])
        try await receive { part in bytes.withLock { $0 += part } }
        return bytes.withLock { $0 }
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
