package import ResultTables

/// A row of a result table as JSON, with further fields that a table cannot hold, all in one object.
package struct RowWithMore<More: Encodable>: Encodable {
    private let record: ResultRecord
    private let more: More

    /// - Parameter more: encodes an object whose fields are none of the row's.
    package init(_ record: ResultRecord, _ more: More) {
        self.record = record
        self.more = more
    }

    package func encode(to encoder: any Encoder) throws {
        try record.encode(to: encoder)
        try more.encode(to: encoder)
    }
}
