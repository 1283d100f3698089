import AssessmentKernel
import BundleTesting
import Foundation
import TestValues
import Testing

@testable import ZIP

@Suite struct ZIPWriterTests {
    /// Bytes that compress moderately, the same for the same count.
    private static func text(_ count: Int) -> [UInt8] {
        var state: UInt32 = 12_345
        return (0..<count).map { place in
            state = state &* 1_664_525 &+ 1_013_904_223
            return place % 7 == 0 ? 0x0A : UInt8(0x61 + state >> 28)
        }
    }

    private func made(
        _ contents: [(String, [UInt8])], threads: Int, _ packing: ZIPPacking = .small, in folder: TemporaryFolder
    ) throws -> [UInt8] {
        let writer = ZIPWriter(path: folder / "made.zip", drafts: folder.path, threads: threads, packing)
        var entries: [(name: String, entry: ZIPEntryWriter)] = []
        for (name, bytes) in contents {
            let entry = writer.entry()
            try entry.write(bytes)
            try entry.close()
            entries.append((name, entry))
        }
        _ = try writer.finish(entries)
        return try folder.bytes("made.zip")
    }

    @Test(
        "What goes in comes out, at the borders of a chunk too",
        arguments: [0, 1, 1 << 20 - 1, 1 << 20, 1 << 20 + 1, 2 << 20, 3 << 20 + 77])
    func roundTrip(count: Int) throws {
        let folder = try TemporaryFolder()
        let bytes = Self.text(count)
        _ = try made([("a.csv", bytes)], threads: 2, in: folder)
        let archive = try ZIPReader(path: folder / "made.zip")
        let entry = try #require(archive.entry("a.csv"))
        #expect(entry.size == UInt64(count))
        #expect(try archive.bytes(of: entry, limit: 8 << 20) == bytes)
    }

    @Test(
        "Chunks join wherever the one before ends: at any bit, and when nothing in it could be packed",
        arguments: [(ZIPPacking.small, 1 << 20), (.fast, 1 << 16)])
    func joints(packing: ZIPPacking, size: Int) throws {
        let folder = try TemporaryFolder()
        var state: UInt32 = 1
        let noise = (0..<size).map { _ -> UInt8 in
            state = state &* 1_664_525 &+ 1_013_904_223
            return UInt8(state >> 24)
        }
        let chunk = [UInt8](repeating: 0x2C, count: size)
        var bytes: [UInt8] = []
        // Each chunk begins with a few bytes more of noise than the one before, so each ends at another bit.
        for length in stride(from: 0, to: 72, by: 3) {
            bytes += noise[..<length]
            bytes += chunk[length...]
        }
        bytes += noise
        bytes += Self.text(5 * size)
        // Rows as a workbook has them, of which a chunk has many alike.
        for row in 0..<(size / 50) { bytes += "<row r=\"\(row)\"><c><v>\(row % 97)</v></c></row>".utf8 }
        bytes += noise[..<99]
        _ = try made([("a.csv", bytes)], threads: 2, packing, in: folder)
        let archive = try ZIPReader(path: folder / "made.zip")
        let entry = try #require(archive.entry("a.csv"))
        #expect(try archive.bytes(of: entry, limit: 64 << 20) == bytes)
    }

