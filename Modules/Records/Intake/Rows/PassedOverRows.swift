import AssessmentKernel
import Cells
import FileFormats

/// Rows that hold no record.
extension RowChecker {
    /// Whether a row repeats the header, as on each page of a printed table.
    func isRepeatedHeader(_ cells: UnsafeBufferPointer<UnsafeBufferPointer<UInt8>>) -> Bool {
        for place in 0..<max(cells.count, header.cells.count) {
            let title = place < header.cells.count ? HeaderText.title(of: header.cells[place].utf8) : ""
            // Long cells are no titles; they are not worth a copy.
            if place < cells.count, cells[place].count > 1_000 { return false }
            let cell = place < cells.count ? HeaderText.title(of: cells[place]) : ""
            if cell != title { return false }
        }
        return true
    }

    /// Whether a row has a total, a signature or the number of a page instead of a record: its first filled cell says so,
    /// and the natural key is blank but for that cell.
    ///
    /// Where a single column is the key, the member must be blank too, so that no record is passed over whose key
    /// happens to begin so.
    mutating func isFooter(_ cells: UnsafeBufferPointer<UnsafeBufferPointer<UInt8>>) -> Bool {
        guard let first = cells.firstIndex(where: { !CellText.isBlank($0) }),
            let kind = FooterWords.kind(of: cells[first])
        else { return false }
        let keys = schema.naturalKey + [schema.memberColumn].compactMap(\.self)
        let isAlone = keys.allSatisfy { column in
            guard let place = header.places[column], place != first, place < cells.count else { return true }
            // A merged total has its word in every cell of its range.
            return CellText.isBlank(cells[place]) || cells[place].elementsEqual(cells[first])
        }
        switch kind {
        case .total:
            // In a column that is none of the table's the word stands for the row's number, whatever is counted beside it.
            let isNumber = header.columns[first] == nil && namesNobody(cells)
            return isAlone || isNumber && !hasReadable(cells, except: first)
        case .sum: return isAlone && !hasReadable(cells, except: first)
        // The names of those who sign stand beside their titles, also where a record has its key.
        case .label: return !hasReadable(cells, except: first)
        }
    }

    private func namesNobody(_ cells: UnsafeBufferPointer<UnsafeBufferPointer<UInt8>>) -> Bool {
        guard let place = schema.memberColumn.flatMap({ header.places[$0] }), place < cells.count else { return false }
        return CellText.isBlank(cells[place])
    }

    /// Whether a required cell can be read as its column's day or choice, or as a member of the roster: then the row may
    /// be a record.
    private mutating func hasReadable(
        _ cells: UnsafeBufferPointer<UnsafeBufferPointer<UInt8>>, except first: Int
    ) -> Bool {
        var block = RowBlock(schema)
        for known in known where known.place != first && known.place < cells.count {
            let cell = cells[known.place]
            let column = schema.columns[known.column]
            guard column.isRequired, column.kind.isTelling || known.column == memberColumn, !CellText.isBlank(cell),
                !cell.elementsEqual(cells[first]),
                let slot = try? parser.parse(cell, column: known.column, into: &block)
            else { continue }
            if known.column != memberColumn { return true }
            if let roster, roster.ordinal(of: slot, in: block) >= 0 { return true }
        }
        return false
    }

    /// Whether a row has nothing but what a sheet filled by itself: zeros of sums below the last record, numbers of rows.
    ///
    /// No column that a record needs has anything; a row with a name, a day or a sum is a record that lacks something.
    func isUnfilled(_ record: Record) -> Bool {
        guard record.cells.count == width else { return false }
        for (place, cell) in record.cells.enumerated() where !CellText.isBlank(cell) {
            guard cell.count <= 12 else { return false }
            let text = HeaderText.plain(cell)
            guard let column = header.columns[place] else {
                let isNumber = RowChecker.numbersOfRows.contains(HeaderText.title(of: header.cells[place].utf8))
                // What a formula looks up for a blank key is an error.
                let isError = text.utf8.first == 0x23 && RowChecker.errors.contains(text)
                guard
                    isError || RowChecker.isZero(text) || isNumber && text.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 })
                else {
                    return false
                }
                continue
            }
            guard schema.columns[column].kind.isAmount, !schema.columns[column].isRequired, RowChecker.isZero(text)
            else { return false }
        }
        return true
    }

    private static let errors: Set<Text> = ["#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!"]
    private static let numbersOfRows: Set<Text> = ["序号", "序", "行号", "No.", "NO.", "No", "NO", "no", "#", "编号"]

    /// 0, 0.00, 0%, 0:00 and the dash that some formats show for it.
    private static func isZero(_ text: Text) -> Bool {
        text.utf8.allSatisfy { $0 == 0x30 || $0 == 0x2E || $0 == 0x25 || $0 == 0x3A || $0 == 0x2D }
    }
}

extension ColumnKind {
    /// Whether a value of its kind is a record's and no sum's.
    fileprivate var isTelling: Bool { self == .date || self == .dateTime || options != nil }

    /// Whether its cells are numbers.
    fileprivate var isAmount: Bool { self == .number || self == .percent || self == .whole }
}
