import Foundation
import Testing

/// Abilities that not every machine has: private mounts, and running as another user.
enum Means {
    static let mounts: Comment = "mount namespaces are needed (unshare)"
    static let stranger: Comment = "root needs setpriv to become somebody else"

    private static let unshare = getuid() == 0 ? "unshare -m" : "unshare -Urm"

    /// Whether a script can mount file systems in a private namespace.
    static let mayMount = available("mount namespaces") { try inNamespace("mount -t tmpfs -o size=64k tmpfs /mnt") }
    /// Whether kaohe can be run by a user who is bound by file permissions.
    static let mayBeStranger = available("running kaohe as an ordinary user") { try asStranger("\"$KAOHE\" --version") }

    static func inNamespace(_ script: String, environment: [String: String] = [:]) throws -> Answer {
        try shell("exec \(unshare) /bin/sh -c \"$SCRIPT\"", environment: environment.merging(["SCRIPT": script]) { $1 })
    }

    /// Runs a script as an ordinary user: the current one, or nobody when it is root.
    static func asStranger(_ script: String, environment: [String: String] = [:]) throws -> Answer {
        let become = getuid() == 0 ? "setpriv --reuid=65534 --regid=65534 --clear-groups" : "exec"
        return try shell(
            "\(become) /bin/sh -c \"$SCRIPT\"", environment: environment.merging(["SCRIPT": script]) { $1 })
    }

    private static func available(_ name: String, _ trial: () throws -> Answer) -> Bool {
        let isThere = (try? trial())?.code == 0
        if !isThere { print("skipped: \(name) is not possible here") }
        return isThere
    }
}

extension EndToEnd {
    /// Folders that cannot be written, disks that are full.
    @Suite struct HostilePlaceTests {
        private static let commands = [
            "import calendar.csv", "status 2021Q3", "close 2021Q3", "explain FM0003 2021Q3", "init w/new",
        ]

        /// A read-only medium.
        ///
        /// Readers work if SQLite finds what it needs beside the ledger, and report an error otherwise.
        @Test(.enabled(if: Means.mayMount, Means.mounts), arguments: commands)
        func readOnlyMount(_ command: String) throws {
            let place = try prepared()
            let before = try Snapshot(place.path)
            let answer = try Means.inNamespace(
                "cd \"$P\" && mount --bind w w && mount -o remount,bind,ro w && exec \"$KAOHE\" \(command) --workspace w",
                environment: ["P": place.home.path])
            expectReader(answer, command)
            #expect(try Snapshot(place.path).difference(before) == [])
        }

        @Test(.enabled(if: Means.mayBeStranger, Means.stranger), arguments: commands)
        func readOnlyFolder(_ command: String) throws {
            let place = try prepared()
            let before = try Snapshot(place.path)
            let owner = getuid() == 0 ? "chown -R 65534 w; " : ""
            let answer = try asStranger(place, owner + "chmod -R a-w w", command)
            expectReader(answer, command)
            #expect(try Snapshot(place.path).difference(before) == [])
        }

        /// Another account of the same machine is told that it may not look, not that there is nothing.
        @Test(.enabled(if: Means.mayBeStranger, Means.stranger))
        func folderOfAnother() throws {
            let place = try prepared()
            for command in ["import calendar.csv", "status 2021Q3", "journal"] {
                let answer = try asStranger(place, getuid() == 0 ? "chmod 700 w" : "chmod 000 w", command)
                expectLine(answer, 74, "没有权限")
            }
        }

        @Test(.enabled(if: Means.mayBeStranger, Means.stranger))
        func unreadableFiles() throws {
            let cases: [(file: String, command: String, code: Int32)] = [
                ("calendar.csv", "import calendar.csv", 74), ("w/rulebooks/fengmao-2021-71.yaml", "status 2021Q3", 74),
                ("w/rulebooks", "close 2021Q3", 74), ("w/ledger.sqlite", "status 2021Q3", 73), ("in", "import in", 74),
                ("w/closings", "close 2021Q3", 73), ("w/imports", "import calendar.csv", 74),
            ]
            for (file, command, code) in cases {
                let place = try prepared()
                let before = try Snapshot(place.path)
                let owner = getuid() == 0 ? "chown -R 65534 w; chown 0 \(file);" : ""
                let answer = try asStranger(place, "\(owner) chmod 000 \(file)", command)
                try undo(place)
                expectLine(answer, code, String(file.split(separator: "/").last ?? ""))
                #expect(try Snapshot(place.path).difference(before) == [], "\(file)")
            }
        }

        /// The disk fills up at some point of an import: wherever that is, nothing was changed, or everything.
        @Test(.enabled(if: Means.mayMount, Means.mounts), arguments: [2, 300, 700, 2000, 3500, 4700, 5300])
        func fullDiskWhileImporting(_ free: Int) throws {
            let empty = try Place.new()
            let sample = try Fixture.sample.get().path
            let outcome = try onFullDisk(empty, free: free, "import '\(sample)'")
            let whole = try Fixture.imported.get()
            try expectOutcome(outcome, before: empty, after: whole)
        }

