import Foundation
import Testing

extension EndToEnd {
    /// The workspace as a safe place: whose it is, what is written where, and what may stand in the place of a file.
    @Suite struct WorkspaceTests {
        /// Nobody but its owner can read what kaohe writes, whatever the system's default is.
        @Test func permissions() throws {
            let home = try TemporaryFolder("private")
            let sample = try Fixture.sample.get().path
            let answer = try shell(
                """
                umask 000; cd "$P" && "$KAOHE" init w && "$KAOHE" keys new --workspace w && cp -r "$S" sample &&
                sed -i '3s/^[^,]*,/,/' sample/工作日历.csv && "$KAOHE" import sample/工作日历.csv --workspace w
                "$KAOHE" import "$S" --workspace w && "$KAOHE" notice 2021-07 --workspace w &&
                "$KAOHE" close 2021Q3 --public --output copy.zip --workspace w &&
                "$KAOHE" templates forms && "$KAOHE" simulate 2021Q3 --rulebook w/rulebooks/fengmao-2021-71.yaml --output trial --workspace w &&
                "$KAOHE" district init office && "$KAOHE" district trust 冯卯镇 w/keys/kaohe.pub --workspace office \
                    --fingerprint "$("$KAOHE" keys show --workspace w | sed -n 's/^指纹 //p')" &&
                "$KAOHE" district receive copy.zip --workspace office && echo done
                rm -r sample; find . -mindepth 1 -perm /077
                """, environment: ["P": home.path, "S": sample])
            let open = answer.output.split(separator: "\n").filter { $0.hasPrefix("./") }
            #expect(open == [], "\(answer.notes)")
            #expect(answer.output.contains("done\n"), "\(answer.notes)")
        }

        @Test("--output never writes over a file, and a quarter is not closed for a copy that cannot be made")
        func outputs() throws {
            let place = try Fixture.imported.get().copy()
            let file = try place.write("there", "mine")
            let key = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p"
            for arguments in [
                ["--output", file], ["--encrypt-to", key, "--output", file], ["--output", place.home.path],
            ] {
                let answer = try kaohe(["close", "2021Q3", "--workspace", place.path] + arguments)
                expectLine(answer, 73, "文件已存在")
                #expect(try place.closings() == [])
            }
            #expect(try place.run("close", "2021Q3").code == 0)
            for arguments in [["--output", file], ["--encrypt-to", key, "--output", file]] {
                expectLine(
                    try kaohe(["bundle", "2021Q3", "--workspace", place.path] + arguments), 73, "文件已存在")
            }
            #expect(try String(contentsOfFile: file, encoding: .utf8) == "mine")
            #expect(try place.run("bundle", "2021Q3", "--output", place.home / "new.zip").code == 0)
            let original = try Data(contentsOf: URL(fileURLWithPath: place.closing + ".zip"))
            #expect(try Data(contentsOf: URL(fileURLWithPath: place.home / "new.zip")) == original)
        }

        @Test(
            "A name is checked when it is given",
            arguments: [
                "", " ", "　", "冯卯镇\n", "冯\r卯", "冯\u{1B}[31m卯", "\u{202E}冯卯镇", "冯\u{200B}卯镇", "冯卯镇\u{2028}", " 冯卯镇",
                "冯卯镇　",
                "\u{FEFF}冯卯镇", String(repeating: "镇", count: 61),
            ])
        func badNames(_ name: String) throws {
            let home = try TemporaryFolder("names")
            expectLine(try kaohe("init", home / "w", "--township", name), 64, "--township")
            expectLine(try kaohe("district", "init", home / "d", "--name", name), 64, "--name")
            #expect(try FileManager.default.contentsOfDirectory(atPath: home.path) == [])
        }

        @Test(arguments: ["冯", "冯卯镇 (试点)", String(repeating: "镇", count: 60), "𠮷野镇", "Ёлка"])
        func goodNames(_ name: String) throws {
            let home = try TemporaryFolder("names")
            let answer = try kaohe("init", home / "w", "--township", name)
            #expect(answer.code == 0, "\(answer.all)")
        }

