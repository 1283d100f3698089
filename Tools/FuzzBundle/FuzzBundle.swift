import AssessmentKernel
import Bundle
import BundleTesting
import Foundation

/// The fuzzer of bundles, and the maker of sample bundles for other tools.
@main
enum FuzzBundle {
    static let usage = """
        bundle-fuzzer [--seconds N] [--seed S] [--folder DIR]   verifies changed bundles; DIR keeps the case that fails
        bundle-fuzzer --make ZIP [--rows N] [--threads N]       writes a sample bundle, and its public key as ZIP.pub
        bundle-fuzzer --verify ZIP [--threads N]                verifies a sample bundle
        bundle-fuzzer --archives DIR [--count N] [--seed S]     keeps changed archives that are accepted, with their lists

        """

    static func main() {
        var options: [String: String] = [:]
        var words = CommandLine.arguments.dropFirst()
        while let word = words.popFirst() {
            guard word.hasPrefix("--"), let value = words.popFirst() else { end(64, usage) }
            options[String(word.dropFirst(2))] = value
        }
        let threads = options["threads"].flatMap { Int($0) } ?? ProcessInfo.processInfo.activeProcessorCount
        do {
            if let path = options["make"] {
                let rows = options["rows"].flatMap { Int($0) } ?? 60
                let folder = (path as NSString).deletingLastPathComponent
                print(
                    try SampleBundle.write(
                        to: path, drafts: folder.isEmpty ? "." : folder, rows: rows, threads: threads))
                try Data(SampleBundle.key.publicKey.bytes).write(to: URL(fileURLWithPath: path + ".pub"))
            } else if let path = options["verify"] {
                let report = try BundleVerifier.verify(path, trusted: [SampleBundle.key.publicKey], threads: threads)
                for check in report.checks {
                    print(
                        check.id.rawValue, check.level, check.outcome,
                        check.found.map(\.english).joined(separator: "; "))
                }
                print("signed by \(report.signer ?? "nobody"), \(Fuzzer.peakMegabytes()) MB")
                if !report.isSound { exit(1) }
            } else if let folder = options["archives"] {
                let seed = options["seed"].flatMap { UInt64($0) } ?? 1
                try AcceptedArchives(folder: folder, seed: seed).make(
                    count: options["count"].flatMap { Int($0) } ?? 1_000)
            } else {
                let seed = options["seed"].flatMap { UInt64($0) } ?? UInt64.random(in: 0 ... .max)
                let given = options["folder"]
                let folder = given ?? NSTemporaryDirectory() + "/kaohe-fuzz-\(UUID().uuidString)"
                try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
                try Fuzzer(folder: folder, seed: seed).run(seconds: options["seconds"].flatMap { Int($0) } ?? 60)
                if given == nil { try FileManager.default.removeItem(atPath: folder) }
            }
        } catch {
            end(1, "bundle-fuzzer: \(error)\n")
        }
    }

    private static func end(_ code: Int32, _ text: String) -> Never {
        FileHandle.standardError.write(Data(text.utf8))
        exit(code)
    }
}
