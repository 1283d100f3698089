package import Disk
import FlyingSocks

/// The body of a request that is still coming; it is taken once.
package struct ArrivingBody {
    private let first: [UInt8]
    private let length: Int
    private let socket: Int32
    private let hearing: () -> Void

    /// - Parameters:
    ///   - first: what came with the head.
    ///   - length: how many bytes it has, the first among them.
    ///   - hearing: called after every 64 KiB: the other side is still there.
    init(_ first: [UInt8], length: Int, on socket: Int32, _ hearing: @escaping () -> Void) {
        self.first = Array(first.prefix(length))
        self.length = length
        self.socket = socket
        self.hearing = hearing
    }

    /// Writes it into a file, to its end; waits for what is still to come.
    ///
    /// - Throws: ``Problem`` when the file cannot be written; another error when the connection ends before the body does.
    package func write(into file: DraftFile) throws {
        try file.write(first)
        let inflow = Inflow(from: socket)
        var (left, owed) = (length - first.count, Connection.part)
        while left > 0 {
            let count = try file.write(left, from: inflow)
            guard count > 0 else { throw SocketError.disconnected }
            (left, owed) = (left - count, owed - count)
            guard owed <= 0 else { continue }
            hearing()
            owed = Connection.part
        }
    }
}
