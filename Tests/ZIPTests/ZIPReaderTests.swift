import AssessmentKernel
import BundleTesting
import Foundation
import TestValues
import Testing
import ZIP

@Suite struct ZIPReaderTests {
    /// Opens the bytes of an archive and reads all its entries.
    private func read(_ bytes: [UInt8], _ limits: ZIPReader.Limits = ZIPReader.Limits()) throws {
        let folder = try TemporaryFolder()
        let archive = try ZIPReader(path: try folder.write("a.zip", bytes), limits: limits)
        for entry in archive.entries { try archive.read(entry) { _ in } }
    }

    private func zip(_ change: (inout RawZIP.Entry) -> Void) -> [UInt8] {
        var zip = RawZIP([RawZIP.Entry("a.csv", "one\n"), RawZIP.Entry("b.csv", "two\n")])
        change(&zip.entries[1])
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
        #expect(throws: ZIPFault.inconsistent("Zip archive inconsistent")) { try read(zip { $0.localSize = 9 }) }
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
        #expect(throws: ZIPFault.inconsistent("directory")) { try read(zip.bytes) }
        var bytes = RawZIP([RawZIP.Entry("a.csv", "one\n")]).bytes
        // The position of the directory, in the end record.
        bytes[bytes.count - 3] = 0x7F
        #expect(throws: ZIPFault.noArchive) { try read(bytes) }
    }

    @Test("The directory has its own limit in bytes, at its edge")
    func directoryBytes() throws {
        var limits = ZIPReader.Limits()
        limits.entries = 2
        // 1,024 bytes for each entry that may be there; 46 of a header are not the name's.
        for (length, isTaken) in [(2_048 - 46, true), (2_048 - 46 + 1, false)] {
            let bytes = RawZIP([RawZIP.Entry(String(repeating: "a", count: length), "one\n")]).bytes
            if isTaken {
                try read(bytes, limits)
            } else {
                #expect(throws: ZIPFault.tooManyEntries(2_049 / 46)) { try read(bytes, limits) }
            }
        }
    }

    @Test("A second end record in the comment is refused, any other comment is not")
    func comments() throws {
        var zip = RawZIP([RawZIP.Entry("a.csv", "one\n")])
        zip.comment = Array("made by hand".utf8)
        try read(zip.bytes)
        zip.comment = [0x50, 0x4B, 5, 6] + [UInt8](repeating: 0, count: 18)
        #expect(throws: ZIPFault.inconsistent("two directories")) { try read(zip.bytes) }
    }

    @Test("Messages show no control character of a name")
    func shown() {
        #expect("a\u{1B}[2J\u{202E}b\n".shown == "a\\u{1b}[2J\\u{202e}b\\u{a}")
        #expect(String(repeating: "长", count: 121).shown == String(repeating: "长", count: 120) + "…")
        #expect(!ZIPFault.damaged(name: "\u{1B}]0;x\u{7}").reason.english.unicodeScalars.contains("\u{1B}"))
    }
}
