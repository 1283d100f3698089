import Digests
import Foundation
import Testing

extension EndToEnd {
    /// The reports beside a closing's results.
    @Suite struct ReportTests {
        /// The names of the reports in a closing's folder.
        private func reports(_ place: Place) throws -> [String] {
            try FileManager.default.subpathsOfDirectory(atPath: place.closing)
                .filter { $0.hasSuffix(".html") || $0.hasSuffix(".xlsx") }.sorted()
        }

        @Test func equalClosingsGiveEqualReports() throws {
            let first = try Fixture.imported.get().copy()
            let second = try Fixture.imported.get().copy()
            let east = try first.run("close", "2021Q3", "--no-bundle", environment: ["TZ": "Asia/Shanghai"])
            let west = try second.run(
                "close", "2021Q3", "--no-bundle", environment: ["TZ": "America/New_York", "LC_ALL": "C"])
            try #require(east.code == 0 && west.code == 0, "\(east.all) \(west.all)")
            let names = try reports(first)
            #expect(try reports(second) == names)
            #expect(names.count == 4 + 41)
            for name in names { #expect(try first.result(name) == second.result(name), "\(name)") }
        }

        @Test func theLedgerListsEachReport() throws {
            let place = try Fixture.closed.get()
            let listed = try LedgerLook.texts(place.ledger, "SELECT name FROM closing_file ORDER BY name")
            #expect(listed.filter { $0.hasSuffix(".html") || $0.hasSuffix(".xlsx") } == (try reports(place)))
        }

        @Test func theLedgerHasTheDigestOfEachFile() throws {
            let place = try Fixture.imported.get().copy()
            #expect(try place.run("close", "2021Q3", "--no-bundle", "--language", "en").code == 0)
            let listed = try LedgerLook.texts(
                place.ledger, "SELECT name || ' ' || sha256 || ' ' || bytes FROM closing_file ORDER BY name")
            for line in listed {
                let name = try #require(line.split(separator: " ").first)
                let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(place.closing)/\(name)"))
                #expect(line == "\(name) \(SHA256.hash(data: bytes).hex) \(bytes.count)")
            }
            #expect(listed.count { $0.hasPrefix("slips/") } > 40 && listed.count { $0.hasPrefix("en/slips/") } > 40)
        }

        @Test func thePageLeadsBackToFileAndRow() throws {
            let page = String(decoding: try Fixture.closed.get().result("report.html"), as: UTF8.self)
            #expect(page.contains("在线抽查.csv 第 236 行"))
            #expect(page.contains("附件第8项"))
            #expect(page.contains("冯卯镇2021年第三季度网格员考核结果"))
        }

        @Test func withoutReportsThereAreNone() throws {
            let place = try Fixture.imported.get().copy()
            let answer = try place.run("close", "2021Q3", "--no-bundle", "--no-reports")
            #expect(answer.code == 0, "\(answer.all)")
            #expect(
                try FileManager.default.contentsOfDirectory(atPath: place.closing).sorted() == Fixture.results.sorted())
        }

        @Test func templatesAreWrittenOnceAndTheirExamplesPassedOver() throws {
            let place = try Place.new()
            let folder = place.home / "templates"
            let answer = try kaohe("templates", folder)
            #expect(answer.code == 0, "\(answer.all)")
            let names = try FileManager.default.contentsOfDirectory(atPath: folder)
            #expect(names.contains("网格员名册.xlsx"))
            #expect(names.count == answer.output.split(separator: "\n").count)
            let again = try kaohe("templates", folder)
            #expect(again.code == 73, "\(again.all)")
            #expect(again.noteLines.count == 1, "\(again.all)")
            let csv = try place.write(
                "member.csv",
                """
                工号,姓名,岗位,办事处,村,网格,上岗日期,离岗日期
                示例：FM0001,张三,专职,城东办事处,东村,第一网格,2021-07-01,2021-07-01
                　示例:FM0002,李四,随便,,,,
                FM0001,王芳,专职,一办,东村,1,2020-01-01,

                """)
            let imported = try place.run("import", csv)
            #expect(imported.code == 0, "\(imported.all)")
            #expect(try LedgerLook.texts(place.ledger, "SELECT member FROM member") == ["FM0001"])
        }

        @Test("Where a library of letters is missing, only printing says so")
        func noLetters() throws {
            let place = try Fixture.closed.get().copy()
            // A file that is no library hides the one of the system.
            try place.write("libraries/libharfbuzz-subset.so.0", "")
            let environment = ["LD_LIBRARY_PATH": place.home / "libraries"]
            #expect(try place.run("explain", "FM0003", "2021Q3", environment: environment).code == 0)
            let printed = try place.run("print", "2021Q3", environment: environment)
            #expect(printed.code == 73)
            #expect(printed.all.contains("libharfbuzz-subset.so.0"))
            #expect(printed.all.contains("apt-get install"))
            #expect(try place.run("print", "2021Q3").code == 0)
        }
    }
}
