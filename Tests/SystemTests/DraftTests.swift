import AssessmentKernel
import Disk
import Foundation
import TestValues
import Testing

@Suite struct DraftTests {
    @Test("What a killed run left of a draft is taken over, with the permissions of the new file")
    func leftOver() throws {
        let folder = try TemporaryFolder()
        try folder.write(".a.partial", Array(repeating: 9, count: 100))
        chmod(folder / ".a.partial", 0o644)
        try Files.writeWhole([1], to: folder / "a")
        #expect(try folder.names == ["a"])
        #expect(try folder.bytes("a") == [1])
        #expect(try mode(folder / "a") == 0o600)
    }

    @Test("Files that are written together replace what is there; when one cannot be written, none is")
    func together() throws {
        let folder = try TemporaryFolder()
        try folder.write("a", [9])
        try Files.writeTogether([([1], folder / "a"), ([2, 3], folder / "b")])
        #expect(try folder.names == ["a", "b"])
        #expect(try folder.bytes("a") == [1])
        #expect(try folder.bytes("b") == [2, 3])
        #expect(throws: Problem.self) { try Files.writeTogether([([7], folder / "a"), ([8], folder / "none/b")]) }
        #expect(try folder.names == ["a", "b"])
        #expect(try folder.bytes("a") == [1])
        try Files.writeTogether([])
    }

    @Test("A copy that is laid aside has the bytes of the file, over whatever was there")
    func aside() throws {
        let folder = try TemporaryFolder()
        let bytes = (0..<700_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        try folder.write("a", bytes)
        try folder.write("b", [1])
        try Files.copyAside(folder / "a", to: folder / "b")
        #expect(try folder.bytes("b") == bytes)
        #expect(throws: Problem.self) { try Files.copyAside(folder / "none", to: folder / "c") }
    }

    @Test("A draft's name that is a link or a folder is left alone")
    func foreignDraft() throws {
        let folder = try TemporaryFolder()
        try folder.write("mine", [7])
        try FileManager.default.createSymbolicLink(atPath: folder / ".a.partial", withDestinationPath: folder / "mine")
        try Files.makeFolder(folder / ".b.partial")
        try Files.writeWhole([1], to: folder / "a")
        try Files.writeWhole([2], to: folder / "b")
        #expect(try folder.bytes("mine") == [7])
        #expect(try folder.names == [".a.partial", ".b.partial", "a", "b", "mine"])
    }

    @Test("A draft that is the file itself, as a kill between two steps leaves it, does not empty the file")
    func twoNames() throws {
        let folder = try TemporaryFolder()
        try folder.write("a", [1, 2])
        #expect(link(folder / "a", folder / ".a.partial") == 0)
        let draft = try DraftFile(folder / "a")
        try draft.write([3])
        #expect(try folder.bytes("a") == [1, 2])
        try draft.publish()
        #expect(try folder.bytes("a") == [3])
        #expect(link(folder / "a", folder / ".a.partial") == 0)
        #expect(kind { try Files.mustBeFree(folder / "a") } == .cannotWrite)
        #expect(try folder.names == ["a"])
    }

    @Test("A file that is there is not replaced where that is not wanted, even one that came meanwhile")
    func notReplaced() throws {
        let folder = try TemporaryFolder()
        let draft = try DraftFile(folder / "a")
        try draft.write([1])
        try folder.write("a", [9])
        #expect(kind { try draft.publish(replacing: false) } == .cannotWrite)
        #expect(kind { try Files.writeWhole([1], to: folder / "a", replacing: false) } == .cannotWrite)
        #expect(kind { try Files.copy(folder / "a", to: folder / "a", replacing: false) } == .cannotWrite)
        #expect(try folder.bytes("a") == [9])
        try FileManager.default.createSymbolicLink(atPath: folder / "b", withDestinationPath: folder / "none")
        #expect(kind { try Files.writeWhole([1], to: folder / "b", replacing: false) } == .cannotWrite)
        #expect(!Files.exists(folder / "none"))
        try Files.writeWhole([1], to: folder / "c", replacing: false)
        #expect(try folder.bytes("c") == [1])
    }

    @Test("A library's file and its temporary ones stand in a folder of their own until it is complete")
    func library() throws {
        let folder = try TemporaryFolder()
        try Files.makeFolder(folder / ".a.partial")
        try folder.write(".a.partial/tmp.0123456789", [1])
        try Files.makeAnew(folder / "a") { draft throws(Problem) in
            #expect((try? folder.names) == [".a.partial"])
            try Files.writeWhole([5], to: draft)
        }
        #expect(try folder.names == ["a"])
        #expect(try folder.bytes("a") == [5])
        #expect(kind { try Files.makeAnew(folder / "a") { _ throws(Problem) in } } == .cannotWrite)
        #expect(
            kind {
                try Files.makeAnew(folder / "b") { draft throws(Problem) in
                    try Files.writeWhole([5], to: draft)
                    throw .diskFull()
                }
            } == .cannotWrite)
        #expect(try folder.names == ["a"])
    }

