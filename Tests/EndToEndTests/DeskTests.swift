import Foundation
import Testing

extension EndToEnd {
    /// The clerk's desk between closings: suspects, equipment, removals, simulations, the checklist.
    @Suite struct DeskTests {
        private struct Pair: Decodable {
            struct Record: Decodable {
                let reference: String
                let file: String?
                let row: Int?
                let cells: [String: String]
            }

            let member, kind: String
            let suspect, first: Record
            let differing: [String]
        }

        private struct Simulation: Decodable {
            struct Change: Decodable { let member: String }

            let closing: String?
            let bandChanges: Int
            let dueBefore, dueAfter: String
            let changes: [Change]
        }

        private struct Checklist: Decodable {
            struct Line: Decodable { let mark, code, next: String }

            let checklist: [Line]
        }

        @Test func suspectsAreListedJudgedAndThenGone() throws {
            let place = try Fixture.imported.get().copy()
            let shown = try place.run("suspects", "2021Q3")
            #expect(shown.code == 0, "\(shown.all)")
            #expect(shown.output.contains("≠"), "\(shown.all)")
            let pairs = try place.run("suspects", "2021Q3", "--json").json([Pair].self)
            #expect(pairs.count == 4)
            #expect(pairs.allSatisfy { $0.kind == "exact" && $0.suspect.row != nil })
            let numbers = pairs.compactMap { $0.suspect.cells["event"] }
            #expect(try place.run("suspects", "decide", numbers[0], "--duplicate").code == 0)
            #expect(try place.run("suspects", "decide", numbers[1], numbers[2], numbers[3], "--valid").code == 0)
            #expect(try place.run("suspects", "2021Q3", "--json").json([Pair].self).isEmpty)
            let again = try place.run("suspects", "decide", numbers[0], "--valid")
            #expect(again.code == 65, "\(again.all)")
            #expect(again.notes.contains("--amend"), "\(again.all)")
            let told = try place.run("close", "2021Q3")
            #expect(told.code == 0)
            let explained = try place.run("explain", pairs[0].member, "2021Q3", "activity")
            #expect(
                explained.output.contains("kaohe suspects decide duplicate event:\(numbers[0])"), "\(explained.all)")
        }

        @Test func aMarkedSheetOfSuspectsImports() throws {
            let place = try Fixture.imported.get().copy()
            let sheet = place.home / "核查.csv"
            #expect(try place.run("suspects", "export", "2021Q3", sheet).code == 0)
            #expect(try place.run("suspects", "export", "2021Q3", sheet).code == 73)
            let text = try String(contentsOfFile: sheet, encoding: .utf8)
            #expect(try Data(contentsOf: URL(fileURLWithPath: sheet)).starts(with: [0xEF, 0xBB, 0xBF]))
            try place.write("核查.csv", text.replacing(",,地点描述相同", with: ",有效,地点描述相同"))
            let marked = try place.run("import", sheet, "--table", "event", "--amend")
            #expect(marked.code == 0, "\(marked.all)")
            #expect(try place.run("suspects", "2021Q3", "--json").json([Pair].self).isEmpty)
        }

        @Test func equipmentIsEnteredAndListed() throws {
            let place = try Fixture.imported.get().copy()
            let issued = try place.run("equipment", "issue", "FM0003", "水杯", "--date", "2021-09-01")
            #expect(issued.code == 0)
            #expect(issued.notes.contains("七件套"))
            #expect(issued.output.contains("EQ-2021-09-01-0001"))
            #expect(try place.run("equipment", "FM0003", "--date", "2021-09-30").output.contains("水杯"))
            let lost = try place.run(
                "equipment", "loss", "FM0003", "手机终端", "--date", "2021-09-02", "--at-fault", "yes", "--cost", "860")
            #expect(lost.code == 0, "\(lost.all)")
            #expect(try place.run("equipment", "list", "FM0003", "--date", "2021-09-30").output.contains("缺件"))
            let decided = try place.run("equipment", "decide", "SB-0011-08", "--at-fault", "no")
            #expect(decided.code == 0, "\(decided.all)")
            #expect(try place.run("close", "2021Q3").code == 0)
            let pay = Table(try place.result("pay.csv")).rows.first {
                $0["member"] == "FM0003" && $0["month"] == "2021-09"
            }
            #expect(pay?["charges"] == "860.00")
            #expect(try !String(decoding: place.result("warnings.csv"), as: UTF8.self).contains("fault-undecided"))
        }

