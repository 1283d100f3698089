import AssessmentKernel
import Drafting
import ItemCatalog
import Profile
import Testing
import TownshipTables

/// Drafts for made-up exports of platforms: the right table, or the doubt; never a wrong one in silence.
@Suite struct SurveyTests {
    private static let tables = CoreTables.all + ItemCatalog.items.flatMap { $0.tables }

    /// The same export as another platform might write it.
    private enum Variant: CaseIterable {
        case asIs, turned, titled, unnamed, spread

        func sample(of export: SurveyExport) -> SheetSample {
            var rows = export.rows
            var file = export.file
            let width = rows.map(\.count).max() ?? 0
            switch self {
            case .asIs: break
            case .turned:
                // Columns from right to left; rows shorter than the table are filled up first.
                rows = rows.map { cells in
                    let isTitle = cells.count < width - 1
                    return isTitle ? cells : ((cells + Array(repeating: "", count: width - cells.count)).reversed())
                }
            case .titled: rows = [["导出人：管理员"], ["报表生成时间：2021-08-01 09:00"]] + rows
            case .unnamed: file = "Book1.xlsx"
            case .spread: rows = rows.map { cells in cells.map { $0.isEmpty ? "" : " \($0)　" } }
            }
            return SheetSample(
                file: file, sheet: self == .unnamed ? "Sheet1" : export.sheet,
                rows: rows.enumerated().map { ($0 + 1, $1) })
        }
    }

    @Test("The right table, or the doubt")
    func survey() throws {
        var (right, doubt, wrong, lines) = (0, 0, 0, [String]())
        for variant in Variant.allCases {
            for export in SurveyExport.all {
                let draft = try #require(ProfileDraft([variant.sample(of: export)], tables: Self.tables))
                let wanted = variant == .unnamed ? export.byColumns ?? export.table : export.table
                switch draft.schema?.key {
                case nil: doubt += 1
                case wanted?: right += 1
                case let key?:
                    wrong += 1
                    Issue.record("\(variant) \(export.file): drafted as \(key)")
                }
                if draft.schema == nil, export.table != nil {
                    lines.append("\(variant) \(export.file): \(draft.close.map(\.schema.key))")
                }
                // Whatever is open, the draft can be read or is refused where it is open.
                do { _ = try Profile(yaml: Array(draft.text.utf8), file: "草稿", tables: Self.tables) } catch {
                    #expect(draft.text.contains("\"?\""), "\(variant) \(export.file): \(error)\n\(draft.text)")
                }
            }
        }
        let known = SurveyExport.all.count { $0.table != nil } * Variant.allCases.count
        print("drafts: \(right) right of \(known), \(doubt) in doubt, \(wrong) wrong\n\(lines.joined(separator: "\n"))")
        #expect(wrong == 0)
        #expect(right * 10 >= known * 7)
    }
}
