import AssessmentKernel
import Bundle
import BundleTesting
import Foundation
import TestValues
import Testing
import ZIP

/// Bundles made by an attacker: each is refused with its own message.
@Suite struct HostileTests {
    private static func sample() throws -> (folder: TemporaryFolder, bag: LooseBag) {
        let folder = try TemporaryFolder()
        try SampleBundle.write(to: folder / "sound.zip", drafts: folder.path)
        let bag = try LooseBag(folder / "sound.zip")
        try FileManager.default.removeItem(atPath: folder / "sound.zip")
        return (folder, bag)
    }

    private static let trusted = [SampleBundle.key.publicKey]

    @Test("The sample, taken apart and put together again, passes")
    func untouched() throws {
        let (folder, bag) = try Self.sample()
        let report = try BundleVerifier.verify(try folder.write("b.zip", bag.zip.bytes), trusted: Self.trusted)
        #expect(report.checks.allSatisfy { $0.outcome == .passed })
    }

    @Test("Each kind is refused with its own message, and nothing is written", arguments: HostileBundle.all)
    func refused(_ hostile: HostileBundle) throws {
        let (folder, bag) = try Self.sample()
        let path = try folder.write("b.zip", hostile.bytes(bag))
        let report = try BundleVerifier.verify(path, trusted: Self.trusted)
        #expect(!report.isSound)
        #expect(report.signer == nil)
        let first = report.checks.first { $0.outcome == .failed }
        #expect(first?.id == hostile.check)
        #expect(first?.found.contains(hostile.message) == true, "\(first?.found ?? [])")
        #expect(try folder.names == ["b.zip"])
    }

    @Test("docs/bundle.md lists each kind with its message")
    func documented() throws {
        let root = URL(filePath: #filePath).appending(path: "../../..").standardizedFileURL
        let page = try String(contentsOf: root.appending(path: "docs/bundle.md"), encoding: .utf8)
        for hostile in HostileBundle.all {
            let row = "| \(hostile.description) | `\(hostile.check.rawValue)` | \(hostile.message.english) |"
            #expect(page.contains(row), "docs/bundle.md lacks: \(row)")
        }
        for check in CheckID.allCases { #expect(page.contains("| `\(check.rawValue)` |"), "\(check.rawValue)") }
    }

    @Test("Cut off at any hundredth of its length, it is refused")
    func truncated() throws {
        let (folder, bag) = try Self.sample()
        let bytes = bag.zip.bytes
        for hundredth in 0..<100 {
            let path = try folder.write("b.zip", Array(bytes[..<(bytes.count * hundredth / 100)]))
            let report = try BundleVerifier.verify(path, trusted: Self.trusted)
            #expect(report[.zipSound]?.outcome == .failed, "at \(hundredth) %")
            #expect(report.bundle == nil)
        }
    }

    @Test("With one bit flipped in the packed bytes of any entry, it is refused")
    func flipped() throws {
        let (folder, bag) = try Self.sample()
        for place in bag.files.indices {
            var zip = bag.zip
            var packed = RawZIP.deflated(zip.entries[place].bytes)
            packed[packed.count / 2] ^= 0x10
            zip.entries[place].packed = packed
            let report = try BundleVerifier.verify(try folder.write("b.zip", zip.bytes), trusted: Self.trusted)
            #expect(!report.isSound, "\(bag.files[place].name)")
            #expect(report[.zipSound]?.outcome == .failed, "\(bag.files[place].name)")
        }
    }

    @Test("With one bit flipped in the plain bytes of any entry, and a CRC to match, it is refused")
    func edited() throws {
        let (folder, bag) = try Self.sample()
        for place in bag.files.indices {
            var bag = bag
            // The last line of a signature covers the trusted comment; its first line is only for people.
            bag.files[place].bytes[bag.files[place].bytes.count - 4] ^= 0x01
            let report = try BundleVerifier.verify(try folder.write("b.zip", bag.zip.bytes), trusted: Self.trusted)
            #expect(!report.isSound, "\(bag.files[place].name)")
        }
    }

    @Test("All problems are named, up to twenty, and the rest counted")
    func many() throws {
        var (folder, bag) = try Self.sample()
        for number in 1...25 { bag["data/results/extra\(number).csv"] = [] }
        let report = try BundleVerifier.verify(try folder.write("b.zip", bag.zip.bytes), trusted: Self.trusted)
        let found = try #require(report[.bagManifest]?.found)
        #expect(found.count == 21)
        #expect(found.last == LocalText("另有 5 处", "and 5 more"))
        #expect(report[.packageResources]?.outcome == .failed)
        #expect(report[.bagOxum]?.outcome == .failed)
        #expect(report[.signatureGood]?.outcome == .passed, "what was signed is unchanged")
        #expect(report.signer == nil)
    }

    @Test("Memory is bounded, whatever sizes are declared")
    func memory() throws {
        let (folder, bag) = try Self.sample()
        var wide = RawZIP(
            (0..<9_990).map { RawZIP.Entry("2021Q3-r1/data/\(String(repeating: "x", count: 150))\($0)é.csv", []) })
        wide.entries += bag.zip.entries
        let hostile: [[UInt8]] =
            [wide.bytes]
            + HostileBundle.all.filter { $0.description.contains("bomb") }.map { $0.bytes(bag) }
        for bytes in hostile {
            let answer = try Fuzzer.run(["--verify", try folder.write("b.zip", bytes)])
            #expect(answer.code == 1)
            let megabytes = answer.output.firstMatch(of: /, ([0-9]+) MB/).flatMap { Int($0.1) }
            #expect(try #require(megabytes) < 128)
        }
    }

    @Test("Something other than a regular file is a problem, not a report")
    func noFile() throws {
        let folder = try TemporaryFolder()
        let missing = try #require(throws: Problem.self) { try BundleVerifier.verify(folder / "no.zip") }
        #expect(missing.kind == .notFound)
        let place = try #require(throws: Problem.self) { try BundleVerifier.verify(folder.path) }
        #expect(place.kind == .badInput)
        #expect(mkfifo(folder / "pipe.zip", 0o600) == 0)
        #expect(throws: Problem.self) { try BundleVerifier.verify(folder / "pipe.zip") }
    }
}
