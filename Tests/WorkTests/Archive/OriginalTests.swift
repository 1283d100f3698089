import AssessmentKernel
import Bundle
import BundleTesting
import Closings
import Foundation
import Importing
import ItemCatalog
import Originals
import TestValues
import Testing

@testable import Archive

/// Original exports, held against the evidence of a bundle.
@Suite struct OriginalTests {
    private static let training = """
        session,member,date,kind,status
        T0,M01,2021-05-11,meeting,absent
        T1,M01,2021-07-06,meeting,absent
        T2,M01,2021-08-03,meeting,absent
        T3,M01,2021-09-07,meeting,absent
        T1,M09,2021-07-06,meeting,leave

        """

    /// What is said of originals: the outcome and the first sentence.
    private func compare(
        _ bundle: String, _ originals: [String: String], profiles: [String] = []
    ) throws -> [(outcome: VerificationReport.Check.Outcome, found: [String])] {
        let folder = try TemporaryFolder()
        var paths: [String] = []
        for (name, text) in originals.sorted(by: { $0.key < $1.key }) {
            paths.append(try folder.write(name, Array(text.utf8)))
        }
        let items = ItemCatalog.items
        let report = try BundleCheckup.run(
            bundle, trusted: [BundleTownship.key.publicKey], replay: false, items: items
        ).comparing(
            originals: paths,
            profiles: try profiles.map { text in
                try BundleReport.profile(try folder.write("profile.yaml", Array(text.utf8)), items: items)
            }, items: items)
        return report.checks.filter { $0.id == "original.rows" }.map { ($0.outcome, $0.found.map(\.english)) }
    }

    @Test func theFilesThatWereImportedAgree() throws {
        let town = try BundleTownship.closed()
        let found = try compare(town.bundle("2021Q3-r1"), ["training.csv": Self.training])
        #expect(found.map(\.outcome) == [.passed, .skipped])
        #expect(found[0].found == ["the 5 rows that are cited are those of the file"])
        #expect(found[1].found.first?.contains("originals were not given: ") == true)
    }

    @Test func anotherFileIsNamed() throws {
        let town = try BundleTownship.closed()
        let other = Self.training.replacing("T2,M01,2021-08-03", with: "T2,M01,2021-08-04")
        let found = try compare(town.bundle("2021Q3-r1"), ["training.csv": other])
        #expect(found.map(\.outcome) == [.failed, .skipped])
        #expect(found[0].found == ["its digest is not in imports.csv: another file, or a changed one"])
    }

    /// The township changed a record, and the digest of its import with it.
    @Test func aRecordThatTheFileDoesNotSayIsFound() throws {
        var bag = try BundleTownship.bundle.get().bag
        bag.edit("data/evidence/training.csv") { text in
            text.replacing("T2,M01,2021-08-03,meeting,absent", with: "T2,M01,2021-08-03,meeting,leave")
        }
        let folder = try TemporaryFolder()
        let path = try folder.write(
            "edited.zip",
            {
                bag.recomputeManifests(); bag.sign(BundleTownship.key); return bag.zip.bytes
            }())
        let found = try compare(path, ["training.csv": Self.training])
        #expect(found.map(\.outcome) == [.failed, .skipped])
        #expect(found[0].found == ["row 4, Attendance: “leave” in the bundle, “absent” in the file"])
    }

    @Test func aRowThatTheFileDoesNotHaveIsFound() throws {
        var bag = try BundleTownship.bundle.get().bag
        bag.edit("data/evidence/training.csv") { $0.replacing("absent,6,4\n", with: "absent,6,400\n") }
        let folder = try TemporaryFolder()
        let path = try folder.write(
            "edited.zip",
            {
                bag.recomputeManifests(); bag.sign(BundleTownship.key); return bag.zip.bytes
            }())
        let found = try compare(path, ["training.csv": Self.training])
        #expect(found.map(\.outcome) == [.failed, .skipped])
        #expect(found[0].found == ["the file has no row 400, or none that can be read"])
    }

    /// A file that was imported with a profile needs it here too.
    @Test func aProfileStandsBetween() throws {
        let town = try BundleTownship.open()
        let export = "场,人,日,类,果\nT9,M02,2021-07-13,会,缺\nT9,M03,2021-07-13,会,到\n"
        let profile = """
            profile: 1
            table: training
            columns: {session: 场, member: 人, date: 日, kind: 类, status: 果}
            values:
              kind: {会: meeting}
              status: {缺: absent, 到: present}

            """
        let folder = try TemporaryFolder()
        let read = try BundleReport.profile(
            try folder.write("p.yaml", Array(profile.utf8)), items: ItemCatalog.items)
        var options = ImportOptions()
        options.profile = read
        let path = try folder.write("7月.csv", Array(export.utf8))
        try #require(try town.workspace.importTables([path], options, now: TestTownship.now).isKept)
        try town.close("2021Q2", writing: .bundle)
        try town.close("2021Q3", writing: .bundle)
        let without = try compare(town.bundle("2021Q3-r1"), ["7月.csv": export])
        #expect(without.map(\.outcome) == [.failed, .skipped])
        #expect(without[0].found.first?.hasSuffix("name it too") == true)
        let with = try compare(town.bundle("2021Q3-r1"), ["7月.csv": export], profiles: [profile])
        #expect(with.map(\.outcome) == [.passed, .skipped])
        #expect(with[0].found == ["the 2 rows that are cited are those of the file"])
    }
}
