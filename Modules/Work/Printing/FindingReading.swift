import AssessmentKernel
import Closing
import Ledger
import Papers
import RecordStore
import ResultTables
import Workspace

/// The findings of a closing or a review with their grounds in words.
struct FindingReading {
    private let workspace: Workspace
    private let ledger: Ledger
    private let kinds: FindingKinds

    init(_ workspace: Workspace, _ ledger: Ledger) {
        self.workspace = workspace
        self.ledger = ledger
        kinds = FindingKinds(workspace.items)
    }

    /// The findings by member.
    ///
    /// - Parameter rows: those of a closing or of a review.
    func findings(_ rows: [ResultRecord]) throws -> [Text: [PaperMember.Finding]] {
        var findings: [Text: [PaperMember.Finding]] = [:]
        for row in rows {
            let (key, text) = (try row.text("finding"), try row.text("basis"))
            let basis = Basis(recorded: text, tables: workspace.tables)
            findings[Text(try row.text("member")), default: []].append(
                PaperMember.Finding(
                    title: kinds.title(of: key), basis: try basis.map(told) ?? LocalText(text, text),
                    clause: kinds.kind(of: key)?.clause.title ?? LocalText("", "")))
        }
        return findings
    }

    /// A basis as people read it: months in full, records with their days.
    private func told(_ basis: Basis) throws -> LocalText {
        switch basis {
        case .months(let months):
            return LocalText(
                months.map { "\($0.year)年\($0.number)月" }.joined(separator: "、"),
                months.map(\.description).joined(separator: ", "))
        case .records(let references):
            let told = try ledger.reading { reader in try references.map { try self.told($0, reader) } }
            return LocalText(
                told.map(\.chinese).joined(separator: "；"), told.map(\.english).joined(separator: "; "))
        case .nothing, .quarter, .table, .rows, .days, .amount, .share: return basis.reading
        }
    }

    /// A record by its table, day and choices; no free text, which may mention residents.
    private func told(_ reference: RecordReference, _ reader: RecordReader) throws -> LocalText {
        guard let schema = workspace.tables.first(where: { $0.key == reference.table }),
            let record = try reader.record(reference, of: schema)
        else { return LocalText(reference.parts.joined(separator: " "), reference.parts.joined(separator: " ")) }
        var (chinese, english): ([String], [String]) = ([], [])
        for (place, column) in schema.columns.enumerated() where place != schema.memberColumn {
            if column.kind == .text || column.isRemark { continue }
            guard let text = record.block.canonicalText(0, place) else { continue }
            let shown = schema.forms[place].shown(text)
            chinese.append(shown.chinese)
            english.append(shown.english)
        }
        return LocalText(
            schema.title.chinese + " " + chinese.joined(separator: " "),
            schema.title.english + " " + english.joined(separator: " "))
    }
}
