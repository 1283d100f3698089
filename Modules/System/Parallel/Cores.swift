import Foundation

/// The machine's cores.
package enum Cores {
    /// The number of cores that are available.
    package static var count: Int { ProcessInfo.processInfo.activeProcessorCount }
}
