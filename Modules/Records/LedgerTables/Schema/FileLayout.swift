import GRDB
package import RecordStore

/// How a table is laid out in a delivered file: what is needed to find its rows again.
public struct FileLayout: Hashable, Sendable {
    /// The file's format, such as `XLSX`, or `TEXT` for plain text; the name of a format never changes.
    public let format: String
    /// The encoding of a plain text; nil for all other formats, which define their own.
    public let encoding: String?
    /// The sheet; nil for a file without sheets.
    public let sheet: String?
    /// The row of the header as a spreadsheet shows it, counted from 1.
    public let headerRow: Int

    /// Describes a layout.
    public init(format: String, encoding: String? = nil, sheet: String? = nil, headerRow: Int = 1) {
        self.format = format
        self.encoding = encoding
        self.sheet = sheet
        self.headerRow = headerRow
    }

    package init(_ row: DatabaseRow) {
        self.init(format: row["format"], encoding: row["encoding"], sheet: row["sheet"], headerRow: row["header_row"])
    }

    /// The layout in one word, as in a bundle's `data/core/imports.csv`: `UTF-8`, `GB18030`, `XLSX`, followed by `@3`
    /// when the header is in row 3.
    ///
    /// The sheet is part of the file's name instead.
    public var summary: String {
        let name = encoding ?? format
        return headerRow == 1 ? name : "\(name)@\(headerRow)"
    }

    /// The name of a sheet in a file, as reports, rejects and the import journal show it.
    ///
    /// The schema enforces it for the journal's names.
    public static func name(of sheet: String, in file: String) -> String { "\(file)#\(sheet)" }
}

/// The schema's second step: it splits an import line's one-word layout into columns.
enum LayoutStep {
    /// Splits the column `encoding`, which held `GB18030`, `XLSX@3` and the like, into four.
    ///
    /// The sheet followed the `#` in the file's name. The names of files and sheets may both contain `#`, so the file's
    /// extension decides which one separates them.
    static func take(_ db: Database) throws {
        try db.execute(
            sql: """
                ALTER TABLE import_file RENAME COLUMN encoding TO packed;
                ALTER TABLE import_file ADD COLUMN format TEXT NOT NULL DEFAULT 'TEXT'
                    CHECK (length(format) > 0 AND format NOT GLOB '*[ @]*');
                ALTER TABLE import_file ADD COLUMN encoding TEXT CHECK (encoding = 'UTF-8' OR encoding = 'GB18030');
                ALTER TABLE import_file ADD COLUMN sheet TEXT
                    CHECK (sheet IS NULL OR substr(file, -length(sheet) - 1) = '#' || sheet);
                """)
        let lines = try DatabaseRow.fetchAll(db, sql: "SELECT id, file, packed FROM import_file").map { row in
            (id: row["id"] as Int64, layout: layout(packed: row["packed"], file: row["file"]))
        }
        for (id, layout) in lines {
            try db.execute(
                sql: "UPDATE import_file SET format = ?, encoding = ?, sheet = ? WHERE id = ?",
                arguments: [layout.format, layout.encoding, layout.sheet, id])
        }
        // Lines are checked when their column is added, so the columns that the check reads come first.
        try db.execute(
            sql: """
                ALTER TABLE import_file ADD COLUMN header_row INTEGER NOT NULL DEFAULT 1
                    CHECK (header_row >= 1 AND (encoding IS NOT NULL) = (format = 'TEXT'));
                ALTER TABLE import_file DROP COLUMN packed;
                """)
        for (id, layout) in lines where layout.headerRow != 1 {
            try db.execute(
                sql: "UPDATE import_file SET header_row = ? WHERE id = ?", arguments: [layout.headerRow, id])
        }
    }

    /// Parses the word and the name of the first version.
    static func layout(packed: String, file: String) -> FileLayout {
        let parts = packed.split(separator: "@", maxSplits: 1).map(String.init)
        let headerRow = parts.count > 1 ? Int(parts[1]) ?? 1 : 1
        guard parts.first == "XLSX" else {
            return FileLayout(format: "TEXT", encoding: parts.first ?? "", headerRow: headerRow)
        }
        return FileLayout(format: "XLSX", sheet: sheet(of: file), headerRow: headerRow)
    }

    /// The extensions of the files in which the first version looked for sheets.
    private static let endings = ["xlsx", "xlsm", "xltx", "xls", "xlt", "et", "ett", "ods"]

    /// The text after the first `#` that follows a workbook's extension in the last part of the path; no sheet name
    /// contains `/`.
    private static func sheet(of file: String) -> String {
        let bytes = Array(file.utf8)
        let marks = bytes.indices.filter { bytes[$0] == 0x23 }
        let mark = marks.first { mark in
            !bytes[mark...].contains(0x2F)
                && endings.contains { ending in
                    let end = String(decoding: bytes[max(0, mark - ending.utf8.count - 1)..<mark], as: UTF8.self)
                    return end.lowercased() == "." + ending
                }
        }
        return (mark ?? marks.last).map { String(decoding: bytes[($0 + 1)...], as: UTF8.self) } ?? ""
    }
}
