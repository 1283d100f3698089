import AssessmentKernel
import CSV
import Disk
import Foundation
import Intake
import Ledger
import RecordStore
import TownshipTables
import Workspace

/// `rejects.csv`: all rejects of the latest import, in the order of files and rows; removed when there are none.
final class RejectsFile {
    /// The number of rejects in a report.
    private static let shown = 10
    /// The number of rows refused by the ledger that are looked up in their file at a time.
    private static let refusedAtATime = 10_000

    /// The rejects so far.
    private(set) var count = 0
    /// How many of them fail only because a row of the roster is rejected.
    private(set) var derivedCount = 0
    /// The first of the others.
    private(set) var first: [Reject] = []

    private let path: String
    private let draft: DraftFile
    private var members = RejectedMembers()

    init(_ path: String) throws(Problem) {
        self.path = path
        // A file that the clerk put there stays.
        if Files.isFolder(path) { throw Problem.writing(EISDIR, path) }
        draft = try DraftFile(path)
        try write(["file", "row", "column", "value", "code", "reason"])
    }

    /// Adds a file's rejects: those of the checks and those of the ledger, both in the order of rows.
    ///
    /// - Parameters:
    ///   - rows: receives the rejected rows for a sheet.
    ///   - lookUp: makes the rejects of some rows that the ledger refused.
    func add(
        _ checked: RejectSpool.Reader, refused: RefusedRows?, rows: RejectsWorkbooks.RejectedRows?,
        lookUp: ([RefusedRow]) throws -> [Reject]
    ) throws {
        var next = try checked.next()
        let count = refused?.count ?? 0
        for start in stride(from: 0, to: count, by: RejectsFile.refusedAtATime) {
            let some = try refused?.rows(start..<min(start + RejectsFile.refusedAtATime, count)) ?? []
            for later in try lookUp(some) {
                while let reject = next, (reject.row ?? 0) < (later.row ?? 0) {
                    try add(reject, rows)
                    next = try checked.next()
                }
                try add(later, rows)
            }
        }
        while let reject = next {
            try add(reject, rows)
            next = try checked.next()
        }
    }

    /// Remembers whose rows of the roster are rejected, before the other tables' rejects are added.
    func remember(_ rejected: RejectSpool.Reader, of file: ReadFile) throws {
        if let refusal = file.refusal { return members.refuse(file: refusal.file) }
        var waiting: Set<Int> = []
        while let reject = try rejected.next() {
            if let row = reject.row { waiting.insert(row) }
            if waiting.count >= RejectsFile.refusedAtATime { try remember(&waiting, of: file) }
        }
        try remember(&waiting, of: file)
    }

    private func remember(_ rows: inout Set<Int>, of file: ReadFile) throws {
        guard let place = file.places[MemberTable.shared.member.index], !rows.isEmpty else { return }
        for (row, cells) in try OriginalRows.cells(of: rows, in: file.source, schema: MemberTable.shared.schema)
        where cells.indices.contains(place) {
            members.reject(cells[place].value.utf8, file: file.name, row: row)
        }
        rows = []
    }

    private func add(_ found: Reject, _ rows: RejectsWorkbooks.RejectedRows?) throws(Problem) {
        let derived = members.derived(found)
        let reject = derived ?? found
        count += 1
        if derived != nil { derivedCount += 1 }
        try rows?.add(reject)
        if derived == nil, first.count < RejectsFile.shown { first.append(reject) }
        try write([
            reject.file, reject.row.map(String.init) ?? "", reject.column, reject.value, reject.code,
            reject.reason.chinese,
        ])
    }

    /// Completes the list; it is then on disk under its draft name.
    func complete() throws(Problem) { try draft.complete() }

    /// Moves the completed list to its place, or removes an old one.
    func publish() throws(Problem) {
        if count > 0 { try draft.publish() } else { try Files.remove(path) }
    }

    private func write(_ cells: [String]) throws(Problem) {
        var line = CSVWriter()
        line.row(cells.map(SpreadsheetGuard.guarded))
        try draft.write(line.bytes)
    }
}

/// The rejects of one file, until the ledger has refused its rows too.
///
/// A few are kept in memory and the rest on disk, so that a wrong roster under a million rows costs no memory.
struct RejectSpool {
    private static let held = 4096

    private let scratch: String
    private var recent: [Reject] = []
    private var spill: Spill?

    init(scratch: String) { self.scratch = scratch }

    mutating func add(_ reject: Reject) throws(Problem) {
        recent.append(reject)
        if recent.count >= RejectSpool.held {
            if spill == nil { spill = try Spill(scratch) }
            try spill?.write(recent)
            recent = []
        }
    }

    /// Starts reading from the first.
    func reader() -> Reader { Reader(spill: spill, recent: recent) }

    /// Delivers the rejects one by one.
    final class Reader {
        private let spill: Spill?
        private var batch = 0
        private var waiting: [Reject] = []
        private var last: [Reject]
        private var place = 0

        fileprivate init(spill: Spill?, recent: [Reject]) {
            self.spill = spill
            last = recent
        }

        func next() throws(Problem) -> Reject? {
            if place == waiting.count {
                place = 0
                waiting = try spill?.read(batch) ?? []
                batch += 1
                if waiting.isEmpty { swap(&waiting, &last) }
                if waiting.isEmpty { return nil }
            }
            place += 1
            return waiting[place - 1]
        }
    }

    /// Batches of rejects in an unnamed file, each as JSON.
    fileprivate final class Spill {
        private struct Stored: Codable {
            let file: String
            let row: Int?
            let column, value, code, chinese, english: String
        }

        private let spool: Spool
        private var places: [Range<Int>] = []

        init(_ scratch: String) throws(Problem) { spool = try Spool(in: scratch) }

        func write(_ rejects: [Reject]) throws(Problem) {
            let stored = rejects.map {
                Stored(
                    file: $0.file, row: $0.row, column: $0.column, value: $0.value, code: $0.code,
                    chinese: $0.reason.chinese, english: $0.reason.english)
            }
            guard let data = try? JSONEncoder().encode(stored) else { throw Problem.unreachable }
            let start = spool.count
            try spool.write(Array(data))
            places.append(start..<spool.count)
        }

        func read(_ batch: Int) throws(Problem) -> [Reject] {
            guard places.indices.contains(batch) else { return [] }
            guard let stored = try? JSONDecoder().decode([Stored].self, from: Data(try spool.read(places[batch])))
            else {
                throw Problem.unreachable
            }
            return stored.map {
                Reject(
                    file: $0.file, row: $0.row, column: $0.column, value: $0.value, code: $0.code,
                    reason: LocalText($0.chinese, $0.english))
            }
        }
    }
}
