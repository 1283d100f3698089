import Foundation
import Testing

extension EndToEnd {
    /// The sample township's third quarter, byte for byte as it was once found right.
    @Suite struct GoldenTests {
        private static let golden = Fixture.sources.appendingPathComponent("Golden")

        @Test("the sample's closing is the golden one", arguments: Fixture.results)
        func closing(_ name: String) throws {
            let result = try Fixture.closed.get().result(name)
            let file = GoldenTests.golden.appendingPathComponent(name)
            if ProcessInfo.processInfo.environment["KAOHE_RENEW_GOLDEN"] == "1" { try result.write(to: file) }
            expectSame(result, try Data(contentsOf: file), name)
        }

        @Test func noOtherFile() throws {
            #expect(
                try Fixture.closed.get().names("closings/2021Q3-r1")
                    == (Fixture.results + ["report.html", "report.xlsx", "slips", "slips.html"]).sorted())
        }

        /// Files one by one, the latest name first, as long as those come first that the others refer to.
        @Test func sameBytesFileByFile() throws {
            let place = try Place.new()
            let sample = try Fixture.sample.get().path
            let files = try #require(FileManager.default.subpaths(atPath: sample)).filter { $0.hasSuffix(".csv") }
            let early = ["网格员名册.csv", "工作日历.csv", "更换情形.csv"]
            for file in early + files.filter({ !early.contains($0) }).sorted().reversed() {
                let answer = try place.run("import", sample + "/" + file)
                #expect(answer.code == 0, "\(file): \(answer.all)")
            }
            try expectGolden(place)
        }

        /// All rows of all files in the other order, in one import.
        @Test func sameBytesFromReversedRows() throws {
            let place = try Place.new()
            let sample = try Fixture.sample.get().path
            for file in try #require(FileManager.default.subpaths(atPath: sample)) where file.hasSuffix(".csv") {
                let bytes = try Data(contentsOf: URL(fileURLWithPath: sample + "/" + file))
                try place.write("reversed/" + file, reversedRows(Array(bytes)))
            }
            let answer = try place.run("import", place.home / "reversed")
            #expect(answer.code == 0, "\(answer.all)")
            try expectGolden(place)
        }

        @Test func sameBytesElsewhere() throws {
            let folder = try TemporaryFolder("其他 地方")
            let place = Place(home: folder)
            let script = """
                set -e; umask 077; cd "$PLACE"
                "$KAOHE" init w; "$KAOHE" import "$SAMPLE" --workspace w; "$KAOHE" close 2021Q3 --workspace w
                """
            let answer = try shell(
                script,
                environment: [
                    "PLACE": folder.path, "SAMPLE": try Fixture.sample.get().path, "TZ": "America/New_York",
                    "LC_ALL": "C", "KAOHE_LANGUAGE": "en",
                ])
            #expect(answer.code == 0, "\(answer.all)")
            #expect(answer.output.lowercased().contains("imported"))
            try expectGolden(place, close: false)
        }

        @Test func sameFilesTwiceChangeNothing() throws {
            let place = try Fixture.imported.get().copy()
            let records = try LedgerLook.number(place.ledger, "SELECT count(*) FROM event")
            let answer = try place.run("import", try Fixture.sample.get().path)
            #expect(answer.code == 0, "\(answer.all)")
            #expect(try LedgerLook.number(place.ledger, "SELECT count(*) FROM event") == records)
            #expect(try LedgerLook.number(place.ledger, "SELECT count(*) FROM record_version") == 0)
            #expect(
                try LedgerLook.number(
                    place.ledger, "SELECT sum(inserted + filled + amended + rejected) FROM import_file WHERE batch = 2")
                    == 0)
            try expectGolden(place)
        }

        /// The other implementation agrees with what is frozen here, so that nothing wrong is.
        @Test(.enabled(if: Independent.isThere, Independent.need))
        func oracleAgrees() throws {
            let folder = try TemporaryFolder("oracle")
            let answer = try Independent.run(
                ["oracle.py", try Fixture.sample.get().path, "2021Q3", folder / "out"])
            #expect(answer.code == 0, "\(answer.all)")
            for name in Fixture.results.prefix(6) {
                let theirs = try Data(contentsOf: URL(fileURLWithPath: folder / "out/" + name))
                expectSame(try Data(contentsOf: GoldenTests.golden.appendingPathComponent(name)), theirs, name)
            }
        }

        private func expectGolden(_ place: Place, close: Bool = true) throws {
            if close {
                let answer = try place.run("close", "2021Q3")
                #expect(answer.code == 0, "\(answer.all)")
            }
            for name in Fixture.results {
                expectSame(
                    try place.result(name), try Data(contentsOf: GoldenTests.golden.appendingPathComponent(name)), name)
            }
        }

        /// Reverses the records of a CSV file after its header, with whatever mark, encoding and line ends it has.
        private func reversedRows(_ bytes: [UInt8]) -> [UInt8] {
            let records = Table.records(of: bytes)
            return Array((records.prefix(1) + records.dropFirst().reversed()).joined())
        }
    }
}

/// Compares two texts and shows the first line in which they differ.
func expectSame(_ found: Data, _ wanted: Data, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) {
    guard found != wanted else { return }
    let lines = [found, wanted].map { $0.split(separator: 0x0A, omittingEmptySubsequences: false) }
    let place = zip(lines[0], lines[1]).enumerated().first { $0.element.0 != $0.element.1 }?.offset
    let line = place ?? min(lines[0].count, lines[1].count)
    let shown = lines.map { $0.indices.contains(line) ? String(decoding: $0[line], as: UTF8.self) : "(no line)" }
    Issue.record(
        "\(name), line \(line + 1)\n  found:  \(shown[0])\n  wanted: \(shown[1])", sourceLocation: sourceLocation)
}
