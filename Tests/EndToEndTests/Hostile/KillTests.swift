import Foundation
import TestValues
import Testing

extension EndToEnd {
    /// `kill -9` at random moments: the next run finds all or nothing, and can repeat the work with the same result.
    ///
    /// They measure times, so they run one after the other. `KAOHE_KILLS` sets the number of each kind (default 8), `KAOHE_KILL_SEED` the moments.
    @Suite(.serialized) struct KillTests {
        private static let environment = ProcessInfo.processInfo.environment
        private static let kills = environment["KAOHE_KILLS"].flatMap { Int($0) } ?? 8
        private static let seed = environment["KAOHE_KILL_SEED"].flatMap { UInt64($0) } ?? 71

        @Test func killedImport() throws {
            let township = try Fixture.large.get().path
            let empty = try Place.new()
            let reference = try empty.copy()
            let length = try seconds { try reference.run("import", township) }
            let after = try LedgerLook.digest(reference.ledger)
            let before = try LedgerLook.digest(empty.ledger)
            var place = try empty.copy()
            let outcome = try kill(["import", township], within: length) {
                if try check(place, before: before, after: after, told: 0) { place = try empty.copy() }
            } place: {
                place
            }
            print("killed \(outcome.kills) imports of \(length) s, \(outcome.late) after the end")
            let last = try place.run("import", township)
            #expect(last.code == 0, "\(last.all)")
            #expect(try LedgerLook.digest(place.ledger) == after)
            #expect(try place.names("imports") == reference.names("imports"))
        }

        @Test func killedClosing() throws {
            let imported = try Fixture.largeImported.get()
            let reference = try imported.copy()
            let another = try imported.copy()
            let length = try min(
                seconds { try reference.run("close", "2021Q3") }, seconds { try another.run("close", "2021Q3") })
            let results = try Snapshot(reference.closing)
            let before = try LedgerLook.digest(imported.ledger)
            let after = try LedgerLook.digest(reference.ledger)
            var place = try imported.copy()
            let outcome = try kill(["close", "2021Q3"], within: length) {
                let isClosed = try check(place, before: before, after: after, told: 1)
                #expect(try place.closings() == (isClosed ? ["2021Q3-r1", "2021Q3-r1.zip"] : []))
                if isClosed {
                    #expect(try Snapshot(place.closing).difference(results) == [])
                    place = try imported.copy()
                }
            } place: {
                place
            }
            print("killed \(outcome.kills) closings of \(length) s, \(outcome.late) after the end")
            let last = try place.run("close", "2021Q3")
            #expect(last.code == 0, "\(last.all)")
            #expect(try Snapshot(place.closing).difference(results) == [])
            #expect(try LedgerLook.digest(place.ledger) == after)
        }

        /// Killed between the ledger's commit and the folder's move, an interval too short to hit by chance.
        @Test func killedBeforeThePublishing() throws {
            let place = try Fixture.closed.get().copy()
            let results = try Snapshot(place.closing)
            try FileManager.default.moveItem(
                atPath: place.closing, toPath: place.path + "/closings/.2021Q3-r1.partial")
            try FileManager.default.moveItem(
                atPath: place.closing + ".zip", toPath: place.path + "/closings/.2021Q3-r1.zip.partial")
            try recover(place)
            #expect(try place.closings() == ["2021Q3-r1", "2021Q3-r1.zip"])
            #expect(try Snapshot(place.closing).difference(results) == [])
        }

        @Test func killedBeforeTheCommit() throws {
            let place = try Fixture.imported.get().copy()
            let before = try Snapshot(place.path)
            let draft = place.path + "/closings/.2021Q3-r1.partial"
            try FileManager.default.createDirectory(atPath: draft, withIntermediateDirectories: true)
            for name in [
                draft + "/scores.csv", place.path + "/rejects.csv.partial", place.path + "/imports/.x.partial",
            ] {
                try Data("half".utf8).write(to: URL(fileURLWithPath: name))
            }
            try Data("half".utf8).write(
                to: URL(fileURLWithPath: place.path + "/imports/" + String(repeating: "0", count: 64) + ".gz"))
            try recover(place)
            #expect(try Snapshot(place.path).difference(before) == [])
        }

        /// Kills a command repeatedly, part of the time near its end, where it commits.
        private func kill(
            _ arguments: [String], within length: Double, check: () throws -> Void, place: () -> Place
        ) throws -> (kills: Int, late: Int) {
            var numbers = SeededNumbers(state: KillTests.seed)
            var (kills, late) = (0, 0)
            var length = length
            while kills < KillTests.kills, kills + late < 3 * KillTests.kills {
                let share = Double.random(in: 0..<1, using: &numbers)
                let part = kills % 3 == 2 ? 0.7 + 0.35 * share : share
                let running = try Running(Built.kaohe, arguments + ["--workspace", place().path])
                usleep(UInt32(part * length * 1_000_000))
                running.signal(SIGKILL)
                let answer = try running.answer()
                if answer.code == 128 + SIGKILL {
                    kills += 1
                } else {
                    late += 1
                    length *= 0.95
                }
                try check()
            }
            #expect(kills > 0)
            return (kills, late)
        }

        /// Checks what the next reader, SQLite itself and the next writing command find; returns whether all was done.
        ///
        /// - Parameter told: the exit code of `status` when it was.
        private func check(_ place: Place, before: String, after: String, told: Int32) throws -> Bool {
            let status = try place.run("status", "2021Q3")
            #expect(status.code == 0 || status.code == 1, "\(status.all)")
            #expect(try LedgerLook.integrity(place.ledger) == "ok")
            let visible = try place.closings().filter { !$0.hasPrefix(".") }
            #expect(visible.allSatisfy { $0 == "2021Q3-r1" || $0 == "2021Q3-r1.zip" })
            try recover(place)
            let state = try LedgerLook.digest(place.ledger)
            #expect(state == before || state == after)
            #expect((status.code == told) == (state == after), "\(status.all)")
            return state == after
        }

        /// Runs the next writing command; afterwards there is no draft and no file that no import names.
        private func recover(_ place: Place) throws {
            let file = try place.write("calendar.csv", "date,kind\n")
            let next = try place.run("import", file, "--dry-run")
            #expect(next.code == 0, "\(next.all)")
            let all = try #require(FileManager.default.subpaths(atPath: place.path))
            #expect(all.filter { $0.hasSuffix(".partial") }.isEmpty)
            let known = Set(try LedgerLook.texts(place.ledger, "SELECT DISTINCT sha256 || '.gz' FROM import_file"))
            #expect(Set(try place.names("imports")) == known)
        }

        private func seconds(_ body: () throws -> Answer) throws -> Double {
            let start = DispatchTime.now().uptimeNanoseconds
            let answer = try body()
            #expect(answer.code == 0, "\(answer.all)")
            return Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9
        }
    }
}
