import AssessmentKernel
import Bundle
import BundleTesting
import Digests
import Foundation
import ZIP

/// Changes archives and keeps those that the strict reader takes, each beside a list of what it read: other programs must
/// read the same (`Tests/OutsideTools/archives`).
struct AcceptedArchives {
    let folder: String
    let seed: UInt64

    func make(count: Int) throws {
        let sound = folder + "/sound.zip"
        try SampleBundle.write(to: sound, drafts: folder, rows: 6)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".seed") }
        let seeds = try names.sorted().map { Array(try Data(contentsOf: URL(fileURLWithPath: folder + "/" + $0))) }
        var mutation = ArchiveMutation(bag: try LooseBag(sound), seeds: seeds, dice: Dice(seed))
        var accepted = 0
        var refused: [String: Int] = [:]
        for number in 0..<count {
            let path = folder + "/\(number).zip"
            try Data(mutation.next()).write(to: URL(fileURLWithPath: path))
            do {
                let lines = try Self.contents(path)
                try Data(lines.joined(separator: "\n").utf8).write(to: URL(fileURLWithPath: folder + "/\(number).list"))
                accepted += 1
            } catch {
                refused[Self.kind(error), default: 0] += 1
                try FileManager.default.removeItem(atPath: path)
            }
        }
        try FileManager.default.removeItem(atPath: sound)
        let kinds = refused.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.key) \($0.value)" }
        print("\(count) archives, seed \(seed): accepted \(accepted); refused: \(kinds.joined(separator: ", "))")
        guard accepted * 10 > count else { throw Fuzzer.Failure(description: "too few are accepted to say anything") }
    }

    private struct BadNames: Error {}

    /// Each entry's size, digest and name.
    private static func contents(_ path: String) throws -> [String] {
        let archive = try ZIPReader(path: path)
        let lines = try archive.entries.map { entry in
            var hash = SHA256()
            try archive.read(entry) { hash.update(bufferPointer: $0) }
            let digest = hash.finalize().hex
            return "\(entry.size) \(digest) \(entry.name)"
        }
        // Whatever is wrong inside is nothing to other programs.
        let report = try BundleVerifier.verify(path)
        guard report[.zipNames]?.outcome == .passed, report[.bagFolder]?.outcome == .passed else { throw BadNames() }
        return lines
    }

    private static func kind(_ error: any Error) -> String {
        guard let fault = error as? ZIPFault else { return "names" }
        let text = if case .layout(let layout) = fault { "\(layout)" } else { "\(fault)" }
        return String(text.prefix { $0 != "(" })
    }
}
