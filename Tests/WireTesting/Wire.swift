import Foundation

/// A connection to this machine, byte by byte, as no client library would make one.
public final class Wire {
    private let descriptor: Int32

    /// Connects to a port of this machine.
    public init?(_ port: UInt16) {
        descriptor = socket(AF_INET, streamKind, 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, size) }
        }
        guard result == 0 else { return nil }
    }

    deinit { close(descriptor) }

    /// Sends a text; what the other side no longer takes is lost.
    public func send(_ text: String) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Foundation.send(descriptor, $0.baseAddress, $0.count, noSignal) }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }

    /// Everything that comes until the other side ends.
    public func receive() -> String {
        var bytes: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = part.withUnsafeMutableBytes { recv(descriptor, $0.baseAddress, $0.count, 0) }
            guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
            bytes += part[..<count]
        }
    }
}

#if canImport(Glibc)
    private let streamKind = Int32(SOCK_STREAM.rawValue)
    private let noSignal = Int32(MSG_NOSIGNAL)
#else
    private let streamKind = SOCK_STREAM
    private let noSignal: Int32 = 0
#endif

/// Sends a request on a connection of its own and waits for the whole answer without holding up other tests.
public func ask(_ port: UInt16, _ request: String) async -> String {
    await withCheckedContinuation { done in
        Thread {
            guard let wire = Wire(port) else { return done.resume(returning: "") }
            wire.send(request)
            done.resume(returning: wire.receive())
        }.start()
    }
}
