public import AssessmentKernel
import CSV

extension ResultRecord {
    /// Rows as lines of their file.
    package static func lines(_ records: [ResultRecord]) -> [UInt8] {
        var writer = CSVWriter()
        for record in records {
            for cell in record.schema.fileCells { cell.write(record.values[cell.place], to: &writer) }
            writer.endRow()
        }
        return writer.bytes
    }

    /// The cells of its line in the file.
    public var cells: [String] {
        schema.fileCells.map { $0.text(values[$0.place]) }
    }

    /// A value by its column's key; nil when it is empty.
    ///
    /// - Throws: ``Problem`` when the table has no such column.
    public func value(_ key: String) throws(Problem) -> ResultValue? {
        guard let place = schema.columns.firstIndex(where: { $0.key == key }) else { throw missing(key) }
        return values[place] == .none ? nil : values[place]
    }

    /// A text; empty when the row has none.
    public func text(_ key: String) throws(Problem) -> String {
        switch try value(key) {
        case .text(let text): return text
        case nil: return ""
        default: throw missing(key)
        }
    }

    /// An optional number, in the smallest unit of its column.
    public func number(ifAny key: String) throws(Problem) -> Int64? {
        switch try value(key) {
        case .number(let number): return number
        case nil: return nil
        default: throw missing(key)
        }
    }

    private func number(_ key: String) throws(Problem) -> Int64 {
        guard let number = try number(ifAny: key) else { throw missing(key) }
        return number
    }

    /// Points.
    public func points(_ key: String) throws(Problem) -> Points { Points(hundredths: try number(key)) }
    /// An amount.
    public func yuan(_ key: String) throws(Problem) -> Yuan { Yuan(fen: try number(key)) }
    /// A whole number.
    public func count(_ key: String) throws(Problem) -> Int { Int(try number(key)) }
    /// An optional whole number.
    public func count(ifAny key: String) throws(Problem) -> Int? { try number(ifAny: key).map { Int($0) } }
    /// A day.
    public func date(_ key: String) throws(Problem) -> CivilDate {
        guard let date = CivilDate(packed: try number(key)) else { throw missing(key) }
        return date
    }

    private func missing(_ key: String) -> Problem {
        Problem(
            .fault,
            LocalText("“\(schema.title.chinese)”中没有所需的 \(key)", "\(schema.title.english) has no \(key) as it is read"),
            at: .init(file: schema.file ?? schema.ledger?.name, key: key))
    }
}

/// Encodes as an object with one member per column that programs are shown: exact numbers as texts, empty values
/// omitted.
extension ResultRecord: Encodable {
    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(_ text: String) { stringValue = text }
        init?(stringValue: String) { self.init(stringValue) }
        init?(intValue: Int) { nil }
    }

    /// Writes the object.
    public func encode(to encoder: any Encoder) throws {
        var object = encoder.container(keyedBy: Key.self)
        for (column, value) in zip(schema.columns, values)
        where value != .none && column.look.readers.contains(.program) {
            try object.encode(column.kind.json(value), forKey: Key(column.jsonKey))
        }
    }
}
