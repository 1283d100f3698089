import Foundation
import Testing

extension EndToEnd {
    /// Each command's exit codes and output streams.
    @Suite struct CommandTests {
        @Test func initMakesAWorkspaceOnce() throws {
            let place = try Place.new()
            let names = try FileManager.default.contentsOfDirectory(atPath: place.path).filter {
                !$0.hasPrefix("ledger.sqlite-")
            }
            #expect(names.sorted() == ["closings", "imports", "ledger.sqlite", "rulebooks"])
            let before = try Snapshot(place.path)
            let again = try kaohe("init", place.path)
            #expect(again.code == 73)
            #expect(again.output.isEmpty)
            #expect(again.notes.contains("此文件夹已是工作区"))
            #expect(try Snapshot(place.path).difference(before) == [])
        }

        @Test func initWithTownshipAndRulebook() throws {
            let place = Place(home: try TemporaryFolder("place"))
            let shipped = try String(contentsOfFile: Fixture.imported.get().rulebook, encoding: .utf8)
            let own = try place.write("细则.yaml", shipped)
            let answer = try kaohe("init", place.path, "--township", "山亭镇", "--rulebook", own)
            #expect(answer.code == 0, "\(answer.all)")
            #expect(try place.names("rulebooks") == ["细则.yaml"])
            #expect(try LedgerLook.texts(place.ledger, "SELECT value FROM setting WHERE key = 'township'") == ["山亭镇"])
        }

        @Test func importsAreListedAndWithdrawn() throws {
            struct Listed: Decodable {
                let number: Int
                let withdrawn: Bool
            }
            let place = try Fixture.imported.get().copy()
            let count = try place.run("import", "list", "--json").json([Listed].self).count
            // A file named like a subcommand is given with its folder.
            try place.write("list", "duty,member,due\nA1,FM0001,2021-07-05\n")
            let taken = try kaohe(
                ["import", "./list", "--table", "duty", "--workspace", place.path], in: place.home.path)
            #expect(taken.code == 0, "\(taken.all)")
            let listed = try place.run("import", "list")
            #expect(listed.code == 0)
            #expect(listed.output.contains("交办事项"))
            #expect(listed.output.contains("有效"))
            let number = String(count + 1)
            for line in ["withdraw", "withdraw \(number)", "withdraw x --reason y", "withdraw 99 --reason y", "list x"]
            {
                let slip = try kaohe(
                    ["import"] + line.split(separator: " ").map(String.init) + ["--workspace", place.path])
                #expect(slip.code == 64, "\(line): \(slip.all)")
                #expect(!slip.notes.isEmpty, "\(line): \(slip.all)")
            }
            let refused = try place.run("import", "withdraw", "1", "--reason", "试")
            #expect(refused.code == 1, "\(refused.all)")
            #expect(refused.output.isEmpty, "\(refused.all)")
            let tried = try place.run("import", "withdraw", number, "--reason", "试", "--dry-run")
            #expect(tried.code == 0, "\(tried.all)")
            #expect(tried.output.contains("仅检查"), "\(tried.all)")
            let done = try place.run("import", "withdraw", number, "--reason", "导错了", "--language", "en")
            #expect(done.code == 0, "\(done.all)")
            #expect(done.output.contains("Import \(number) is withdrawn"), "\(done.all)")
            #expect(try place.run("import", "list", "--json").json([Listed].self).map(\.withdrawn).last == true)
            #expect(try place.run("journal", "--verify").code == 0)
        }

