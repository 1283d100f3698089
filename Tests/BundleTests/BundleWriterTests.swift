import AssessmentKernel
import Bundle
import BundleTesting
import Foundation
import TestValues
import Testing
import ZIP

@Suite struct BundleWriterTests {
    @Test("A bundle passes every check, signed by its key")
    func sound() throws {
        let folder = try TemporaryFolder()
        try SampleBundle.write(to: folder / "b.zip", drafts: folder.path)
        let report = try BundleVerifier.verify(folder / "b.zip", trusted: [SampleBundle.key.publicKey])
        #expect(report.checks.filter { $0.outcome != .passed }.map(\.id) == [])
        #expect(report.checks.map(\.id) == CheckID.allCases)
        #expect(report.isSound)
        #expect(report.signer == SampleBundle.key.publicKey.identifier)
        #expect(try folder.names == ["b.zip"])
    }

    @Test("Equal contents are equal bytes: any number of threads, any order, any time of day")
    func deterministic() throws {
        let folder = try TemporaryFolder()
        let first = try SampleBundle.write(to: folder / "a.zip", drafts: folder.path, rows: 9_000, threads: 1)
        #expect(try SampleBundle.write(to: folder / "b.zip", drafts: folder.path, rows: 9_000, threads: 5) == first)
        let bundle = try BundleWriter(name: SampleBundle.name, drafts: folder.path, to: folder / "c.zip")
        try bundle.add(SampleBundle.package)
        for file in SampleBundle.payload(rows: 9_000).reversed() {
            let path = try folder.write("file", file.bytes)
            try bundle.add(file.path, file: path)
        }
        let made = try bundle.finish(try SampleBundle.info(), signingKey: SampleBundle.key).archive
        #expect(made.sha256 == first)
        #expect(try folder.bytes("c.zip") == folder.bytes("a.zip"))
    }

    @Test(
        "Another time zone, locale or umask changes nothing",
        arguments: [
            ["TZ": "Asia/Shanghai"], ["TZ": "America/St_Johns"], ["TZ": "Pacific/Apia"], ["LC_ALL": "tr_TR.UTF-8"],
            ["LC_ALL": "C"],
        ])
    func elsewhere(_ environment: [String: String]) throws {
        let folder = try TemporaryFolder()
        try SampleBundle.write(to: folder / "here.zip", drafts: folder.path, rows: 60)
        let answer = try Fuzzer.run(["--make", folder / "there.zip"], environment: environment)
        #expect(answer.code == 0)
        #expect(try folder.bytes("there.zip") == folder.bytes("here.zip"))
    }

    @Test("The tags of the sample are these, byte for byte")
    func golden() throws {
        let folder = try TemporaryFolder()
        try SampleBundle.write(to: folder / "b.zip", drafts: folder.path)
        let bag = try LooseBag(folder / "b.zip")
        #expect(String(decoding: bag["tagmanifest-sha256.txt"], as: UTF8.self) == Self.tagManifest)
        #expect(bag["bagit.txt"] == Array("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n".utf8))
        let names = bag.files.map { String($0.name.dropFirst(SampleBundle.name.count + 1)) }
        #expect(
            names == [
                "bagit.txt", "bag-info.txt", "bagit-profile.json", "manifest-sha256.txt", "tagmanifest-sha256.txt",
                "tagmanifest-sha256.txt.minisig", "data/core/imports.csv", "data/core/member.csv",
                "data/datapackage.json", "data/evidence/sample.csv", "data/reports/page.html",
                "data/results/totals.csv",
                "data/rulebook.yaml",
            ])
    }

    private static let tagManifest = """
        f5402d4da2deb927cba4d7824017f42fcc2429b3d1689c0d0d69d2ae31695b5e  bag-info.txt
        0329338b721c1a4f50f0519660cd61d77c470fd3e9fb96cf50353a30b9a0c1e3  bagit-profile.json
        1712ecfb074bf29c4188ad3421032509159a09739fd604f8fe57038b4ddefcc9  bagit.txt
        84eed24533f67e49b6cea7ab80b4ff6020133747c023cbdf46a7431a54fbb6bf  manifest-sha256.txt

        """

    @Test("Paths that lead outside, occur twice or are of another kind are refused")
    func paths() throws {
        let folder = try TemporaryFolder()
        let bundle = try BundleWriter(name: "2021Q3-r1", drafts: folder.path, to: folder / "b.zip")
        try bundle.add("data/core/a.csv", [])
        for path in [
            "data/core/../a.csv", "/data/core/a.csv", "data/core//a.csv", "a.csv", "data/core/表.csv",
            "data/core/a b.csv", "data/core/a.csv", "data/core/A.csv", "data/core/a.zip", "data/core/a",
            "data/core/con.csv", "data/core/a.csv/", "", "data/", "data/a.csv", "data/core/a.html",
            "data/reports/a.csv", "data/results/deep/a.csv", "data/other/a.csv", "data/core/a.yaml",
        ] {
            #expect(throws: Problem.self, "\(path) was taken") { try bundle.add(path, []) }
        }
        for name in ["", "a/b", "..", "冯卯镇", "a:b", "nul"] {
            #expect(throws: Problem.self, "\(name) was taken") {
                try BundleWriter(name: name, drafts: folder.path, to: folder / "b.zip")
            }
        }
    }

    @Test("A missing file is reported")
    func missingFile() throws {
        let folder = try TemporaryFolder()
        let bundle = try BundleWriter(name: "2021Q3-r1", drafts: folder.path, to: folder / "b.zip")
        let problem = try #require(throws: Problem.self) { try bundle.add("data/a.csv", file: folder / "no.csv") }
        #expect(problem.kind == .notFound)
    }

    @Test("Without a key there is no signature, and the bundle is sound without a trusted key")
    func unsigned() throws {
        let folder = try TemporaryFolder()
        try SampleBundle.write(to: folder / "b.zip", drafts: folder.path, key: nil)
        let report = try BundleVerifier.verify(folder / "b.zip")
        #expect(report.isSound)
        #expect(report.signer == nil)
        #expect(report[.signaturePresent]?.level == .should)
        #expect(report[.signaturePresent]?.outcome == .failed)
        #expect(report[.signatureGood]?.outcome == .skipped)
        #expect(try !BundleVerifier.verify(folder / "b.zip", trusted: [SampleBundle.key.publicKey]).isSound)
    }
}
