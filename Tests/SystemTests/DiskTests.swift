import AssessmentKernel
import Foundation
import TestValues
import Testing

@testable import Disk

@Suite struct DraftFileTests {
    @Test("A file gets its name once it is complete; an abandoned one leaves nothing")
    func wholeOrNotAtAll() throws {
        let folder = try TemporaryFolder()
        try folder.write("a", [1])
        do {
            let given = try DraftFile(folder / "a")
            try given.write([2, 3])
            #expect(try folder.names == [".a.partial", "a"])
        }
        #expect(try folder.names == ["a"])
        let draft = try DraftFile(folder / "a")
        try draft.write([4])
        try draft.complete()
        #expect(try folder.bytes("a") == [1])
        try draft.publish()
        #expect(try folder.names == ["a"])
        #expect(try folder.bytes("a") == [4])
    }

    @Test("The draft of another run is left alone")
    func twoAtOnce() throws {
        let folder = try TemporaryFolder()
        let (first, second) = (try DraftFile(folder / "a"), try DraftFile(folder / "a"))
        try first.write([1])
        try second.write([2])
        try second.publish()
        #expect(try folder.bytes("a") == [2])
        try first.publish()
        #expect(try folder.bytes("a") == [1])
        #expect(try folder.names == ["a"])
    }

    @Test("If nothing can be written, the problem names the file and not its draft")
    func missingFolder() throws {
        let folder = try TemporaryFolder()
        let problem = #expect(throws: Problem.self) { try Files.writeWhole([1], to: folder / "none/a") }
        #expect(problem?.kind == .cannotWrite)
        #expect(problem?.place.file == folder / "none/a")
    }

    @Test("A draft lies beside its place, hidden")
    func names() throws {
        #expect(Files.draft(of: "b/a.zip") == "b/.a.zip.partial")
        #expect(Files.draft(of: "/a") == "/.a.partial")
        #expect(Files.draft(of: "a") == "./.a.partial")
        #expect(Files.draft(of: "/b/\u{301}a/") == "/b/.\u{301}a.partial")
        let folder = try TemporaryFolder()
        for name in [".a.partial", ".b", "c.partial"] { try folder.write(name, []) }
        #expect(Files.drafts(in: folder.path) == [".a.partial"])
        #expect(Files.drafts(in: folder / "none") == [])
    }
}

@Suite struct SpoolTests {
    @Test func aSpoolPassesOnAllThatIsLeft() throws {
        let folder = try TemporaryFolder()
        let spool = try Spool(in: folder.path)
        let bytes = (0..<700_000).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
        for start in stride(from: 0, to: bytes.count, by: 9_973) {
            try spool.write(Array(bytes[start..<min(start + 9_973, bytes.count)]))
        }
        #expect(spool.count == bytes.count)
        var read: [UInt8] = []
        let reader = spool.reader()
        var head = [UInt8](repeating: 0, count: 5)
        try head.withUnsafeMutableBytes { try reader.fill($0) }
        try reader.forEach { read += $0 }
        #expect(head + read == bytes)
        // Reading took nothing away.
        #expect(try spool.read(3..<6) == Array(bytes[3..<6]))
    }

    @Test("Written bytes are read back across buffer edges, and no name is left")
    func roundTrip() throws {
        let folder = try TemporaryFolder()
        let spool = try Spool(in: folder.path)
        var numbers = SeededNumbers(state: 9)
        var all: [UInt8] = []
        for _ in 0..<300 {
            let piece = [UInt8](repeating: UInt8(numbers.next(256)), count: numbers.next(6000))
            try spool.write(piece)
            all += piece
        }
        #expect(try folder.names == [])
        #expect(spool.count == all.count)
        #expect(try spool.read(262_000..<262_300) == Array(all[262_000..<262_300]))
        let (reader, other) = (spool.reader(), spool.reader())
        var read: [UInt8] = []
        var room = [UInt8](repeating: 0, count: 4096)
        while read.count + room.count <= all.count {
            #expect(try room.withUnsafeMutableBytes { try reader.next(into: $0) })
            read += room
        }
        #expect(read == Array(all[..<read.count]))
        #expect(try room.withUnsafeMutableBytes { try other.next(into: $0) })
        #expect(room == Array(all[..<4096]))
        // An end of file within the requested range is an error; one before it is the end.
        #expect(throws: Problem.self) { try room.withUnsafeMutableBytes { try reader.next(into: $0) } }
        #expect(try !room.withUnsafeMutableBytes { try reader.next(into: $0) })
        #expect(throws: Problem.self) { try spool.read(0..<(all.count + 1)) }
    }
}

