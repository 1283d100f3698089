public import AssessmentKernel
import Disk
import Ledger
public import ResultTables

/// The tables of a history.
public enum HistoryTables {
    static let all: [any ResultRows<History>] = [quarters, bands, items]

    /// The quarters.
    public static let quarters = ResultTable(
        LocalText("历季", "History"), file: "history.csv", key: ["quarter"],
        rows: { (history: History) in history.periods },
        [
            .text("quarter", "季度", "Quarter") { $0.closing.quarter.description },
            .text("closing", "结算", "Closing") { $0.closing.name },
            .count("members", "人数", "Members", from: 1) { $0.members },
            .points("total", "总分", "Total") { $0.total },
            .count("rank", "名次", "Rank", optional: true, from: 1) { $0.rank },
            .yuan("due", "应发", "Due") { $0.due },
        ])

    /// How many members each band has.
    public static let bands = ResultTable(
        LocalText("等次", "Bands"), file: "history-bands.csv", key: ["quarter", "band"],
        rows: { (history: History) in
            history.periods.flatMap { period in
                history.bands.compactMap { band in
                    period.bands[band.key].map { (quarter: period.closing.quarter, band: band.key, members: $0) }
                }
            }
        },
        [
            .text("quarter", "季度", "Quarter") { $0.quarter.description },
            .text("band", "等次", "Band") { $0.band },
            .count("members", "人数", "Members", from: 1) { $0.members },
        ])

    /// What each item took.
    public static let items = ResultTable(
        LocalText("扣分", "Points lost"), file: "history-items.csv", key: ["quarter", "item"],
        rows: { (history: History) in
            history.periods.flatMap { period in
                history.items.compactMap { item in
                    period.lost[item.key].map { (quarter: period.closing.quarter, item: item.key, lost: $0) }
                }
            }
        },
        [
            .text("quarter", "季度", "Quarter") { $0.quarter.description },
            .text("item", "考核项", "Item") { $0.item },
            .points("lost", "扣分", "Lost", from: 0) { $0.lost },
        ])

    /// Writes the tables as CSV into a folder, which is made if it is missing.
    ///
    /// - Throws: ``Problem`` when one of the files is there already, before any is written.
    public static func write(_ history: History, to folder: String) throws(Problem) {
        let files = all.compactMap { table in table.schema.file.map { (folder + "/" + $0, table.file(history)) } }
        for (path, _) in files where Files.exists(path) {
            throw Problem(
                .cannotWrite, LocalText("文件已存在，未改动", "the file is there already and was left alone"),
                at: .init(file: path), next: LocalText("另选文件夹，或移走它", "choose another folder, or move it away"))
        }
        try Files.makeFolder(folder)
        for (path, bytes) in files { try Files.writeWhole(bytes, to: path, replacing: false) }
    }
}
