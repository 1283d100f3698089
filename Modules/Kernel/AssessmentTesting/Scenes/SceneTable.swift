import AssessmentKernel

/// The rows of one table in a scene, with cells as outputs print them or as people see them.
struct SceneTable {
    let schema: TableSchema
    /// The reference and the attribution date of every row, in the order in which they are written.
    let references: [RecordReference]
    let days: [CivilDate?]
    /// The rows, with one cell per column of the table.
    let rows: [[[UInt8]]]

    /// Makes a table from rows of cells.
    ///
    /// - Throws: for a cell that does not parse, a row that its table's rule refuses, or a duplicate natural key.
    init(_ schema: TableSchema, _ rows: [[[UInt8]]]) throws(ExampleFault) {
        let block = try Self.block(rows, schema)
        self.schema = schema
        self.rows = rows
        references = (0..<block.count).map(block.reference)
        days = (0..<block.count).map(block.attributionDate)
        guard Set(references).count == references.count else {
            throw ExampleFault("\(schema.key): two rows have the same natural key")
        }
    }

    /// Makes a table of rows that have been checked.
    init(_ schema: TableSchema, _ rows: [[[UInt8]]], references: [RecordReference], days: [CivilDate?]) {
        self.schema = schema
        self.rows = rows
        self.references = references
        self.days = days
    }

    /// Reads the text of an example: a header of column keys, then rows, without quoting.
    init(_ schema: TableSchema, _ text: String) throws(ExampleFault) {
        let lines = text.utf8.split(separator: 0x0A).filter { !CellText.isBlank($0) }
        guard let header = lines.first else { throw ExampleFault("\(schema.key) has no header") }
        let columns = try Self.columns(header, of: schema)
        var rows: [[[UInt8]]] = []
        for line in lines.dropFirst() {
            let cells = line.split(separator: 0x2C, omittingEmptySubsequences: false).map(Array.init)
            guard cells.count == columns.count else {
                throw ExampleFault("\(schema.key), row \(rows.count + 2): not as many cells as the header")
            }
            var row = [[UInt8]](repeating: [], count: schema.columns.count)
            if let column = schema.memberColumn { row[column] = Array(Setting.memberCode.utf8) }
            for (column, cell) in zip(columns, cells) { row[column] = cell }
            rows.append(row)
        }
        try self.init(schema, rows)
    }

    /// The rows dated on a selected day, sorted by date, moment and natural key.
    ///
    /// - Parameter seed: shuffles the rows first, so that their texts are stored in import order, as in a ledger.
    func block(shuffle seed: UInt64?, where isWanted: (CivilDate) -> Bool) throws(ExampleFault) -> RowBlock {
        var order = rows.indices.filter { row in days[row].map(isWanted) ?? false }
        if let seed {
            var generator = SeededGenerator(seed: seed)
            order.shuffle(using: &generator)
        }
        let imported = try Self.block(order.map { rows[$0] }, schema)
        var sorted = RowBlock(schema, rowCapacity: imported.count)
        imported.bytes.withUnsafeBufferPointer { _ = sorted.store($0) }
        for row in (0..<imported.count).sorted(by: imported.precedes) {
            schema.columns.indices.map { imported.slot(row, $0) }.withUnsafeBufferPointer { sorted.append($0) }
        }
        return sorted
    }

    private static func columns(_ header: Substring.UTF8View, of schema: TableSchema) throws(ExampleFault) -> [Int] {
        var columns: [Int] = []
        for cell in header.split(separator: 0x2C, omittingEmptySubsequences: false) {
            let key = String(decoding: CellText.normalised(cell), as: UTF8.self)
            guard let column = schema.index(of: key), !columns.contains(column), column != schema.memberColumn else {
                throw ExampleFault("\(schema.key): the header cannot have \(key)")
            }
            columns.append(column)
        }
        return columns
    }

    static func block(_ rows: [[[UInt8]]], _ schema: TableSchema) throws(ExampleFault) -> RowBlock {
        var block = RowBlock(schema)
        for (place, row) in rows.enumerated() {
            var slots: [Int64] = []
            for (column, cell) in row.enumerated() {
                guard let slot = block.slot(of: cell, column: column) else {
                    let text = String(decoding: cell, as: UTF8.self)
                    throw ExampleFault(
                        "\(schema.key), row \(place + 2), \(schema.columns[column].key): '\(text)' is no "
                            + schema.forms[column].contents.english)
                }
                slots.append(slot)
            }
            if let rule = schema.rowRule, slots.withUnsafeBufferPointer({ rule.check($0) }) != nil {
                throw ExampleFault("\(schema.key), row \(place + 2): \(rule.reason.english)")
            }
            slots.withUnsafeBufferPointer { block.append($0) }
        }
        return block
    }
}
