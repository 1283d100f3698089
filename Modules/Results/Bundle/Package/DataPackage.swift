public import AssessmentKernel
import JSON

/// A CSV of a bundle with its columns, its key, and what it refers to.
public struct DataResource: Hashable, Sendable {
    /// That columns of this resource name a row of another.
    public struct Reference: Hashable, Sendable {
        /// The columns here.
        public var fields: [String]
        /// The other resource's name.
        public var resource: String
        /// Its columns.
        public var targets: [String]

        /// Says that columns here name a row there.
        public init(_ fields: [String], _ resource: String, _ targets: [String]) {
            self.fields = fields
            self.resource = resource
            self.targets = targets
        }
    }

    /// The names of the resources that evidence refers to.
    public enum Name {
        /// The roster: its column `member` is what every record names.
        public static let member = "member"
        /// The imported files: their column `import` is what every record names.
        public static let imports = "imports"
    }

    /// The name: lower-case letters, digits and hyphens.
    public var name: String
    /// The path in the bag, below `data/`.
    public var path: String
    /// What a person calls it.
    public var title: String
    /// The columns in their order.
    public var fields: [DataField]
    /// The columns that no two rows share; none when rows may repeat.
    public var primaryKey: [String]
    /// What it refers to.
    public var references: [Reference]

    /// Describes a CSV.
    public init(
        _ name: String, path: String, title: String, fields: [DataField], primaryKey: [String] = [],
        references: [Reference] = []
    ) {
        self.name = name
        self.path = path
        self.title = title
        self.fields = fields
        self.primaryKey = primaryKey
        self.references = references
    }

    /// Describes the CSV of a table's records: its columns, then `import` and `row`, which lead back to a file's row.
    ///
    /// - Parameter hasMembers: whether the records name members, and the package has the roster.
    public init(evidence schema: TableSchema, path: String, hasMembers: Bool = true) {
        name = schema.key
        self.path = path
        title = schema.title.chinese
        fields =
            schema.columns.map { DataField($0) } + [
                DataField("import", "导入", .whole, minimum: 1), DataField("row", "行", .whole, minimum: 1),
            ]
        primaryKey = schema.naturalKey.map { schema.columns[$0].key }
        references = [Reference(["import"], Name.imports, ["import"])]
        if hasMembers, schema.memberColumn != nil, schema.key != Name.member {
            references.append(Reference(["member"], Name.member, ["member"]))
        }
    }

    var json: JSON {
        var schema: [(String, JSON)] = [
            ("fields", .list(fields.map(\.json))),
            // An empty cell is no value; every other text is itself, `-`, `null` and `nan` too.
            ("missingValues", .list([.text("")])),
        ]
        if !primaryKey.isEmpty { schema.append(("primaryKey", .list(primaryKey.map(JSON.text)))) }
        if !references.isEmpty {
            schema.append(
                (
                    "foreignKeys",
                    .list(
                        references.map { reference in
                            .object([
                                ("fields", .list(reference.fields.map(JSON.text))),
                                (
                                    "reference",
                                    .object([
                                        ("resource", .text(reference.resource)),
                                        ("fields", .list(reference.targets.map(JSON.text))),
                                    ])
                                ),
                            ])
                        })
                ))
        }
        return .object([
            ("name", .text(name)), ("title", .text(title)), ("profile", .text("tabular-data-resource")),
            ("path", .text(String(path.dropFirst(Tag.payload.count)))), ("scheme", .text("file")),
            ("format", .text("csv")), ("mediatype", .text("text/csv")), ("encoding", .text("utf-8")),
            (
                "dialect",
                .object([
                    ("delimiter", .text(",")), ("lineTerminator", .text("\n")), ("quoteChar", .text("\"")),
                    ("doubleQuote", .flag(true)), ("skipInitialSpace", .flag(false)), ("header", .flag(true)),
                ])
            ),
            ("schema", .object(schema)),
        ])
    }
}

/// What `data/datapackage.json` says: every CSV of a bundle, typed.
public struct DataPackage: Hashable, Sendable {
    /// The name: lower-case letters, digits and hyphens.
    public var name: String
    /// What a person calls it.
    public var title: String
    /// The resources in their order.
    public var resources: [DataResource]

    /// Describes a package.
    public init(name: String, title: String, resources: [DataResource]) {
        self.name = name
        self.title = title
        self.resources = resources
    }

    /// The file's bytes; equal packages give equal bytes.
    public var bytes: [UInt8] {
        JSON.object([
            ("profile", .text("tabular-data-package")), ("name", .text(name.lowercased())), ("title", .text(title)),
            ("resources", .list(resources.map(\.json))),
        ]).fileBytes
    }
}
