import Archive
import AssessmentKernel
import Bundle
import Closing
import Ledger
import ResultTables
import Rulebook
import Workspace

/// The contents of a bundle besides the finished files of its closing or review.
protocol BundleContent {
    /// The rulebook that was applied.
    var rulebook: Rulebook { get }
    /// The contents of its `bag-info.txt`; `made` lists all earlier bundles in order.
    func info(township: String, made: [MadeBundle]) throws(Problem) -> BagInfo
    /// The result tables whose files it may contain.
    var tables: [ResultSchema] { get }
    /// Adds carried values, decisions and evidence.
    func add(to bundle: BundleAssembly) throws
}

/// Records a closing or a review: its folder, its rows in the ledger and its bundle, all or nothing.
///
/// ```swift
/// let recorder = try Recorder(self, ledger, writing: parts)
/// let outcome = try recorder.record(head, at: now, bundle: content) { folder, writer in … }
/// ```
/// The files are written under a draft name inside the ledger's transaction. The commit is the closing; then the folder
/// gets its name. If a run is killed in between, the next one finishes it.
struct Recorder {
    private let workspace: Workspace
    private let ledger: Ledger
    private let parts: ClosingParts
    /// The key that signs the bundle; nil without a key, or if no bundle is wanted.
    private let key: SigningKey?

    /// Reads the signing key if a bundle is wanted; a key that others can read is refused before anything is written.
    init(_ workspace: Workspace, _ ledger: Ledger, writing parts: ClosingParts) throws(Problem) {
        self.workspace = workspace
        self.ledger = ledger
        self.parts = parts
        key = parts.contains(.bundle) ? try workspace.signingKey() : nil
    }

    /// Records what a closure writes, unless the closure refuses.
    ///
    /// - Parameters:
    ///   - now: the time for the ledger, ISO 8601 in UTC.
    ///   - tables: the result tables that are written member by member.
    ///   - content: the contents of the bundle besides the finished files.
    ///   - body: writes files into the folder and rows to the ledger.
    /// - Returns: the closure's value, and the bundle if one is wanted; or the closure's refusal, and then nothing is
    ///   written.
    func record<Head: BookHead, Made, Refusal: Error>(
        _ head: Head, at now: String, growing tables: [ResultSchema] = [], bundle content: some BundleContent,
        _ body: (ClosingFolder, Head.Writer) throws -> Result<Made, Refusal>
    ) throws -> Result<(made: Made, bundle: MadeBundle?), Refusal> {
        let folder = try ClosingFolder(head.name, in: workspace.closingsFolder, growing: tables)
        let outcome: Result<(made: Made, bundle: MadeBundle?), Refusal>
        do {
            outcome = try ledger.record(head, by: Author(workspace.operatorName, at: now)) { writer in
                switch try body(folder, writer) {
                case .failure(let refusal): return .failure(refusal)
                case .success(let made):
                    try folder.finish()
                    for file in folder.files {
                        try writer.addFile(name: file.name, sha256: file.sha256, bytes: file.bytes)
                    }
                    return .success((made, try bundle(content, of: head.name, folder, writer)))
                }
            }
        } catch {
            folder.discard()
            throw error
        }
        guard case .success = outcome else {
            folder.discard()
            return outcome
        }
        // It is recorded from here on: if the folder cannot be moved now, the next run moves it.
        try folder.publish()
        return outcome
    }

    /// Writes the bundle, if one is wanted.
    private func bundle(
        _ content: some BundleContent, of name: String, _ folder: ClosingFolder, _ writer: BookWriter
    ) throws -> MadeBundle? {
        guard parts.contains(.bundle) else { return nil }
        let (township, made) = (try ledger.township(), try ledger.bundles())
        let bundle = try folder.add { files, place, drafts, path in
            let assembly = try BundleAssembly(name, ledger, content.rulebook, drafts: drafts, to: path)
            try assembly.add(files, in: place) { file in
                content.tables.first { $0.file == file }.flatMap { ResultResources.of($0, content.rulebook) }
            }
            try assembly.add(BundlePath.rulebook, content.rulebook.text)
            try content.add(to: assembly)
            return try assembly.finish(
                title: "\(township) \(name)", try content.info(township: township, made: made), previous: made.last,
                key: key)
        }
        try writer.addBundle(bundle)
        return bundle
    }
}
