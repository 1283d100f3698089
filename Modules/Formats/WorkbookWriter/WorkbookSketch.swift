public import AssessmentKernel
import Digests
import Disk
import Foundation
import ZIP

/// A workbook beside one that may be the same, made to be compared and not to be opened.
///
/// ```swift
/// let made = try WorkbookFile(path, title: "考核结果", created: day, sketched: true)
/// …
/// try made.close()
/// if try WorkbookSketch(path).isEqual(to: bundled) { … }
/// ```
/// Packing takes longer than all else of a workbook, and nearly all of it is rows. In a sketch the rows of ``SheetWriter/add(row:height:level:_:merged:)``
/// are left out; beside the file stands of each part how many bytes they have, and their digest.
public struct WorkbookSketch {
    /// The rows that a part has besides what is in the file.
    struct Rows {
        let bytes: Int
        let sha256: String
    }

    private let path: String
    private let rows: [String: Rows]

    /// Reads what stands beside a file; beside a workbook that was written whole there is nothing.
    public init(_ path: String) throws(Problem) {
        self.path = path
        var rows: [String: Rows] = [:]
        let place = WorkbookSketch.place(path)
        if Files.exists(place) {
            for line in String(decoding: try Files.read(place), as: UTF8.self).split(separator: "\n") {
                let words = line.split(separator: " ").map(String.init)
                guard words.count == 3, let bytes = Int(words[1]) else { continue }
                rows[words[0]] = Rows(bytes: bytes, sha256: words[2])
            }
        }
        self.rows = rows
    }

    /// Writes the rows of the sheets, in their order, beside a file.
    static func write(_ rows: [Rows], beside path: String) throws(Problem) {
        let lines = rows.enumerated().map { "\(SheetPart.name($0)) \($1.bytes) \($1.sha256)\n" }
        let file = try FileWriter(place(path))
        try file.write(lines.joined())
        try file.close(isKept: false)
    }

    private static func place(_ path: String) -> String { path + ".rows" }

    /// Whether a workbook holds the same parts with the same bytes, however they are packed.
    ///
    /// It must be plainly laid out, so that no program finds anything else in it.
    ///
    /// - Throws: a fault of its ZIP, once its directory was read.
    public func isEqual(to other: String) throws -> Bool {
        guard let left = try? ZIPReader(path: path, policy: .gentle), let right = try? ZIPReader(path: other),
            left.entries.map(\.name) == right.entries.map(\.name)
        else { return false }
        for (mine, its) in zip(left.entries, right.entries) {
            let rows = rows[mine.name].flatMap { $0.bytes > 0 ? $0 : nil }
            guard its.size == mine.size + UInt64(rows?.bytes ?? 0) else { return false }
            var part = Part(try left.bytes(of: mine, limit: .max), rows)
            try right.read(its) { part.take($0) }
            guard part.isWhole else { return false }
        }
        return true
    }

    /// A part that is compared piece by piece.
    private struct Part {
        private let own: [UInt8]
        /// Where the rows belong.
        private let gap: Int
        private let rows: Rows?
        private var left: Int
        private var hash = SHA256()
        private var place = 0
        private var isEqual = true

        init(_ own: [UInt8], _ rows: Rows?) {
            (self.own, self.rows) = (own, rows)
            left = rows?.bytes ?? 0
            gap = rows == nil ? own.count : SheetPart.endOfRows(in: own) ?? own.count
        }

        mutating func take(_ piece: UnsafeRawBufferPointer) {
            var rest = piece[...]
            while isEqual, !rest.isEmpty {
                if place == gap, left > 0 {
                    let row = rest.prefix(left)
                    hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: row))
                    left -= row.count
                    rest = rest.dropFirst(row.count)
                    continue
                }
                let count = min(rest.count, (place < gap ? gap : own.count) - place)
                guard count > 0 else {
                    isEqual = false
                    return
                }
                isEqual = own[place..<place + count].elementsEqual(rest.prefix(count))
                place += count
                rest = rest.dropFirst(count)
            }
        }

        /// Whether all of it came, and nothing else.
        var isWhole: Bool {
            isEqual && place == own.count && left == 0 && (rows.map { hash.finalize().hex == $0.sha256 } ?? true)
        }
    }
}