@Suite struct FilesTests {
    @Test("A short file is read up to its limit; a secret only if only its owner can read it")
    func shortFiles() throws {
        let folder = try TemporaryFolder()
        let path = folder / "key"
        try Files.create(path, [1, 2, 3], mode: 0o600)
        #expect(try Files.read(path, limit: 3, isSecret: true) == [1, 2, 3])
        #expect(#expect(throws: Problem.self) { try Files.read(path, limit: 2) }?.kind == .badInput)
        #expect(#expect(throws: Problem.self) { try Files.create(path, [], mode: 0o600) }?.kind == .cannotWrite)
        #expect(try folder.bytes("key") == [1, 2, 3])
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
        #expect(#expect(throws: Problem.self) { try Files.read(path, limit: 3, isSecret: true) }?.kind == .badInput)
        #expect(try Files.read(path, limit: 3) == [1, 2, 3])
    }

    @Test("A missing file and a folder are told apart")
    func problems() throws {
        let folder = try TemporaryFolder()
        #expect(#expect(throws: Problem.self) { try Files.read(folder / "none") }?.kind == .notFound)
        #expect(#expect(throws: Problem.self) { try Files.read(folder.path) }?.kind == .inputOutput)
        #expect(#expect(throws: Problem.self) { try Files.names(in: folder / "none") }?.kind == .notFound)
        try Files.remove(folder / "none")
        #expect(Problem.writing(ENOSPC, "a") == .diskFull(at: .init(file: "a")))
        #expect(Problem.writing(EACCES, "a").kind == .cannotWrite)
        #expect(Problem.writing(EIO, "a").kind == .inputOutput)
        #expect(Problem.reading(EACCES, "a").kind == .inputOutput)
    }

    @Test("A copy has the digest of its original")
    func copies() throws {
        let folder = try TemporaryFolder()
        let bytes = (0..<700_000).map { UInt8(truncatingIfNeeded: $0 * 7) }
        try folder.write("a", bytes)
        try Files.copy(folder / "a", to: folder / "b")
        #expect(try Files.read(folder / "b") == bytes)
        let (digest, count) = try Files.digest(folder / "b")
        #expect(try count == bytes.count)
        #expect(try digest == Files.digest(folder / "a").sha256)
        try folder.write("c", Array("abc".utf8))
        #expect(
            try Files.digest(folder / "c").sha256
                == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    }

    @Test("Only one holder has the lock of a folder")
    func locks() throws {
        let folder = try TemporaryFolder()
        let lock = try FolderLock(folder.path)
        #expect(#expect(throws: Problem.self) { _ = try FolderLock(folder.path) }?.kind == .cannotWrite)
        lock.release()
        try FolderLock(folder.path).release()
    }

    @Test("A lock ends with its release, whoever has inherited the file meanwhile")
    func inheritedLocks() throws {
        let folder = try TemporaryFolder()
        for isClosed in [true, false] {
            var file: OpenFile? = try OpenFile(folder.path, for: .folder)
            #expect(try file?.lock() == true)
            // As a child process has it between its birth and the start of its program.
            let inherited = dup(try #require(file).descriptor)
            defer { close(inherited) }
            if isClosed { try file?.close() }
            file = nil
            let lock = try FolderLock(folder.path)
            lock.release()
        }
    }
}
