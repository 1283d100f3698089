public import AssessmentKernel

/// Finds the table of a file or sheet by its name.
///
/// The name is the table's key or its Chinese title. White space is ignored, full-width forms match their ASCII
/// counterparts, as in headers, and case does not matter, since some systems change it when copying a file. Nothing
/// more is guessed: a name with an addition, such as `考勤打卡 (1)`, matches no table, and the caller names the table.
public enum TableMatch {
    /// The table with this key or Chinese title; nil when no table matches.
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
