import AssessmentKernel
import Closings
import Foundation
import Register
import Rulebook
import TestValues
import Testing

@testable import DistrictOffice
@testable import Workspace

/// What an office holds, as the desk shows it.
@Suite struct OfficeOverviewTests {
    @Test("Receipts, what is on hold, and the rulebook that it waits for")
    func overview() throws {
        let district = try TestDistrict()
        let office = district.office
        #expect(office.isMade)
        #expect(try office.overview().receipts.isEmpty && office.overview().periods.isEmpty)
        #expect(try office.overview().recipient.hasPrefix("age1"))
        let (town, other) = (try district.township("冯卯镇", seed: 1), try district.township("北庄镇", seed: 2))
        try town.close(writing: .bundle)
        let path = other.workspace.rulebooksFolder + "/" + Rulebook.shippedName
        let text = String(decoding: Rulebook.shipped, as: UTF8.self).replacing("base_pay: 200 ", with: "base_pay: 250 ")
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        try other.close(writing: .bundle)
        #expect(try district.outcomes(town.bundle("2021Q3-r1"), other.bundle("2021Q3-r1")) == ["accepted", "held"])

        let held = try office.heldRulebooks()
        #expect(held.map { $0.bundles.map(\.township) } == [["北庄镇"]])
        #expect(held.first?.rulebook.differences.map(\.path) == ["base_pay"])
        let (book, beside) = try office.compareRulebook(path)
        #expect(book.basePay == Yuan(fen: 25_000))
        #expect(beside.sha256 == held.first?.rulebook.sha256 && !beside.wasWithdrawn)
        _ = try office.approveHeldRulebook(beside.sha256, now: district.now)
        #expect(try office.heldRulebooks().isEmpty)

        let overview = try office.overview()
        #expect(overview.periods == ["2021Q3"] && overview.held.isEmpty)
        #expect(overview.receipts.map(\.township) == ["北庄镇", "冯卯镇"], "the latest first")
        for receipt in overview.receipts {
            let name = office.fileName(of: receipt)
            #expect(try office.receiptFile(name) != nil && office.receiptFile(name + ".minisig") != nil)
        }
        for name in ["", "..", "../district.sqlite", "2021Q3-r1"] { #expect(try office.receiptFile(name) == nil) }
        let files = try office.files(of: try office.summary("2021Q3"))
        #expect(Set(files.map(\.name)).isSuperset(of: ["townships.csv", "members.csv"]))
        try office.write(try office.summary("2021Q3"), to: district.office.folder + "/out")
        for file in files {
            let written = FileManager.default.contents(atPath: district.office.folder + "/out/" + file.name)
            #expect(written == Data(file.bytes))
        }
    }
}
