import Foundation
import Synchronization

/// Ctrl-C and SIGTERM, which end a program that serves.
///
/// Unchecked, because `sources` is set once, before anybody else has this.
final class StopSignals: @unchecked Sendable {
    private let seen = Mutex(0)
    private var sources: [any DispatchSourceSignal] = []
    private let first: AsyncStream<Void>
    private let tell: AsyncStream<Void>.Continuation

    /// Listens for them from now on.
    init() {
        (first, tell) = AsyncStream.makeStream()
        for number in [SIGINT, SIGTERM] {
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number)
            source.setEventHandler { [self] in
                seen.withLock { $0 += 1 }
                tell.yield()
            }
            source.resume()
            sources.append(source)
        }
    }

    /// How many have come.
    var count: Int { seen.withLock { $0 } }

    /// Waits for the first.
    func wait() async { for await _ in first { return } }
}
