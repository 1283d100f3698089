import AssessmentKernel
import Disk
import Foundation

/// Finds files that are copies of one another, byte by byte: a clerk's backup, or a download that was repeated.
enum FileCopies {
    /// The files without copies: of equal ones the one with the shortest name stays.
    static func removed(
        from files: [FoundFile]
    ) throws(Problem) -> (files: [FoundFile], leftOut: [ImportReport.LeftOut]) {
        let lengths = Dictionary(grouping: Set(files.map(\.path))) { FileStatus($0)?.length ?? 0 }
        var digests: [String: String] = [:]
        // Only files of one length can be equal.
        for (_, paths) in lengths where paths.count > 1 {
            for path in paths { digests[path] = try Files.digest(path).sha256 }
        }
        var first: [[String]: FoundFile] = [:]
        var copies: Set<String> = []
        var leftOut: [ImportReport.LeftOut] = []
        let sorted = files.sorted { left, right in
            let (first, second) = (left.name.utf8.count, right.name.utf8.count)
            return first != second ? first < second : Text(left.name) < Text(right.name)
        }
        for file in sorted {
            guard let digest = digests[file.path] else { continue }
            let identity = [digest, file.schema.key, file.sheet ?? ""]
            guard let original = first[identity] else {
                first[identity] = file
                continue
            }
            if original.path == file.path { continue }
            copies.insert(file.path + "\u{0}" + (file.sheet ?? ""))
            leftOut.append(
                .init(
                    name: file.name,
                    reason: LocalText("与 \(original.name) 内容完全相同", "a copy of \(original.name), byte by byte")))
        }
        return (files.filter { !copies.contains($0.path + "\u{0}" + ($0.sheet ?? "")) }, leftOut)
    }
}
