import AssessmentKernel

/// A record that an item calls good, bad or neither, made for any day with a code of its own.
struct ConductSample {
    let schema: TableSchema
    /// Whether the record is good, else bad or neither.
    let isGood: Bool
    /// Whether it is neither, and only makes evidence denser.
    let isNeither: Bool
    /// Whether it is so under the usual parameters only.
    let isUsual: Bool
    /// The cells as written; empty where the suite fills them in.
    private let cells: [[UInt8]]
    /// The slots of days and moments that are written, by their columns.
    private let dates: [Int: Int64]
    /// The written attribution date; nil when the suite fills it in.
    private let anchor: CivilDate?

    /// What an item says of the records of its tables.
    ///
    /// - Throws: for a text that cannot be read as records of its table.
    static func all(of item: any AssessmentItem.Type) throws(ExampleFault) -> [ConductSample] {
        var samples: [ConductSample] = []
        for (key, text) in item.conduct.sorted(by: { Text($0.key) < Text($1.key) }) {
            guard let schema = item.tables.first(where: { $0.key == key }) else {
                throw ExampleFault("the item has no table \(key)")
            }
            samples += try read(text, schema)
        }
        return samples
    }

    private static func read(_ text: String, _ schema: TableSchema) throws(ExampleFault) -> [ConductSample] {
        let lines = text.utf8.split(separator: 0x0A).filter { !CellText.isBlank($0) }.map { line in
            line.split(separator: 0x2C, omittingEmptySubsequences: false).map { Array($0) }
        }
        guard let header = lines.first, header[0] == Array("conduct".utf8) else {
            throw ExampleFault("\(schema.key): the first column must be conduct")
        }
        var columns: [Int] = []
        for cell in header.dropFirst() {
            let key = String(decoding: CellText.normalised(cell), as: UTF8.self)
            guard let column = schema.index(of: key), !columns.contains(column), !isOfSuite(column, schema) else {
                throw ExampleFault("\(schema.key): the header cannot have \(key)")
            }
            columns.append(column)
        }
        var samples: [ConductSample] = []
        for line in lines.dropFirst() {
            guard line.count == header.count else {
                throw ExampleFault("\(schema.key), row \(samples.count + 2): not as many cells as the header")
            }
            samples.append(try ConductSample(line, columns, schema))
        }
        return samples
    }

    /// Whether a column's cells are the suite's: the member, and the codes of the natural key.
    private static func isOfSuite(_ column: Int, _ schema: TableSchema) -> Bool {
        column == schema.memberColumn || schema.naturalKey.contains(column) && schema.columns[column].kind == .code
    }

    private init(_ line: [[UInt8]], _ columns: [Int], _ schema: TableSchema) throws(ExampleFault) {
        let word = String(decoding: CellText.normalised(line[0]), as: UTF8.self)
        guard ["good", "good?", "bad", "bad?", "neither"].contains(word) else {
            throw ExampleFault("\(schema.key): a record is good, bad (either with a ?) or neither, and not '\(word)'")
        }
        isGood = word.hasPrefix("good")
        isNeither = word == "neither"
        isUsual = word.hasSuffix("?")
        self.schema = schema
        var cells = [[UInt8]](repeating: [], count: schema.columns.count)
        var dates: [Int: Int64] = [:]
        var block = RowBlock(schema)
        for (column, cell) in zip(columns, line.dropFirst()) where !CellText.isBlank(cell) {
            cells[column] = cell
            guard [.date, .dateTime].contains(schema.columns[column].kind) else { continue }
            guard let slot = block.slot(of: cell, column: column) else {
                throw ExampleFault("\(schema.key): '\(String(decoding: cell, as: UTF8.self))' is no day")
            }
            dates[column] = slot
        }
        self.cells = cells
        self.dates = dates
        anchor = schema.dates.lazy.compactMap { date in dates[date.column].map(date.day) }.first
        guard anchor != nil || dates.isEmpty else {
            throw ExampleFault("\(schema.key): other days need the attribution date beside them")
        }
        // What a ledger would not hold is refused here.
        if let day = CivilDate(year: 2021, month: 7, day: 5) { _ = try SceneTable(schema, [row(1, on: day)]) }
    }

    /// Whether two records of a member may be dated on one day.
    var mayRepeat: Bool { schema.naturalKey.contains { Self.isOfSuite($0, schema) && $0 != schema.memberColumn } }

    /// The record for a day.
    ///
    /// - Parameter number: makes its codes unique; even and odd ones sort after and before usual codes.
    func row(_ number: Int, on day: CivilDate) -> [[UInt8]] {
        let shift = anchor.map { $0.distance(to: day) } ?? 0
        return schema.columns.indices.map { column -> [UInt8] in
            if column == schema.memberColumn { return Array(Setting.memberCode.utf8) }
            if Self.isOfSuite(column, schema) {
                return Array("\(number.isMultiple(of: 2) ? "zz" : "0")-\(number)".utf8)
            }
            let kind = schema.columns[column].kind
            if let slot = dates[column] {
                return kind == .date
                    ? Array(DateColumn(column: column, isMoment: false).day(slot).advanced(by: shift).description.utf8)
                    : Array(CivilDateTime(seconds: slot + Int64(shift) * 86_400).description.utf8)
            }
            if anchor == nil, schema.attribution.contains(column), schema.columns[column].isRequired {
                return Array((kind == .date ? "\(day)" : "\(day) 09:00:00").utf8)
            }
            return cells[column].flatMap { $0 == 0x23 ? Array("\(number)".utf8) : [$0] }
        }
    }

    /// Whether a record looks like this one: the same choices, the same cells filled, days on the same side of its date.
    func isLike(_ row: [[UInt8]]) -> Bool {
        guard let day = CivilDate(year: 2021, month: 7, day: 5) else { return false }
        return Self.look(row, schema) == Self.look(self.row(1, on: day), schema)
    }

    private static func look(_ row: [[UInt8]], _ schema: TableSchema) -> [String] {
        guard let block = try? SceneTable.block([row], schema) else { return [] }
        let day = block.attributionDate(0)
        return schema.columns.indices.map { column in
            let slot = block.slot(0, column)
            if slot == RowBlock.empty || isOfSuite(column, schema) { return "" }
            let kind = schema.columns[column].kind
            guard kind == .date || kind == .dateTime else {
                return kind.options != nil || kind == .yesNo ? block.canonicalText(0, column) ?? "" : "filled"
            }
            let other = DateColumn(column: column, isMoment: kind == .dateTime).day(slot)
            return String((day?.distance(to: other) ?? 0).signum())
        }
    }
}
