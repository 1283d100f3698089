public import AssessmentKernel

/// Finds the table of a file or sheet by its name.
///
/// The name is the table's key or its Chinese title. White space in it is dropped and full-width forms are read as their
/// ASCII twins, as in headers, and letters may be in any case, since some systems change it when a file is copied. There
/// is no guessing beyond that: a name with anything more in it, such as `考勤打卡 (1)`, is no table's, and the caller
/// names the table.
public enum TableMatch {
    /// The table by its key or Chinese title; nil when it is none's.
    public static func table(named name: String, among tables: [TableSchema]) -> TableSchema? {
        let wanted = folded(name)
        if wanted.utf8.isEmpty { return nil }
        return tables.first { folded($0.key) == wanted } ?? tables.first { folded($0.title.chinese) == wanted }
    }

    private static func folded(_ name: String) -> Text {
        let plain = HeaderText.plain(Array(name.utf8))
        return Text(utf8: plain.utf8.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 })
    }
}

/// How header cells are made comparable.
enum HeaderText {
    /// The text without any white space and with ASCII for full-width forms.
    static func plain(_ bytes: some Collection<UInt8>) -> Text {
        Text(utf8: CellText.normalised(bytes)).withoutWhiteSpace
    }
}
