public import AssessmentKernel
import Disk
import Foundation
import HTTP
import Parallel

/// The desk (工作台): use cases and their answers as pages in a browser, served to this machine alone.
///
/// ```swift
/// let console = try Console(of: workspace, language: .chinese, clock: clock, port: 0)
/// print(console.address)
/// try await console.run()
/// ```
/// It is a second front beside the command line: it knows no rule and decides nothing. This room knows how pages are
/// served, guarded and framed; which pages there are stands in the rooms of the clerk's and of the district's pages.
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

    /// The tasks.
    package let tasks = TaskBoard()
    /// The files that were dragged in.
    package let drafts: DraftBox
    let language: Language
    let gate: Gate
    let shell: Shell
    private let clock: Clock
    private let server: LocalServer
    let folder: String
    private let route: @Sendable (Console, RequestHead, Connection) async -> Response

    /// Prepares the desk of a place.
    ///
    /// - Parameters:
    ///   - place: what the pages are about; its operator's name is who works until a browser says another one, and empty
    ///     when it is to be asked.
    ///   - language: the language until a reader chooses another.
    ///   - port: the port; 0 for any that is free.
    /// - Throws: ``Problem`` when the port is taken.
    package init<Place: DeskPlace>(
        serving place: Place, language: Language, clock: Clock, port: UInt16
    ) throws(Problem) {
        self.language = language
        self.clock = clock
        // A browser takes longer to come than this takes.
        onThread { place.prepare(today: clock.today()) }
        folder = place.folder
        drafts = DraftBox(in: place.folder)
        shell = try Shell(Router<Place>.pages.map(\.templates))
        server = try LocalServer(port: port)
        gate = Gate(port: server.port)
        route = { console, head, connection in
            await Router(desk: console, place: place).answer(to: head, connection)
        }
    }

    /// The address that opens the desk; it holds a word that is good once.
    public var address: String { gate.address }

    /// Whether a task runs.
    public var isAtWork: Bool { tasks.running != nil }

    /// Serves until the surrounding task is cancelled, and then waits for a task that runs: it ends whole.
    ///
    /// - Parameter isHurried: asked while it waits: whether to leave the task, which is then as if it had never begun.
    public func run(isHurried: @escaping @Sendable () -> Bool = { false }) async throws {
        if !Files.isFolder(folder) { try Files.makeFolder(folder) }
        let lock = try drafts.open()
        defer {
            Files.discard(door)
            drafts.removeAll()
            lock.release()
        }
        do {
            try await server.run { head, connection in Gate.guarded(await route(self, head, connection)) }
        } catch is CancellationError {}
        // A task may still read its drafts, so they go last.
        try await onThreadAwaited { while isAtWork, !isHurried() { usleep(50_000) } }
    }

    /// Today's date in China.
    package func today() -> CivilDate { clock.today() }

    /// Now, ISO 8601 in UTC.
    package func now() -> String { clock.now() }
}