        @Test func importRejectsAndChangesNothing() throws {
            let place = try Fixture.imported.get().copy()
            let before = try Snapshot(place.path)
            let file = try place.write("duty.csv", "duty,member,due\nA1,FM0001,2021-07-05\nA2,NOBODY,2021-07-05\n")
            let refused = try place.run("import", file)
            #expect(refused.code == 65)
            #expect(refused.output.contains("未写入任何内容"))
            for word in ["duty.csv", "3", "工号", "NOBODY"] { #expect(refused.notes.contains(word), "\(refused.notes)") }
            #expect(try Snapshot(place.path, withoutRejects: true).difference(before) == [])
            let rejects = try String(contentsOfFile: place.path + "/rejects.csv", encoding: .utf8)
            #expect(rejects.hasPrefix("file,row,column,value,code,reason\nduty.csv,3,member,NOBODY,unknown-member,"))
            #expect(rejects.split(separator: "\n").count == 2)

            let some = try place.run("import", file, "--accept-valid")
            #expect(some.code == 0, "\(some.all)")
            #expect(try LedgerLook.number(place.ledger, "SELECT count(*) FROM duty WHERE duty IN ('A1', 'A2')") == 1)
            #expect(FileManager.default.fileExists(atPath: place.path + "/rejects.csv"))

            let good = try place.write("good/duty.csv", "duty,member,due\nA1,FM0001,2021-07-05\n")
            #expect(try place.run("import", good).code == 0)
            #expect(!FileManager.default.fileExists(atPath: place.path + "/rejects.csv"))
        }

        @Test func importRehearses() throws {
            let place = try Place.new()
            let before = try Snapshot(place.path)
            let answer = try place.run("import", try Fixture.sample.get().path, "--dry-run")
            #expect(answer.code == 0, "\(answer.all)")
            #expect(answer.output.contains("未写入"))
            #expect(try Snapshot(place.path).difference(before) == [])
        }

        @Test func importAmends() throws {
            let place = try Fixture.imported.get().copy()
            let first = try place.write("duty.csv", "duty,member,due,done\nA1,FM0001,2021-07-05,2021-07-05\n")
            let second = try place.write("later/duty.csv", "duty,member,due,done\nA1,FM0001,2021-07-05,2021-07-09\n")
            #expect(try place.run("import", first).code == 0)
            #expect(try place.run("import", second).code == 65)
            let amended = try place.run("import", second, "--amend")
            #expect(amended.code == 0, "\(amended.all)")
            #expect(
                try LedgerLook.number(place.ledger, "SELECT count(*) FROM record_version WHERE change = 'amend'") == 1)
        }

        @Test func importTableByName() throws {
            let place = try Fixture.imported.get().copy()
            let file = try place.write("导出 (3).csv", "日期,类别\n2021-12-31,休息日\n")
            let unnamed = try place.run("import", file)
            #expect(unnamed.code == 65)
            #expect(unnamed.notes.contains("--table"))
            #expect(try place.run("import", file, "--table", "工作日历").code == 0)
            let wrong = try place.run("import", file, "--table", "calender")
            #expect(wrong.code == 64)
            #expect(wrong.notes.contains("工作日历"))
        }

        @Test func importOfWhatIsNotThere() throws {
            let place = try Place.new()
            let answer = try place.run("import", place.home / "没有")
            #expect(answer.code == 66)
            #expect(answer.noteLines.count == 1)
            #expect(try place.run("import").code == 64)
        }

        @Test func statusTellsReadiness() throws {
            let ready = try Fixture.imported.get().copy().run("status", "2021Q3")
            #expect(ready.code == 0, "\(ready.all)")
            #expect(ready.output.contains("kaohe close 2021Q3"))
            let empty = try Place.new().run("status", "2021Q3")
            #expect(empty.code == 1)
            #expect(!empty.output.contains("kaohe close"), "\(empty.output)")
            let closed = try Fixture.closed.get().run("status", "2021Q3")
            #expect(closed.code == 1)
            #expect(closed.output.contains("2021Q3-r1"))
        }

        @Test("a blocked closing says why and writes nothing")
        func closeBlocked() throws {
            let closed = try Fixture.closed.get().copy()
            let imported = try Fixture.imported.get().copy()
            let cases: [(place: Place, quarter: String, words: String)] = [
                (closed, "2021Q3", "2021Q3-r1"), (imported, "2099Q1", "2099Q1"),
                (imported, "2021Q4", "--accept-empty patrol"), (try Place.new(), "2021Q3", "网格员"),
            ]
            for (place, quarter, words) in cases {
                let before = try Snapshot(place.path)
                let answer = try place.run("close", quarter)
                #expect(answer.code == 1, "\(quarter): \(answer.all)")
                #expect(answer.output.isEmpty)
                #expect(answer.notes.contains(words), "\(quarter): \(answer.all)")
                #expect(answer.notes.contains("未写入任何内容"))
                #expect(try Snapshot(place.path).difference(before) == [])
            }
        }

