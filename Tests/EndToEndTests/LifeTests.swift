import Foundation
import Testing

extension EndToEnd {
    /// The life of a closing: appeals and revisions, the bundle, the district and its receipt.
    @Suite struct LifeTests {
        private struct Verification: Decodable {
            struct Check: Decodable { let id, outcome: String }

            let sound: Bool
            let signer: String?
            let checks: [Check]
        }

        private struct Closing: Decodable {
            struct Adjusted: Decodable { let owed, owing: Int }

            let closing: String
            let adjusted: Adjusted?
        }

        private struct Received: Decodable {
            let outcome: String
            let receipt: String?
        }

        private struct Summary: Decodable {
            struct Township: Decodable { let rank, revision: Int }

            let townships: [Township]
            let missing: [String]
        }

        /// A member of the sample with a deduction that depends on one record, and that record.
        private func deducted(_ place: Place) throws -> (member: String, record: String) {
            let row = try #require(
                Table(try place.result("deductions.csv")).rows.first {
                    $0["item"] == "hazards" && !$0["evidence"].isEmpty
                })
            return (row["member"], row["evidence"])
        }

        @Test("appeal, decision, revision, and a bundle that replays equally")
        func appealed() throws {
            let place = try Fixture.imported.get().copy()
            #expect(try place.run("keys", "new").code == 0)
            #expect(try place.run("close", "2021Q3", "--no-reports").code == 0)
            let (member, record) = try deducted(place)
            let opened = try place.run("appeal", "open", member, "2021Q3", "--record", record, "--ground", "已口头上报")
            #expect(opened.code == 0, "\(opened.all)")
            #expect(opened.output.contains("1"), "\(opened.all)")
            let decided = try place.run("appeal", "decide", "1", "--uphold", "--reason", "有录音")
            #expect(decided.code == 0, "\(decided.all)")
            #expect(decided.notes.contains("kaohe revise 2021Q3"), "\(decided.all)")
            let revised = try place.run("revise", "2021Q3", "--reason", "申诉成立", "--no-reports", "--json")
            #expect(revised.code == 0, "\(revised.all)")
            let answer = try revised.json(Closing.self)
            #expect(answer.closing == "2021Q3-r2")
            #expect(answer.adjusted != nil)
            let rows = try String(
                contentsOfFile: place.path + "/closings/2021Q3-r2/deductions.csv", encoding: .utf8)
            #expect(!rows.contains(record + "\n"))
            for (language, words) in [("zh", "成立（有录音）"), ("en", "upheld (有录音)")] {
                let told = try place.run("explain", member, "2021Q3", "hazards", "--language", language)
                #expect(told.output.contains(words), "\(told.all)")
            }
            let verified = try place.run(
                "verify", "--key", place.path + "/keys/kaohe.pub", place.path + "/closings/2021Q3-r2.zip", "--replay",
                "--json")
            #expect(verified.code == 0, "\(verified.all)")
            let checks = try verified.json(Verification.self)
            #expect(checks.sound)
            #expect(checks.signer != nil)
            #expect(checks.checks.first?.id == "replay.items")
            // There are none to make again.
            #expect(checks.checks.filter { $0.outcome != "passed" }.map(\.id) == ["replay.reports"])
        }

        @Test("equal ledgers give equal bundles in any folder, time zone and locale")
        func sameBytesEverywhere() throws {
            var bundles: [Data] = []
            for environment in [
                ["TZ": "Asia/Shanghai", "LC_ALL": "zh_CN.UTF-8"], ["TZ": "America/St_Johns", "LC_ALL": "C"],
                ["TZ": "Pacific/Kiritimati", "LC_ALL": "tr_TR.UTF-8", "KAOHE_LANGUAGE": "en", "KAOHE_OPERATOR": "x"],
            ] {
                let place = try Fixture.imported.get().copy()
                let answer = try place.run("close", "2021Q3", environment: environment)
                #expect(answer.code == 0, "\(answer.all)")
                bundles.append(try Data(contentsOf: URL(fileURLWithPath: place.closing + ".zip")))
            }
            #expect(bundles[0] == bundles[1])
            #expect(bundles[0] == bundles[2])
        }

