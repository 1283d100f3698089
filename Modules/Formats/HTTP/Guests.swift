import Foundation
import Synchronization

/// The open connections, and until when each of them is waited for.
///
/// A connection that is late is shut down: whoever waits for its bytes then sees its end. So one clock serves all of them,
/// and a thousand that say nothing cost a thousand entries.
final class Guests: Sendable {
    /// The most connections at once; further ones are closed unheard.
    static let most = 600
    /// The most connections that have not yet asked for anything; the oldest of them makes room.
    static let mostUnheard = 256

    private struct Guest {
        let descriptor: Int32
        var isHeard = false
        var deadline: ContinuousClock.Instant?
    }

    private struct Book {
        var guests: [Int: Guest] = [:]
        /// Those that have not yet asked, the oldest first, with some that have since.
        var unheard: [Int] = []
        var next = 0
    }

    private let book = Mutex(Book())

    /// Takes a connection in; nil when there are too many.
    func admit(_ descriptor: Int32, patience: Duration) -> Int? {
        book.withLock { book in
            guard book.guests.count < Guests.most else { return nil }
            let number = book.next
            book.next += 1
            book.guests[number] = Guest(descriptor: descriptor, deadline: .now + patience)
            book.unheard.append(number)
            if book.unheard.count > Guests.mostUnheard {
                book.unheard.removeAll { book.guests[$0]?.isHeard ?? true }
                if book.unheard.count > Guests.mostUnheard {
                    let oldest = book.unheard.removeFirst()
                    if let guest = book.guests[oldest] { hangUp(guest.descriptor) }
                }
            }
            return number
        }
    }

    /// Notes that a connection has asked for something.
    func hear(_ number: Int) { book.withLock { $0.guests[number]?.isHeard = true } }

    /// Sets for how long a connection is waited for from now; nil while the server itself is at work.
    func wait(for number: Int, _ patience: Duration?) {
        book.withLock { $0.guests[number]?.deadline = patience.map { .now + $0 } }
    }

    /// Forgets a connection, before its descriptor is closed and given to another.
    func leave(_ number: Int) { book.withLock { _ = $0.guests.removeValue(forKey: number) } }

    /// Shuts down the connections whose time is over.
    func hangUpLate() {
        book.withLock { book in
            let now = ContinuousClock.now
            for guest in book.guests.values { if let end = guest.deadline, end < now { hangUp(guest.descriptor) } }
        }
    }

    /// Shuts down all connections.
    func hangUpAll() { book.withLock { book in for guest in book.guests.values { hangUp(guest.descriptor) } } }

    private func hangUp(_ descriptor: Int32) { _ = shutdown(descriptor, Int32(SHUT_RDWR)) }
}
