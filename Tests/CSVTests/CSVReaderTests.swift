import CSV
import Testing

@Suite struct CSVReaderTests {
    @Test(
        arguments: [
            ("", []),
            ("a", [["a"]]),
            ("a,b", [["a", "b"]]),
            ("a,b\n", [["a", "b"]]),
            ("a,b\r\n", [["a", "b"]]),
            ("a,b\r", [["a", "b"]]),
            ("a,", [["a", ""]]),
            (",", [["", ""]]),
            (",\n,", [["", ""], ["", ""]]),
            ("a\nb\rc\r\nd", [["a"], ["b"], ["c"], ["d"]]),
            ("a\r\rb", [["a"], [""], ["b"]]),
            ("a\r\r\nb", [["a"], [""], ["b"]]),
            ("a\n\r\nb", [["a"], [""], ["b"]]),
            ("\n\na", [[""], [""], ["a"]]),
            ("\"\"", [[""]]),
            ("\"a\"", [["a"]]),
            ("\"a\",\"b\"\r\n\"c\"", [["a", "b"], ["c"]]),
            ("\"a,b\",c", [["a,b", "c"]]),
            ("\"a\nb\r\nc\rd\"\ne", [["a\nb\r\nc\rd"], ["e"]]),
            ("\"a\"\"b\"", [["a\"b"]]),
            ("\"\"\"\"", [["\""]]),
            ("\"\"\"\"\"\",\"\"", [["\"\"", ""]]),
            ("\"a\"\"\",\"\"\"b\"", [["a\"", "\"b"]]),
            ("\"a\"\rb", [["a"], ["b"]]),
            ("a,\"\"\n", [["a", ""]]),
            ("工号,姓名\nFM0001,\"王,芳\"", [["工号", "姓名"], ["FM0001", "王,芳"]]),
            (" a , b ", [[" a ", " b "]]),
            ("a!#$%&'()*+ b,c", [["a!#$%&'()*+ b", "c"]]),
            ("12345678,12345678\n1234567\n", [["12345678", "12345678"], ["1234567"]]),
        ] as [(String, [[String]])])
    func recordsAreTheSameHoweverTheFileIsCut(text: String, expected: [[String]]) throws {
        for cut in cuts {
            let outcome = try read(Array(text.utf8), step: cut.step, buffer: cut.buffer)
            #expect(outcome.texts == expected, "\(cut)")
            #expect(outcome.fault == nil, "\(cut)")
        }
    }

    @Test(
        arguments: [
            ("a\"", 0, CSVFault.Kind.quoteInCell, 1),
            ("a,b\"c\n", 0, .quoteInCell, 1),
            ("a,b\nc,d\"\"\n", 1, .quoteInCell, 2),
            ("a, \"b\"\n", 0, .quoteInCell, 1),
            ("\"a\"b", 0, .textAfterQuote, 1),
            ("\"a\" ,b", 0, .textAfterQuote, 1),
            ("a\n\"b\nc\"x\n", 1, .textAfterQuote, 2),
            ("\"", 0, .openQuote, 1),
            ("a\n\"b\nc\nd", 1, .openQuote, 2),
            ("a\nb\n\"c\"\"", 2, .openQuote, 3),
            ("\"\"\"", 0, .openQuote, 1),
        ] as [(String, Int, CSVFault.Kind, Int)])
    func brokenFilesAreRefusedAtTheirRow(text: String, good: Int, kind: CSVFault.Kind, row: Int) throws {
        for cut in cuts {
            let outcome = try read(Array(text.utf8), delimiter: .comma, step: cut.step, buffer: cut.buffer)
            #expect(outcome.fault == CSVFault(kind, row: row), "\(cut)")
            #expect(outcome.rows.count == good, "\(cut)")
        }
    }

    @Test func aZeroByteIsRefusedAtItsRow() throws {
        for (text, row) in [("a,b\nc,\u{0}\nd", 2), ("a,b\n\"c\u{0}\"\nd", 2), ("\u{0}", 1), ("a\nb\n\nc\u{0}", 4)] {
            for cut in cuts {
                let outcome = try read(Array(text.utf8), step: cut.step, buffer: cut.buffer)
                #expect(outcome.fault == CSVFault(.zeroByte, row: row), "\(cut)")
                #expect(outcome.rows.count == row - 1, "\(cut)")
            }
        }
    }

    @Test(
        arguments: [
            ("a;b\n1;2,3\n", [["a", "b"], ["1", "2,3"]]),
            ("12345678901;b;;\n\n", [["12345678901", "b", "", ""], [""]]),
            ("\"a;b\";c\r\n\"d\"\"\";e", [["a;b", "c"], ["d\"", "e"]]), (";", [["", ""]]), ("a:b<c=d\n", [["a:b<c=d"]]),
        ] as [(String, [[String]])])
    func semicolons(text: String, expected: [[String]]) throws {
        for cut in cuts {
            let outcome = try read(Array(text.utf8), delimiter: .semicolon, step: cut.step, buffer: cut.buffer)
            #expect(outcome.texts == expected, "\(cut)")
            #expect(outcome.fault == nil, "\(cut)")
        }
    }

