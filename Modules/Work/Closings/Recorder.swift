import Archive
import AssessmentKernel
import Bundle
import Closing
import Ledger
import ResultTables
import Rulebook
import Workspace

/// What a bundle holds besides the finished files of its closing or review.
protocol BundleContent {
    /// The rulebook that was applied.
    var rulebook: Rulebook { get }
    /// What its `bag-info.txt` says; `made` are all bundles so far, in their order.
    func info(township: String, made: [MadeBundle]) throws(Problem) -> BagInfo
    /// The result tables whose files it may hold.
    var tables: [ResultSchema] { get }
    /// Adds carried values, decisions and evidence.
    func add(to bundle: BundleAssembly) throws
}

/// Records a closing or a review: its folder, its rows in the ledger and its bundle, all of them or none.
///
/// ```swift
/// let recorder = try Recorder(self, ledger, writing: parts)
/// let outcome = try recorder.record(head, at: now, bundle: content) { folder, writer in … }
/// ```
/// The files are written under a draft's name while the ledger's transaction is open. The commit is the closing; the
/// folder then gets its name. A run that is killed between the two is finished by the next one.
struct Recorder {
    private let workspace: Workspace
    private let ledger: Ledger
    private let parts: ClosingParts
    /// The key that signs the bundle; nil when there is none, and when no bundle is wanted.
    private let key: SigningKey?

    /// Reads the signing key, if a bundle is wanted: one that others can read is refused before anything is written.
    init(_ workspace: Workspace, _ ledger: Ledger, writing parts: ClosingParts) throws(Problem) {
        self.workspace = workspace
        self.ledger = ledger
        self.parts = parts
        key = parts.contains(.bundle) ? try workspace.signingKey() : nil
    }

    /// Records what a body writes, unless the body refuses.
    ///
    /// - Parameters:
    ///   - now: the time for the ledger, ISO 8601 in UTC.
    ///   - tables: the result tables that grow member by member.
    ///   - content: what the bundle holds besides the finished files.
    ///   - body: writes files into the folder and rows to the ledger.
    /// - Returns: what the body made, and the bundle if one is wanted; or the body's refusal, and then nothing is written.
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
        // It is recorded from here on: a folder that cannot be moved now is moved by the next run.
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
            let assembly = try BundleAssembly(name, ledger, drafts: drafts, to: path)
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
