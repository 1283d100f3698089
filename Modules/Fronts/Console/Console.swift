public import AssessmentKernel
import Closings
import Desk
import Disk
import Foundation
import HTTP
import Parallel
public import Workspace

/// The desk (工作台): the use cases and their answers as pages in a browser, served to this machine alone.
///
/// ```swift
/// let console = try Console(of: workspace, language: .chinese, clock: clock, port: 0)
/// print(console.address)
/// try await console.run()
/// ```
/// It is a second front beside the command line: it knows no rule and decides nothing.
public struct Console: Sendable {
    /// Where the desk reads the time.
    public struct Clock: Sendable {
        /// Today's date in China.
        let today: @Sendable () -> CivilDate
        /// Now, ISO 8601 in UTC.
        let now: @Sendable () -> String

        /// Makes a clock.
        public init(today: @escaping @Sendable () -> CivilDate, now: @escaping @Sendable () -> String) {
            self.today = today
            self.now = now
        }
    }

    let workspace: Workspace
    let language: Language
    let tasks = TaskBoard()
    let drafts: DraftBox
    let gate: Gate
    let shell: Shell
    private let checked = CheckedQuarters()
    private let clock: Clock
    private let server: LocalServer

    /// Prepares the desk of a folder, which need not be a workspace yet.
    ///
    /// - Parameters:
    ///   - workspace: the workspace; its ``Workspace/operatorName`` is who works until a browser says another name, and
    ///     empty when it is to be asked.
    ///   - language: the language until a reader chooses another.
    ///   - port: the port; 0 for any that is free.
    /// - Throws: ``Problem`` when the port is taken.
    public init(of workspace: Workspace, language: Language, clock: Clock, port: UInt16) throws(Problem) {
        self.workspace = workspace
        self.language = language
        self.clock = clock
        drafts = DraftBox(in: workspace.folder)
        shell = try Shell(Pages.all + Pages.further)
        server = try LocalServer(port: port)
        gate = Gate(port: server.port)
    }

    /// The address that opens the desk; it holds a word that is good once.
    public var address: String { gate.address }

    /// Whether a task runs.
    public var isAtWork: Bool { tasks.running != nil }

    /// Serves until the surrounding task is cancelled, and then waits for a task that runs: it ends whole.
    ///
    /// - Parameter isHurried: asked while it waits: whether to leave the task, which is then as if it had never begun.
    public func run(isHurried: @escaping @Sendable () -> Bool = { false }) async throws {
        if !workspace.isMade { try Files.makeFolder(workspace.folder) }
        let lock = try drafts.open()
        defer {
            drafts.removeAll()
            lock.release()
        }
        do {
            try await server.run { head, connection in
                Gate.guarded(await Router(desk: self).answer(to: head, connection))
            }
        } catch is CancellationError {}
        // A task may still read its drafts, so they go last.
        try await onThreadAwaited { while isAtWork, !isHurried() { usleep(50_000) } }
    }

    /// The status of a quarter, computed again only when something has changed.
    func status(_ quarter: Quarter, accepted: [String] = []) throws -> QuarterStatus {
        try checked.status(quarter, accepted, workspace, today: today())
    }

    func today() -> CivilDate { clock.today() }

    func now() -> String { clock.now() }
}
