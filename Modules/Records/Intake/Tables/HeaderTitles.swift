public import AssessmentKernel
public import FileFormats

extension HeaderPlace {
    /// By the titles of a table.
    public static func titles(_ schema: TableSchema) -> HeaderPlace { .names(HeaderNames(schema)) }
}

extension HeaderNames {
    /// By the keys and Chinese titles of a table.
    public init(_ schema: TableSchema) {
        let names = TableHeader.names(of: schema)
        let byColumn = Dictionary(grouping: names.keys) { names[$0] ?? 0 }
        self.init(
            required: schema.columns.indices.filter { schema.columns[$0].isRequired }.map { Set(byColumn[$0] ?? []) },
            known: Set(names.keys))
    }
}
