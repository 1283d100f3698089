import Foundation

/// The machine's cores.
package enum Cores {
    /// How many can work at once.
    package static var count: Int { ProcessInfo.processInfo.activeProcessorCount }
}
