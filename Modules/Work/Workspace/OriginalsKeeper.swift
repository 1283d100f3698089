package import Parallel
import Synchronization

/// Keeps the originals of an import while their rows are read and written.
///
/// ```swift
/// let originals = OriginalsKeeper(files, in: store)
/// defer { originals.abandon() }
/// while let load = try loads.take() { try write(load, sha256: try originals.nextDigest()) }
/// try originals.finish()
/// ```
/// Each file is read twice: first all of them for their digests, on which the writer waits, then to be packed, for which
/// only the commit waits. So the packing stands still while the rows are parsed, for which the writer waits, and runs on a
/// core that nobody else wants; what is left of it in the end is done by who waits for it.
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

    /// A file that is to be packed, with its digest, or of which some is packed.
    private enum Packing: Sendable {
        case waits(File, String)
        case begun(File, KeptOriginal)

        var file: File {
            switch self {
            case .waits(let file, _), .begun(let file, _): file
            }
        }
    }

    /// What the thread of this and the one that waits for it share.
    private final class State: Sendable {
        let store: OriginalStore
        let parsing: Precedence
        let isAbandoned = Atomic(false)
        /// The files to be packed.
        let packing = SharedSteps<Packing>()
        let failure = Mutex<(any Error)?>(nil)

        init(_ store: OriginalStore, _ parsing: Precedence) { (self.store, self.parsing) = (store, parsing) }

        /// Digests all files and notes which are to be packed.
        ///
        /// - Parameter take: is given the digests in the order of the files; false ends the work.
        func digest(_ files: [File], _ take: (String) -> Bool) throws {
            var known: [String: String] = [:]
            var found: [Packing] = []
            for file in files {
                let sha256 = try known[file.path] ?? store.digest(ofFile: file.path, named: file.name) { self.goesOn }
                try file.checkUnchanged()
                let isNew = known.updateValue(sha256, forKey: file.path) == nil
                if isNew, file.isKept { found.append(.waits(file, sha256)) }
                guard goesOn, take(sha256) else { return }
            }
            packing.add(found)
        }

        /// Packs files until none is left; several threads may.
        func pack() throws {
            try packing.run(while: {
                parsing.wait()
                return goesOn
            }) { piece in
                switch piece {
                case .waits(let file, let sha256):
                    let kept = try store.keep(file.path, named: file.name, isPacked: file.isPacked, sha256: sha256)
                    if let kept { return .begun(file, kept) }
                case .begun(_, let kept):
                    if try kept.step() { return piece }
                }
                try piece.file.checkUnchanged()
                return nil
            }
        }

        private var goesOn: Bool { !isAbandoned.load(ordering: .relaxed) }
    }

    private let digests: BoundedQueue<String>
    private let state: State
    private let work: BesideThis<Void, any Error>

    /// Begins; one file may be named several times, as a workbook with several tables is.
    ///
    /// - Parameter parsing: held by whoever parses the rows of these files.
    package init(_ files: [File], in store: OriginalStore, behind parsing: Precedence) {
        let (digests, state) = (BoundedQueue<String>(capacity: files.count + 1), State(store, parsing))
        (self.digests, self.state) = (digests, state)
        work = BesideThis(()) { _ in
            do {
                try state.digest(files, digests.put)
                digests.finish()
                giveWay()
                try state.pack()
            } catch {
                state.failure.withLock { $0 = error }
                digests.finish(error)
                throw error
            }
        }
    }

    /// The digest of the next file; nil after the last.
    ///
    /// - Throws: what failed so far, of this file or of one that was to be kept: nobody need wait for the rest.
    package func nextDigest() throws -> String? {
        if let failure = state.failure.withLock({ $0 }) { throw failure }
        return try digests.take()
    }

    /// Waits until all files are kept, and helps with those that are left.
    ///
    /// - Throws: a file that cannot be read or has changed, and what the disk refuses.
    package func finish() throws {
        state.parsing.end()
        // Once all digests are there, all files to be packed are.
        while try digests.take() != nil {}
        try state.pack()
        try work.wait()
    }

    /// Ends the work and waits for its end; after ``finish()`` there is nothing to end.
    package func abandon() {
        state.isAbandoned.store(true, ordering: .relaxed)
        state.parsing.end()
        digests.abandon()
        _ = try? work.wait()
        state.packing.removeAll()
    }
}
