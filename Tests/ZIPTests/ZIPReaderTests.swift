import AssessmentKernel
import BundleTesting
import Foundation
import TestValues
import Testing

@testable import ZIP

@Suite struct ZIPReaderTests {
    /// Opens the bytes of an archive and reads all its entries.
    private func read(
        _ bytes: [UInt8], _ limits: ZIPReader.Limits = ZIPReader.Limits(), _ policy: ZIPReader.Policy = .strict
    ) throws {
        let folder = try TemporaryFolder()
        let archive = try ZIPReader(path: try folder.write("a.zip", bytes), limits: limits, policy: policy)
        for entry in archive.entries { try archive.read(entry) { _ in } }
    }

    private func zip(_ change: (inout RawZIP.Entry) -> Void) -> [UInt8] { archive { change(&$0.entries[1]) } }

    /// An archive of two files.
    private func archive(_ change: (inout RawZIP) -> Void) -> [UInt8] {
        var zip = RawZIP([RawZIP.Entry("a.csv", "one\n"), RawZIP.Entry("b.csv", "two\n")])
        change(&zip)
        return zip.bytes
    }

    @Test("A file that is not a ZIP is reported", arguments: ["工号,姓名\n", "", "PK", "PK\u{5}\u{6}"])
    func noArchive(_ text: String) {
        #expect(throws: ZIPFault.noArchive) { try read(Array(text.utf8)) }
    }

    @Test("A missing file is reported")
    func nowhere() {
        #expect(throws: ZIPFault.unreadable(ENOENT)) { try ZIPReader(path: "/nowhere/a.zip") }
    }

    @Test("A sound archive is read, stored or deflated")
    func sound() throws {
        try read(zip { _ in })
        try read(zip { $0.isDeflated = false })
        try read(RawZIP([]).bytes)
    }

