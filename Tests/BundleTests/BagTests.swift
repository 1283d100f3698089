import AssessmentKernel
import Bundle
import BundleTesting
import Foundation
import TestValues
import Testing

@Suite struct BagTests {
    @Test("Valid paths are accepted")
    func soundPaths() {
        for path in [
            "a", "data/a.csv", "2021Q3-r1/data/evidence/collection-finding.csv", "A_b-c.1", "..a", "a..b", "com",
            "com10",
        ] {
            #expect(PathFault(path) == nil, "\(path)")
        }
        #expect(PathFault(String(repeating: "a", count: 200)) == nil)
    }

    @Test(
        "Each fault of a path is reported",
        arguments: [
            ("", PathFault.empty), ("a\n", .control), ("a\u{0}b", .control), ("a\u{7F}", .control),
            ("a\\b", .backslash),
            ("C:", .drive), ("c:/a", .drive), ("/a", .absolute), ("/", .absolute), ("..", .climbs), ("a/../b", .climbs),
            ("a/..", .climbs), ("a//b", .hollow), ("a/", .hollow), ("./a", .hollow), ("a/./b", .hollow),
            ("é", .foreign),
            ("冯", .foreign), ("\u{212A}", .foreign), ("a b", .character), ("a*", .character), ("a%2e", .character),
            ("abc:d", .character), ("a.", .finalDot), ("a./b", .finalDot), ("con", .device), ("NUL.csv", .device),
            ("a/Com1.txt", .device), ("lpt9", .device), (String(repeating: "a", count: 201), .tooLong),
        ])
    func faults(_ path: String, _ fault: PathFault) {
        #expect(PathFault(path) == fault)
    }