        @Test(.enabled(if: Means.mayMount, Means.mounts), arguments: [2, 60, 130, 300, 600])
        func fullDiskWhileClosing(_ free: Int) throws {
            let imported = try Fixture.imported.get()
            let outcome = try onFullDisk(imported, free: free, "close 2021Q3")
            try expectOutcome(outcome, before: imported, after: try Fixture.closed.get())
            let isClosed = outcome.first.code == 0
            #expect(outcome.closings == (isClosed ? "2021Q3-r1\n" : ""))
        }

        @Test(.enabled(if: Means.mayMount, Means.mounts), arguments: [0, 12, 60, 250])
        func fullDiskWhileMaking(_ free: Int) throws {
            let folder = try TemporaryFolder("full")
            let answer = try Means.inNamespace(
                """
                cd "$P" && mkdir m && mount -t tmpfs -o size=2m tmpfs m && fallocate -l \(2048 - free - 8)k m/ballast
                "$KAOHE" init m/w; code=$?; ls -A m | grep -v ballast; exit $code
                """, environment: ["P": folder.path])
            expectLine(answer, 73, "磁盘已满")
        }

        /// A limit on file sizes is an error like the others; it does not kill the process silently.
        @Test(arguments: [("import sample", 100), ("import sample", 400), ("close 2021Q3", 100)])
        func limitOfFileSize(_ command: String, _ blocks: Int) throws {
            let isImport = command.hasPrefix("import")
            let place = try isImport ? Place.new() : Fixture.imported.get().copy()
            try FileManager.default.createSymbolicLink(
                atPath: place.home / "sample", withDestinationPath: try Fixture.sample.get().path)
            let before = try Snapshot(place.path)
            let answer = try shell(
                "cd \"$P\" && ulimit -f \(blocks) && exec \"$KAOHE\" \(command) --workspace w",
                environment: ["P": place.home.path])
            #expect(answer.code == 73 || answer.code == 74, "\(answer.all)")
            #expect(answer.noteLines.count == 1, "\(answer.all)")
            #expect(try Snapshot(place.path).difference(before) == [])
            #expect(try LedgerLook.integrity(place.ledger) == "ok")
        }

        // MARK: -

        private func prepared() throws -> Place {
            let place = try Fixture.imported.get().copy()
            for name in ["calendar.csv", "in/calendar.csv"] { try place.write(name, "date,kind\n2021-12-31,holiday\n") }
            return place
        }

        private func asStranger(_ place: Place, _ preparation: String, _ command: String) throws -> Answer {
            let environment = ["P": place.home.path]
            #expect(try shell("cd \"$P\" && { \(preparation); }", environment: environment).code == 0)
            let answer = try Means.asStranger(
                "cd \"$P\" && exec \"$KAOHE\" \(command) --workspace w", environment: environment)
            try undo(place)
            return answer
        }

        private func undo(_ place: Place) throws {
            #expect(try shell("chmod -R u+rwX \"$P\"", environment: ["P": place.home.path]).code == 0)
        }

        private func expectReader(_ answer: Answer, _ command: String) {
            let reads = command.hasPrefix("status") || command.hasPrefix("explain")
            if reads, answer.code == 0 { #expect(!answer.output.isEmpty) } else { expectLine(answer, 73, "w/") }
        }

        private func expectLine(_ answer: Answer, _ code: Int32, _ words: String) {
            #expect(answer.code == code, "\(answer.all)")
            #expect(answer.output.isEmpty, "\(answer.all)")
            #expect(answer.noteLines.count == 1, "\(answer.all)")
            #expect(answer.notes.contains(words), "\(answer.all)")
        }

        private struct Outcome {
            let first: Answer
            let place: Place
            let closings: String
        }

        /// Runs a command on a disk with this many KiB free, and returns the workspace as it is then.
        private func onFullDisk(_ place: Place, free: Int, _ command: String) throws -> Outcome {
            let copy = Place(home: try TemporaryFolder("full"))
            let answer = try Means.inNamespace(
                """
                cd "$P" && mkdir m && mount -t tmpfs -o size=24m tmpfs m && cp -r "$W" m/w || exit 99
                fallocate -l $(($(df --output=avail -k m | tail -n 1) - \(free)))k m/ballast || exit 99
                "$KAOHE" \(command) --workspace m/w; code=$?
                "$KAOHE" status 2021Q3 --workspace m/w >status 2>&1; case $? in 0|1|73|74) ;; *) exit 98 ;; esac
                cp -r m/w w; exit $code
                """, environment: ["P": copy.home.path, "W": place.path])
            return Outcome(first: answer, place: copy, closings: try copy.closings().map { $0 + "\n" }.joined())
        }

        private func expectOutcome(_ outcome: Outcome, before: Place, after: Place) throws {
            let answer = outcome.first
            let wanted = try LedgerLook.digest((answer.code == 0 ? after : before).ledger)
            #expect(try LedgerLook.digest(outcome.place.ledger) == wanted, "\(answer.all)")
            #expect(try LedgerLook.integrity(outcome.place.ledger) == "ok")
            switch answer.code {
            case 0: break
            // Without room for a page SQLite cannot even map shared memory, and reports a disk error.
            case 74: expectLine(answer, 74, "检查磁盘")
            default: expectLine(answer, 73, "磁盘已满")
            }
        }
    }
}