        @Test func aRemovalEndsThePay() throws {
            let place = try Fixture.imported.get().copy()
            let before = try Snapshot(place.path)
            let tried = try place.run("remove", "FM0003", "--ground", "2", "--date", "2021-08-02", "--dry-run")
            #expect(tried.code == 0, "\(tried.all)")
            #expect(tried.output.contains("手机终端"), "\(tried.all)")
            #expect(try Snapshot(place.path).difference(before) == [])
            #expect(try place.run("remove", "FM0003", "--ground", "2", "--date", "2021-08-02").code == 0)
            #expect(try place.run("close", "2021Q3").code == 0)
            let pay = Table(try place.result("pay.csv")).rows.filter { $0["member"] == "FM0003" }
            #expect(pay.map { $0["days_in_post"] } == ["31", "2", "0"])
            #expect(
                Table(try place.result("findings.csv")).rows.contains {
                    $0["member"] == "FM0003" && $0["finding"] == "recovery"
                })
        }

        @Test("a simulation under the rules in force is the closing, byte for byte")
        func simulationOfNothing() throws {
            let place = try Fixture.closed.get().copy()
            let before = try Snapshot(place.path)
            let output = place.home / "out"
            let answer = try place.run("simulate", "2021Q3", "--rulebook", place.rulebook, "--output", output, "--json")
            #expect(answer.code == 0, "\(answer.all)")
            let result = try #require(try answer.json([Simulation].self).first)
            #expect(result.changes.isEmpty)
            #expect(result.dueBefore == result.dueAfter)
            #expect(result.closing == "2021Q3-r1")
            for name in Fixture.results {
                let simulated = try Data(contentsOf: URL(fileURLWithPath: output + "/2021Q3/" + name))
                expectSame(simulated, try place.result(name), name)
            }
            #expect(try Snapshot(place.path).difference(before) == [])
        }

        @Test func simulationOfOtherRules() throws {
            let place = try Fixture.closed.get()
            let answer = try place.run("simulate", "2021Q3", "--interpretation", "I-6=0", "--json")
            let result = try #require(try answer.json([Simulation].self).first)
            #expect(result.bandChanges > 0)
            #expect(result.dueBefore != result.dueAfter)
            #expect(try place.run("simulate", "2021Q3", "--set", "base_pay=210").output.contains("应发合计"))
            let years = try place.run("simulate", "2021Q2..2021Q3", "--set", "base_pay=210")
            #expect(years.code == 0, "\(years.all)")
            #expect(years.output.contains("合计"), "\(years.all)")
        }

        @Test("rules are looked over before they hold, and beside the closed quarters")
        func rulesBeforeTheyHold() throws {
            let place = try Fixture.closed.get().copy()
            let text = try String(contentsOfFile: place.rulebook, encoding: .utf8)
            let once = text.replacing("failing_penalty: per-month", with: "failing_penalty: once")
            let other = try place.write("2022.yaml", once)
            let before = try Snapshot(place.path)
            let answer = try place.run("rulebook", "check", other)
            #expect(answer.code == 0, "\(answer.all)")
            #expect(answer.output.contains("“不合格”整季比“较差”多得 100.00 元"))
            #expect(answer.output.contains("细则适用说明换成其他答法，2021Q3 至 2021Q3 会怎样"))
            // The penalty each month is one of the other answers, and takes more from those who are failing.
            let row = try #require(answer.output.split(separator: "\n").first { $0.hasPrefix("I-3 ") })
            #expect(row.contains("per-month"))
            #expect(row.contains("-"))
            #expect(try Snapshot(place.path).difference(before) == [])
            let difference = try place.run("rulebook", "diff", place.rulebook, other)
            #expect(difference.output.contains("1 项参数不同"), "\(difference.all)")
            #expect(difference.output.contains("最低档的扣款"))
            #expect(try place.run("rulebook", "diff", other, other).output.contains("全部相同"))
            #expect(try place.run("rulebook", "check", place.home / "none.yaml").code == 66)
        }

        @Test func theChecklistTicksOff() throws {
            let place = try Fixture.imported.get().copy()
            let ready = try place.run("status", "2021Q3")
            #expect(ready.output.contains("[x]"))
            #expect(ready.output.contains("[!]"))
            #expect(!ready.output.contains("[ ]"))
            #expect(ready.output.contains("kaohe suspects 2021Q3"))
            let lines = try place.run("status", "2021Q4", "--json").json(Checklist.self).checklist
            #expect(lines.filter { $0.mark == "blocked" }.map(\.code) == ["patrol", "event", "visit", "attendance"])
            #expect(lines.contains { $0.code == "training-expected" && $0.mark == "attention" })
            #expect(lines.first { $0.code == "earlier-quarter-open" }?.next.contains("2021Q3") == true)
        }

        private static let slips: [(line: String, code: Int32)] = [
            ("suspects 2021", 64), ("suspects decide E1", 64), ("suspects decide E1 --valid --duplicate", 64),
            ("suspects decide E1 --valid", 65), ("suspects decide", 64), ("suspects 2021Q3 --member FM9999", 65),
            ("suspects export 2021Q4 x.csv", 65), ("equipment issue FM0003", 64), ("equipment issue", 64),
            ("equipment issue FM9999 包", 65), ("equipment issue FM0003 包 --date 2021-02-30", 64),
            ("equipment issue FM0003 包 --cost 1", 64), ("equipment loss FM0003 包 --at-fault maybe", 64),
            ("equipment loss FM0003 包 --at-fault yes", 65), ("equipment loss FM0003 包 --cost -1", 64),
            ("equipment loss FM0003 包 --cost=-1", 65), ("equipment decide E1 --at-fault no", 65),
            ("equipment list FM9999", 65), ("equipment issue FM0003 包 帽 --entry 1", 64),
            ("remove FM0003", 64), ("remove FM0003 --ground 7 --date 2021-08-02", 64),
            ("remove FM0003 --ground 1 --date 2021-8-2", 64), ("remove FM9999 --ground 1 --date 2021-08-02", 65),
            ("remove FM0003 --ground 1 --date 1999-01-01", 65), ("simulate 2021Q3", 64),
            ("outlook 2021Q3 --as-of 1999-01-01", 64), ("outlook 2021Q3 --member FM9", 65), ("outlook 2099Q1", 64),
            ("simulate 2021Q3 --set", 64), ("simulate 2021Q3 --set base_pay", 64),
            ("simulate 2021Q3 --set base_pay=", 64), ("simulate 2021Q3 --set base_pay=x", 65),
            ("simulate 2021Q3 --set nothing=1", 64), ("simulate 2021Q3 --set total=99", 65),
            ("simulate 2021Q3 --interpretation I-99=1", 64), ("simulate 2021Q3 --rulebook nowhere.yaml", 66),
            ("simulate 2021Q3..2021Q2 --set base_pay=1", 64), ("simulate 2021Q1...2021Q2 --set base_pay=1", 64),
            ("simulate 0001Q1..9999Q4 --set base_pay=1", 64), ("simulate 2020Q3 --set base_pay=1", 65),
            ("simulate --set base_pay=1", 64), ("simulate 2021Q3 --over 2021Q3 --set base_pay=1", 64),
            ("simulate 2021Q3 --set base_pay=2..1", 64), ("simulate 2021Q3 --set base_pay=1..2 --set total=1..2", 64),
            ("simulate 2021Q3 --set base_pay=1..2 --output out", 64), ("simulate 2021Q3 --set nothing=1..2", 64),
            ("history FM9999", 65), ("history --village 无此村", 64), ("history FM0003 --office 某办", 64),
            ("explain FM0003 2021-07 --toward top", 64), ("explain FM0003 2021Q3 training --toward top", 64),
            ("explain FM0003 2021Q3 --toward best", 64), ("explain FM9999 2021Q3 --toward top", 65),
        ]

        @Test("typing errors are refused and change nothing")
        func slipsChangeNothing() throws {
            let place = try Fixture.imported.get().copy()
            let before = try Snapshot(place.path)
            for (line, code) in DeskTests.slips {
                let answer = try kaohe(
                    line.split(separator: " ").map(String.init), environment: ["KAOHE_WORKSPACE": place.path],
                    in: place.home.path)
                #expect(answer.code == code, "\(line): \(answer.all)")
                #expect(answer.output.isEmpty, "\(line)")
                #expect(!answer.notes.isEmpty, "\(line)")
            }
            #expect(try Snapshot(place.path).difference(before) == [])
        }

        private static let hostileNames = [
            "../../x", "=1+1", "a,b\"c", "x'; DROP TABLE event; --",
        ]
        /// What nobody sees in a name is no part of one.
        private static let invisibleNames = ["\u{1B}[2J", "\u{202E}abc"]

        @Test("hostile names stay names")
        func hostile() throws {
            let place = try Fixture.imported.get().copy()
            for name in DeskTests.hostileNames {
                let entered = try place.run("equipment", "issue", "FM0003", name, "--date", "2021-09-01")
                #expect(entered.code == 0, "\(entered.all)")
                #expect(!entered.all.contains("\u{1B}"))
                #expect(try place.run("suspects", "decide", name, "--valid").code == 65)
                #expect(try place.run("remove", name, "--ground", "1", "--date", "2021-09-01").code == 65)
            }
            for name in DeskTests.invisibleNames {
                let refused = try place.run("equipment", "issue", "FM0003", name, "--date", "2021-09-01")
                #expect(refused.code == 65, "\(refused.all)")
                #expect(refused.notes.contains("看不见的字符"), "\(refused.all)")
                #expect(!refused.all.contains("\u{1B}"))
                #expect(!refused.all.contains("\u{202E}"))
            }
            let listed = try place.run("equipment", "list", "FM0003", "--date", "2021-09-01")
            #expect(listed.code == 0)
            #expect(!listed.all.contains("\u{1B}"))
            #expect(
                try LedgerLook.texts(place.ledger, "SELECT asset FROM equipment WHERE entry LIKE 'EQ-%' ORDER BY entry")
                    == DeskTests.hostileNames)
        }
    }
}
