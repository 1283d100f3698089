import AssessmentKernel
import Bundle
import BundleTesting
import Foundation
import ZIP

/// Verifies one mutated bundle after another.
///
/// For each, the verifier must end, in bounded memory, without writing a file; and a bundle may pass as signed by the
/// trusted key only if its payload and tags are the signed ones.
struct Fuzzer {
    struct Failure: Error, CustomStringConvertible { let description: String }

    /// The maximum memory of the whole run, in megabytes.
    private static let mostMemory = 160

    let folder: String
    let seed: UInt64

    func run(seconds: Int) throws {
        limitAddressSpace()
        let (sound, drafts) = (folder + "/sound.zip", folder + "/drafts")
        try FileManager.default.createDirectory(atPath: drafts, withIntermediateDirectories: true)
        try SampleBundle.write(to: sound, drafts: drafts, rows: 60)
        try FileManager.default.removeItem(atPath: drafts)
        let bag = try LooseBag(sound)
        let file = Array(try Data(contentsOf: URL(fileURLWithPath: sound)))
        try FileManager.default.removeItem(atPath: sound)
        var mutation = Mutation(bag: bag, file: file, dice: Dice(seed))
        let end = ContinuousClock.now + .seconds(seconds)
        var outcomes: [String: Int] = [:]
        var count = 0
        while count == 0 || ContinuousClock.now < end {
            let (bytes, what) = mutation.next()
            let outcome: String
            do { outcome = try judge(bytes, bag) } catch {
                throw Failure(
                    description: "case \(count) of seed \(seed) (\(what)), kept as \(folder)/case.zip: \(error)")
            }
            outcomes[outcome, default: 0] += 1
            count += 1
        }
        let memory = Fuzzer.peakMegabytes()
        let all = outcomes.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.key) \($0.value)" }
        print("\(count) changed bundles, seed \(seed), \(memory) MB: \(all.joined(separator: ", "))")
        guard memory <= Fuzzer.mostMemory else { throw Failure(description: "\(memory) MB is too much") }
        guard count > 10, outcomes.count > 5 else { throw Failure(description: "too few cases to say anything") }
        try FileManager.default.removeItem(atPath: folder + "/case.zip")
    }

    /// Verifies a case and returns the first check that failed.
    private func judge(_ bytes: [UInt8], _ bag: LooseBag) throws -> String {
        let path = folder + "/case.zip"
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        let report = try BundleVerifier.verify(path, trusted: [SampleBundle.key.publicKey])
        let names = try FileManager.default.contentsOfDirectory(atPath: folder)
        guard names == ["case.zip"] else { throw Failure(description: "a file was written: \(names)") }
        guard report.checks.count == CheckID.allCases.count else { throw Failure(description: "a check is missing") }
        if let bundle = report.bundle {
            for file in bundle.files { _ = try bundle.bytes(file.path, limit: 64 << 20) }
        }
        guard report.isSound else {
            guard report.signer == nil else { throw Failure(description: "a bundle with failures passes as signed") }
            return report.checks.first { $0.outcome == .failed && $0.level == .must }?.id.rawValue ?? "?"
        }
        guard report.signer == SampleBundle.key.publicKey.identifier else {
            throw Failure(description: "a sound bundle without a signer")
        }
        guard try Fuzzer.content(LooseBag(path)) == Fuzzer.content(bag) else {
            throw Failure(description: "a changed bundle passes as signed")
        }
        return "unchanged"
    }

    /// The files by name, without the signature itself and without folders.
    private static func content(_ bag: LooseBag) -> [String: [UInt8]] {
        var content: [String: [UInt8]] = [:]
        for file in bag.files where !file.name.hasSuffix(".minisig") && !file.name.hasSuffix("/") {
            content[file.name] = file.bytes
        }
        return content
    }

    /// Limits memory: an allocation beyond this ends the run.
    private func limitAddressSpace() {
        #if canImport(Glibc)
            var limit = rlimit(rlim_cur: 2 << 30, rlim_max: 2 << 30)
            setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit)
        #endif
    }

    static func peakMegabytes() -> Int {
        // Where the system reports it for this process alone: the usage below starts with that of the parent process.
        if let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
            let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") }),
            let kibibytes = line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap({ Int($0) })
        {
            return kibibytes / 1_024
        }
        var usage = rusage()
        #if canImport(Glibc)
            getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
            return Int(usage.ru_maxrss) / 1_024
        #else
            getrusage(RUSAGE_SELF, &usage)
            return Int(usage.ru_maxrss) / 1_048_576
        #endif
    }
}
