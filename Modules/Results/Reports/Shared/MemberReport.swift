public import AssessmentKernel
public import Closing

/// A record's origin, as a report shows it.
public struct RecordOrigin: Hashable, Sendable {
    /// The file as the clerk named it; nil when the ledger does not know.
    public let file: String?
    /// The row, as a spreadsheet shows it.
    public let row: Int?
    /// The table's title.
    public let table: LocalText
    /// The cells that identify the record, on one line.
    public let cells: String

    /// Whether nothing of it is told but that it is there.
    var isCounted: Bool { file == nil && row == nil && cells.isEmpty }

    /// Describes a record's origin.
    public init(file: String?, row: Int?, table: LocalText, cells: String) {
        self.file = file
        self.row = row
        self.table = table
        self.cells = cells
    }
}

/// A member's result with the origin of every record behind its deductions.
public struct MemberReport: Sendable {
    /// The result.
    public let result: MemberResult
    /// The origins of its records.
    public let origins: [RecordReference: RecordOrigin]

    /// Combines a result and its origins.
    public init(_ result: MemberResult, origins: [RecordReference: RecordOrigin]) {
        self.result = result
        self.origins = origins
    }

    /// Whether a deduction rests on votes, of which only the number is told.
    func isCounted(_ deduction: Deduction) -> Bool { deduction.evidence.contains { origins[$0]?.isCounted == true } }

    /// The origins of a deduction's records, in the order of the records.
    ///
    /// Of records that are told by their number alone, such as votes, there is one that says how many.
    func origins(of deduction: Deduction, _ words: ReportWords) -> [RecordOrigin] {
        let counted = deduction.evidence.filter { origins[$0]?.isCounted == true }
        if let first = counted.first, let origin = origins[first] {
            let cells = words("共 \(counted.count) 条，只列数量", "\(counted.count) in all, of which only the number is told")
            return [RecordOrigin(file: nil, row: nil, table: origin.table, cells: cells)]
        }
        return deduction.evidence.map { reference in
            origins[reference]
                ?? RecordOrigin(
                    file: nil, row: nil, table: LocalText(reference.table, reference.table),
                    cells: ShownText.short(reference.parts.joined(separator: " ")))
        }
    }

    /// The findings as text, for a template.
    func findingValues(_ words: ReportWords) -> [[String: Any]] {
        result.findings.map {
            ["title": words($0.kind.title), "basis": ShownText.short(words.basis($0.basis), to: 400)]
        }
    }
}

extension Member {
    /// The member's identity for a template, in texts short enough for a line.
    func values(_ words: ReportWords, to limit: Int = ShownText.longest) -> [String: Any] {
        var values: [String: Any] = ["post": words(post.option.title)]
        for (key, text) in [("name", name), ("code", code), ("office", office), ("village", village), ("grid", grid)] {
            values[key] = ShownText.short(text.string, to: limit)
        }
        return values
    }
}
