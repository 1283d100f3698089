import AssessmentKernel
import ItemCatalog
import Testing
import TownshipTables

@testable import Intake
@testable import TextEncodings

/// Which table a file's or a sheet's name means.
@Suite struct NameTests {
    private let tables = CoreTables.all + ItemCatalog.items.flatMap { $0.tables }

    private func told(_ name: String) -> String {
        switch TableMatch(name, among: tables) {
        case .table(let schema): schema.key
        case .doubtful(let tables, let addition):
            "? " + tables.map(\.key).joined(separator: " ") + (addition.map { " +" + $0 } ?? "")
        case .none(let alike): "- " + alike.map(\.key).joined(separator: " ")
        }
    }

    @Test(
        "Stamps, copies, periods, places and words for any table are dropped",
        arguments: [
            "考勤打卡", "attendance", "考勤打卡_20210801093015", "考勤打卡 (1)", "考勤打卡（2）", "考勤打卡 - 副本", "考勤打卡 - 副本 (3)",
            "考勤打卡的副本", "复制 考勤打卡", "考勤打卡（7月）", "考勤打卡7月", "2021年7月考勤打卡", "2021年07月01日至07月31日考勤打卡", "考勤打卡2021Q3",
            "考勤打卡第三季度", "七月考勤打卡表", "考勤打卡-城关办事处", "城关办事处考勤打卡", "冯卯镇2021年7月考勤打卡明细表", "导出_考勤打卡_最终版", "考勤打卡数据导出",
            "【考勤打卡】20210801", "ATTENDANCE", "attendance (1)", "attendance_2021-07", "attendance copy",
            "Copy of attendance", "考勤打卡_v2",
            "考勤打卡[1]", "考勤打卡-2", "考勤打卡 上半年", "考勤打卡一网格", "考勤打卡-张三", "张三_考勤打卡",
        ])
    func harmless(_ name: String) { #expect(told(name) == "attendance", "\(name)") }

    @Test(
        "What could be something else is doubtful, and says why",
        arguments: [
            ("考勤打卡说明", "? attendance +说明"), ("考勤打卡统计表", "? attendance +统计表"), ("非网格员名册", "? member +非"),
            ("离岗网格员名册", "? member +离岗"), ("考勤打卡-作废", "? attendance +作废"), ("考勤打卡_备份", "? attendance +备份"),
            ("旧_考勤打卡", "? attendance +旧"), ("考勤打卡和走访日志", "? patrol attendance"), ("民情走访日志", "? patrol visit"),
            ("attendance-old", "? attendance +old"), ("rejects-考勤打卡", "? attendance +rejects"),
        ])
    func doubtful(_ name: String, _ expected: String) { #expect(told(name) == expected) }

    @Test(
        "Other names are no table's; the nearest ones are named",
        arguments: [
            ("培训", "- training"), ("考勤", "- attendance"), ("说明", "- "), ("Sheet1", "- "), ("", "- "), (" ", "- "),
            ("7月报表", "- "),
            ("attendances", "- attendance"), ("preattendance", "- attendance"), ("通讯录", "- "), ("事件", "- event"),
        ])
    func others(_ name: String, _ expected: String) { #expect(told(name) == expected) }

    @Test("A key is a word of its own, and every table's own names are its")
    func own() {
        for table in tables {
            #expect(told(table.key) == table.key)
            #expect(told(table.title.chinese) == table.key)
            #expect(told(table.title.chinese + "_20210801") == table.key)
            #expect(told(table.key + "_20210801") == table.key)
        }
        #expect(told("roll-call-2021") == "roll-call")
        #expect(told("online-check (1)") == "online-check")
        #expect(told(String(repeating: "考", count: 100_000)) == "- ")
    }

    @Test("Names of archives are read in the encoding that their bytes suggest")
    func encodings() {
        let gbk: [UInt8] = [0xBF, 0xBC, 0xC7, 0xDA, 0xB4, 0xF2, 0xBF, 0xA8, 0x2E, 0x63, 0x73, 0x76]
        #expect(TextEncoding.name(gbk) == "考勤打卡.csv")
        #expect(TextEncoding.name(Array("考勤打卡.csv".utf8)) == "考勤打卡.csv")
        #expect(TextEncoding.name(Array("attendance.csv".utf8)) == "attendance.csv")
        // In UTF-8 these two bytes would be one letter of another script.
        #expect(TextEncoding.name([0xD2, 0xBB]) == "一")
        #expect(TextEncoding.name([0xFF, 0xFF]) == nil)
    }
}
