import AssessmentKernel
import Bundle
import BundleTesting
import Foundation
import TestValues
import Testing
import TownshipTables

@Suite struct PackageTests {
    private static func field(_ column: ColumnSchema) -> DataField { DataField(column) }

    private static func json(_ package: DataPackage) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(package.bytes)) as? [String: Any])
    }

    @Test("An evidence resource has the table's columns and the two for its origin, its key and its references")
    func evidence() throws {
        let resource = DataResource(evidence: SampleTable.shared.schema, path: "data/evidence/sample.csv")
        #expect(resource.name == "sample")
        #expect(resource.title == "样例")
        #expect(
            resource.fields.map(\.name) == [
                "entry", "member", "date", "seen_at", "hours", "satisfaction", "media", "recorded", "source", "note",
                "import", "row",
            ])
        #expect(
            resource.fields.map(\.kind) == [
                .text, .text, .date, .dateTime, .decimal, .decimal, .whole, .yesNo, .text, .text, .whole, .whole,
            ])
        #expect(
            resource.fields.filter { !$0.isRequired }.map(\.name) == [
                "seen_at", "hours", "satisfaction", "media", "recorded", "note",
            ])
        #expect(resource.fields[8].choices == ["self", "inspection"])
        #expect(resource.fields[5].maximum == 100)
        #expect(resource.primaryKey == ["entry"])
        #expect(resource.references.map(\.resource) == ["imports", "member"])
        let members = DataResource(evidence: MemberTable.shared.schema, path: "data/core/member.csv")
        #expect(members.references.map(\.resource) == ["imports"], "the roster does not refer to itself")
        let calendar = DataResource(evidence: CalendarTable.shared.schema, path: "data/core/calendar.csv")
        #expect(calendar.references.map(\.resource) == ["imports"])
        let leave = DataResource(evidence: LeaveTable.shared.schema, path: "data/core/leave.csv")
        #expect(leave.primaryKey == ["member", "from"])
    }

    @Test("The file is JSON with the paths below data/, and empty cells alone are no values")
    func json() throws {
        let json = try Self.json(SampleBundle.package)
        #expect(json["profile"] as? String == "tabular-data-package")
        #expect(json["name"] as? String == "2021q3-r1")
        let resources = try #require(json["resources"] as? [[String: Any]])
        #expect(
            resources.map { $0["path"] as? String } == [
                "core/member.csv", "core/imports.csv", "evidence/sample.csv", "results/totals.csv",
            ])
        for resource in resources {
            let schema = try #require(resource["schema"] as? [String: Any])
            #expect(schema["missingValues"] as? [String] == [""])
            #expect(resource["encoding"] as? String == "utf-8")
        }
    }

    @Test("Titles with quotes, backslashes and control characters stay JSON")
    func escapes() throws {
        let title = "他说\"好\"\\\n\t\u{1}\u{7F}\u{2028}🙂e\u{301}"
        let json = try Self.json(DataPackage(name: "x", title: title, resources: []))
        #expect((json["title"] as? String)?.utf8.elementsEqual(title.utf8) == true)
    }

    @Test("Equal packages are equal bytes")
    func deterministic() { #expect(SampleBundle.package.bytes == SampleBundle.package.bytes) }

    private func found(_ change: (inout DataPackage) -> Void) throws -> [String] {
        let folder = try TemporaryFolder()
        let bundle = try BundleWriter(name: SampleBundle.name, drafts: folder.path, to: folder / "b.zip")
        for file in SampleBundle.payload() { try bundle.add(file.path, file.bytes) }
        var package = SampleBundle.package
        change(&package)
        try bundle.add(package)
        _ = try bundle.finish(try SampleBundle.info(), signingKey: nil)
        let report = try BundleVerifier.verify(folder / "b.zip")
        #expect((report.bundle == nil) == (report[.packageResources]?.outcome == .failed))
        return report[.packageResources]?.found.map(\.english) ?? []
    }

    @Test("Verification checks the package against the CSVs")
    func verified() throws {
        #expect(try found { _ in } == [])
        #expect(
            try found { $0.resources.removeLast() }
                == ["data/datapackage.json does not describe data/results/totals.csv"])
        #expect(
            try found { $0.resources[3].path = "data/results/other.csv" } == [
                "data/results/other.csv is described and missing",
                "data/datapackage.json does not describe data/results/totals.csv",
            ])
        #expect(
            try found { $0.resources[3].path = "data/../../etc/passwd" }.first
                == "data/../../etc/passwd is described and missing")
        #expect(
            try found { $0.resources[3].fields.swapAt(0, 1) }
                == ["the columns of data/results/totals.csv are not those described"])
        #expect(
            try found { $0.resources[3].fields.removeLast() }
                == ["the columns of data/results/totals.csv are not those described"])
        #expect(
            try found { $0.resources.append($0.resources[3]) }
                == ["data/datapackage.json describes data/results/totals.csv more than once"])
        // One name for two files, and one file under two names.
        #expect(
            try found { $0.resources[3].name = $0.resources[2].name }
                == [
                    "data/datapackage.json describes data/results/totals.csv more than once",
                    "data/datapackage.json does not describe data/results/totals.csv",
                ])
        #expect(
            try found { package in
                package.resources.append(package.resources[3])
                package.resources[4].name = "other"
            } == ["data/datapackage.json describes data/results/totals.csv more than once"])
    }
}
