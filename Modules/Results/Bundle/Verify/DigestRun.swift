import Crypto
import Disk
import Foundation
import Synchronization
import ZIP

/// Unpacks every file of a bundle once, on several cores, and takes its digest.
final class DigestRun: Sendable {
    private struct State {
        var next = 0
        var results: [Int: Result<String, ZIPFault>] = [:]
    }

    private let path: String
    private let entries: [ZIPReader.Entry]
    private let state = Mutex(State())

    /// The digests, in lower-case hex, or what is wrong with an entry, by the entry's place in the directory.
    static func digests(
        _ path: String, _ entries: [ZIPReader.Entry], threads: Int
    ) -> [Int: Result<String, ZIPFault>] {
        let run = DigestRun(path, entries)
        let threads = max(1, min(threads, entries.count))
        DispatchQueue.concurrentPerform(iterations: threads) { _ in run.work() }
        return run.state.withLock { $0.results }
    }

    private init(_ path: String, _ entries: [ZIPReader.Entry]) {
        self.path = path
        // The longest first, so that no core is left with one at the end.
        self.entries = entries.sorted { ($1.size, $0.index) < ($0.size, $1.index) }
    }

    /// Takes entries until none is left; each thread has an archive of its own.
    private func work() {
        let archive: ZIPReader?
        var opening = ZIPFault.noArchive
        do throws(ZIPFault) { archive = try ZIPReader(path: path, limits: .bundle) } catch {
            archive = nil
            opening = error
        }
        while let entry = next() {
            let result: Result<String, ZIPFault>
            if let archive { result = DigestRun.digest(entry, archive) } else { result = .failure(opening) }
            state.withLock { $0.results[entry.index] = result }
        }
    }

    private func next() -> ZIPReader.Entry? {
        state.withLock { state in
            guard state.next < entries.count else { return nil }
            defer { state.next += 1 }
            return entries[state.next]
        }
    }

    private static func digest(_ entry: ZIPReader.Entry, _ archive: ZIPReader) -> Result<String, ZIPFault> {
        var hash = SHA256()
        do {
            try archive.read(entry) { hash.update(bufferPointer: $0) }
            return .success(hash.finalize().hex)
        } catch let fault as ZIPFault {
            return .failure(fault)
        } catch {
            return .failure(.damaged(name: entry.name))
        }
    }
}
