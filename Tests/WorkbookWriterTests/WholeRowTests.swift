import AssessmentKernel
import Digests
import Disk
import Foundation
import TestValues
import Testing
import ZIP

@testable import WorkbookWriter

@Suite struct WholeRowTests {
    private typealias Rows = [[(SheetWriter.Cell, CellLook)]]

    /// Texts with all that a text of a file may have, and the amounts whose binary numbers are printed in full.
    private var rows: Rows {
        let texts = [
            "王秀英", "", " 前有空格", "后有换行\n", "</t>&\"'<f>", "_x0041_", "\u{1}控制\u{1F}", "a\0b\u{FFFE}", "\t",
            String(repeating: "长", count: 32_001), "=1+1", "\u{E9}", "e\u{301}",
        ].flatMap { [$0, $0, $0] }
        let amounts: [Int64] =
            [
                0, 7, -7, 10, 57, 99, 100, 101, -1_250, 2_856_322, 6_972_001, 940_589_754, 99_999_999_999_999,
                999_999_999_999_999,
                1_000_000_000_000_001, .max, .min,
            ] + (0..<2_000).map { $0 * 48_611 + 29 }
        return texts.map { [(.text($0), .plain), (.text($0), .header), (.text("完"), .amount)] }
            + amounts.map { [(.hundredths($0), .amount), (.whole(Int($0)), .plain), (.text(""), .plain)] }
    }

    /// Writes two sheets in turns, whole rows or cell by cell, and returns the workbook's bytes.
    private func book(
        _ rows: Rows, in folder: TemporaryFolder, _ name: String, whole: Bool, sketched: Bool = false
    ) throws -> (path: String, bytes: Data) {
        let path = folder.path + "/" + name
        let file = try WorkbookFile(
            path, title: "表", created: CivilDate(dayNumber: 18_900), sketched: sketched)
        let sheets = [try file.sheet("一"), try file.sheet("二")]
        for sheet in sheets { sheet.merge(row: 0, columns: 0...2, sheet.name, .header) }
        for (place, cells) in rows.enumerated() {
            let sheet = sheets[place % 3 == 0 ? 1 : 0]
            let (height, level) = (place % 5 == 0 ? 15 : 17 + place % 200, UInt8(place % 2))
            let ready = cells.map { SheetWriter.RowCell($0, sheet.ready($1)) }
            if whole {
                sheet.add(row: place + 1, height: height, level: level, ready)
                continue
            }
            sheet.height(row: place + 1, Double(height), level: level)
            for (column, cell) in ready.enumerated() {
                sheet.write(cell.content, row: place + 1, column: column, cell.look)
            }
        }
        sheets[0].filter(headerRow: 0, lastRow: rows.count, columns: 0...2)
        try file.close()
        return (path, try Data(contentsOf: URL(fileURLWithPath: path)))
    }

    @Test("Whole rows are the bytes of rows that are written cell by cell")
    func equal() throws {
        let folder = try TemporaryFolder()
        let whole = try book(rows, in: folder, "whole.xlsx", whole: true)
        let cells = try book(rows, in: folder, "cells.xlsx", whole: false)
        #expect(try parts(of: whole.path) == parts(of: cells.path))
        #expect(try book(rows, in: folder, "again.xlsx", whole: true).bytes == whole.bytes)
        #expect(try WorkbookSketch(whole.path).isEqual(to: whole.path))
        #expect(try folder.names == ["again.xlsx", "cells.xlsx", "whole.xlsx"])
    }

    /// The names and digests of a workbook's parts, in their order.
    private func parts(of path: String) throws -> [String] {
        let archive = try ZIPReader(path: path, policy: .gentle)
        return try archive.entries.map { "\($0.name) \(SHA256.hash(data: try archive.bytes(of: $0, limit: .max)).hex)" }
    }

