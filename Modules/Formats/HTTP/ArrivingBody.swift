package import Disk
import FlyingSocks

/// The body of a request that is still coming; it is taken once.
package struct ArrivingBody {
    private let first: [UInt8]
    private let length: Int
    private let socket: Int32
    private let pace: Pace

    /// - Parameters:
    ///   - first: what came with the head.
    ///   - length: how many bytes it has, the first among them.
    ///   - pace: sees that the other side does not become too slow.
    init(_ first: [UInt8], length: Int, on socket: Int32, _ pace: Pace) {
        self.first = Array(first.prefix(length))
        self.length = length
        self.socket = socket
        self.pace = pace
    }

    /// Writes it into a file, to its end; waits for what is still to come.
    ///
    /// - Throws: ``Problem`` when the file cannot be written; another error when the connection ends before the body does.
    package func write(into file: DraftFile) throws {
        try file.write(first)
        let inflow = Inflow(from: socket)
        var (left, pace) = (length - first.count, pace)
        while left > 0 {
            let count = try file.write(left, from: inflow)
            guard count > 0 else { throw SocketError.disconnected }
            left -= count
            pace.heard(count)
        }
    }
}

/// Gives the other side of a connection time anew with every 64 KiB that come.
struct Pace {
    private let guests: Guests
    private let number: Int
    private let patience: Duration
    private var owed = Connection.part

    /// Begins to wait.
    init(_ guests: Guests, _ number: Int, _ patience: Duration) {
        (self.guests, self.number, self.patience) = (guests, number, patience)
        guests.wait(for: number, patience)
    }

    /// Counts what came.
    mutating func heard(_ count: Int) {
        owed -= count
        guard owed <= 0 else { return }
        guests.wait(for: number, patience)
        owed = Connection.part
    }
}
