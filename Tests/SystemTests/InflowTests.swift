import Foundation
import Testing

@testable import Disk

/// What comes over a socket is in the file, whichever way the system lets it go.
@Suite struct InflowTests {
    enum Way: CaseIterable { case moved, copied, refusedByTheFile }

    @Test("Every byte arrives, in order, and the end is seen", arguments: Way.allCases)
    func arrival(way: Way) throws {
        let path = try ScratchFolder.makeFile()
        defer { Files.discard(path) }
        let bytes = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ $0 >> 8) }
        let (near, far) = try pair()
        Thread {
            var rest = bytes[...]
            while !rest.isEmpty {
                let count = rest.withUnsafeBytes { send(far, $0.baseAddress, min($0.count, 70_001), 0) }
                guard count > 0 else { break }
                rest = rest.dropFirst(count)
            }
            close(far)
        }.start()
        defer { close(near) }
        _ = fcntl(near, F_SETFL, fcntl(near, F_GETFL) | O_NONBLOCK)
        let file = try OpenFile(path, for: .writing)
        // No pipe may be emptied into a file that is only added to.
        if way == .refusedByTheFile { _ = fcntl(file.descriptor, F_SETFL, O_APPEND) }
        let inflow = way == .copied ? Inflow(from: near, through: nil) : Inflow(from: near)
        var taken = 0
        while case let count = try inflow.next(Int.max, into: file), count > 0 { taken += count }
        #expect(taken == bytes.count)
        try file.close()
        #expect(try Files.read(path) == bytes)
    }

    @Test("No more is taken than was asked for", arguments: [true, false])
    func bound(isMoved: Bool) throws {
        let path = try ScratchFolder.makeFile()
        defer { Files.discard(path) }
        let (near, far) = try pair()
        defer { [near, far].forEach { close($0) } }
        #expect(send(far, "0123456789", 10, 0) == 10)
        let file = try OpenFile(path, for: .writing)
        let inflow = isMoved ? Inflow(from: near) : Inflow(from: near, through: nil)
        #expect(try inflow.next(4, into: file) == 4)
        try file.close()
        #expect(try Files.read(path) == Array("0123".utf8))
    }

    /// Two ends of a connection of this machine.
    private func pair() throws -> (Int32, Int32) {
        var ends: [Int32] = [-1, -1]
        #if canImport(Glibc)
            let kind = Int32(SOCK_STREAM.rawValue)
        #else
            let kind = SOCK_STREAM
        #endif
        try #require(socketpair(AF_UNIX, kind, 0, &ends) == 0)
        return (ends[0], ends[1])
    }
}