    @Test("A sheet of rows without others, one that has none, and more than a chunk of them")
    func sheets() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/book.xlsx"
        let file = try WorkbookFile(path, title: "表", created: CivilDate(dayNumber: 18_900))
        let names = ["一", "二", "三"]
        let sheets = try names.map { try file.sheet($0) }
        sheets[2].write("单", row: 0, column: 0)
        for row in 0..<20_000 {
            sheets[0].add(row: row, height: 15, [.init(.text("第 \(row) 行"), sheets[0].ready(.plain))])
        }
        try file.close()
        let archive = try ZIPReader(path: path)
        let texts = try (1...3).map { number in
            let part = try #require(archive.entries.first { $0.name == "xl/worksheets/sheet\(number).xml" })
            return String(decoding: try archive.bytes(of: part, limit: .max), as: UTF8.self)
        }
        #expect(texts[0].utf8.count > 1 << 20)
        // What a test would print of a sheet is a megabyte.
        let parts = texts[0].components(separatedBy: "</row>")
        for row in [0, 1, 9_999, 19_999] {
            #expect(parts[row].hasSuffix("<c r=\"A\(row + 1)\" s=\"1\" t=\"inlineStr\"><is><t>第 \(row) 行</t></is></c>"))
        }
        #expect(parts.count == 20_001)
        #expect(parts[0].contains("<dimension ref=\"A1:A20000\"/>"))
        #expect(!texts[1].contains("<row"))
        #expect(texts[2].contains("单"))
    }

    @Test("Cells of whole rows are merged as those of rows that are written cell by cell")
    func merged() throws {
        let folder = try TemporaryFolder()
        let books = try [true, false].map { whole in
            let path = folder.path + "/\(whole).xlsx"
            let file = try WorkbookFile(path, title: "表", created: CivilDate(dayNumber: 18_900))
            let sheet = try file.sheet("一")
            sheet.merge(row: 0, columns: 0...2, "题", .header)
            let (plain, header) = (sheet.ready(.plain), sheet.ready(.header))
            for (row, last) in [(1, 2), (2, 0), (3, 1), (9, 2)] {
                let cells = (0...2).map { place in
                    SheetWriter.RowCell(place <= last ? .text(place == 0 ? "合<并>" : "") : .whole(place), header)
                }
                if whole {
                    sheet.add(row: row, height: 20, cells + [.init(.text(""), plain)], merged: 0...last)
                    continue
                }
                sheet.height(row: row, 20)
                sheet.merge(row: row, columns: 0...last, "合<并>", .header)
                for place in 0...2 where place > last { sheet.write(place, row: row, column: place, header) }
                sheet.blank(row: row, column: 3)
            }
            try file.close()
            let archive = try ZIPReader(path: path)
            return try archive.entries.map { try archive.bytes(of: $0, limit: .max) }
        }
        #expect(books[0] == books[1])
        #expect(String(decoding: books[0].joined(), as: UTF8.self).contains("<mergeCell ref=\"A10:C10\"/>"))
    }

    @Test("Rows for which there is no sheet, or no workbook, are not lost in silence, and leave nothing behind")
    func lost() throws {
        let folder = try TemporaryFolder()
        let book = try book(Array(rows.prefix(3)), in: folder, "book.xlsx", whole: true)
        let archive = ZIPWriter(path: book.path, drafts: folder.path, .fast)
        let row = archive.entry()
        try row.write(Array("<row r=\"9\"></row>".utf8))
        let missing = #expect(throws: Problem.self) { try PackedRows([nil, nil, row]).put(into: book.path, archive) }
        #expect(missing?.kind == .fault)
        #expect(try Data(contentsOf: URL(fileURLWithPath: book.path)) == book.bytes)
        try folder.write("other.xlsx", Array("no workbook".utf8))
        let other = folder.path + "/other.xlsx"
        let broken = #expect(throws: Problem.self) {
            try PackedRows([row]).put(into: other, ZIPWriter(path: other, drafts: folder.path, .fast))
        }
        #expect(broken?.kind == .inputOutput)
        #expect(try folder.names == ["book.xlsx", "other.xlsx"])
    }

    @Test("A row out of order, and one that no sheet has, are reported", arguments: [1, SheetWriter.rowLimit, -1])
    func misplaced(row: Int) throws {
        let folder = try TemporaryFolder()
        let file = try WorkbookFile(folder.path + "/b.xlsx", title: "", created: CivilDate(dayNumber: 18_900))
        let sheet = try file.sheet("a")
        sheet.add(row: 1, height: 17, [.init(.text("1"), sheet.ready(.plain))])
        sheet.add(row: row, height: 17, [.init(.text("2"), sheet.ready(.plain))])
        #expect(throws: Problem.self) { try file.close() }
    }

    @Test("A sketch is equal to the workbook that it leaves out the rows of, and to no other")
    func sketch() throws {
        let folder = try TemporaryFolder()
        let rows = Array(rows.dropLast(1_900))
        let whole = try book(rows, in: folder, "whole.xlsx", whole: true)
        let sketch = try book(rows, in: folder, "sketch.xlsx", whole: true, sketched: true)
        #expect(sketch.bytes.count < whole.bytes.count)
        #expect(try WorkbookSketch(sketch.path).isEqual(to: whole.path))
        // A row less, a row more, another cell, another look, rows in other places, and the sketch itself.
        var others = [Array(rows.dropLast()), rows + [rows[0]], rows, rows, Array(rows.reversed())]
        others[2][20][0].0 = .hundredths(8)
        others[3][20][0].1 = .header
        for (number, other) in others.enumerated() {
            let path = try book(other, in: folder, "\(number).xlsx", whole: true).path
            #expect(try !WorkbookSketch(sketch.path).isEqual(to: path), "\(number)")
            #expect(try !WorkbookSketch(path).isEqual(to: whole.path), "\(number)")
        }
        #expect(try !WorkbookSketch(sketch.path).isEqual(to: sketch.path))
        #expect(try !WorkbookSketch(sketch.path).isEqual(to: folder.path + "/missing.xlsx"))
    }
}
