import Digests
import Disk
import Parallel
import ZIP

/// Unpacks every file of a bundle once, on several cores, and computes its digest.
enum DigestRun {
    /// A file that was unpacked.
    struct Unpacked: Sendable {
        /// Its SHA-256 in lower-case hex.
        let digest: String
        /// Its bytes, if they are to be held.
        let bytes: [UInt8]?
    }

    /// The digests, or an entry's fault, by the entry's place in the directory.
    ///
    /// - Parameter holds: whether an entry's bytes are held; the caller bounds their sum.
    static func digests(
        _ path: String, _ entries: [ZIPReader.Entry], threads: Int, holds: @escaping @Sendable (ZIPReader.Entry) -> Bool
    ) -> [Int: Result<Unpacked, ZIPFault>] {
        // The largest first, so that no core is left with a large one at the end.
        let entries = entries.sorted { ($1.size, $0.index) < ($0.size, $1.index) }
        var results: [Int: Result<Unpacked, ZIPFault>] = [:]
        // Nothing here throws: an entry's fault is its result.
        try? OrderedMap<(place: Int, result: Result<Unpacked, ZIPFault>)>.run(
            count: entries.count, runLength: 1, threads: max(1, min(threads, entries.count)), lead: entries.count,
            work: { mapRuns in
                // Each thread has an archive of its own.
                let archive = Result { () throws(ZIPFault) in try ZIPReader(path: path, limits: .bundle) }
                try mapRuns { number in
                    let entry = entries[number]
                    return (entry.index, archive.flatMap { digest(entry, $0, isHeld: holds(entry)) })
                }
            },
            take: { results[$0.place] = $0.result })
        return results
    }

    private static func digest(
        _ entry: ZIPReader.Entry, _ archive: ZIPReader, isHeld: Bool
    ) -> Result<Unpacked, ZIPFault> {
        var hash = SHA256()
        var bytes: [UInt8]? = isHeld ? [] : nil
        bytes?.reserveCapacity(Int(clamping: entry.size))
        do {
            try archive.read(entry) { part in
                hash.update(bufferPointer: part)
                bytes?.append(contentsOf: part)
            }
            return .success(Unpacked(digest: hash.finalize().hex, bytes: bytes))
        } catch let fault as ZIPFault {
            return .failure(fault)
        } catch {
            return .failure(.damaged(name: entry.name))
        }
    }
}
