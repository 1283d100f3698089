public import AssessmentKernel
import Disk

extension HistoryBook {
    /// The page: one file without scripts or network access, for any browser and for print.
    public func page(in language: Language) -> [UInt8] { Array(HistoryPage(self, language).text.utf8) }

    /// Writes the page, the workbook or both, each whole or not at all.
    ///
    /// - Throws: ``Problem`` when one of the files is there already, before any is written, or cannot be written.
    public func write(page: String?, workbook: String?, in language: Language) throws(Problem) {
        for path in [page, workbook].compactMap(\.self) { try Files.mustBeFree(path) }
        if let page { try Files.writeWhole(self.page(in: language), to: page, replacing: false) }
        if let workbook {
            try Files.makeAnew(workbook) { draft throws(Problem) in
                try HistoryWorkbook.write(HistoryWords(book: self, language: language), to: draft)
            }
        }
    }

    /// The workbook's bytes, for whoever keeps it elsewhere.
    public func workbook(in language: Language) throws(Problem) -> [UInt8] {
        let folder = try ScratchPlace()
        let path = folder.path + "/history.xlsx"
        try HistoryWorkbook.write(HistoryWords(book: self, language: language), to: path)
        return try Files.read(path)
    }
}
