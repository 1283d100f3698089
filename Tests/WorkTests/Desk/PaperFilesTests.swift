import AssessmentKernel
import Closings
import Desk
import Foundation
import TestValues
import Testing
import Workspace

/// The papers that lie in a workspace, as the desk lists them.
@Suite struct PaperFilesTests {
    private func put(_ name: String, _ town: TestTownship) throws {
        let path = URL(fileURLWithPath: town.workspace.folder + "/papers/" + name)
        try FileManager.default.createDirectory(
            at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(name.utf8).write(to: path)
    }

    @Test("A paper is out of date once its quarter is closed again, and not before")
    func outdated() throws {
        let town = try TestTownship()
        #expect(try town.workspace.paperFiles(of: quarter("2021Q3")).isEmpty)
        try town.close()
        try put("2021Q3-公示表.pdf", town)
        try put("2021Q3-告知单/2021Q3-M1.png", town)
        try put("2021Q2-公示表.pdf", town)
        let files = try town.workspace.paperFiles(of: quarter("2021Q3"))
        #expect(files.map(\.name) == ["2021Q3-公示表.pdf", "2021Q3-告知单/2021Q3-M1.png"])
        #expect(!files.contains { $0.isOutdated })
        _ = try town.revise()
        try put("2021Q3-简报.pdf", town)
        let after = try town.workspace.paperFiles(of: quarter("2021Q3"))
        #expect(after.filter(\.isOutdated).map(\.name) == ["2021Q3-公示表.pdf", "2021Q3-告知单/2021Q3-M1.png"])
        #expect(after.filter { !$0.isOutdated }.map(\.name) == ["2021Q3-简报.pdf"])
    }

    @Test("Only a listed paper has a path")
    func paths() throws {
        let town = try TestTownship()
        try town.close()
        try put("2021Q3-a.pdf", town)
        #expect(try town.workspace.paperFile("2021Q3-a.pdf", of: quarter("2021Q3")) != nil)
        for name in ["", "2021Q3-b.pdf", "../ledger.sqlite", "2021Q3-a.pdf/", "2021Q3-/../../ledger.sqlite"] {
            #expect(try town.workspace.paperFile(name, of: quarter("2021Q3")) == nil, "\(name)")
        }
        #expect(try town.workspace.paperFile("2021Q3-a.pdf", of: quarter("2021Q2")) == nil)
    }

    @Test("The encrypted copy of a bundle has a path once it is made")
    func encrypted() throws {
        let town = try TestTownship()
        try town.close()
        #expect(try town.workspace.encryptedBundleFile(of: "2021Q3-r1") == nil)
        try Data().write(to: URL(fileURLWithPath: town.workspace.closingsFolder + "/2021Q3-r1.zip.age"))
        #expect(try town.workspace.encryptedBundleFile(of: "2021Q3-r1")?.hasSuffix("2021Q3-r1.zip.age") == true)
        #expect(try town.workspace.encryptedBundleFile(of: "../closings/2021Q3-r1") == nil)
    }
}
