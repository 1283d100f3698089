import Foundation
import Sheets
import Testing
import WorkbookMaking
import XLS

@Suite struct HostileOldWorkbookTests {
    private static let rows: [[OldBook.Cell]] = [
        ["工号", 1, .number(2.5)], [.label("乙"), .formula("丙"), .boolean(true)],
    ]
    private static let sound = OldBook([OldBook.Sheet("表", rows)]).file

    @Test("A file cut anywhere is refused, and never read as less than it was")
    func cut() throws {
        let long = OldBook([OldBook.Sheet("表", (0..<400).map { [.text("行\($0)"), .packed($0, 0)] })]).file
        let whole = try readOld(long)
        for length in stride(from: 0, to: long.count, by: 509) {
            let bytes = Array(long.prefix(length))
            do {
                let found = try readOld(bytes)
                #expect(found.cells == whole.cells)
            } catch is WorkbookFault {
            }
        }
    }

    @Test("Chains that lead back to themselves end")
    func circles() throws {
        // Each sector's successor is itself, or the one before.
        for step in [0, -1] {
            var bytes = OldBook([OldBook.Sheet("表", (0..<400).map { [.text("行\($0)")] })]).file
            let tables = bytes.count - 512
            for entry in 0..<128 {
                let next = max(0, entry + step)
                bytes.replaceSubrange((tables + 4 * entry)..<(tables + 4 * entry + 4), with: OldBook.u32(next))
            }
            #expect(try refusal { try readOld(bytes) } != nil)
        }
        // So do siblings in the directory.
        var bytes = Self.sound
        let wanted = Array("Workbook".utf16.flatMap { OldBook.u16(Int($0)) })
        let place = try #require(
            bytes.indices.first { $0 + 128 <= bytes.count && bytes[$0..<($0 + 16)].elementsEqual(wanted) })
        bytes.replaceSubrange((place + 68)..<(place + 80), with: OldBook.u32(1) + OldBook.u32(1) + OldBook.u32(0))
        #expect(try readOld(bytes).cells.count == 6)
    }

    @Test("Merged ranges beyond all measure are bounded")
    func merges() throws {
        let rows: [[OldBook.Cell]] = [(0..<200).map { .packed($0, 0) }] + Array(repeating: [1], count: 1_000)
        var book = OldBook([OldBook.Sheet("表", rows)])
        book.sheets[0].merges = (1..<200).map { (0, 65_535, $0, 16_383) }
        #expect(try readOld(book.file).cells.count == 1_000 * 200 + 200)
        let long = String(repeating: "长", count: 30_000)
        book.sheets[0].rows[0][1] = .text(long)
        book.sheets[0].merges = [(0, 65_535, 1, 16_383)]
        #expect(try refusal { try readOld(book.file) } == "too-large")
    }

    @Test("A long text that many cells share is bounded")
    func shared() throws {
        let long = String(repeating: "长", count: 32_000)
        let book = OldBook([OldBook.Sheet("表", (0..<24_000).map { _ in [.text(long)] })])
        #expect(try refusal { try readOld(book.file) } == "too-large")
    }

    @Test("Columns and shared texts that are not there are refused")
    func references() throws {
        func code(_ cell: OldBook.Cell) throws -> String? {
            try refusal { try readOld(OldBook([OldBook.Sheet("表", [[cell]])]).file) }
        }
        #expect(try code(.raw(0xFD, [0, 0, 9, 0, 0, 0])) == "damaged-workbook")
        #expect(try code(.raw(0xFD, [0, 0, 0xFF, 0xFF, 0xFF, 0xFF])) == "damaged-workbook")
        #expect(try code(.raw(0x204, [0, 0, 0xFF, 0x7F, 1, 0x41])) == "damaged-workbook")
        var far = OldBook([OldBook.Sheet("表", [])])
        far.sheets[0].extra = OldBook.record(0x27E, [0, 0, 0xFF, 0xFF, 0, 0, 2, 0, 0, 0])
        #expect(try refusal { try readOld(far.file) } == "bad-reference")
    }

    @Test("Damaged bytes never crash")
    func damage() throws {
        var state: UInt64 = 7
        func below(_ limit: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % max(1, limit)
        }
        for _ in 0..<400 {
            var bytes = Self.sound
            for _ in 0...below(6) { bytes[below(bytes.count)] = UInt8(below(256)) }
            _ = try refusal { try readOld(bytes) }
        }
    }
}
