import AssessmentKernel
import Cells
import FileFormats
import Intake
import Patterns

/// A condition on a row of the file: what its cells must be.
struct RowCondition: Sendable {
    /// The columns, each with the values of which it must have one.
    let parts: [(title: TitleName, words: Words)]
}

/// Tells which rows of a file are no records: those that the profile leaves out, repeated headers, and totals.
struct RowFilter {
    /// A part of a condition: a column and the values of which it must have one.
    private struct Part {
        let place: Int
        let words: WordMemo
        let namesBlank: Bool
    }

    private let ignored: [[Part]]
    private let only: [[Part]]
    private let header: [[[UInt8]]]
    private let memberPlaces: [Int]

    init(_ profile: Profile, _ header: FileHeader, memberPlaces: [Int]) throws(RecordFault) {
        func resolved(_ conditions: [RowCondition]) throws(RecordFault) -> [[Part]] {
            var resolved: [[Part]] = []
            for condition in conditions {
                var parts: [Part] = []
                for part in condition.parts {
                    // A column that may be missing beside others like it is blank then.
                    let isMissing =
                        profile.alternatives(to: part.title).count > 1 && header.places(of: part.title).isEmpty
                    parts.append(
                        Part(
                            place: isMissing ? .max : try header.place(of: part.title), words: WordMemo(part.words),
                            namesBlank: part.words.namesBlank))
                }
                resolved.append(parts)
            }
            return resolved
        }
        ignored = try resolved(profile.ignoredRows)
        only = try resolved(profile.onlyRows)
        self.header = header.cells
        self.memberPlaces = memberPlaces
    }

    /// Whether a row is a record, as far as the profile says it.
    func takes(_ cells: UnsafeBufferPointer<UnsafeBufferPointer<UInt8>>) -> Bool {
        guard cells.contains(where: { !CellText.isBlank($0) }) else { return false }
        if ignored.contains(where: { holds($0, cells) }) { return false }
        return only.isEmpty || only.contains { holds($0, cells) }
    }

    private func holds(
        _ parts: [Part], _ cells: UnsafeBufferPointer<UnsafeBufferPointer<UInt8>>
    ) -> Bool {
        parts.allSatisfy { $0.place < cells.count ? $0.words.contains(cells[$0.place]) : $0.namesBlank }
    }

    /// Whether a row repeats one of the header's.
    func isHeader(_ cells: UnsafeBufferPointer<UnsafeBufferPointer<UInt8>>) -> Bool {
        header.contains { row in
            guard row.count <= cells.count else { return false }
            for place in cells.indices {
                let isSame = place < row.count ? cells[place].elementsEqual(row[place]) : cells[place].isEmpty
                if !isSame { return false }
            }
            return true
        }
    }

    /// Whether a row is a total or a footer: its first filled cell says so, and it names no member.
    func isTotal(_ cells: UnsafeBufferPointer<UnsafeBufferPointer<UInt8>>) -> Bool {
        guard let first = cells.firstIndex(where: { !CellText.isBlank($0) }), FooterWords.kind(of: cells[first]) != nil
        else { return false }
        return memberPlaces.allSatisfy {
            $0 == first || $0 >= cells.count || CellText.isBlank(cells[$0]) || cells[$0].elementsEqual(cells[first])
        }
    }
}

extension FileHeader {
    /// The one column that a name fits.
    func place(of name: TitleName) throws(RecordFault) -> Int {
        let places = places(of: name)
        if places.count == 1 { return places[0] }
        if places.isEmpty {
            throw .refused(
                Refusal(
                    row: row, code: Reject.Code.missingColumn.rawValue,
                    reason: LocalText(
                        "没有对照文件所说的列“\(name.shown)”", "there is no column \(name.shown), which the profile names"),
                    next: LocalText("核对对照文件或导出文件的表头", "compare the profile with the header of the export")))
        }
        let shown = places.prefix(5).map { columns[$0].shown }.joined(separator: "、")
        throw .refused(
            Refusal(
                row: row, code: Reject.Code.duplicateColumn.rawValue,
                reason: LocalText(
                    "有 \(places.count) 列符合对照文件所说的“\(name.shown)”：\(shown)",
                    "\(places.count) columns fit \(name.shown) of the profile: \(shown)"),
                next: LocalText(
                    "在对照文件中写明是哪一列，如 {title: \(name.title), nth: 1}，或连上层标题一起写",
                    "say which in the profile, as in {title: \(name.title), nth: 1}, or with its upper title")))
    }
}
