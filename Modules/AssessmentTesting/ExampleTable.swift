import AssessmentKernel

/// One table of an example: a header of column keys and rows, parsed as a file would be.
struct ExampleTable {
    /// The member whom every row is about.
    static let member: Text = "M1"

    /// The references of all rows.
    let references: [RecordReference]
    private let schema: TableSchema
    private let parser: CellParser
    /// The rows, a cell for each column of the table.
    private let rows: [[[UInt8]]]
    /// The rows parsed, in the order in which they are written.
    private let written: RowBlock

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
            if let column = schema.memberColumn { row[column] = Array(Self.member.utf8) }
            for (column, cell) in zip(columns, cells) { row[column] = cell }
            rows.append(row)
        }
        let parser = CellParser(schema)
        let block = try Self.block(rows, schema, parser)
        self.schema = schema
        self.parser = parser
        self.rows = rows
        written = block
        references = (0..<block.count).map(block.reference)
        guard Set(references).count == references.count else {
            throw ExampleFault("\(schema.key): two rows have the same natural key")
        }
    }

    /// The rows that are dated on a day wanted, in the order of date, moment and natural key, whatever order they
    /// stand in.
    func block(shuffle seed: UInt64?, where isWanted: (CivilDate) -> Bool) throws(ExampleFault) -> RowBlock {
        var order = rows.indices.filter { row in written.attributionDate(row).map(isWanted) ?? false }
        if let seed {
            var generator = SeededGenerator(seed: seed)
            order.shuffle(using: &generator)
        }
        order.sort(by: written.precedes)
        return try Self.block(order.map { rows[$0] }, schema, parser)
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

    private static func block(
        _ rows: [[[UInt8]]], _ schema: TableSchema, _ parser: CellParser
    ) throws(ExampleFault) -> RowBlock {
        var block = RowBlock(schema)
        for (place, row) in rows.enumerated() {
            var slots: [Int64] = []
            for (column, cell) in row.enumerated() {
                do throws(CellFault) {
                    slots.append(
                        try cell.withUnsafeBufferPointer { (bytes) throws(CellFault) in
                            try parser.parse(bytes, column: column, into: &block)
                        })
                } catch {
                    throw ExampleFault(
                        "\(schema.key), row \(place + 2), \(schema.columns[column].key): \(error.reason.english)")
                }
            }
            if let rule = schema.rowRule, slots.withUnsafeBufferPointer({ rule.check($0) }) != nil {
                throw ExampleFault("\(schema.key), row \(place + 2): \(rule.reason.english)")
            }
            slots.withUnsafeBufferPointer { block.append($0) }
        }
        return block
    }
}

/// The same numbers for the same seed (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
