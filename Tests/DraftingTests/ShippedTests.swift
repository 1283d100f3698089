import AssessmentKernel
import ItemCatalog
import Profile
import Testing
import TownshipTables

/// The profiles that come with the product.
@Suite struct ShippedTests {
    private static let tables = CoreTables.all + ItemCatalog.items.flatMap { $0.tables }

    private static func fitting(_ rows: [[String]], sheet: String?) -> [String] {
        ShippedProfile.all.filter { shipped in
            guard let sign = shipped.sign(tables: tables) else { return false }
            return sign.parts.contains {
                (sheet.flatMap($0.takes(sheet:)) ?? true) && $0.headerRow(in: numbered(rows)) != nil
            }
        }.map(\.name)
    }

    @Test("Each can be read once the hours of duty stand in it; names differ; none is read without its table")
    func readable() throws {
        #expect(Set(ShippedProfile.all.map(\.name)).count == ShippedProfile.all.count)
        for shipped in ShippedProfile.all {
            let text = shipped.text(duty: "08:30-17:30")
            let profile = try Profile(yaml: Array(text.utf8), file: shipped.name, tables: Self.tables)
            #expect(profile.name == shipped.name)
            #expect(shipped.sign(tables: CoreTables.all) == nil)
            if shipped.needsDuty {
                let problem = try #require(throws: Problem.self) {
                    try Profile(yaml: Array(shipped.text.utf8), file: shipped.name, tables: Self.tables)
                }
                #expect(problem.place.key == "punches.duty")
            } else {
                #expect(!text.contains("duty:"))
            }
        }
    }

    @Test("No export is fitted by two of them, and none of another table by any")
    func apart() {
        for export in SurveyExport.all {
            let names = Self.fitting(export.rows, sheet: export.sheet)
            #expect(names.count <= 1, "\(export.file): \(names)")
            if export.table != nil && export.table != "attendance" {
                #expect(names.isEmpty, "\(export.file): \(names)")
            }
        }
    }

    @Test("The header of each layout is found")
    func found() {
        let daily = [["姓名", "工号", "日期", "上班1打卡结果", "下班1打卡结果"]]
        #expect(Self.fitting(daily, sheet: "每日统计") == ["钉钉每日统计"])
        let levels = [["姓名", "工号", "日期", "上班1", "", "下班1", ""], ["", "", "", "打卡时间", "打卡结果", "打卡时间", "打卡结果"]]
        #expect(Self.fitting(levels, sheet: nil) == ["钉钉每日统计"])
        #expect(Self.fitting([["姓名", "工号", "考勤日期", "打卡时间", "打卡结果"]], sheet: "原始记录") == ["钉钉原始记录"])
        let report = [["时间", "姓名", "账号", "基础信息", "考勤概况"], ["", "", "", "部门", "考勤结果"]]
        #expect(Self.fitting(report, sheet: "概况统计与打卡明细") == ["企业微信打卡日报"])
        #expect(Self.fitting(report, sheet: "打卡详情").isEmpty)
        let times = [
            ["统计时间:2021-07-01 ～ 2021-07-03"], ["姓名", "账号", "1\n四", "2\n五", "3\n六"], ["甲", "A", "08:21", "", ""],
        ]
        #expect(Self.fitting(times, sheet: nil) == ["企业微信打卡时间记录"])
        #expect(Self.fitting([["工号", "日期", "上班打卡", "下班打卡", "考勤结果"]], sheet: nil) == ["考勤结果表"])
    }
}