    @Test(arguments: ["\u{FEFF}", "\u{FEFF}\u{FEFF}", "\u{FEFF}\u{FEFF}\u{FEFF}"])
    func marksAtTheStartAreDropped(marks: String) throws {
        for cut in cuts {
            let outcome = try read(Array((marks + "a,\u{FEFF}b\n").utf8), step: cut.step, buffer: cut.buffer)
            #expect(outcome.texts == [["a", "\u{FEFF}b"]], "\(cut)")
            #expect(try read(Array(marks.utf8), step: cut.step, buffer: cut.buffer).texts == [], "\(cut)")
        }
    }

    /// A code that was guarded as a formula is kept with its quotes; anything else of the kind is refused.
    @Test(
        arguments: [
            ("a,b\n=\"0012\",x\n", ["=\"0012\"", "x"]), ("a,b\n =\"0012\"\t,x", [" =\"0012\"\t", "x"]),
            ("a,b\nx,=\"\"0012\"\"", ["x", "=\"\"0012\"\""]), ("a,b\nx,=\"a\"&\"b\"\r\n", ["x", "=\"a\"&\"b\""]),
            ("a,b\n=\"a,b\",x\n", nil), ("a,b\n=\"0012,x\n", nil), ("a,b\n=\",x\n", nil), ("a,b\n=a\"b\",x\n", nil),
            ("a,b\n=\"a\"b,x\n", nil), ("a,b\n==\"a\",x\n", nil),
        ] as [(String, [String]?)])
    func guardedCells(text: String, expected: [String]?) throws {
        for cut in cuts {
            let outcome = try read(Array(text.utf8), delimiter: .comma, step: cut.step, buffer: cut.buffer)
            #expect(outcome.fault == (expected == nil ? CSVFault(.quoteInCell, row: 2) : nil), "\(cut)")
            #expect(outcome.texts.dropFirst().first == expected, "\(cut)")
        }
    }

    @Test func aFaultIsThrownAgain() throws {
        var bytes = Array("a\nb\"\n".utf8)
        var reader = CSVReader { room in
            let count = min(room.count, bytes.count)
            room.copyBytes(from: bytes[..<count])
            bytes.removeFirst(count)
            return count
        }
        #expect(try reader.next())
        for _ in 0..<3 {
            do {
                _ = try reader.next()
                Issue.record("no fault")
            } catch {
                #expect(error as? CSVFault == CSVFault(.quoteInCell, row: 2))
            }
        }
    }

    @Test(
        arguments: [
            ("a\tb\n1\t2,3\n", [["a", "b"], ["1", "2,3"]]),
            ("a,b\n1\t2,3\n", [["a", "b"], ["1\t2", "3"]]),
            ("a\tb,c\n", [["a\tb", "c"]]),
            ("a\tb\tc,d\n1,2\n", [["a", "b", "c,d"], ["1,2"]]),
            ("\"a,b,c\"\td\n", [["a,b,c", "d"]]),
            ("\"a\t\t\nb\",c\td,e\n", [["a\t\t\nb", "c\td", "e"]]),
            ("a\n1,2\n\t\t\t\n", [["a"], ["1", "2"], ["\t\t\t"]]),
            ("a\tb", [["a", "b"]]),
        ] as [(String, [[String]])])
    func theHeaderTellsTheDelimiter(text: String, expected: [[String]]) throws {
        for cut in cuts {
            #expect(try read(Array(text.utf8), step: cut.step, buffer: cut.buffer).texts == expected, "\(cut)")
        }
    }

    @Test func aNamedDelimiterIsTaken() throws {
        #expect(try read(Array("a,b\tc".utf8), delimiter: .tab).texts == [["a,b", "c"]])
        #expect(try read(Array("a\tb\tc,d".utf8), delimiter: .comma).texts == [["a\tb\tc", "d"]])
    }

    @Test func aByteOrderMarkAtTheStartIsDropped() throws {
        for cut in cuts {
            let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
            let quoted = try read(mark + Array("\"a\",b\n".utf8) + mark, step: cut.step, buffer: cut.buffer)
            #expect(quoted.texts == [["a", "b"], ["\u{FEFF}"]])
            #expect(try read(mark, step: cut.step, buffer: cut.buffer).rows.isEmpty)
            #expect(try read([0xEF, 0xBB], step: cut.step, buffer: cut.buffer).rows == [[[0xEF, 0xBB]]])
        }
    }

    @Test func whatTheSourceThrowsComesAfterTheWholeRecords() throws {
        struct Broken: Error {}
        let bytes = Array("a\nb\nc".utf8)
        for step in 1...6 {
            var place = 0
            var reader = CSVReader { room in
                if place == bytes.count { throw Broken() }
                let count = min(room.count, bytes.count - place, step)
                room.copyBytes(from: bytes[place..<(place + count)])
                place += count
                return count
            }
            #expect(try reader.next())
            #expect(try reader.next())
            do {
                _ = try reader.next()
                Issue.record("no error")
            } catch {
                #expect(error is Broken)
                #expect(reader.rowNumber == 2)
            }
        }
    }

    @Test func aRecordIsPlainUntilQuotesAreTakenOutOfACell() throws {
        for (text, plain) in [
            ("1,2\n", "1,2"), ("\"1\",\"2\"\n", "1\",\"2"), ("\"1\"\"\",2\n", nil), ("1,\"\"\"2\"\n", nil),
        ] {
            var bytes = Array(text.utf8)
            var reader = CSVReader(delimiter: .comma) { room in
                defer { bytes = [] }
                room.copyBytes(from: bytes)
                return bytes.count
            }
            #expect(try reader.next())
            #expect(reader.plainRecord.map { String(decoding: $0, as: UTF8.self) } == plain)
        }
    }
}
