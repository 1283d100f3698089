import AssessmentKernel
import Bundle
import BundleTesting
import CSV
import Foundation
import TestValues
import Testing

@Suite struct OpenBundleTests {
    private static func open(_ folder: TemporaryFolder, rows: Int = 40) throws -> OpenBundle {
        try SampleBundle.write(to: folder / "b.zip", drafts: folder.path, rows: rows)
        return try #require(try BundleVerifier.verify(folder / "b.zip").bundle)
    }

    @Test("Its files are listed in order and read as they were written")
    func files() throws {
        let folder = try TemporaryFolder()
        let bundle = try Self.open(folder)
        #expect(bundle.files.map(\.path) == bundle.files.map(\.path).sorted())
        #expect(bundle.files.count == SampleBundle.payload().count + 1)
        for file in SampleBundle.payload() {
            #expect(try bundle.bytes(file.path) == file.bytes)
            #expect(bundle.file(file.path)?.size == UInt64(file.bytes.count))
        }
        #expect(bundle.file("data/rulebook.yaml")?.sha256 == SampleBundle.rulebookDigest)
    }

    @Test("Several streams are read at once, in turn and on separate threads")
    func severalStreams() throws {
        let folder = try TemporaryFolder()
        let bundle = try Self.open(folder, rows: 3_000)
        let one = try bundle.open("data/evidence/sample.csv")
        let other = try bundle.open("data/evidence/sample.csv")
        var first = CSVReader(delimiter: .comma, bufferSize: 1_000) { try one.read(into: $0) }
        var second = CSVReader(delimiter: .comma, bufferSize: 7_000) { try other.read(into: $0) }
        var count = 0
        while try first.next() {
            #expect(try second.next())
            #expect(first.cells.count == second.cells.count)
            count += 1
        }
        #expect(count == 3_001)
        DispatchQueue.concurrentPerform(iterations: 4) { _ in
            #expect((try? bundle.bytes("data/core/member.csv"))?.isEmpty == false)
        }
    }

    @Test("A file that is not in the bundle is refused")
    func unknown() throws {
        let folder = try TemporaryFolder()
        let bundle = try Self.open(folder)
        for path in ["data/no.csv", "bag-info.txt", "../b.zip", ""] {
            #expect(throws: Problem.self) { try bundle.open(path) }
        }
        #expect(throws: Problem.self) { try bundle.bytes("data/evidence/sample.csv", limit: 10) }
    }

    @Test("A small payload is held as it was verified; a larger one is streamed, and checked whenever it is read")
    func held() throws {
        let folder = try TemporaryFolder()
        try SampleBundle.write(to: folder / "b.zip", drafts: folder.path, rows: 40)
        func open(_ room: UInt64) throws -> OpenBundle {
            try #require(try BundleVerifier.verify(folder / "b.zip", holding: room).bundle)
        }
        let size = try open(0).files.reduce(0) { $0 + $1.size }
        let (held, streamed) = (try open(size), try open(size - 1))
        let totals = try held.bytes("data/results/totals.csv")
        #expect(try streamed.bytes("data/results/totals.csv") == totals)
        #expect(held.files == streamed.files)
        #expect(throws: Problem.self) { try held.bytes("data/results/totals.csv", limit: 10) }
        for path in ["data/no.csv", "bag-info.txt"] { #expect(throws: Problem.self) { try held.open(path) } }
        // Of several streams each reads from the beginning, in pieces of any size.
        let stream = try held.open("data/results/totals.csv")
        var read: [UInt8] = []
        try withUnsafeTemporaryAllocation(byteCount: 7, alignment: 1) { room in
            while case let count = try stream.read(into: room), count > 0 { read += room[..<count] }
            #expect(try stream.read(into: room) == 0)
        }
        #expect(read == totals)
        var bag = try LooseBag(folder / "b.zip")
        bag["data/results/totals.csv"] = Array("member,total,rank\nFM0001,99.5,1\n".utf8)
        bag.recomputeManifests()
        try folder.write("b.zip", bag.zip.bytes)
        #expect(try held.bytes("data/results/totals.csv") == totals)
        #expect(throws: Problem.self) { try streamed.bytes("data/results/totals.csv") }
    }

    @Test("A payload that is held is checked like any other")
    func heldAndChanged() throws {
        let folder = try TemporaryFolder()
        try SampleBundle.write(to: folder / "b.zip", drafts: folder.path, rows: 40)
        var bag = try LooseBag(folder / "b.zip")
        bag["data/results/totals.csv"] += Array("FM0009,1,9\n".utf8)
        try folder.write("b.zip", bag.zip.bytes)
        let report = try BundleVerifier.verify(folder / "b.zip", holding: 64 << 20)
        #expect(report.bundle == nil)
        #expect(report[.bagPayload]?.outcome == .failed)
    }

    @Test("What is read before its verification ends is verified by that, and what was changed is found")
    func readBefore() throws {
        let folder = try TemporaryFolder()
        try SampleBundle.write(to: folder / "b.zip", drafts: folder.path, rows: 40)
        let usual = try BundleVerifier.verify(folder / "b.zip")
        for count in [0, 1, 100] {
            let begun = try BundleVerifier.begin(folder / "b.zip")
            let bundle = try #require(begun.unchecked)
            for file in bundle.files.prefix(count) { _ = try bundle.bytes(file.path) }
            let report = begun.finish()
            #expect(report.checks == usual.checks)
            #expect(report.bundle?.files == usual.bundle?.files)
        }
        #expect(try BundleVerifier.begin(folder / "b.zip", holding: 64 << 20).unchecked == nil)

        // As long as before, and another digest: only unpacking it shows that.
        var bag = try LooseBag(folder / "b.zip")
        bag["data/results/totals.csv"][3] ^= 1
        try folder.write("b.zip", bag.zip.bytes)
        for reads in [false, true] {
            let begun = try BundleVerifier.begin(folder / "b.zip")
            let bundle = try #require(begun.unchecked)
            if reads { #expect(throws: Problem.self) { try bundle.bytes("data/results/totals.csv") } }
            let report = begun.finish()
            #expect(report.bundle == nil)
            #expect(report[.bagPayload]?.found.map(\.english) == ["data/results/totals.csv was changed"])
        }
    }

    @Test("A bundle that is replaced after verification does not pass")
    func exchanged() throws {
        let folder = try TemporaryFolder()
        let bundle = try Self.open(folder)
        var bag = try LooseBag(folder / "b.zip")
        bag["data/results/totals.csv"] = Array("member,total,rank\nFM0001,99.5,1\nFM0002,95.25,2\nFM0003,,\n".utf8)
        bag.recomputeManifests()
        try folder.write("b.zip", bag.zip.bytes)
        let problem = try #require(throws: Problem.self) { try bundle.bytes("data/results/totals.csv") }
        #expect(problem.what.english == "the file was changed after it was verified")
        try FileManager.default.removeItem(atPath: folder / "b.zip")
        #expect(throws: Problem.self) { try bundle.open("data/rulebook.yaml") }
    }
}
