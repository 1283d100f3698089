public import AssessmentKernel
public import PaperParts
import ZIP

/// Writes a paper as a Word file (.docx), for those whose words an office edits.
///
/// Title, text and tables; a chart becomes a table. Equal papers give equal bytes.
public enum WordFile {
    /// Writes a file; an existing one is replaced as a whole.
    ///
    /// - Parameters:
    ///   - created: the day that it bears as its date.
    ///   - drafts: a folder for temporary files; nothing is left in it.
    public static func write(
        _ paper: Paper, to path: String, created: CivilDate, drafts: String
    ) throws(Problem) {
        let body = WordBody(paper)
        let archive = ZIPWriter(path: path, drafts: drafts)
        var entries: [(name: String, entry: ZIPEntryWriter)] = []
        for (name, text) in [
            ("[Content_Types].xml", WordParts.types), ("_rels/.rels", WordParts.relations),
            ("docProps/core.xml", WordParts.properties(title: paper.title, created: created)),
            ("word/document.xml", body.document), ("word/_rels/document.xml.rels", WordParts.documentRelations),
            ("word/styles.xml", WordParts.styles), ("word/footer1.xml", body.foot),
        ] {
            let entry = archive.entry()
            try entry.write(Array(text.utf8))
            _ = try entry.close()
            entries.append((name, entry))
        }
        _ = try archive.finish(entries)
    }
}
