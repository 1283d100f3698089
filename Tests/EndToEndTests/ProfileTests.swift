import Foundation
import Testing
import WorkbookMaking

extension EndToEnd {
    /// Drafts of profiles, and profiles that an import finds by the header of a file.
    @Suite struct ProfileTests {
        private static let daily: [[TestWorkbook.Cell]] = [
            ["每日统计表 统计日期：2021-07-01 至 2021-07-31"],
            ["姓名", "部门", "工号", "日期", "班次", "上班1打卡时间", "上班1打卡结果", "下班1打卡时间", "下班1打卡结果"],
            ["甲", "一", "FM0001", "21-07-01 星期四", "A", "08:21", "正常", "17:40", "正常"],
            ["乙", "一", "FM0002", "21-07-01 星期四", "A", "", "缺卡", "17:40", "正常"],
            ["乙", "一", "FM0002", "21-07-02 星期五", "A", "", "请假", "", "请假"],
        ]
        private static let times: [[TestWorkbook.Cell]] = [
            ["打卡时间记录"], ["统计时间:2021-07-01 ～ 2021-07-03"], ["姓名", "账号", "部门", "1", "2", "3"],
            ["甲", "FM0001", "一", "08:21 17:40", "08:45、17:40", "--"],
        ]

        private static func file(_ name: String, _ rows: [[TestWorkbook.Cell]], in place: Place) throws -> String {
            let path = place.home / name
            try TestWorkbook([("Sheet1", rows)]).copy(to: path)
            return path
        }

        @Test("A layout of a chat app is read by its shipped profile, which is said, or left with --no-profile")
        func shipped() throws {
            let place = try Fixture.imported.get().copy()
            let path = try Self.file("每日统计.xlsx", Self.daily, in: place)
            let answer = try place.run("import", path, "--dry-run")
            #expect(answer.notes.contains("钉钉每日统计"), "\(answer.all)")
            #expect(answer.notes.contains("--no-profile"), "\(answer.all)")
            #expect(answer.output.contains("考勤打卡"))
            #expect(try place.run("import", path, "--dry-run", "--no-profile").code != 0)
            let named = try place.run("import", path, "--dry-run", "--profile", "钉钉每日统计", "--json")
            #expect(try named.json(ImportAnswer.self).files.map(\.rows) == [2], "\(named.all)")
            #expect(try place.run("import", path, "--profile", "没有").code != 0)
        }

        @Test(
            "A layout with times alone asks for the hours of duty; a saved profile is found, two are not chosen between"
        )
        func saved() throws {
            let place = try Fixture.imported.get().copy()
            let path = try Self.file("导出.xlsx", Self.times, in: place)
            let refused = try place.run("import", path)
            #expect(refused.code == 65, "\(refused.all)")
            #expect(refused.notes.contains("--duty"), "\(refused.all)")
            #expect(try place.run("profile", path, "--save", "打卡").code != 0)
            #expect(try place.run("profile", path, "--duty", "8-17").code == 64)
            let made = try place.run("profile", path, "--duty", "08:30-17:30", "--save", "打卡")
            #expect(made.code == 0, "\(made.all)")
            #expect(made.notes.contains("profiles/打卡.yaml"), "\(made.all)")
            #expect(made.notes.contains("2021-07-02"), "\(made.all)")
            #expect(try place.run("profile", path, "--duty", "08:30-17:30", "--save", "打卡").code != 0)
            let found = try place.run("import", path, "--dry-run", "--json")
            #expect(found.notes.isEmpty || found.notes.contains("打卡"))
            #expect(try found.json(ImportAnswer.self).files.map(\.rows) == [2], "\(found.all)")
            let list = try place.run("profile", "list")
            #expect(list.output.contains("打卡"))
            #expect(list.output.contains("企业微信打卡时间记录"))
            #expect(try place.run("profile", "show", "打卡").output.contains("duty: 08:30-17:30"))
            #expect(try place.run("profile", path, "--duty", "08:00-17:00", "--save", "另一份").code == 0)
            let several = try place.run("import", path)
            #expect(several.code == 65, "\(several.all)")
            #expect(several.notes.contains("打卡"), "\(several.all)")
            #expect(several.notes.contains("另一份"), "\(several.all)")
        }

        @Test("A draft in doubt names the tables that come close, in JSON too, and cannot be imported with")
        func doubt() throws {
            let place = try Fixture.imported.get().copy()
            let path = try Self.file(
                "走访日志.xlsx",
                [
                    ["工号", "日期", "上班打卡", "下班打卡", "考勤结果"], ["FM0001", "2021-07-01", "08:21", "17:40", "正常"],
                    ["FM0002", "2021-07-01", "08:45", "17:40", "迟到"],
                ], in: place)
            let draft = try place.run("profile", path)
            #expect(draft.code == 0, "\(draft.all)")
            #expect(draft.output.contains("table: \"?\""), "\(draft.all)")
            #expect(draft.output.contains("patrol"))
            #expect(draft.output.contains("attendance"))
            let profile = try place.write("草稿.yaml", draft.output)
            #expect(try place.run("import", path, "--profile", profile).code == 65)
            struct Draft: Decodable {
                struct Question: Decodable { let kind: String }
                let table: String?
                let questions: [Question]
            }
            let json = try place.run("profile", path, "--json").json(Draft.self)
            #expect(json.table == nil)
            #expect(json.questions.map(\.kind) == ["table"])
            #expect(try place.run("profile", path, "--table", "考勤打卡", "--json").json(Draft.self).table == "attendance")
            #expect(try place.run("profile", path, "--sheet", "没有").code == 64)
        }
    }
}