        /// A folder, a pipe, a device or 3 GB named as rulebook, profile, key or receipt: one line, at once, little memory.
        @Test(arguments: ["pipe", "/dev/zero", "/dev/null", "folder", "large"])
        func noText(_ file: String) throws {
            let place = try Fixture.closed.get().copy()
            for command in [
                "init new --rulebook \(file)", "import sample --profile \(file) --workspace w",
                "simulate 2021Q3 --rulebook \(file) --workspace w", "receipt \(file) --key \(file) --workspace w",
                "verify w/closings/2021Q3-r1.zip --key \(file)", "profile \(file) --workspace w",
                "status 2021Q3 --workspace v",
            ] {
                let answer = try shell(
                    """
                    cd "$P" && mkdir -p folder && { [ -p pipe ] || mkfifo pipe; } && truncate -s 3G large &&
                    ln -sfn "$S" sample && rm -rf v && cp -r w v && rm v/rulebooks/* && ln -s "$P/\(file)" v/rulebooks/a.yaml
                    ulimit -v 4000000; exec timeout 60 "$KAOHE" \(command)
                    """,
                    environment: [
                        "P": place.home.path, "S": try Fixture.sample.get().path,
                    ])
                if command.hasPrefix("status"), file.hasPrefix("/") { continue }
                #expect([64, 65, 66, 74].contains(answer.code), "\(command): \(answer.all)")
                #expect(answer.noteLines.count == 1, "\(command): \(answer.all)")
            }
        }

        @Test(
            "A ledger on a read-only medium is read, without a file of SQLite beside it",
            .enabled(if: Means.mayMount, Means.mounts))
        func readOnly() throws {
            let place = try Fixture.closed.get().copy()
            for name in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: place.ledger + name) }
            let before = try Snapshot(place.path)
            for command in [
                "status 2021Q3", "explain FM0003 2021Q3", "journal", "import list", "appeal list", "equipment list",
                "bundle 2021Q3 --output copy.zip", "simulate 2021Q3 --rulebook w/rulebooks/fengmao-2021-71.yaml",
                "verify w/closings/2021Q3-r1.zip",
            ] {
                let wanted = try shell(
                    "cd \"$P\" && rm -f copy.zip && cp -r w v && \"$KAOHE\" \(command.replacing("w/", with: "v/")) --workspace v; c=$?; rm -rf v; exit $c",
                    environment: ["P": place.home.path])
                let answer = try Means.inNamespace(
                    """
                    cd "$P" && rm -f copy.zip && mount --bind w w && mount -o remount,bind,ro w || exit 99
                    exec "$KAOHE" \(command) --workspace w
                    """, environment: ["P": place.home.path])
                #expect(answer.code == wanted.code, "\(command): \(answer.all)")
                #expect(answer.output == wanted.output.replacing("v/", with: "w/"), "\(command)")
            }
            #expect(try Snapshot(place.path).difference(before) == [])
        }

        /// With too few file handles a library would end the process in the midst of its work.
        @Test(arguments: [8, 12, 24, 48, 63])
        func fewHandles(_ limit: Int) throws {
            let place = try Fixture.imported.get().copy()
            let before = try Snapshot(place.path)
            for command in ["status 2021Q3", "close 2021Q3", "import sample", "explain FM0003 2021Q3"] {
                let answer = try shell(
                    "cd \"$P\" && ulimit -n \(limit) && exec \"$KAOHE\" \(command) --workspace w",
                    environment: ["P": place.home.path])
                expectLine(answer, 74, "ulimit -n 256")
            }
            #expect(try Snapshot(place.path).difference(before) == [])
        }

        /// 64 handles are enough; a soft limit below the system's is raised.
        @Test(arguments: ["ulimit -n 64", "ulimit -S -n 10"])
        func enoughHandles(_ limit: String) throws {
            let place = try Fixture.imported.get().copy()
            let answer = try shell(
                "cd \"$P\" && \(limit) && exec \"$KAOHE\" close 2021Q3 --workspace w",
                environment: ["P": place.home.path])
            #expect(answer.code == 0, "\(answer.all)")
        }

        /// What killed runs left is gone after the next one, whichever library had made it.
        @Test func strays() throws {
            let place = try Fixture.closed.get().copy()
            let before = try Snapshot(place.path)
            for name in [
                ".x.partial", "closings/.2021Q4-r1.zip.partial.aBcDeF", "keys/.kaohe.key.partial",
                "profiles/.a.yaml.partial",
                ".rejects-workbooks.partial/tmp.0123456789", "notices/2021-07/.reports.partial/notice.xlsx",
                "imports/.y.partial", "rulebooks/.z.yaml.partial",
            ] {
                let path = place.path + "/" + name
                try FileManager.default.createDirectory(
                    atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
                try Data("half".utf8).write(to: URL(fileURLWithPath: path))
            }
            let calendar = try place.write("calendar.csv", "date,kind\n")
            #expect(try place.run("import", calendar, "--dry-run").code == 0)
            for folder in ["keys", "profiles", "notices/2021-07", "notices"] { rmdir(place.path + "/" + folder) }
            #expect(try Snapshot(place.path).difference(before) == [])
        }

        private func expectLine(_ answer: Answer, _ code: Int32, _ words: String) {
            #expect(answer.code == code, "\(answer.all)")
            #expect(answer.output.isEmpty, "\(answer.all)")
            #expect(answer.noteLines.count == 1, "\(answer.all)")
            #expect(answer.notes.contains(words), "\(answer.all)")
        }
    }
}
