import Crypto
import Disk
import Parallel
import ZIP

/// Unpacks every file of a bundle once, on several cores, and computes its digest.
enum DigestRun {
    /// The digests in lower-case hex, or an entry's fault, by the entry's place in the directory.
    static func digests(
        _ path: String, _ entries: [ZIPReader.Entry], threads: Int
    ) -> [Int: Result<String, ZIPFault>] {
        // The largest first, so that no core is left with a large one at the end.
        let entries = entries.sorted { ($1.size, $0.index) < ($0.size, $1.index) }
        var results: [Int: Result<String, ZIPFault>] = [:]
        // Nothing here throws: an entry's fault is its result.
        try? OrderedMap<(place: Int, result: Result<String, ZIPFault>)>.run(
            count: entries.count, runLength: 1, threads: max(1, min(threads, entries.count)), lead: entries.count,
            work: { mapRuns in
                // Each thread has an archive of its own.
                let archive = Result { () throws(ZIPFault) in try ZIPReader(path: path, limits: .bundle) }
                try mapRuns { number in
                    let entry = entries[number]
                    return (entry.index, archive.flatMap { digest(entry, $0) })
                }
            },
            take: { results[$0.place] = $0.result })
        return results
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
