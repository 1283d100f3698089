import GRDB
import RecordStore

/// How a table lies in a delivered file: all that is needed to find its rows there again.
public struct FileLayout: Hashable, Sendable {
    /// The file's format, such as `XLSX`, or `TEXT` for a plain text; the name of a format never changes.
    public let format: String
    /// How a plain text is encoded; nil in all other formats, which settle it themselves.
    public let encoding: String?
    /// The sheet; nil in a file that has none.
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

    init(_ row: DatabaseRow) {
        self.init(format: row["format"], encoding: row["encoding"], sheet: row["sheet"], headerRow: row["header_row"])
    }

    /// The layout in one word, as `data/core/imports.csv` of a bundle has it: `UTF-8`, `GB18030`, `XLSX`, with `@3` behind
    /// it when the header is row 3.
    ///
    /// The sheet is not in it: it stands in the file's name.
    public var summary: String {
        let name = encoding ?? format
        return headerRow == 1 ? name : "\(name)@\(headerRow)"
    }

    /// The name of a sheet in a file, as reports, rejects and the import journal give it.
    ///
    /// The schema holds the journal's names to this.
    public static func name(of sheet: String, in file: String) -> String { "\(file)#\(sheet)" }
}

/// The schema's second step: what an import's line said of a file in one word becomes columns.
enum LayoutStep {
    /// Turns the column `encoding`, which held `GB18030`, `XLSX@3` and the like, into four.
    ///
    /// The sheet was what stood behind the `#` in the file's name. Both a file and a sheet may have that sign in their
    /// names, so the file's ending tells which one is meant.
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
        // The lines are held to a check when its column is added, so what it is about comes first.
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

    /// Reads the word and the name of the first version.
    static func layout(packed: String, file: String) -> FileLayout {
        let parts = packed.split(separator: "@", maxSplits: 1).map(String.init)
        let headerRow = parts.count > 1 ? Int(parts[1]) ?? 1 : 1
        guard parts.first == "XLSX" else {
            return FileLayout(format: "TEXT", encoding: parts.first ?? "", headerRow: headerRow)
        }
        return FileLayout(format: "XLSX", sheet: sheet(of: file), headerRow: headerRow)
    }

    /// The endings of the files in which the first version looked for sheets.
    private static let endings = ["xlsx", "xlsm", "xltx", "xls", "xlt", "et", "ett", "ods"]

    /// What stands behind the first `#` that follows a workbook's ending in the last part of the path, which no sheet's
    /// name has a `/` in.
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
