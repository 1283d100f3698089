import Synchronization

/// Values that are made by the first thread that asks for them, one for each key.
package final class MadeOnce<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private let made = Mutex<[Key: Value]>([:])

    /// Begins without any.
    package init() {}

    /// The value of a key; another thread that asks for one meanwhile waits.
    ///
    /// What cannot be made is tried again by the next that asks. Nobody asks for another value while one is made.
    package func value<Failure>(of key: Key, _ make: () throws(Failure) -> Value) throws(Failure) -> Value {
        try made.withLock { made throws(Failure) in
            if let value = made[key] { return value }
            let value = try make()
            made[key] = value
            return value
        }
    }
}
