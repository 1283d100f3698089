import DistrictOffice
import Synchronization

/// What came of the bundles that were dragged in, for as long as the desk is open; the register keeps it for good.
final class Receptions: Sendable {
    /// Bundles that were dragged in together.
    struct Reception: Sendable {
        /// The draft's number.
        let number: String
        /// The draft's folder, which is no part of a file's name.
        let folder: String
        /// The outcomes, in the order of the files.
        let bundles: [ReceivedBundle]
    }

    private static let kept = 20
    private let known = Mutex<[Reception]>([])

    /// What came of a draft; nil when it is not known.
    func reception(_ number: String) -> Reception? {
        known.withLock { known in known.last { $0.number == number } }
    }

    /// Keeps what came of a draft.
    func keep(_ reception: Reception) {
        known.withLock { known in
            known.append(reception)
            if known.count > Receptions.kept { known.removeFirst() }
        }
    }
}
