import Parallel
import Synchronization

/// Keeps the originals of an import while their rows are read and written.
///
/// ```swift
/// let originals = OriginalsKeeper(files, in: store)
/// defer { originals.abandon() }
/// while let load = try loads.take() { try write(load, sha256: try originals.nextDigest()) }
/// try originals.finish()
/// ```
/// Each file is read twice: first all of them for their digests, on which the writer waits, then to be packed, for which only the
/// commit waits. So the packing gives way to whoever else wants a core.
package final class OriginalsKeeper {
    /// An original.
    package struct File: Sendable {
        let path, name: String
        let isPacked, isKept: Bool
        let checkUnchanged: @Sendable () throws -> Void

        /// - Parameters:
        ///   - name: the file as the clerk named it.
        ///   - isPacked: whether its bytes are compressed already, as in a workbook.
        ///   - isKept: whether its bytes are kept, not its digest alone.
        ///   - checkUnchanged: throws when the file is not the one that was found.
        package init(
            path: String, name: String, isPacked: Bool, isKept: Bool,
            checkUnchanged: @escaping @Sendable () throws -> Void
        ) {
            (self.path, self.name, self.isPacked, self.isKept) = (path, name, isPacked, isKept)
            self.checkUnchanged = checkUnchanged
        }
    }

    /// Whether nobody wants the originals any more.
    private final class Stop: Sendable {
        let isSet = Atomic(false)
    }

    private let digests: BoundedQueue<String>
    private let stop = Stop()
    private let work: BesideThis<Void, any Error>

    /// Begins; one file may be named several times, as a workbook with several tables is.
    package init(_ files: [File], in store: OriginalStore) {
        let (digests, stop) = (BoundedQueue<String>(capacity: files.count + 1), stop)
        self.digests = digests
        work = BesideThis(()) { _ in
            var known: [String: String] = [:]
            do {
                for file in files {
                    let sha256 = try known[file.path] ?? store.digest(ofFile: file.path, named: file.name)
                    try file.checkUnchanged()
                    known[file.path] = sha256
                    if !digests.put(sha256) { return }
                }
                digests.finish()
            } catch {
                digests.finish(error)
                throw error
            }
            giveWay()
            for file in files where file.isKept {
                guard let sha256 = known.removeValue(forKey: file.path) else { continue }
                try store.keep(
                    file.path, named: file.name, isPacked: file.isPacked, sha256: sha256,
                    goesOn: { !stop.isSet.load(ordering: .relaxed) })
                try file.checkUnchanged()
            }
        }
    }

    /// The digest of the next file; nil after the last.
    package func nextDigest() throws -> String? { try digests.take() }

    /// Waits until all files are kept.
    package func finish() throws { try work.wait() }

    /// Ends the work and waits for its end; after ``finish()`` there is nothing to end.
    package func abandon() {
        stop.isSet.store(true, ordering: .relaxed)
        digests.abandon()
        _ = try? work.wait()
    }
}