    @Test("The end of a stream's only block is found where unpacking finds it, and nothing is said of other streams")
    func onlyBlock() throws {
        var found = 0
        for count in [0, 1, 2, 300] + Array(stride(from: 1_000, through: 1 << 16, by: 997)) {
            let rows = (0..<(count / 30)).flatMap { "<c r=\"A\($0)\"><v>\($0 % 97)</v></c>".utf8 }
            for bytes in [Self.text(count), Array(rows.prefix(count)), Array(repeating: 0x2C, count: count)] {
                let stream = try Deflate.packed(bytes, .fast, isLast: true).get()
                let bits = OnlyBlock.bits(of: stream)
                let seen = Deflate.lastBlock(of: stream, plain: bytes)
                if let bits { #expect(bits == seen, "\(count)") }
                if bits != nil { found += 1 }
            }
        }
        #expect(found > 150)
        let many = try Deflate.packed(Self.text(1 << 20), .small, isLast: true).get()
        #expect(OnlyBlock.bits(of: many) == nil)
        // Cut off in its head, or with bits behind the end.
        let one = try Deflate.packed(Self.text(9_000), .fast, isLast: true).get()
        for length in 0..<20 { #expect(OnlyBlock.bits(of: Array(one[..<length])) == nil) }
        #expect(OnlyBlock.bits(of: one + [0]) == nil)
        #expect(OnlyBlock.bits(of: one + [0xFF]) == nil)
    }

    @Test("The bytes do not depend on the number of cores or on the pieces of the input")
    func deterministic() throws {
        let folder = try TemporaryFolder()
        let contents = [("a.csv", Self.text(5 << 20 + 3)), ("b.csv", Self.text(100)), ("c.csv", [])]
        let one = try made(contents, threads: 1, in: folder)
        #expect(try made(contents, threads: 7, in: folder) == one)
        let writer = ZIPWriter(path: folder / "made.zip", drafts: folder.path, threads: 3)
        let entries = contents.map { ($0.0, writer.entry()) }
        // All entries are open at once and written in turn.
        for start in stride(from: 0, to: 5 << 20 + 3, by: 70_001) {
            for (place, content) in contents.enumerated() {
                try entries[place].1.write(Array(content.1.dropFirst(start).prefix(70_001)))
            }
        }
        _ = try writer.finish(entries.map { (name: $0.0, entry: $0.1) })
        #expect(try folder.bytes("made.zip") == one)
    }

    @Test("Entries are in the given order, with a fixed time, a plain mode and no extra field")
    func headers() throws {
        let folder = try TemporaryFolder()
        let bytes = try made([("z.txt", [1]), ("a.txt", [2]), ("m.txt", [3])], threads: 1, in: folder)
        #expect(try ZIPReader(path: folder / "made.zip").entries.map(\.name) == ["z.txt", "a.txt", "m.txt"])
        let headers = bytes.indices.dropLast(46).filter { bytes[$0..<($0 + 4)].elementsEqual([0x50, 0x4B, 1, 2]) }
        #expect(headers.count == 3)
        for place in headers {
            #expect(Array(bytes[(place + 12)..<(place + 16)]) == [0, 0x60, 0x21, 0], "1980-01-01 12:00")
            #expect(Array(bytes[(place + 30)..<(place + 32)]) == [0, 0], "no extra field")
            #expect(Array(bytes[(place + 40)..<(place + 42)]) == [0xA4, 0x81], "a plain file of mode 0644")
        }
    }

    @Test("It gives the digest and length of the file, and of each entry")
    func digests() throws {
        let folder = try TemporaryFolder()
        let writer = ZIPWriter(path: folder / "made.zip", drafts: folder.path)
        let entry = writer.entry()
        try entry.write(Array("abc".utf8))
        let summary = try entry.close()
        #expect(summary.size == 3)
        #expect(summary.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        let made = try writer.finish([("abc", entry)])
        #expect(made.bytes == UInt64(try folder.bytes("made.zip").count))
        #expect(made.sha256.utf8.count == 64)
    }

    @Test("An ended entry accepts no more bytes, and is closed when its archive needs it")
    func ended() throws {
        let folder = try TemporaryFolder()
        let writer = ZIPWriter(path: folder / "made.zip", drafts: folder.path)
        let (first, second) = (writer.entry(), writer.entry())
        let text = Self.text(3 << 20)
        try first.write(text)
        try first.end()
        #expect(throws: Problem.self) { try first.write([2]) }
        try second.write([1])
        try second.end()
        try second.end()
        let size = try first.close().size
        #expect(size == UInt64(text.count))
        _ = try writer.finish([("a.csv", first), ("b.csv", second)])
        let made = try ZIPReader(path: folder / "made.zip")
        let contents = try made.entries.map { try made.bytes(of: $0, limit: .max) }
        #expect(contents == [text, [1]])
    }

    @Test(
        "An entry goes on with what was packed before it, whatever the lengths are",
        arguments: [0, 1, 1 << 18 - 1, 1 << 18, 1 << 18 + 1, 700_000])
    func joined(count: Int) throws {
        let folder = try TemporaryFolder()
        let writer = ZIPWriter(path: folder / "made.zip", drafts: folder.path, .fast)
        let (part, whole) = (writer.entry(), writer.entry())
        let text = Self.text(count)
        for start in stride(from: 0, to: count, by: 60_000) {
            try part.write(Array(text[start..<min(start + 60_000, count)]))
        }
        try whole.write(Array("before".utf8))
        try whole.append(part)
        #expect(throws: Problem.self) { try part.write([1]) }
        #expect(throws: Problem.self) { try whole.append(part) }
        #expect(throws: Problem.self) { try part.close() }
        #expect(throws: Problem.self) { try whole.append(whole) }
        let other = writer.entry()
        try other.write(Array("between".utf8))
        try whole.append(other)
        try whole.write(Array("after".utf8))
        let summary = try whole.close()
        #expect(summary.size == UInt64(count + 18) && summary.sha256 == nil)
        _ = try writer.finish([("a.xml", whole)])
        let archive = try ZIPReader(path: folder / "made.zip")
        let entry = try #require(archive.entry("a.xml"))
        // The reader checks the checksum.
        #expect(
            try archive.bytes(of: entry, limit: 8 << 20)
                == Array("before".utf8) + text + Array("between".utf8) + Array("after".utf8))
    }

    @Test("What is packed and cannot be kept is told, and again to whoever goes on")
    func notKept() throws {
        let folder = try TemporaryFolder()
        var state: UInt32 = 1
        let noise = (0..<600_000).map { _ -> UInt8 in
            state = state &* 1_664_525 &+ 1_013_904_223
            return UInt8(state >> 24)
        }
        // What is few stays in memory, and the rest has no folder.
        let writer = ZIPWriter(path: folder / "made.zip", drafts: folder / "missing", .fast)
        let (part, whole) = (writer.entry(), writer.entry())
        try whole.write([1])
        // Told while it is written or afterwards, as the cores have it, and in any case to whoever joins it.
        try? part.write(noise)
        #expect(throws: Problem.self) { try whole.append(part) }
        #expect(throws: Problem.self) { try whole.append(writer.entry()) }
        #expect(throws: Problem.self) { try whole.write([2]) }
        #expect(throws: Problem.self) { try whole.close() }
        #expect(throws: Problem.self) { _ = try writer.finish([("a.xml", whole)]) }
        #expect(try folder.names == [])
    }

    @Test("An entry with a digest is not joined to another")
    func notJoined() throws {
        let folder = try TemporaryFolder()
        let writer = ZIPWriter(path: folder / "made.zip", drafts: folder.path)
        let (one, other) = (writer.entry(), writer.entry())
        try other.write([1])
        #expect(throws: Problem.self) { try one.append(other) }
        try one.write([2])
        try one.close()
        try other.close()
        _ = try writer.finish([("a.csv", one), ("b.csv", other)])
        let made = try ZIPReader(path: folder / "made.zip")
        let contents = try made.entries.map { try made.bytes(of: $0, limit: .max) }
        #expect(contents == [[2], [1]])
    }

    @Test("A closed entry accepts no more bytes")
    func closed() throws {
        let folder = try TemporaryFolder()
        let entry = ZIPWriter(path: folder / "made.zip", drafts: folder.path).entry()
        try entry.write([1])
        let summary = try entry.close()
        #expect(throws: Problem.self) { try entry.write([2]) }
        #expect(try entry.close() == summary)
    }

    @Test("Only the file remains, and it replaces a longer one")
    func nothingLeft() throws {
        let folder = try TemporaryFolder()
        try folder.write("made.zip", Self.text(1 << 20))
        _ = try made([("a.csv", Self.text(3 << 20))], threads: 2, in: folder)
        #expect(try folder.names == ["made.zip"])
        #expect(try ZIPReader(path: folder / "made.zip").entries.count == 1)
    }

    @Test("A path that cannot be written is reported, and an existing file stays")
    func noPlace() throws {
        let folder = try TemporaryFolder()
        let problem = try #require(throws: Problem.self) {
            let writer = ZIPWriter(path: folder / "no/made.zip", drafts: folder.path)
            _ = try writer.finish([("a", writer.entry())])
        }
        #expect(problem.kind == .cannotWrite)
        let other = try #require(throws: Problem.self) {
            let writer = ZIPWriter(path: folder / "made.zip", drafts: folder / "no")
            let entry = writer.entry()
            var noise = SystemRandomNumberGenerator()
            try entry.write((0..<300_000).map { _ in UInt8.random(in: 0...255, using: &noise) })
            try entry.close()
        }
        #expect(other.kind == .cannotWrite)
        #expect(try folder.names == [])
    }
}
