import Foundation
import Sheets
import Testing
import WorkbookMaking
import XLS

@Suite struct OldWorkbookTests {
    typealias Cell = OldBook.Cell

    private static func book(_ rows: [[Cell]], _ change: (inout OldBook) -> Void = { _ in }) -> OldBook {
        var book = OldBook([OldBook.Sheet("表", rows)])
        change(&book)
        return book
    }

    @Test("Every kind of cell is read as its sheet shows it")
    func cells() throws {
        let rows: [[Cell]] = [
            ["工号", .label("日期"), 12, .number(8.5), .hundredths(825)],
            [.boolean(true), .boolean(false), .error(0x2A), .formula("结果"), .formula("")],
            [.number(-0.1), .number(1e300), .hundredths(-5), .packed(-3, 0), .number(1e-7)],
            [
                .raw(
                    0xBD,
                    OldBook.u16(0) + OldBook.u32(1 << 2 | 2) + OldBook.u16(0) + OldBook.u32(7 << 2 | 2) + OldBook.u16(1)
                )
            ],
        ]
        let found = try readOld(Self.book(rows).file)
        #expect(
            found.cells == [
                "A1=工号", "B1=日期", "C1=12", "D1=8.5", "E1=8.25", "A2=TRUE", "B2=FALSE", "C2!error", "D2=结果",
                "A3=-0.1", "B3=1" + String(repeating: "0", count: 300), "C3=-0.05", "D3=-3", "E3=0.0000001", "A4=1",
                "B4=7",
            ])
    }

    @Test("A formula that was never calculated is told from one that gives nothing or zero")
    func uncalculated() throws {
        func formula(_ result: [UInt8], _ flags: Int = 0) -> Cell {
            .raw(0x06, OldBook.u16(0) + result + OldBook.u16(flags) + OldBook.u32(0) + [0, 0])
        }
        let (nothing, zero): ([UInt8], [UInt8]) = ([3, 0, 0, 0, 0, 0, 0xFF, 0xFF], [UInt8](repeating: 0, count: 8))
        let rows: [[Cell]] = [
            [
                "头", formula(nothing), formula(zero), formula(nothing, 3), formula(zero, 2),
                formula(OldBook.double(8), 3), formula(zero, 1),
            ]
        ]
        let calculated = ["A1=头", "C1=0", "D1!uncalculated", "E1!uncalculated", "F1=8", "G1=0"]
        #expect(try readOld(Self.book(rows).file).cells == calculated)
        // A library that calculates nothing is known by what it claims to be.
        let library = Self.book(rows) { $0.writer = [0xBB, 0x0D, 0xCC, 0x07, 0, 0, 0, 0, 6, 0, 0, 0] }
        #expect(
            try readOld(library.file).cells
                == ["A1=头", "B1!uncalculated"] + calculated.dropFirst())
        let office = Self.book(rows) { $0.writer = [0xBB, 0x0D, 0xCC, 0x07, 1, 0, 0, 0, 6, 0, 0, 0] }
        #expect(try readOld(office.file).cells == calculated)
    }

    @Test("Numbers are shown in their formats, days by the workbook's count")
    func formats() throws {
        let rows: [[Cell]] = [
            [.styled(44378, 1), .styled(44378.5, 2), .packed(12, 3), .styled(0.6667, 4), .packed(7, 5)]
        ]
        func change(_ book: inout OldBook) { book.formats = ["14", "yyyy/m/d h:mm", "0000", "10", "\"FM\"0000"] }
        let shown = try readOld(Self.book(rows, change).file).cells
        #expect(
            shown == [
                "A1=2021-07-01", "B1=2021-07-01 12:00:00", "C1=0012", "D1=66.67%", "E1=FM0007",
            ])
        let older = Self.book(rows) { book in
            change(&book)
            book.isWide = false
            book.countsFrom1904 = true
        }
        #expect(try readOld(older.file).cells.prefix(2) == ["A1=2025-07-02", "B1=2025-07-02 12:00:00"])
    }

    @Test("Merged ranges are filled, hidden rows are counted, and a row in merged ranges alone is none")
    func merged() throws {
        let rows: [[Cell]] = [
            ["标题"], ["工号", "日期"], ["FM0001", "2021-07-01"], [.none, "2021-07-02"], ["隐", "2021-07-03"], [], ["末"],
        ]
        let book = Self.book(rows) { book in
            book.sheets[0].merges = [(0, 0, 0, 2), (2, 4, 0, 0)]
            book.sheets[0].hiddenRows = [3, 5]
        }
        let found = try readOld(book.file)
        #expect(
            found.cells == [
                "A1=标题", "B1=标题", "A2=工号", "B2=日期", "A3=FM0001", "B3=2021-07-01", "A4=FM0001",
                "B4=2021-07-02", "A5=FM0001", "B5=2021-07-03", "A7=末",
            ])
        #expect(found.hiddenRows == 1)
    }

    @Test("Cells may lie in any order; of two in one place the later one counts")
    func order() throws {
        var book = Self.book([["甲", "乙"], ["丙", 1], [2, "丁"]]) { $0.sheets[0].isReversed = true }
        let straight = ["A1=甲", "B1=乙", "A2=丙", "B2=1", "A3=2", "B3=丁"]
        #expect(try readOld(book.file).cells == straight)
        book.sheets[0].isReversed = false
        #expect(try readOld(book.file).cells == straight)
        book.sheets[0].extra = OldBook.record(
            0x27E, OldBook.u16(0) + OldBook.u16(1) + OldBook.u16(0) + OldBook.u32(9 << 2 | 2))
        #expect(try readOld(book.file).cells == ["A1=甲", "B1=9"] + straight[2...])
    }

    @Test("Shared texts go on in other records, cut anywhere", arguments: [16, 17, 18, 25, 40, 8_224])
    func texts(_ longest: Int) throws {
        let words = ["plain", "一二三四五六七八", "😀mixed字", "é" + String(repeating: "长", count: 50), "", "last"]
        let book = Self.book(words.map { [.text($0)] }) { $0.longestRecord = longest }
        let found = try readOld(book.file)
        let texts = found.cells.map { (cell: String) in String(cell.drop { $0 != "=" }.dropFirst()) }
        #expect(texts == words.filter { !$0.isEmpty })
    }

    @Test("Fonts and phonetics are no part of a text")
    func phonetics() throws {
        let body =
            OldBook.u16(2) + [0x0D] + OldBook.u16(1) + OldBook.u32(6) + OldBook.u16(0x5DE5) + OldBook.u16(0x53F7)
            + [0, 0, 0, 0] + Array("phonet".utf8)
        let rows: [[Cell]] = [[.raw(0x204, OldBook.u16(0) + body), "末"]]
        #expect(try readOld(Self.book(rows).file).cells == ["A1=工号", "B1=末"])
    }

    @Test("Texts before Excel 97 are in the code page, in GBK, or in UTF-8", arguments: [936, nil, 65001])
    func codePages(_ page: Int?) throws {
        let gbk: [UInt8] = [0xB9, 0xA4, 0xBA, 0xC5]
        let book = Self.book([["工号", "a"]]) { book in
            book.isWide = false
            book.codePage = page
            book.encode = { $0 == "工号" && page != 65001 ? gbk : Array($0.utf8) }
        }
        #expect(try readOld(book.file).cells == ["A1=工号", "B1=a"])
    }

    @Test("A bare sheet of a simple exporter is read")
    func bare() throws {
        // What scripts have copied from one another for twenty years.
        var bytes = OldBook.record(0x809, OldBook.u16(0) + OldBook.u16(0x10) + OldBook.u16(0) + OldBook.u16(0))
        let gbk: [UInt8] = [0xB9, 0xA4, 0xBA, 0xC5]
        bytes += OldBook.record(0x204, [0, 0, 0, 0, 0, 0] + OldBook.u16(4) + gbk)
        bytes += OldBook.record(0x203, OldBook.u16(1) + OldBook.u16(0) + OldBook.u16(0) + OldBook.double(12))
        #expect(try refusal { try readOld(bytes) } == "truncated")
        #expect(try readOld(bytes + OldBook.record(0x0A, [])).cells == ["A1=工号", "A2=12"])
    }

    @Test("Sheets have names and may be hidden; charts are none")
    func sheets() throws {
        var book = OldBook([OldBook.Sheet("甲", [["a"]]), OldBook.Sheet("b", [[1]]), OldBook.Sheet("丙", [])])
        book.sheets[1].visibility = 1
        book.sheets[2].visibility = 2
        book.extra = OldBook.record(0x85, OldBook.u32(0) + [0, 2, 1, 0, 0x41])
        let file = try TestWorkbook(bytes: book.file)
        let reader = try OldWorkbookReader(path: file.path)
        #expect(reader.sheets.map(\.name) == ["甲", "b", "丙"])
        #expect(reader.sheets.map(\.isHidden) == [false, true, true])
        #expect(try read(reader.open(reader.sheets[1])).cells == ["A1=1"])
        // A sheet may be read again, and two at once.
        #expect(try read(reader.open(reader.sheets[0])).cells == ["A1=a"])
    }

    @Test("A chart within a sheet has numbers that are no cells")
    func charts() throws {
        let book = Self.book([["a"]]) { book in
            let number = OldBook.record(0x203, OldBook.u16(0) + OldBook.u16(0) + OldBook.u16(0) + OldBook.double(5))
            book.sheets[0].extra =
                OldBook.record(0x809, OldBook.u16(0x600) + OldBook.u16(0x20) + [0, 0, 0, 0]) + number
                + OldBook.record(0x0A, [])
        }
        #expect(try readOld(book.file).cells == ["A1=a"])
    }

    @Test("A large workbook lies in long chains")
    func large() throws {
        let rows = (0..<3_000).map { row in [Cell.text("行\(row)"), .packed(row, 0)] }
        let found = try readOld(Self.book(rows).file)
        #expect(found.rowNumbers == Array(1...3_000))
        #expect(found.cells.last == "B3000=2999")
    }

    @Test("What is no workbook says what it is")
    func foreign() throws {
        func code(_ name: String) throws -> String? {
            try refusal { try readOld(CompoundMaking.file([(name, [1, 2, 3])])) }
        }
        #expect(try code("EncryptedPackage") == "locked")
        for name in ["WordDocument", "PowerPoint Document", "WksSSWorkBook", "MatOST", "Anything"] {
            #expect(try code(name) == "no-workbook")
        }
        var locked = Self.book([["a"]])
        locked.extra = OldBook.record(0x2F, [0, 0])
        #expect(try refusal { try readOld(locked.file) } == "locked")
        #expect(try refusal { try readOld([0x09, 0x04, 0x06, 0x00, 0, 4, 0x10, 0, 0, 0]) } == "too-old")
    }
}