        @Test("the district's day: trust, receive, summary, receipt")
        func district() throws {
            let place = try Fixture.imported.get().copy()
            let office = place.home / "区"
            #expect(try place.run("keys", "new").code == 0)
            let made = try kaohe("district", "init", office, "--name", "山亭区")
            let named = try #require(made.output.split(separator: "\n").first)
            let recipient = String(try #require(named.split(separator: "：").last))
            let sealed = place.home / "报.age"
            let closed = try place.run(
                "close", "2021Q3", "--no-reports", "--public", "--encrypt-to", recipient, "--output", sealed)
            #expect(closed.code == 0, "\(closed.all)")
            #expect(try place.closings() == ["2021Q3-r1", "2021Q3-r1-public", "2021Q3-r1.zip"])
            func district(_ arguments: String...) throws -> Answer {
                try kaohe(["district"] + arguments + ["--workspace", office])
            }
            let stranger = try district("receive", sealed)
            #expect(stranger.code == 1, "\(stranger.all)")
            #expect(stranger.output.contains("拒收"), "\(stranger.all)")
            let unconfirmed = try district("trust", "冯卯镇", place.path + "/keys/kaohe.pub")
            #expect(unconfirmed.code == 64 && unconfirmed.all.contains("指纹"), "\(unconfirmed.all)")
            let digits = try #require(
                try place.run("keys", "show").output.split(separator: "\n").last { $0.hasPrefix("指纹") })
            let wrong = try district(
                "trust", "冯卯镇", place.path + "/keys/kaohe.pub", "--fingerprint", String(repeating: "1", count: 30))
            #expect(wrong.code == 1 && wrong.all.contains("指纹不符"), "\(wrong.all)")
            let trusted = try district(
                "trust", "冯卯镇", place.path + "/keys/kaohe.pub", "--fingerprint", String(digits.dropFirst(3)))
            #expect(trusted.code == 0, "\(trusted.all)")
            let received = try district("receive", sealed, "--json")
            #expect(received.code == 0, "\(received.all)")
            let receipt = try #require(try received.json([Received].self).first?.receipt)
            #expect(try district("receive", place.closing + ".zip").output.contains("此前已接收"))
            let summary = try district("summary", "2021Q3", "--json").json(Summary.self)
            #expect(summary.townships.map(\.rank) == [1])
            #expect(summary.missing.isEmpty)
            #expect(try district("summary", "2021Q3", "--output", place.home / "汇总").code == 0)
            #expect(FileManager.default.fileExists(atPath: place.home / "汇总/members.csv"))
            #expect(try place.run("receipt", receipt, "--key", office + "/keys/district.pub").code == 0)
            let foreign = try place.run("receipt", receipt, "--key", place.path + "/keys/kaohe.pub")
            #expect(foreign.code == 1, "\(foreign.all)")
        }

        private static let slips: [(line: String, code: Int32)] = [
            ("revise 2021Q3", 64), ("revise 2021Q3 --reason x", 64), ("revise 2021Q9 --reason x", 64),
            ("appeal open FM0001 2021Q3 --ground x", 64),
            ("appeal open FM0001 2021Q3 --record hazard:NONE --ground x", 65),
            ("appeal open FM0001 2021Q3 --day 2021-07-05 --ground x", 64),
            ("appeal open FM0001 2021Q3 --day 2021-06-05 --item attendance --ground x", 65),
            ("appeal open FM9999 2021Q3 --day 2021-07-05 --item attendance --ground x", 65),
            ("appeal decide 1 --uphold --reason x", 64), ("appeal decide 1 --uphold --reject --reason x", 64),
            ("appeal decide x --uphold --reason x", 64), ("appeal decide -1 --uphold --reason x", 64),
            ("bundle 2021Q3", 64), ("bundle 2021Q3 --output x.zip", 66), ("bundle 2021Q3 --public", 66),
            ("bundle 2021Q3 --encrypt-to age1none", 64), ("keys show", 66), ("keys export x", 66),
            ("verify none.zip", 66),
            ("verify --key none x.zip", 65), ("receipt none --key none", 65), ("district summary 2021Q3", 66),
            ("district receive none.zip", 66), ("district trust 冯卯镇", 64), ("district trust 冯卯镇 none", 65),
            ("close 2021Q3 --no-bundle --output x.zip", 64), ("close 2021Q3 --encrypt-to age1none", 64),
        ]

        @Test("typing errors are refused and change nothing")
        func slipsChangeNothing() throws {
            let place = try Fixture.imported.get().copy()
            let before = try Snapshot(place.path)
            for (line, code) in LifeTests.slips {
                for language in ["zh", "en"] {
                    let answer = try kaohe(
                        line.split(separator: " ").map(String.init),
                        environment: ["KAOHE_WORKSPACE": place.path, "KAOHE_LANGUAGE": language], in: place.home.path)
                    #expect(answer.code == code, "\(line): \(answer.all)")
                    #expect(answer.output.isEmpty, "\(line)")
                    #expect(!answer.notes.isEmpty, "\(line)")
                    #expect(answer.notes.contains(language == "zh" ? "错误：" : "rror:"), "\(line): \(answer.notes)")
                }
            }
            #expect(try Snapshot(place.path).difference(before) == [])
        }

        @Test("a changed bundle is refused, and both languages say where")
        func changedBundle() throws {
            let place = try Fixture.closed.get().copy()
            let path = place.closing + ".zip"
            var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
            bytes[bytes.count / 2] ^= 0x20
            let changed = place.home / "changed.zip"
            try bytes.write(to: URL(fileURLWithPath: changed))
            for (language, words) in [("zh", "核验不通过"), ("en", "The bundle is refused")] {
                let answer = try place.run("verify", changed, "--replay", "--language", language)
                #expect(answer.code == 1, "\(answer.all)")
                #expect(answer.output.contains(words), "\(answer.all)")
            }
            let sound = try place.run("verify", path, "--language", "en")
            #expect(sound.code == 0, "\(sound.all)")
            #expect(sound.output.contains("nothing is known of its sender"), "\(sound.all)")
        }
    }
}
