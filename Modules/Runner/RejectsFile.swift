import AssessmentKernel
import CSV
import Foundation
import Intake

/// `rejects.csv`: all rejects of the latest import, in the order of files and rows; gone when there are none.
final class RejectsFile {
    /// How many a report shows.
    private static let shown = 10

    /// The rejects so far.
    private(set) var count = 0
    /// The first of them.
    private(set) var first: [Reject] = []

    private let path: String
    private let draft: String
    private let file: UnsafeMutablePointer<FILE>
    private var mark = (offset: 0, count: 0, first: 0)

    init(_ path: String) throws(Problem) {
        self.path = path
        draft = path + ".partial"
        guard let file = fopen(draft, "wb") else { throw FileProblem.from(errno, draft) }
        self.file = file
        try write(["file", "row", "column", "value", "code", "reason"])
    }

    deinit {
        fclose(file)
        unlink(draft)
    }

    /// Remembers this place, to come back to when the file that begins here is refused as a whole.
    func markPlace() { mark = (ftell(file), count, first.count) }

    func backToMark() throws(Problem) {
        fflush(file)
        guard ftruncate(fileno(file), off_t(mark.offset)) == 0, fseek(file, mark.offset, SEEK_SET) == 0 else {
            throw FileProblem.from(errno, draft)
        }
        count = mark.count
        first.removeLast(first.count - mark.first)
    }

    /// Adds the rejects of the checks and those of the ledger, both in the order of rows.
    func add(inOrder checked: [Reject], _ conflicts: [Reject]) throws(Problem) {
        var conflicts = conflicts[...]
        for reject in checked {
            while let conflict = conflicts.first, (conflict.row ?? 0) < (reject.row ?? 0) {
                try add(conflict)
                conflicts.removeFirst()
            }
            try add(reject)
        }
        for conflict in conflicts { try add(conflict) }
    }

    func add(_ reject: Reject) throws(Problem) {
        count += 1
        if first.count < RejectsFile.shown { first.append(reject) }
        try write([
            reject.file, reject.row.map(String.init) ?? "", reject.column, reject.value, reject.code,
            reject.reason.chinese,
        ])
    }

    /// Puts the list in its place, or takes an old one away.
    func finish() throws(Problem) {
        guard fflush(file) == 0 else { throw FileProblem.from(errno, draft) }
        if count > 0 { try Files.move(draft, to: path) } else { try Files.remove(path) }
    }

    private func write(_ cells: [String]) throws(Problem) {
        var writer = CSVWriter()
        writer.row(cells)
        guard fwrite(writer.bytes, 1, writer.bytes.count, file) == writer.bytes.count else {
            throw FileProblem.from(errno, draft)
        }
    }
}
