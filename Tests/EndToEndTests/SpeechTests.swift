import Foundation
import Testing

/// Finds English words in Chinese output.
enum English {
    /// The words of a Chinese text that are not names of the command line or codes.
    static func leftovers(in text: String) -> [String] {
        let names = #"'[^'\n]*'|<[^>\n]*>|\[[^\]\n]*\]|--?[A-Za-z][A-Za-z-]*|KAOHE_[A-Z]+|[0-9]{4}Q[0-9]|“[^”]*”"#
        let plain = text.replacingOccurrences(of: names, with: " ", options: .regularExpression)
        let known: Set<String> = [
            "kaohe", "init", "items", "import", "status", "close", "explain", "help", "JSON", "zh", "en", "shell",
            "outlook", "zsh", "bash", "fish", "suspects", "simulate", "equipment", "remove", "decide", "list",
            "withdraw", "paths",
            "export", "issue",
            "return", "fault", "loss", "damage", "yes", "no", "per", "task", "I", "period", "CSV", "DIR", "notice",
            "review", "profile", "draft", "revise", "appeal", "open", "bundle", "keys", "new", "show", "verify",
            "district",
            "trust",
            "receive", "summary", "receipt", "age", "ZIP", "zip", "templates", "XLSX",
            "journal", "rulebook", "approve", "revoke", "expect", "anchor", "check", "rotate", "serve", "Ctrl", "C",
            "diff", "print", "settings", "papers", "history",
        ]
        return plain.split { !($0.isASCII && $0.isLetter) }.map(String.init).filter { !known.contains($0) }
            // Allowed names: the keys of tables and items.
            .filter { !tableKeys.contains($0) }
    }

    private static let tableKeys: Set<String> = [
        "member", "calendar", "removal", "leave", "equipment", "training", "patrol", "collection", "finding",
        "publicity", "hazard", "hazards", "activity", "mediation", "event", "visit", "dispute", "supervision",
        "attendance", "online", "check", "ballot", "satisfaction", "duty", "duties", "roll", "call",
    ]
}

extension EndToEnd {
    /// Help, languages, streams.
    @Suite struct SpeechTests {
        private static let commands = [
            "", "init", "items", "import", "import list", "import withdraw", "profile", "profile draft", "profile list",
            "profile show", "status", "outlook", "close", "explain", "suspects", "simulate", "equipment", "remove",
            "notice", "review", "revise", "appeal", "appeal open", "appeal decide", "appeal list", "bundle", "keys",
            "keys new", "keys show", "keys export", "keys rotate", "verify", "district", "district init",
            "district trust", "district revoke", "district rulebook", "district rulebook approve",
            "district rulebook list", "district rulebook withdraw", "district expect", "district receive",
            "district anchor", "district summary", "district check", "receipt", "serve", "rulebook", "rulebook check",
            "rulebook diff", "print", "settings", "history",
        ]

        @Test(arguments: commands) func chineseHelp(_ command: String) throws {
            let command = command.split(separator: " ").map(String.init)
            for arguments in [command + ["--help"], ["help"] + command, command + ["-h"]] {
                let answer = try kaohe(arguments)
                #expect(answer.code == 0)
                #expect(answer.notes.isEmpty)
                #expect(answer.output.contains("用法：kaohe"))
                #expect(English.leftovers(in: answer.output).isEmpty, "\(answer.output)")
            }
        }

        @Test(arguments: commands) func englishHelp(_ command: String) throws {
            let arguments = command.split(separator: " ").map(String.init) + ["--help"]
            let told = try kaohe(arguments + ["--language", "en"])
            let asked = try kaohe(arguments, environment: ["KAOHE_LANGUAGE": "en"])
            for answer in [told, asked] {
                #expect(answer.code == 0)
                #expect(answer.output.contains("USAGE: kaohe"))
                #expect(
                    !answer.output.unicodeScalars.contains {
                        (0x4E00...0x9FFF).contains($0.value) && !"冯卯镇区委政法委".unicodeScalars.contains($0)
                    })
            }
        }

        @Test func theOptionBeatsTheEnvironment() throws {
            let english = try kaohe("items", "--language", "en", environment: ["KAOHE_LANGUAGE": "zh"])
            #expect(english.output.contains("Meetings and training"))
            #expect(try kaohe("items", "--language=en").output == english.output)
            #expect(try kaohe("--language", "en", "items").output == english.output)
            #expect(try kaohe("items", environment: ["KAOHE_LANGUAGE": "tlh"]).output.contains("教育培训"))
        }