        @Test func closeAcceptsAnEmptyTable() throws {
            let place = try withoutPatrols()
            let blocked = try place.run("close", "2021Q3")
            #expect(blocked.code == 1, "\(blocked.all)")
            #expect(blocked.notes.contains("走访日志"))
            #expect(blocked.notes.contains("--accept-empty patrol"))
            #expect(try place.run("status", "2021Q3").code == 1)
            #expect(try place.run("status", "2021Q3", "--accept-empty", "patrol").code == 0)
            let slip = try place.run("close", "2021Q3", "--accept-empty", "patrols")
            #expect(slip.code == 64)
            #expect(try place.closings().isEmpty)
            let answer = try place.run(
                "close", "2021Q3", "--accept-empty", "走访日志=平台停用，a=b", "--no-reports", "--no-bundle")
            #expect(answer.code == 0, "\(answer.all)")
            #expect(
                try LedgerLook.texts(
                    place.ledger, "SELECT kind || ' ' || subject || ' ' || reason FROM closing_decision")
                    == ["accept-empty patrol 平台停用，a=b"])
            #expect(try place.run("journal").output.contains("“走访日志”确无记录：平台停用，a=b"))
            let late = try String(decoding: place.result("deductions.csv"), as: UTF8.self)
            #expect(late.contains("collection.missing-patrol"))
        }

        private func withoutPatrols() throws -> Place {
            let place = try Place.new()
            let sample = try Fixture.sample.get().path
            for file in try #require(FileManager.default.subpaths(atPath: sample))
            where file.hasSuffix(".csv") && !file.hasSuffix("走访日志.csv") {
                try place.write("less/" + file, Array(try Data(contentsOf: URL(fileURLWithPath: sample + "/" + file))))
            }
            let answer = try place.run("import", place.home / "less")
            try #require(answer.code == 0, "\(answer.all)")
            return place
        }

        @Test func noWorkspace() throws {
            let folder = try TemporaryFolder("none")
            let file = try Place(home: folder).write("calendar.csv", "date,kind\n")
            let before = try Snapshot(folder.path)
            for arguments in [
                ["import", file], ["status", "2021Q3"], ["close", "2021Q3"], ["explain", "FM0001", "2021Q3"],
            ] {
                for place in [folder.path, folder / "没有"] {
                    let answer = try kaohe(arguments + ["--workspace", place])
                    #expect(answer.code == 66, "\(arguments): \(answer.all)")
                    #expect(answer.notes.contains("kaohe init"))
                    #expect(answer.noteLines.count == 1)
                }
            }
            #expect(try Snapshot(folder.path).difference(before) == [])
        }

        @Test func workspaceFromEnvironmentAndFolder() throws {
            let path = try Fixture.closed.get().path
            let told = try kaohe("explain", "FM0003", "2021Q3", "--workspace", path)
            #expect(told.code == 0, "\(told.all)")
            let environment = ["KAOHE_WORKSPACE": path]
            #expect(try kaohe("explain", "FM0003", "2021Q3", environment: environment).output == told.output)
            #expect(try kaohe("explain", "FM0003", "2021Q3", in: path).output == told.output)
            let elsewhere = try kaohe("status", "2021Q3", "--workspace", "/nowhere", environment: environment)
            #expect(elsewhere.code == 66)
        }

        @Test(
            "slips of the pen are refused with 64",
            arguments: [
                "frob", "status", "status 2021Q5", "status 2021Q3 --jsn", "status 2021Q3 --json=1", "close 21Q3",
                "explain FM0001", "explain FM0001 2021-13", "explain FM0001 2021Q3 nope", "items nope", "items a b c",
                "items --language fr", "init", "import", "import x --table", "close 2021Q3 --accept-empty",
                "--generate-completion-script nosuch", "appeal 开始 x y", "district 汇总", "--workspace x close 2021Q3",
                "--json items",
            ])
        func usage(_ line: String) throws {
            let path = try Fixture.closed.get().path
            let arguments = line.split(separator: " ").map(String.init)
            for (language, words) in [("zh", "错误："), ("en", "rror: ")] {
                let answer = try kaohe(arguments, environment: ["KAOHE_WORKSPACE": path, "KAOHE_LANGUAGE": language])
                #expect(answer.code == 64, "\(line): \(answer.all)")
                #expect(answer.output.isEmpty)
                #expect(answer.notes.contains(words), "\(answer.all)")
                if language == "zh" { #expect(English.leftovers(in: answer.notes).isEmpty, "\(answer.notes)") }
            }
        }
    }
}
