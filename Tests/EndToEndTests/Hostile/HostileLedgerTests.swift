import Foundation
import Testing

/// A damaged state and the expected message.
struct Trap: CustomTestStringConvertible, Sendable {
    let name: String
    let code: Int32
    let words: [String]
    let prepare: @Sendable (Place) throws -> Void

    init(_ name: String, _ code: Int32, _ words: String..., prepare: @escaping @Sendable (Place) throws -> Void) {
        self.name = name
        self.code = code
        self.words = words
        self.prepare = prepare
    }

    var testDescription: String { name }

    /// One clear line in each language, the exit code, and nothing changed.
    func expect(
        _ place: Place, _ arguments: [String], isWhole: Bool = true, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let before = try Snapshot(place.home.path)
        for language in ["zh", "en"] {
            let answer = try kaohe(arguments, environment: ["KAOHE_WORKSPACE": place.path, "KAOHE_LANGUAGE": language])
            expect(answer, language, arguments, sourceLocation: sourceLocation)
        }
        // A truncated ledger has no contents to compare; SQLite handles its own pages.
        let changed = try Snapshot(place.home.path).difference(before).filter {
            isWhole || !$0.hasSuffix("ledger.sqlite")
        }
        #expect(changed == [], "\(name): \(arguments)", sourceLocation: sourceLocation)
    }

    private func expect(_ answer: Answer, _ language: String, _ arguments: [String], sourceLocation: SourceLocation) {
        #expect(answer.code == code, "\(name), \(arguments): \(answer.all)", sourceLocation: sourceLocation)
        #expect(answer.output.isEmpty, "\(name), \(arguments): \(answer.all)", sourceLocation: sourceLocation)
        #expect(answer.noteLines.count == 1, "\(name), \(arguments): \(answer.all)", sourceLocation: sourceLocation)
        #expect(answer.notes.hasPrefix(language == "zh" ? "错误：" : "Error: "), sourceLocation: sourceLocation)
        if language == "zh" {
            for word in words {
                #expect(
                    answer.notes.contains(word), "\(name), \(arguments): \(answer.all)", sourceLocation: sourceLocation)
            }
        }
    }
}

extension EndToEnd {
    /// Ledgers and rulebooks that are damaged or invalid.
    @Suite struct HostileLedgerTests {
        private static let ledgers = [
            Trap("from a newer version", 65, "更新版本", "99", "升级") { place in
                try LedgerLook.change(place.ledger, "PRAGMA user_version = 99")
            },
            Trap("no database", 65, "不是 kaohe 账本") { place in
                try write(String(repeating: "这不是数据库。\n", count: 500), place)
            },
            Trap("empty", 65, "不是 kaohe 账本") { try write("", $0) },
            Trap("another program's", 65, "不是 kaohe 账本") { place in
                try FileManager.default.removeItem(atPath: place.ledger)
                try LedgerLook.change(place.ledger, "CREATE TABLE other (a); INSERT INTO other VALUES (1)")
            },
            Trap("cut to a half", 65, "账本已损坏", "备份") { place in
                let size = try FileManager.default.attributesOfItem(atPath: place.ledger)[.size] as? Int ?? 0
                truncate(place.ledger, size / 2 / 16_384 * 16_384)
            },
            Trap("cut within its header", 65, "ledger.sqlite") { truncate($0.ledger, 50) },
            Trap("a folder", 74, "ledger.sqlite") { place in
                try FileManager.default.removeItem(atPath: place.ledger)
                try FileManager.default.createDirectory(atPath: place.ledger, withIntermediateDirectories: false)
            },
        ]

