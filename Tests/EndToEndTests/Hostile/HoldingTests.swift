import Foundation
import Testing

extension EndToEnd {
    /// Two runs at once in one workspace.
    @Suite struct HoldingTests {
        /// The first import pauses while it holds the workspace: another writer reports it, readers work.
        @Test func anImportHolds() throws {
            let place = try Fixture.largeImported.get().copy()
            let before = try LedgerLook.digest(place.ledger)
            let told = try place.run("explain", "FM0003", "2021Q3").output
            let large = place.home / "again"
            try FileManager.default.copyItem(atPath: try Fixture.large.get().path, toPath: large)
            // Another original with the same rows: one that is kept already is not packed again, and shows no draft.
            let visits = try #require(FileHandle(forWritingAtPath: large + "/2021-07/民情走访.csv"))
            try visits.seekToEnd()
            try visits.write(contentsOf: Data("\n".utf8))
            try visits.close()
            let first = try Running(Built.kaohe, ["import", large, "--workspace", place.path])
            try stopWhenHeld(first, place)
            defer { first.signal(SIGKILL) }

            for arguments in [["import", large], ["import", large, "--dry-run"], ["close", "2021Q3"]] {
                let second = try kaohe(arguments + ["--workspace", place.path])
                #expect(second.code == 73, "\(arguments): \(second.all)")
                #expect(second.output.isEmpty)
                #expect(second.noteLines.count == 1)
                #expect(second.notes.contains("另一个 kaohe"))
            }
            let status = try place.run("status", "2021Q3")
            #expect(status.code == 0, "\(status.all)")
            #expect(try place.run("explain", "FM0003", "2021Q3").output == told)
            #expect(try LedgerLook.digest(place.ledger) == before)

            first.signal(SIGCONT)
            let answer = try first.answer()
            #expect(answer.code == 0, "\(answer.all)")
            #expect(try LedgerLook.digest(place.ledger) != before)
            #expect(try LedgerLook.integrity(place.ledger) == "ok")
            #expect(try place.run("close", "2021Q3").code == 0)
        }

        /// Started at the same moment: one does the work, the other is told to wait or finds it done.
        @Test func twoAtOnce() throws {
            let place = try Place.new()
            let large = try Fixture.large.get().path
            let imports = try (0..<2).map { _ in try Running(Built.kaohe, ["import", large, "--workspace", place.path])
            }
            let codes = try imports.map { try $0.answer().code }
            #expect(codes.contains(0), "\(codes)")
            #expect(codes.allSatisfy { $0 == 0 || $0 == 73 }, "\(codes)")
            let closings = try (0..<3).map { _ in
                try Running(Built.kaohe, ["close", "2021Q3", "--workspace", place.path])
            }
            let ends = try closings.map { try $0.answer().code }
            #expect(ends.filter { $0 == 0 }.count == 1, "\(ends)")
            #expect(ends.allSatisfy { [0, 1, 73].contains($0) }, "\(ends)")
            #expect(try place.closings() == ["2021Q3-r1", "2021Q3-r1.zip"])
            #expect(try LedgerLook.integrity(place.ledger) == "ok")
        }

        /// Readers while an import runs and commits repeatedly.
        @Test func readersBesideAnImport() throws {
            let place = try Fixture.largeImported.get().copy()
            let large = try Fixture.large.get().path
            let running = try Running(Built.kaohe, ["import", large, "--workspace", place.path])
            var readers = 0
            repeat {
                let status = try place.run("status", "2021Q3")
                #expect(status.code == 0, "\(status.all)")
                let explain = try place.run("explain", "FM0003", "2021Q3")
                #expect(explain.code == 0, "\(explain.all)")
                readers += 2
            } while running.isRunning
            let answer = try running.answer()
            #expect(answer.code == 0, "\(answer.all)")
            #expect(readers > 0)
        }

        /// Another program locks the ledger itself.
        @Test func anotherProgramHoldsTheLedger() throws {
            let place = try Fixture.imported.get().copy()
            let file = try place.write("calendar.csv", "date,kind\n2021-12-31,holiday\n")
            try LedgerLook.holding(place.ledger) {
                let answer = try place.run("import", file)
                #expect(answer.code == 73, "\(answer.all)")
                #expect(answer.notes.contains("占用"))
                #expect(answer.noteLines.count == 1)
            }
            #expect(try place.run("import", file).code == 0)
        }

        /// A reader in another program keeps the log from being merged, and blocks nothing else.
        @Test func anotherProgramReadsTheLedger() throws {
            let place = try Fixture.imported.get().copy()
            let file = try place.write("calendar.csv", "date,kind\n2021-12-31,holiday\n")
            try LedgerLook.reading(place.ledger) {
                let answer = try place.run("import", file)
                #expect(answer.code == 0, "\(answer.all)")
            }
            #expect(try LedgerLook.number(place.ledger, "SELECT count(*) FROM calendar") == 4)
        }

        private func stopWhenHeld(_ running: Running, _ place: Place) throws {
            for _ in 0..<40_000 {
                if try place.names("imports").contains(where: { $0.hasPrefix(".") }) {
                    running.signal(SIGSTOP)
                    return
                }
                usleep(500)
            }
            running.signal(SIGKILL)
            Issue.record("the import never began")
        }
    }
}
