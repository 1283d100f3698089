import Synchronization

/// Values that are made by the first thread that asks for them, one for each key.
package final class MadeOnce<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private let made = Mutex<[Key: Value]>([:])

    /// Begins without any.
    package init() {}

    /// The value of a key; another thread that asks for one meanwhile waits.
    package func value(of key: Key, _ make: () -> Value) -> Value {
        made.withLock { made in
            if let value = made[key] { return value }
            let value = make()
            made[key] = value
            return value
        }
    }
}