    @Test("No value contains a line break, is blank, or has surrounding white space")
    func infoValues() throws {
        var info = BagInfo()
        for value in [
            "", " ", " a", "a ", "\u{3000}a", "a\nb", "a\r", "a\u{85}b", "a\u{2028}b", "a\u{2029}b", "a\u{B}b",
            "a\u{C}b",
            "a\u{1C}b", "\u{FEFF}a", "a\u{0}", "a\u{1B}[2J", String(repeating: "a", count: 1_001),
        ] { #expect(throws: Problem.self, "\(value.debugDescription) was taken") { try info.add("Label", value) } }
        for label in ["", "A B", "A:", "标签", "A\n", String(repeating: "A", count: 65)] {
            #expect(throws: Problem.self, "\(label.debugDescription) was taken") { try info.add(label, "a") }
        }
        #expect(info.lines == [])
        try info.add("Label", "冯政发〔2021〕71号: a, b")
        try info.add("Label", "b")
        #expect(info["Label"] == ["冯政发〔2021〕71号: a, b", "b"])
        #expect(info.only("Label") == nil)
        #expect(info.only("Other") == nil)
    }

    @Test("bag-info.txt is read back as written")
    func infoReadBack() throws {
        let folder = try TemporaryFolder()
        try SampleBundle.write(to: folder / "b.zip", drafts: folder.path)
        let bundle = try #require(try BundleVerifier.verify(folder / "b.zip").bundle)
        #expect(bundle.name == SampleBundle.name)
        #expect(bundle.info.only(BagInfo.Label.township) == "冯卯镇")
        #expect(bundle.info.only(BagInfo.Label.period) == "2021Q3")
        #expect(bundle.info[BagInfo.Label.item] == ["training 1.0.0", "collection 1.0.0"])
        #expect(bundle.info[BagInfo.Label.previous] == [])
        #expect(bundle.info.only(BagInfo.Label.profile) == BagProfile.identifier)
        #expect(Array(bundle.info.lines.prefix(9)) == (try SampleBundle.info()).lines)
    }

    private func report(_ change: (inout LooseBag) -> Void) throws -> VerificationReport {
        let folder = try TemporaryFolder()
        try SampleBundle.write(to: folder / "b.zip", drafts: folder.path)
        var bag = try LooseBag(folder / "b.zip")
        change(&bag)
        return try BundleVerifier.verify(try folder.write("b.zip", bag.zip.bytes))
    }

    @Test("Line ends of other systems, folded lines and the star of sha256sum are read")
    func otherWriters() throws {
        let report = try report { bag in
            let info = String(decoding: bag["bag-info.txt"], as: UTF8.self)
            bag["bag-info.txt"] = Array(
                info.replacing("〔2021〕71号", with: "〔2021〕\n  71号").replacing("\n", with: "\r\n").utf8)
            bag["manifest-sha256.txt"] = Array(
                String(decoding: bag["manifest-sha256.txt"], as: UTF8.self).replacing("  ", with: " *").utf8)
            let manifest = bag["manifest-sha256.txt"]
            bag["tagmanifest-sha256.txt"] = bag.manifest(
                of: ["bag-info.txt", "bagit-profile.json", "bagit.txt"], and: manifest)
            bag["manifest-sha256.txt"] = manifest
        }
        #expect(report.isSound, "\(report.checks.filter { $0.outcome != .passed })")
        #expect(report.bundle?.info.only(BagInfo.Label.rulebook) == "冯政发〔2021〕 71号")
    }

    @Test("Folders as entries of their own change nothing")
    func folders() throws {
        #expect(try report { $0.files.insert(("2021Q3-r1/data/", []), at: 0) }.isSound)
        #expect(try !report { $0.files.insert(("2021Q3-r1/data/", [1]), at: 0) }.isSound)
    }

    private func failing(_ id: CheckID, _ path: String, _ text: String) throws -> [String] {
        let report = try report { bag in
            bag[path] = Array(text.utf8)
            if path == "bag-info.txt" || path == "bagit.txt" { bag.recomputeManifests() }
        }
        #expect(report[id]?.outcome == .failed, "\(path): \(text)")
        return report[id]?.found.map(\.english) ?? []
    }

    @Test("Broken tag files are refused, each by its check")
    func brokenTags() throws {
        #expect(
            try failing(.bagDeclaration, "bagit.txt", "BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n")
                == ["bagit.txt does not declare BagIt 1.0 and UTF-8"])
        _ = try failing(.bagDeclaration, "bagit.txt", "")
        // So many letters do not pack well, and their block is longer than what a packer looks back.
        var numbers = SeededNumbers(state: 9)
        let letters = String(
            decoding: (0..<1 << 16).map { _ in UInt8.random(in: 0x41...0x5A, using: &numbers) }, as: UTF8.self)
        #expect(
            try failing(.bagDeclaration, "bagit.txt", String(repeating: letters, count: 65))
                == ["bagit.txt is too long or cannot be read"])
        #expect(try failing(.bagInfo, "bag-info.txt", "no colon\n") == ["line 1 of bag-info.txt is invalid"])
        #expect(try failing(.bagInfo, "bag-info.txt", "A: \n") == ["line 1 of bag-info.txt is invalid"])
        #expect(try failing(.bagInfo, "bag-info.txt", " folded\n") == ["line 1 of bag-info.txt is invalid"])
        let other = "External-Identifier: 2021Q4-r1\n"
        #expect(
            try failing(.bagInfo, "bag-info.txt", other)
                == ["the folder 2021Q3-r1 is not the External-Identifier (2021Q4-r1)"])
        let lacking = try failing(.bagProfile, "bag-info.txt", other)
        #expect(lacking.contains("bag-info.txt lacks Kaohe-Period"))
        #expect(lacking.contains("bag-info.txt lacks Kaohe-Item"))
        _ = try failing(.bagManifest, "manifest-sha256.txt", "short  data/rulebook.yaml\n")
        _ = try failing(.bagManifest, "manifest-sha256.txt", SampleBundle.rulebookDigest + "  ../../etc/x\n")
        _ = try failing(.bagManifest, "manifest-sha256.txt", SampleBundle.rulebookDigest + "  data/\u{212A}.csv\n")
        _ = try failing(.bagManifest, "manifest-sha256.txt", "")
        let line = SampleBundle.rulebookDigest + "  data/rulebook.yaml\n"
        #expect(
            try failing(.bagManifest, "manifest-sha256.txt", line + line)
                .contains("manifest-sha256.txt lists data/rulebook.yaml twice"))
        _ = try failing(.bagProfile, "bagit-profile.json", "{}")
    }

    @Test("A manifest lists the payload and nothing else, a tag manifest only what is there")
    func listsOfOthers() throws {
        let digest = SampleBundle.rulebookDigest
        let outside = try report { bag in
            bag["manifest-sha256.txt"] += Array("\(digest)  bagit.txt\n".utf8)
            bag["tagmanifest-sha256.txt"] = bag.manifest(
                of: ["bag-info.txt", "bagit-profile.json", "bagit.txt"], and: bag["manifest-sha256.txt"])
        }
        #expect(!outside.isSound)
        #expect(outside[.bagManifest]?.found.map(\.english) == ["the manifest lists bagit.txt outside data/"])
        let missing = try report { bag in
            bag["tagmanifest-sha256.txt"] += Array("\(digest)  none.txt\n".utf8)
        }
        #expect(missing[.bagTagManifest]?.found.map(\.english) == ["none.txt is listed and missing"])
        #expect(!missing.isSound)
    }

    @Test("A tag that is not UTF-8 is refused")
    func badEncoding() throws {
        let report = try report { $0["bag-info.txt"] = [0xFF, 0x0A] }
        #expect(report[.bagInfo]?.found.map(\.english) == ["bag-info.txt is not UTF-8"])
        #expect(report.bundle == nil)
    }
}