        @Test func itemPages() throws {
            for item in try kaohe("items", "--json").json([ItemAnswer].self) {
                for language in ["zh", "en"] {
                    let page = try kaohe("items", item.key, "--language", language)
                    #expect(page.code == 0)
                    // Programs read the citation, people the words.
                    #expect(item.clause == "附件·\(item.number)")
                    let clause = language == "zh" ? "附件第\(item.number)项" : "annex, item \(item.number)"
                    #expect(page.output.contains(clause))
                    for code in item.deductions { #expect(page.output.contains(code)) }
                }
                #expect(try kaohe("items", item.key, "--json").json(ItemAnswer.self).key == item.key)
            }
        }

        struct ItemAnswer: Decodable {
            let key, clause, maximum: String
            let number: Int
            let deductions: [String]
        }

        @Test("shell completion", arguments: ["bash", "zsh", "fish"])
        func completion(_ name: String) throws {
            let chinese = try kaohe("--generate-completion-script", name)
            let english = try kaohe("--generate-completion-script", name, environment: ["KAOHE_LANGUAGE": "en"])
            for answer in [chinese, english] {
                #expect(answer.code == 0)
                for command in SpeechTests.commands.dropFirst() where !command.contains(" ") {
                    #expect(answer.output.contains(command))
                }
            }
            // The Chinese help texts are used; the script itself stays as the parser wrote it.
            #expect(chinese.output.split(separator: "\n").count == english.output.split(separator: "\n").count)
            let folder = try TemporaryFolder("completion")
            try chinese.output.write(toFile: folder / "script", atomically: true, encoding: .utf8)
            let check = try shell("command -v \(name) >/dev/null || exit 0; \(name) -n '\(folder / "script")'")
            #expect(check.code == 0, "\(check.all)")
        }

        /// Output for programs is alone on standard output, and plain.
        @Test func streams() throws {
            let place = try Place.new()
            let sample = try Fixture.sample.get().path
            var answers = [try place.run("import", sample), try place.run("status", "2021Q3")]
            answers.append(try place.run("close", "2021Q3"))
            answers.append(try place.run("explain", "FM0003", "2021Q3"))
            for answer in answers {
                #expect(answer.code == 0, "\(answer.all)")
                #expect(!answer.output.isEmpty)
                for text in [answer.output, answer.notes] {
                    #expect(!text.contains("\u{1B}"))
                    #expect(!text.contains("\r"))
                }
            }
            // Columns that no table knows are reported on standard error only.
            #expect(answers[0].notes.contains("网格员姓名"))
            #expect(!answers[0].output.contains("网格员姓名"))
        }

        @Test("a result that cannot be printed ends with 74", arguments: ["> /dev/full", ">&-"])
        func brokenOutput(_ redirection: String) throws {
            let answer = try shell("[ -c /dev/full ] || exit 74; \"$KAOHE\" items \(redirection)")
            #expect(answer.code == 74)
            let closing = try Fixture.imported.get().copy()
            let closed = try shell("\"$KAOHE\" close 2021Q3 --workspace '\(closing.path)' \(redirection)")
            #expect(closed.code == 74)
            #expect(closed.notes.contains("标准输出"))
            #expect(try closing.closings() == ["2021Q3-r1", "2021Q3-r1.zip"])
        }

        @Test func brokenNotes() throws {
            #expect(try shell("\"$KAOHE\" items nope 2>&-").code == 64)
            #expect(try shell("\"$KAOHE\" items | head -n 1").code == 0)
        }

        /// A cell may contain terminal control characters; they do not reach the terminal.
        @Test func controlCharacters() throws {
            let place = try Fixture.imported.get().copy()
            let file = try place.write("calendar.csv", "date,kind\n2021-07-07,\"\u{1B}[31mholi\nday\u{7}\"\n")
            let answer = try place.run("import", file)
            #expect(answer.code == 65)
            #expect(!answer.notes.contains("\u{1B}"))
            #expect(!answer.notes.contains("\u{7}"))
            #expect(answer.notes.contains("holi day"))
            let rejects = try String(contentsOfFile: place.path + "/rejects.csv", encoding: .utf8)
            #expect(rejects.contains("\u{1B}[31mholi\nday\u{7}"))
        }
    }
}
