import Archive
import AssessmentKernel
import Bundle
import Disk
import Register

/// The files of bundles on hold.
enum HeldFiles {
    /// The bytes of the rulebook in one.
    static func rulebook(_ path: String, name: String) throws(Problem) -> [UInt8] {
        try OpenBundle.bytes(of: BundlePath.rulebook, inKept: path, name: name)
    }
}

extension DistrictOffice {
    /// Keeps the district's copy of a bundle until it is decided on.
    func keep(_ bundle: Candidate, as held: HeldBundle) throws(Problem) {
        try Files.makeFolder(heldFolder)
        let place = heldFolder + "/" + held.sha256 + ".zip"
        if !Files.exists(place) { try Files.move(bundle.copy, to: place) }
    }

    /// Removes the copies of a bundle that is on hold no longer.
    func letGo(_ identity: String, _ known: inout RegisteredState) throws(Problem) {
        for held in known.held where held.identity == identity {
            try Files.remove(heldFolder + "/" + held.sha256 + ".zip")
        }
        known.held.removeAll { $0.identity == identity }
    }
}