    @Test("Each false declaration of an entry has its own fault")
    func lies() {
        #expect(throws: ZIPFault.wrongSize(name: "b.csv")) { try read(zip { $0.size = 5 }) }
        #expect(throws: ZIPFault.wrongSize(name: "b.csv")) { try read(zip { $0.size = 3 }) }
        #expect(throws: ZIPFault.wrongChecksum(name: "b.csv")) { try read(zip { $0.checksum = 7 }) }
        #expect(throws: ZIPFault.encrypted(name: "b.csv")) { try read(zip { $0.flags = 1 }) }
        #expect(throws: ZIPFault.unknownMethod(name: "b.csv")) { try read(zip { $0.method = 12 }) }
        #expect(throws: ZIPFault.damaged(name: "b.csv")) { try read(zip { $0.packed = [0xFF, 0xFF, 0xFF] }) }
        #expect(throws: ZIPFault.overlapping(name: "b.csv")) {
            try read(zip { $0.sharesBytesOf = 0 })
        }
        #expect(throws: ZIPFault.sameName(name: "a.csv")) { try read(zip { $0.name = Array("a.csv".utf8) }) }
        #expect(throws: ZIPFault.zeroInName(entry: 1)) { try read(zip { $0.name = [0x61, 0, 0x62] }) }
        #expect(throws: ZIPFault.layout(.headersDiffer(name: "b.csv", .size))) { try read(zip { $0.localSize = 9 }) }
    }

    @Test("A packed entry ends where its bytes do, not before, and with none behind it")
    func packedEnds() throws {
        // Longer, packed, than is read at a time: digits of a sequence that does not repeat.
        var (text, number): ([UInt8], UInt64) = ([], 1)
        while text.count < 300_000 {
            number = number &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            text += String(number >> 20, radix: 36).utf8
        }
        let packed = RawZIP.deflated(text)
        #expect(packed.count > 2 << 16)
        func read(_ packed: [UInt8]) throws { try self.read(zip { ($0.bytes, $0.packed) = (text, packed) }) }
        try read(packed)
        for count in [1, 2, 9, 1 << 16, packed.count - 1] {
            #expect(throws: ZIPFault.damaged(name: "b.csv")) { try read(packed.dropLast(count)) }
        }
        for count in [1, 2, 8, 70_000] {
            #expect(throws: ZIPFault.layout(.bytesBehindDeflate(name: "b.csv"))) {
                try read(packed + [UInt8](repeating: 0, count: count))
            }
        }
    }

    @Test("A packed entry is the same whatever is asked for at a time", arguments: [1, 7, 1 << 15, 1 << 20])
    func packedInPieces(size: Int) throws {
        let text = (0..<40_000).flatMap { Array("\($0 % 977),巡查记录 \($0 / 3)\n".utf8) }
        let folder = try TemporaryFolder()
        let archive = try ZIPReader(path: try folder.write("a.zip", zip { $0.bytes = text }))
        let reader = try archive.open(archive.entries[1])
        var (found, room) = ([UInt8](), [UInt8](repeating: 0, count: size))
        while case let count = try room.withUnsafeMutableBytes({ try reader.read(into: $0) }), count > 0 {
            found += room[..<count]
        }
        #expect(found == text)
    }

    @Test("What plain writers choose among is taken: descriptors, time stamps, levels, folders, systems")
    func plainWriters() throws {
        try read(zip { $0.flags = 8 })
        try read(
            zip {
                ($0.flags, $0.localChecksum, $0.localSize) = (8, RawZIP.checksum($0.bytes), 4)
                $0.localPackedSize = UInt32(RawZIP.deflated($0.bytes).count)
            })
        try read(zip { $0.flags = 6 })
        try read(zip { ($0.name, $0.flags) = (Array("é.csv".utf8), 0x800) })
        let times: [UInt8] = [0x55, 0x54, 5, 0, 3, 0, 0, 0, 0x20]
        let owner: [UInt8] = [0x75, 0x78, 11, 0, 1, 4, 0, 0, 0, 0, 4, 0, 0, 0, 0]
        let windows: [UInt8] = [0x0A, 0, 32, 0] + [UInt8](repeating: 0, count: 32)
        try read(zip { ($0.extra, $0.localExtra) = (times + owner, times) })
        try read(zip { $0.extra = windows })
        try read(zip { $0.extra = [0xFE, 0xCA, 0, 0] })
        try read(
            zip {
                ($0.name, $0.bytes, $0.isDeflated) = (Array("b/".utf8), [], false); $0.mode = 0o040755
            })
        try read(
            zip {
                ($0.name, $0.bytes) = (Array("b/".utf8), []); ($0.mode, $0.attributes) = (0, 0x10)
            })
        for system: UInt16 in [0, 3, 10, 14, 19] { try read(zip { $0.madeBy = system << 8 | 20 }) }
        for version: UInt16 in [10, 20, 45] { try read(zip { $0.version = version }) }
    }

    @Test("Time stamps and other fields have their lengths, and stand there once")
    func extraFields() {
        func fault(_ id: Int) -> ZIPFault { .layout(.extraField(name: "b.csv", id: id)) }
        #expect(throws: fault(0x5455)) {
            try read(zip { $0.extra = [0x55, 0x54, 14, 0] + [UInt8](repeating: 0, count: 14) })
        }
        #expect(throws: fault(0xCAFE)) { try read(zip { $0.extra = [0xFE, 0xCA, 1, 0, 0] }) }
        #expect(throws: fault(0x9901)) { try read(zip { $0.localExtra = [1, 0x99, 0, 0] }) }
        #expect(throws: fault(0)) { try read(zip { $0.extra = [0x55, 0x54, 5] }) }
        #expect(throws: fault(0x5455)) { try read(zip { $0.extra = [0x55, 0x54, 5, 0, 3] }) }
        #expect(throws: ZIPFault.layout(.wide(name: "b.csv"))) { try read(zip { $0.extra = [1, 0, 0, 0] }) }
        #expect(throws: ZIPFault.layout(.wide(name: "b.csv"))) { try read(zip { $0.localExtra = [1, 0, 0, 0] }) }
        #expect(throws: ZIPFault.layout(.wide(name: "b.csv"))) { try read(zip { $0.size = .max }) }
    }

    @Test("Attributes, systems and versions that some programs read otherwise are refused")
    func attributes() {
        func refused(_ fault: LayoutFault, _ change: (inout RawZIP.Entry) -> Void) {
            #expect(throws: ZIPFault.layout(fault)) { try read(zip(change)) }
        }
        refused(.attributes(name: "b.csv")) { $0.mode = 0o040755 }
        refused(.attributes(name: "b.csv")) { $0.attributes = 0x08 }
        refused(.attributes(name: "b.csv")) { $0.attributes = 0x400 }
        refused(.attributes(name: "b/")) { $0.name = Array("b/".utf8) }
        refused(.version(name: "b.csv")) { $0.madeBy = 2 << 8 }
        refused(.version(name: "b.csv")) { $0.version = 46 }
        refused(.unmarkedName(name: "é.csv")) { $0.name = Array("é.csv".utf8) }
        for bit in [4, 5, 6, 7, 9, 12, 13, 15] { refused(.flags(name: "b.csv")) { $0.flags = 1 << UInt16(bit) } }
    }

    @Test("What all entries promise together is held against the size of the file")
    func proportion() throws {
        var limits = ZIPReader.Limits()
        (limits.smallTotal, limits.ratio) = (8, 0)
        try read(zip { _ in }, limits)
        limits.smallTotal = 7
        #expect(throws: ZIPFault.outOfProportion(bytes: 8)) { try read(zip { _ in }, limits) }
        limits.ratio = 1
        try read(zip { _ in }, limits)
    }

    @Test("A workbook is read gently: bytes before, between and behind, comments, other headers")
    func gentle() throws {
        let folder = try TemporaryFolder()
        func names(_ change: (inout RawZIP) -> Void) throws -> [String] {
            let archive = try ZIPReader(path: try folder.write("a.zip", self.archive(change)), policy: .gentle)
            for entry in archive.entries { try archive.read(entry) { _ in } }
            return archive.entries.map(\.name)
        }
        for change: (inout RawZIP) -> Void in [
            { $0.entries[1].before = [0, 0] }, { $0.comment = [0x68] }, { $0.entries[1].comment = [0x68] },
            { $0.entries[1].localSize = 9 }, { $0.entries[1].version = 63 }, { $0.beforeDirectory = [0] },
            { $0.entries[1].extra = [1, 0x99, 0, 0] },
        ] {
            #expect(try names(change) == ["a.csv", "b.csv"])
        }
        // With the checksum of what is there, only its size says that something is missing.
        for size: UInt32 in [3, 5] {
            #expect(throws: ZIPFault.wrongSize(name: "b.csv")) { try names { $0.entries[1].size = size } }
        }
    }

    @Test("A plain entry says by itself that it has another size than is declared", arguments: [3, 5] as [UInt32])
    func plainSize(size: UInt32) throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("a.zip", archive { $0.entries[1].size = size })
        let layout = try Layout(path, ZIPReader.Limits())
        let stream = PlainEntryStream(layout.file, layout.entries[1])
        #expect(throws: ZIPFault.wrongSize(name: "b.csv")) {
            try withUnsafeTemporaryAllocation(byteCount: 64, alignment: 1) { room in
                while try stream.read(into: room) > 0 {}
            }
        }
    }

    @Test("A name that is not UTF-8 is refused")
    func badName() {
        #expect(throws: ZIPFault.badName(entry: 1)) {
            try read(zip { $0.name = [0x61, 0xFF] })
        }
    }

    @Test("Limits hold at their edges")
    func limits() throws {
        var limits = ZIPReader.Limits()
        limits.entries = 2
        try read(zip { _ in }, limits)
        limits.entries = 1
        #expect(throws: ZIPFault.tooManyEntries(2)) { try read(zip { _ in }, limits) }
        limits = ZIPReader.Limits()
        limits.entryBytes = 4
        limits.totalBytes = 8
        try read(zip { _ in }, limits)
        limits.totalBytes = 7
        #expect(throws: ZIPFault.tooLarge(name: "b.csv", bytes: 8)) { try read(zip { _ in }, limits) }
        limits.entryBytes = 3
        #expect(throws: ZIPFault.tooLarge(name: "a.csv", bytes: 4)) { try read(zip { _ in }, limits) }
    }

    @Test("A directory that claims more entries than it has, or lies outside the file, is refused")
    func directory() {
        var zip = RawZIP([RawZIP.Entry("a.csv", "one\n")])
        zip.count = 2
        #expect(throws: ZIPFault.layout(.end)) { try read(zip.bytes) }
        var bytes = RawZIP([RawZIP.Entry("a.csv", "one\n")]).bytes
        // The position of the directory, in the end record.
        bytes[bytes.count - 3] = 0x7F
        #expect(throws: ZIPFault.layout(.directoryElsewhere)) { try read(bytes) }
    }

    @Test("The directory has its own limit in bytes, at its edge", arguments: [ZIPReader.Policy.strict, .gentle])
    func directoryBytes(_ policy: ZIPReader.Policy) throws {
        var limits = ZIPReader.Limits()
        limits.entries = 2
        // 1,024 bytes for each entry that may be there; 46 of a header are not the name's.
        for (length, isTaken) in [(2_048 - 46, true), (2_048 - 46 + 1, false)] {
            let bytes = RawZIP([RawZIP.Entry(String(repeating: "a", count: length), "one\n")]).bytes
            if isTaken {
                try read(bytes, limits, policy)
            } else {
                #expect(throws: ZIPFault.tooManyEntries(2_049 / 46)) { try read(bytes, limits, policy) }
            }
        }
    }

    @Test("An archive of files has no two of one name, and no bytes behind its end")
    func files() throws {
        let folder = try TemporaryFolder()
        func names(_ change: (inout RawZIP) -> Void) throws -> [String] {
            let archive = try FileArchive(path: try folder.write("a.zip", self.archive(change)))
            return archive.entries.map { String(decoding: $0.name, as: UTF8.self) }
        }
        #expect(try names { _ in } == ["a.csv", "b.csv"])
        #expect(throws: ZIPFault.sameName(name: "a.csv")) { try names { $0.entries[1].name = Array("a.csv".utf8) } }
        #expect(throws: ZIPFault.noArchive) {
            try FileArchive(path: try folder.write("b.zip", RawZIP([RawZIP.Entry("a.csv", "one\n")]).bytes + [0]))
        }
    }

    @Test("The bytes of an archive of files are read whole, and each false declaration is found")
    func fileBytes() throws {
        let folder = try TemporaryFolder()
        func bytes(_ change: (inout RawZIP.Entry) -> Void) throws -> [UInt8] {
            let archive = try FileArchive(path: try folder.write("a.zip", zip(change)))
            var found: [UInt8] = []
            try archive.read(try #require(archive.entries.last)) { found += $0 }
            return found
        }
        #expect(try bytes { _ in } == Array("two\n".utf8))
        #expect(try bytes { $0.isDeflated = false } == Array("two\n".utf8))
        #expect(throws: ZIPFault.wrongChecksum(name: "b.csv")) { try bytes { $0.checksum = 7 } }
        #expect(throws: ZIPFault.damaged(name: "b.csv")) { try bytes { $0.packed = [0xFF, 0xFF, 0xFF] } }
        #expect(throws: ZIPFault.self) { try bytes { $0.size = 5 } }
    }

    @Test("A 64-bit record that breaks off with the file is none")
    func recordThatBreaksOff() {
        func number(_ value: Int, _ count: Int) -> [UInt8] {
            (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
        }
        // The record is said to begin in the end's own bytes, where its mark stands.
        let locator = number(0x0706_4B50, 4) + number(0, 4) + number(34, 8) + number(1, 4)
        let end = number(0x0605_4B50, 4) + number(0, 8) + number(0, 2) + number(0x0606_4B50, 4) + number(0, 4)
        #expect((locator + end).count == 42)
        #expect((locator + end)[34..<38].elementsEqual(number(0x0606_4B50, 4)))
        #expect(throws: ZIPFault.noArchive) { try read(locator + end, .init(), .gentle) }
    }

    @Test("A comment is refused, one with a second end record by its own name")
    func comments() throws {
        var zip = RawZIP([RawZIP.Entry("a.csv", "one\n")])
        zip.comment = Array("made by hand".utf8)
        #expect(throws: ZIPFault.layout(.comment)) { try read(zip.bytes) }
        zip.comment = [0x50, 0x4B, 5, 6] + [UInt8](repeating: 0, count: 18)
        #expect(throws: ZIPFault.layout(.twoEnds)) { try read(zip.bytes) }
    }

    @Test("Messages show no control character of a name")
    func shown() {
        #expect("a\u{1B}[2J\u{202E}b\n".shown == "a\\u{1b}[2J\\u{202e}b\\u{a}")
        #expect(String(repeating: "长", count: 121).shown == String(repeating: "长", count: 120) + "…")
        #expect(!ZIPFault.damaged(name: "\u{1B}]0;x\u{7}").reason.english.unicodeScalars.contains("\u{1B}"))
    }
}
