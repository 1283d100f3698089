import AssessmentKernel
import FileFormats
import Foundation
import Profile

extension FileMatcher {
    /// Matches the file with each table of its profile; without one, by its names.
    ///
    /// - Throws: ``RecordFault`` when the file must be a table and is none of the profile's.
    func matchParts() throws(RecordFault) -> Match {
        guard let profile else { return try match() }
        let stem = ((name as NSString).lastPathComponent as NSString).deletingPathExtension
        var all: Match = ([], [])
        var fault: RecordFault?
        for part in profile.parts {
            guard part.takes(file: stem) else { continue }
            var matcher = self
            (matcher.profile, matcher.wanted) = (part, part.schema)
            do throws(RecordFault) {
                let match = try matcher.match()
                all.files += match.files
                all.leftOut += match.leftOut.filter { !all.leftOut.contains($0) }
            } catch {
                fault = fault ?? error
            }
        }
        if all.files.isEmpty, let fault { throw fault }
        guard !all.files.isEmpty || !all.leftOut.isEmpty else {
            let reason = LocalText("文件名与对照文件的 file 不符", "a name that file in the profile does not fit")
            if !isNamed { return ([], [.init(name: name, reason: reason)]) }
            throw .refused(
                Refusal(
                    row: nil, code: "profile", reason: reason,
                    next: LocalText("核对对照文件的 file，或去掉它", "check file in the profile, or leave it out")))
        }
        // A sheet that one table leaves out may be another's.
        let taken = Set(all.files.map(\.name))
        all.leftOut.removeAll { taken.contains($0.name) }
        return all
    }
}
