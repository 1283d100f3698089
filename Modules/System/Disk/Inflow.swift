import CLinux
import Foundation

/// What comes over a socket, on its way into a file.
///
/// Where the system can move bytes from one to the other by itself, none of them passes through the program: a large upload
/// then costs about as much as copying the file. Elsewhere they are read and written. Not thread-safe.
package final class Inflow {
    private static let most = 1 << 20
    private let socket: Int32
    private var pipe: Pipe?
    private lazy var room = [UInt8](repeating: 0, count: 1 << 18)

    /// - Parameter socket: its descriptor; it stays the caller's.
    package convenience init(from socket: Int32) { self.init(from: socket, through: Pipe(Inflow.most)) }

    init(from socket: Int32, through pipe: Pipe?) {
        self.socket = socket
        self.pipe = pipe
    }

    /// Moves the next bytes into a file; waits until there are some.
    ///
    /// - Returns: their number; 0 when the other side has ended, for whatever reason.
    /// - Throws: when the file cannot be written.
    func next(_ most: Int, into file: OpenFile) throws(SystemError) -> Int {
        while true {
            if let count = try moved(min(most, Inflow.most), into: file) { return count }
            var waiting = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
            guard poll(&waiting, 1, -1) >= 0 || errno == EINTR else { return 0 }
        }
    }

    /// Moves what is there; nil when nothing is.
    private func moved(_ most: Int, into file: OpenFile) throws(SystemError) -> Int? {
        if let pipe {
            switch pipe.fill(most, from: socket) {
            case .bytes(let count):
                try pipe.empty(count, into: file)
                return count
            case .nothing: return nil
            case .unable: self.pipe = nil
            }
        }
        let count = room.withUnsafeMutableBytes { recv(socket, $0.baseAddress, min(most, $0.count), 0) }
        guard count >= 0 else { return [EINTR, EAGAIN, EWOULDBLOCK].contains(errno) ? nil : 0 }
        try file.write(room[..<count])
        return count
    }
}

#if os(Linux)
    /// A pipe through which the system moves pages, without a copy for the program.
    final class Pipe {
        enum Filling { case bytes(Int), nothing, unable }

        private let exit: Int32
        private let entry: Int32

        /// Nil where the system has no more pipes to give.
        init?(_ size: Int) {
            var ends: [Int32] = [-1, -1]
            guard pipe2(&ends, O_CLOEXEC) == 0 else { return nil }
            (exit, entry) = (ends[0], ends[1])
            // A smaller one does too.
            _ = fcntl(entry, Int32(PIPE_SET_SIZE), Int32(size))
        }

        deinit {
            close(exit)
            close(entry)
        }

        /// Takes what is there from a socket; the pipe is empty before.
        func fill(_ most: Int, from socket: Int32) -> Filling {
            let count = splice(socket, nil, entry, nil, most, UInt32(SPLICE_MOVE | SPLICE_NONBLOCK))
            guard count < 0 else { return .bytes(count) }
            return switch errno {
            case EINTR, EAGAIN: .nothing
            case EINVAL, ENOSYS: .unable
            default: .bytes(0)
            }
        }

        /// Hands all that was taken to a file.
        func empty(_ count: Int, into file: OpenFile) throws(SystemError) {
            var left = count
            while left > 0 {
                let moved = splice(exit, nil, file.descriptor, nil, left, UInt32(SPLICE_MOVE))
                if moved > 0 {
                    left -= moved
                } else if moved < 0, errno == EINVAL {
                    // A disk that can only be written, such as one of another system.
                    left -= try copy(left, into: file)
                } else if moved == 0 || errno != EINTR {
                    throw moved == 0 ? SystemError(code: EIO) : .latest
                }
            }
        }

        private func copy(_ most: Int, into file: OpenFile) throws(SystemError) -> Int {
            var bytes = [UInt8](repeating: 0, count: min(most, 1 << 16))
            let count = read(exit, &bytes, bytes.count)
            guard count > 0 else { throw count < 0 ? .latest : SystemError(code: EIO) }
            try file.write(bytes[..<count])
            return count
        }
    }
#else
    /// Elsewhere the system moves nothing by itself from a socket into a file.
    struct Pipe {
        enum Filling { case bytes(Int), nothing, unable }

        init?(_ size: Int) { return nil }
        func fill(_ most: Int, from socket: Int32) -> Filling { .unable }
        func empty(_ count: Int, into file: OpenFile) throws(SystemError) {}
    }
#endif
