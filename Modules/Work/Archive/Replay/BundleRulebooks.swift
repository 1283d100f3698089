package import AssessmentKernel
package import Bundle
package import Rulebook
import Synchronization

/// The rulebooks of bundles that are looked at one after the other: most townships have the same, and each is read once.
///
/// ```swift
/// let rulebooks = BundleRulebooks(items: ItemCatalog.items)
/// for bundle in bundles { print(try rulebooks.rulebook(of: bundle).title) }
/// ```
/// A rulebook is told by the digest of its bytes, as a bundle's manifest has it.
package final class BundleRulebooks: Sendable {
    /// The installed items.
    package let items: [any AssessmentItem.Type]
    private let known = Mutex<[String: Rulebook]>([:])
    /// The most that are kept.
    private static let most = 16

    /// - Parameter items: the installed items.
    package init(items: [any AssessmentItem.Type]) { self.items = items }

    /// The rulebook in a bundle.
    ///
    /// - Throws: ``Problem`` when it is missing, damaged, or none that is known here.
    package func rulebook(of bundle: OpenBundle) throws(Problem) -> Rulebook {
        let place = BundlePath.rulebook
        let digest = bundle.file(place)?.sha256 ?? ""
        if let found = known.withLock({ $0[digest] }) { return found }
        let rulebook = try Rulebook(yaml: try bundle.bytes(place), file: place, installed: items)
        known.withLock { known in
            if known.count >= BundleRulebooks.most { known = [:] }
            known[digest] = rulebook
        }
        return rulebook
    }
}