    @Test("Strays are drafts and what the ZIP library adds to their names, nothing else")
    func strays() throws {
        let folder = try TemporaryFolder()
        let kept = [".a", ".a.partial.b", ".a.partial.toolong", "a.partial", "a.partial.aBcDeF", ".rejects-workbooks"]
        for name in kept + [".a.partial", ".b.zip.partial.aBcDeF"] { try folder.write(name, [1]) }
        try Files.makeFolder(folder / ".c.partial/deep")
        try Files.removeStrays(in: folder.path)
        #expect(try folder.names == kept.sorted())
        try Files.removeStrays(in: folder / "none")
    }

    @Test("What is made can be read by its owner only")
    func permissions() throws {
        let folder = try TemporaryFolder()
        try Files.makeFolder(folder / "x/y")
        try FileWriter(folder / "x/file").close()
        try Files.create(folder / "x/key", [1], mode: 0o600)
        for name in ["x", "x/y"] { #expect(try mode(folder / name) == 0o700) }
        for name in ["x/file", "x/key"] { #expect(try mode(folder / name) == 0o600) }
        let (file, place) = (try ScratchFolder.makeFile(), try ScratchFolder.makeFolder())
        #expect(try mode(file) == 0o600)
        #expect(try mode(place) == 0o700)
        #expect(try mode((file as NSString).deletingLastPathComponent) == 0o700)
        for path in [file, place] { try Files.remove(path) }
    }

    private func mode(_ path: String) throws -> Int {
        try #require(FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int)
    }
}

@Suite struct EndlessFileTests {
    @Test("What is no plain file is refused before a byte of it is read")
    func notPlain() throws {
        let folder = try TemporaryFolder()
        #expect(mkfifo(folder / "pipe", 0o600) == 0)
        for path in [folder / "pipe", "/dev/zero", "/dev/null"] {
            #expect(kind { _ = try FileReader(path) } == .badInput, "\(path)")
            #expect(kind { _ = try Files.read(path) } == .badInput, "\(path)")
            #expect(kind { _ = try Files.digest(path) } == .badInput, "\(path)")
            #expect(kind { try Files.copy(path, to: folder / "copy") } == .badInput, "\(path)")
        }
        #expect(kind { _ = try FileReader(folder.path) } == .inputOutput)
        #expect(try folder.names == ["pipe"])
    }

    @Test("A file of 3 GB in the place of a text is refused at its limit")
    func tooLong() throws {
        let folder = try TemporaryFolder()
        try folder.write("rules.yaml", [])
        #expect(truncate(folder / "rules.yaml", 3 << 30) == 0)
        #expect(kind { _ = try Files.read(folder / "rules.yaml") } == .badInput)
        #expect(truncate(folder / "rules.yaml", off_t(Files.longestText)) == 0)
        #expect(try Files.read(folder / "rules.yaml").count == Files.longestText)
        #expect(truncate(folder / "rules.yaml", off_t(Files.longestText) + 1) == 0)
        #expect(kind { _ = try Files.read(folder / "rules.yaml") } == .badInput)
    }

    @Test("Too many open files are said as that")
    func tooManyFiles() {
        for code in [EMFILE, ENFILE] {
            for problem in [Problem.reading(code, "a"), .writing(code, "a")] {
                #expect(problem == .tooManyFiles(at: .init(file: "a")))
                #expect(problem.next?.plain.chinese.contains("ulimit -n 256") == true)
            }
        }
    }
}

/// The kind of the problem that a body throws; nil if it throws none.
private func kind(_ body: () throws -> Void) -> Problem.Kind? {
    do { try body() } catch { return (error as? Problem)?.kind }
    return nil
}
