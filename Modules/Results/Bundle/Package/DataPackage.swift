public import AssessmentKernel
import JSON

/// A CSV of a bundle with its columns, key and references.
public struct DataResource: Hashable, Sendable {
    /// A foreign key: columns of this resource that refer to a row of another.
    public struct Reference: Hashable, Sendable {
        /// The columns here.
        public var fields: [String]
        /// The name of the other resource.
        public var resource: String
        /// The columns of the other resource.
        public var targets: [String]

        /// Declares that columns here refer to columns there.
        public init(_ fields: [String], _ resource: String, _ targets: [String]) {
            self.fields = fields
            self.resource = resource
            self.targets = targets
        }
    }

    /// The names of the resources that evidence refers to.
    public enum Name {
        /// The roster; every record refers to its column `member`.
        public static let member = "member"
        /// The imported files; every record refers to their column `import`.
        public static let imports = "imports"
    }

    /// The name: lower-case letters, digits and hyphens.
    public var name: String
    /// The path in the bag, below `data/`.
    public var path: String
    /// The title for people.
    public var title: String
    /// The columns in their order.
    public var fields: [DataField]
    /// The columns that are unique together; empty when rows may repeat.
    public var primaryKey: [String]
    /// The references to other resources.
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

    /// Describes the CSV of a table's records: its columns, then `import` and `row`, which point to a row of a file.
    ///
    /// - Parameter hasMembers: whether the records name members and the package has the roster.
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
            // An empty cell is a missing value; every other text is a value, including `-`, `null` and `nan`.
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

/// The contents of `data/datapackage.json`: every CSV of a bundle, with types.
public struct DataPackage: Hashable, Sendable {
    /// The name: lower-case letters, digits and hyphens.
    public var name: String
    /// The title for people.
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
