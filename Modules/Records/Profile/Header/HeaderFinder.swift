import AssessmentKernel
import FileFormats
import Intake

/// Finds the header of a file by the titles that a profile names.
struct HeaderFinder {
    /// How many filled rows are searched.
    private static let searched = 20
    /// A header is wider than any table; a longer row is not looked at.
    private static let mostColumns = 16_384

    private let profile: Profile

    init(_ profile: Profile) { self.profile = profile }

    /// Reads up to the header's last row.
    ///
    /// - Throws: a refusal when no row is the header, with what it lacks.
    func find(in records: any RecordSource) throws(RecordFault) -> FileHeader {
        var rows: [HeaderRow] = []
        var best: (header: FileHeader, missing: [String])?
        while rows.count < HeaderFinder.searched, let record = try records.next() {
            if let fixed = profile.headerRows {
                // A titled row above may be blank, and then is none.
                if record.row > fixed.upperBound { break }
                if record.cells.count <= HeaderFinder.mostColumns { rows.append(HeaderRow(record)) }
                if record.row < fixed.upperBound {
                    if rows.count == HeaderFinder.searched { rows.removeFirst() }
                    continue
                }
                let header = FileHeader(
                    rows.filter { fixed.contains($0.row) }, above: texts(rows.filter { $0.row < fixed.lowerBound }))
                let missing = missing(in: header)
                if missing.isEmpty { return header }
                best = (header, missing)
                break
            }
            guard record.cells.count <= HeaderFinder.mostColumns else { continue }
            let row = HeaderRow(record)
            if row.isBlank { continue }
            rows.append(row)
            for levels in profile.levels where levels <= rows.count {
                let header = FileHeader(rows.suffix(levels), above: texts(rows.dropLast(levels)))
                let missing = missing(in: header)
                if missing.isEmpty, levels == 1 || isOneOfLevels(header) { return header }
                if missing.count < best?.missing.count ?? .max { best = (header, missing) }
            }
        }
        throw .refused(refusal(best))
    }

    private func texts(_ rows: some Sequence<HeaderRow>) -> [String] {
        rows.flatMap { row -> [String] in
            var texts: [String] = []
            for cell in row.cells where !CellText.isBlank(cell) {
                let text = String(decoding: cell, as: UTF8.self)
                // A merged title stands in each of its cells.
                if texts.last.map({ Text($0) }) != Text(text) { texts.append(text) }
            }
            return texts
        }
    }

    /// Whether the upper rows belong to a header: a title above a header of fewer rows is none of them.
    private func isOneOfLevels(_ header: FileHeader) -> Bool {
        if header.hasTitleRow { return false }
        if profile.requiredTitles.contains(where: { $0.contains { header.usesTop($0) } }) { return true }
        return profile.days.map { DayTitles($0, header).columns.contains { header.isJoined($0.place) } } ?? false
    }

    /// The titles that a header lacks.
    private func missing(in header: FileHeader) -> [String] {
        var missing: [String] = []
        for source in profile.requiredTitles where !source.contains(where: { !header.places(of: $0).isEmpty }) {
            missing.append(source.map(\.shown).joined(separator: "/"))
        }
        if let days = profile.days, DayTitles(days, header).isEmpty { missing.append("1、2、3…（一天一列）") }
        return missing
    }

    private func refusal(_ best: (header: FileHeader, missing: [String])?) -> Refusal {
        let code = Reject.Code.missingColumn.rawValue
        guard let (header, missing) = best, !header.columns.isEmpty else {
            return Refusal(
                row: profile.headerRows?.upperBound ?? 1, code: code,
                reason: LocalText("文件是空的，或没有表头那一行", "the file is empty, or has no row for its header"),
                next: LocalText("请从平台重新导出，或核对对照文件的 header", "export it again, or check header in the profile"))
        }
        let lacks = missing.isEmpty ? ["（\(profile.levels.map(String.init).joined(separator: "-")) 层表头）"] : missing
        let lacking = lacks.prefix(5).joined(separator: "、")
        let there = header.columns.map(\.shown).filter { !Text($0).isBlank }.prefix(30)
            .map { String($0.prefix(20)) }.joined(separator: "、")
        return Refusal(
            row: header.row, code: code,
            reason: LocalText(
                "没有对照文件所说的列“\(lacking)”；最像表头的第 \(header.row) 行是：\(there)",
                "there is no column \(lacking), which the profile names; row \(header.row), most like a header, has: \(there)"
            ),
            next: LocalText(
                "核对对照文件的列名和 levels、header，或确认导出的是这种文件",
                "compare the titles, levels and header of the profile with the export"))
    }
}