        @Test(arguments: ledgers) func ledger(_ trap: Trap) throws {
            let place = try Fixture.imported.get().copy()
            for ending in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: place.ledger + ending) }
            try trap.prepare(place)
            let file = try place.write("calendar.csv", "date,kind\n2021-12-31,holiday\n")
            for arguments in [
                ["status", "2021Q3"], ["import", file], ["close", "2021Q3"], ["explain", "FM0003", "2021Q3"],
            ] { try trap.expect(place, arguments) }
        }

        /// Overwritten pages are detected when they are read.
        @Test(arguments: ["status", "close"]) func tornLedger(_ command: String) throws {
            let place = try Fixture.imported.get().copy()
            for ending in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: place.ledger + ending) }
            var bytes = try Data(contentsOf: URL(fileURLWithPath: place.ledger))
            let torn = bytes.count / 4..<bytes.count / 4 * 3
            bytes.replaceSubrange(torn, with: torn.map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) })
            try bytes.write(to: URL(fileURLWithPath: place.ledger))
            try Trap("torn in the middle", 65, "账本已损坏", "备份") { _ in }.expect(
                place, [command, "2021Q3"], isWhole: false)
        }

        private static let rulebooks = [
            Trap("a wrong key", 65, "rulebooks/fengmao-2021-71.yaml", "行", "base_pey") {
                try edit($0, "base_pay", "base_pey")
            },
            Trap("a wrong key of an item", 65, "fengmao-2021-71.yaml", "行", "items.training.stepps") {
                try edit($0, "steps:", "stepps:")
            },
            Trap("no such item", 65, "fengmao-2021-71.yaml", "行", "items.trainning") {
                try edit($0, "  training:", "  trainning:")
            },
            Trap("no YAML", 65, "fengmao-2021-71.yaml", "YAML") { try edit($0, "rulebook:", "{{{ rulebook:") },
            Trap("an empty file", 65, "fengmao-2021-71.yaml") {
                try Data().write(to: URL(fileURLWithPath: $0.rulebook))
            },
            Trap("none in force", 65, "没有", "2021-07-01") { try FileManager.default.removeItem(atPath: $0.rulebook) },
            Trap("in force too late", 65, "2021-07-01", "2022-01-01") {
                try edit($0, "effective_from: 2021-01-01", "effective_from: 2022-01-01")
            },
            Trap("two of one date", 65, "fengmao-2021-71.yaml", "b.yaml", "施行日期") { place in
                try FileManager.default.copyItem(atPath: place.rulebook, toPath: place.path + "/rulebooks/b.yaml")
            },
            Trap("no folder of rulebooks", 66, "rulebooks") {
                try FileManager.default.removeItem(atPath: $0.path + "/rulebooks")
            },
            Trap("a folder for a rulebook", 74, "c.yaml", "文件夹") { place in
                try FileManager.default.createDirectory(
                    atPath: place.path + "/rulebooks/c.yaml", withIntermediateDirectories: false)
            },
        ]

        @Test(arguments: rulebooks) func rulebook(_ trap: Trap) throws {
            let place = try Fixture.imported.get().copy()
            try trap.prepare(place)
            for arguments in [["status", "2021Q3"], ["close", "2021Q3"], ["explain", "FM0003", "2021Q3"]] {
                try trap.expect(place, arguments)
            }
        }

        @Test func initWithABadRulebook() throws {
            let place = Place(home: try TemporaryFolder("place"))
            let shipped = try String(contentsOfFile: Fixture.imported.get().rulebook, encoding: .utf8)
            let wrong = try place.write("a.yaml", shipped.replacingOccurrences(of: "base_pay", with: "base_pey"))
            let unnamed = try place.write("b.txt", shipped)
            for (file, code) in [
                (wrong, Int32(65)), (unnamed, 65), (place.home / "none.yaml", 66), (place.home.path, 74),
            ] {
                let trap = Trap("init with \(file)", code) { _ in }
                try trap.expect(place, ["init", place.path, "--rulebook", file])
            }
        }

        /// A clerk's file is in the place of results.
        @Test func resultsInTheWay() throws {
            let place = try Fixture.imported.get().copy()
            try place.write("w/closings/2021Q3-r1/notes.txt", "mine")
            try Trap("results are there", 73, "结果文件夹或文件已存在") { _ in }.expect(place, ["close", "2021Q3"])
            let other = try Fixture.imported.get().copy()
            try FileManager.default.removeItem(atPath: other.path + "/closings")
            try other.write("w/closings", "a file")
            try Trap("closings is a file", 73, "closings") { _ in }.expect(other, ["close", "2021Q3"])
            let third = try Fixture.imported.get().copy()
            try third.write("w/rejects.csv/mine.txt", "mine")
            let file = try third.write("calendar.csv", "date,kind\n2021-12-31,holiday\n")
            try Trap("rejects.csv is a folder", 73, "rejects.csv") { _ in }.expect(third, ["import", file])
        }

        private static func write(_ text: String, _ place: Place) throws {
            try Data(text.utf8).write(to: URL(fileURLWithPath: place.ledger))
        }

        private static func edit(_ place: Place, _ old: String, _ new: String) throws {
            let text = try String(contentsOfFile: place.rulebook, encoding: .utf8)
            try #require(text.contains(old))
            try text.replacingOccurrences(of: old, with: new).write(
                toFile: place.rulebook, atomically: true, encoding: .utf8)
        }
    }
}
