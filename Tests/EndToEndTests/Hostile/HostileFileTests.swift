import Foundation
import Testing

extension EndToEnd {
    /// Files and folders that no platform should export.
    @Suite struct HostileFileTests {
        /// A file that is refused as a whole is a reject with its reason; the workspace stays unchanged.
        struct Content: CustomTestStringConvertible, Sendable {
            let testDescription: String
            let words: String
            /// Whether no format reads the file, so that no row of it goes back.
            let isRefused: Bool
            let bytes: @Sendable () -> [UInt8]

            init(
                _ name: String, _ words: String, isRefused: Bool = false, _ bytes: @escaping @Sendable () -> [UInt8]
            ) {
                testDescription = name
                self.words = words
                self.isRefused = isRefused
                self.bytes = bytes
            }
        }

        private static let header = Array("date,kind,note\n".utf8)
        private static let contents: [Content] = [
            Content("nothing", "calendar.csv", isRefused: true) { [] },
            Content("a mark only", "calendar.csv") { [0xEF, 0xBB, 0xBF] },
            Content("blank lines", "calendar.csv") { Array("\r\n\n\r\n".utf8) },
            Content("UTF-16, little end first, cut", "损坏") {
                [0xFF, 0xFE] + "日期,类别\n2021-12-31,休息日\n".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] } + [0x31]
            },
            Content("UTF-16, big end first, without a mark", "零字节") {
                "日期,类别\n2021-12-31,休息日\n".utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
            },
            Content("a ZIP archive", "不是 ZIP 文件", isRefused: true) {
                [0x50, 0x4B, 0x03, 0x04, 0x14, 0, 0, 0, 8, 0] + (0..<4000).map { UInt8($0 * 37 % 251) }
            },
            Content("a null byte", "零字节") { header + Array("2021-12-31,holiday,a\u{0}b\n".utf8) },
            Content("a quote that does not end", "引号") { header + Array("2021-12-31,holiday,\"open\n".utf8) },
            Content("a cell of 40 MB", "过长") {
                header + Array("2021-12-31,holiday,\"".utf8) + [UInt8](repeating: 0x78, count: 40 << 20)
                    + Array("\"\n".utf8)
            },
            Content("a row of 100,000 cells", "单元格数与表头不一致") {
                header + Array(repeating: "x", count: 100_000).joined(separator: ",").utf8
            },
            Content("a bad cell of 3 MB", "只能填：") {
                header + Array("2021-12-31,".utf8) + [UInt8](repeating: 0x78, count: 3_000_000) + Array(",\n".utf8)
            },
        ]

        @Test(arguments: contents) func content(_ content: Content) throws {
            let place = try Fixture.imported.get().copy()
            let before = try Snapshot(place.path)
            let file = try place.write("calendar.csv", content.bytes())
            let answer = try place.run("import", file)
            #expect(answer.code == 65, "\(answer.all.prefix(2000))")
            // A rejected row also goes into a workbook, and the output says so; a refused file does not.
            #expect((content.isRefused ? 1...1 : 3...4).contains(answer.noteLines.count), "\(answer.all.prefix(2000))")
            #expect(answer.notes.contains(content.words), "\(answer.notes.prefix(2000))")
            #expect(answer.notes.utf8.count < 2000)
            #expect(try Snapshot(place.path, withoutRejects: true).difference(before) == [])
        }

        @Test func bigCellsAndManyColumnsAreTaken() throws {
            let place = try Fixture.imported.get().copy()
            let long = String(repeating: "一段话，", count: 100_000)
            let big = try place.write("calendar.csv", "date,kind,note\n2021-12-31,holiday,\"\(long)\"\n")
            #expect(try place.run("import", big).code == 0)
            #expect(try LedgerLook.number(place.ledger, "SELECT max(length(note)) FROM calendar") == 400_000)
            let columns = (0..<100_000).map { "列\($0)" } + ["date", "kind"]
            let cells = Array(repeating: "x", count: 100_000) + ["2021-12-30", "holiday"]
            let wide = try place.write(
                "wide/calendar.csv", columns.joined(separator: ",") + "\n" + cells.joined(separator: ","))
            let answer = try place.run("import", wide)
            #expect(answer.code == 0, "\(answer.all.prefix(1000))")
            #expect(answer.notes.contains("列0"))
            #expect(!answer.notes.contains("列99999"))
            #expect(answer.notes.utf8.count < 2000)
        }

        @Test func namedFilesThatAreNone() throws {
            let place = try Fixture.imported.get().copy()
            let folder = place.home / "event.csv"
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
            try Trap("a folder named as a table", 65, "没有找到任何表") { _ in }.expect(place, ["import", folder])
            try FileManager.default.createSymbolicLink(
                atPath: place.home / "visit.csv", withDestinationPath: "visit.csv")
            try Trap("a link to itself", 66, "visit.csv") { _ in }.expect(place, ["import", place.home / "visit.csv"])
            try FileManager.default.createSymbolicLink(atPath: place.home / "duty.csv", withDestinationPath: "none")
            try Trap("a link to nothing", 66, "duty.csv") { _ in }.expect(place, ["import", place.home / "duty.csv"])
            mkfifo(place.home / "patrol.csv", 0o644)
            try Trap("a pipe", 65, "patrol.csv", "不是普通文件") { _ in }.expect(
                place, ["import", place.home / "patrol.csv"])
        }

        /// Links in a cycle: every file is imported once.
        @Test func linksThatLeadBack() throws {
            let place = try Fixture.imported.get().copy()
            try place.write("in/a/calendar.csv", "date,kind\n2021-12-31,holiday\n")
            for (link, target) in [
                ("in/a/same", "."), ("in/a/up", ".."), ("in/b", "a"), ("in/c", "../in"), ("in/d", "d"),
            ] {
                try FileManager.default.createSymbolicLink(atPath: place.home / link, withDestinationPath: target)
            }
            mkfifo(place.home / "in/event.csv", 0o644)
            let answer = try place.run("import", place.home / "in", "--json")
            #expect(answer.code == 0, "\(answer.all)")
            #expect(try answer.json(ImportAnswer.self).files.map(\.file) == ["a/calendar.csv"])
            #expect(answer.notes.contains("event.csv"))
        }

        @Test func namesInOtherEncodings() throws {
            let place = try Fixture.imported.get().copy()
            // 工作日历.csv in GBK, as old archives unpack it.
            let script = #"""
                set -e; cd "$HOME_FOLDER"; mkdir in; printf 'date,kind\n2021-12-31,holiday\n' > calendar.csv
                cp calendar.csv in/; cp calendar.csv "in/$(printf '\271\244\327\367\310\325\300\372.csv')" || exit 9
                "$KAOHE" import in --workspace w; "$KAOHE" import in/"$(printf '\271\244\327\367\310\325\300\372.csv')" --workspace w
                """#
            let answer = try shell(script, environment: ["HOME_FOLDER": place.home.path])
            if answer.code == 9 { return print("skipped: this file system takes names in UTF-8 only") }
            #expect(answer.code == 66, "\(answer.all)")
            #expect(answer.output.contains("已导入"))
            #expect(answer.notes.contains("未导入"))
            #expect(answer.notes.contains("UTF-8"))
        }

        @Test func itsOwnFolder() throws {
            let place = try Fixture.closed.get().copy()
            try Trap("the workspace itself", 65, "没有找到任何表") { _ in }.expect(place, ["import", place.path])
        }
    }
}
