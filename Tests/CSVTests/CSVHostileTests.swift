import CSV
import TestValues
import Testing

@Suite struct CSVHostileTests {
    @Test func randomBytesNeverCrashAndCutsNeverMatter() throws {
        var numbers = SeededNumbers(state: 11)
        let alphabet = Array("\"\"\",,\t\r\n\nab= \u{0}工;".utf8)
        for round in 0..<2_000 {
            let count = Int.random(in: 0...40, using: &numbers)
            let bytes = (0..<count).map { _ in
                round % 4 == 0
                    ? UInt8.random(in: 0...255, using: &numbers)
                    : alphabet[Int.random(in: 0..<alphabet.count, using: &numbers)]
            }
            let delimiter: CSVReader.Delimiter = round % 3 == 0 ? .semicolon : .byHeader
            let whole = try read(bytes, delimiter: delimiter)
            let cut = cuts[round % cuts.count]
            let again = try read(bytes, delimiter: delimiter, step: cut.step, buffer: cut.buffer)
            #expect(again == whole, "\(bytes) \(cut)")
        }
    }

    @Test func aFileCutOffAnywhereIsReadOrRefused() throws {
        let text = Array("编号,描述\r\nE-1,\"说:\"\"好\"\",\r\n走\"\r\nE-2,\"\"\r\n".utf8)
        for length in 0...text.count {
            let outcome = try read(Array(text[..<length]))
            if let fault = outcome.fault {
                #expect(fault == CSVFault(.openQuote, row: outcome.rows.count + 1))
            } else {
                #expect(outcome.rows.count <= 3)
            }
        }
    }

    @Test func aCellOfTenMegabytesIsRead() throws {
        var bytes = Array("a,b\n1,\"".utf8)
        bytes += [UInt8](repeating: 0x78, count: 10 << 20)
        bytes += Array("\"\"\"\n2,3\n".utf8)
        let outcome = try read(bytes, step: 1 << 14, buffer: 1 << 12)
        #expect(outcome.rows.count == 3)
        #expect(outcome.rows[1][1].count == 10 << 20 + 1)
        #expect(outcome.texts[2] == ["2", "3"])
    }

    @Test func aHeaderOfManyColumnsIsRead() throws {
        let bytes = Array((0..<100_000).map { "c\($0)" }.joined(separator: ",").utf8)
        let outcome = try read(bytes + [0x0A] + bytes)
        #expect(outcome.rows.map(\.count) == [100_000, 100_000])
        #expect(outcome.texts[1][99_999] == "c99999")
    }

    @Test func aRecordBeyondTheLimitsIsRefused() throws {
        let open = Array("a\nb\n\"".utf8) + [UInt8](repeating: 0x78, count: 5_000)
        let limits = CSVReader.Limits(bytes: 1_000, cells: 100)
        #expect(try read(open, buffer: 64, limits: limits).fault == CSVFault(.recordTooLong, row: 3))
        let commas = Array("a\n".utf8) + [UInt8](repeating: 0x2C, count: 100)
        #expect(try read(commas, limits: limits).fault == CSVFault(.recordTooLong, row: 2))
        #expect(try read(Array(commas.dropLast()), limits: limits).rows.last?.count == 100)
        let header = Array("\"".utf8) + [UInt8](repeating: 0x78, count: 5_000)
        #expect(try read(header, buffer: 64, limits: limits).fault == CSVFault(.recordTooLong, row: 1))
    }

    @Test func theLimitIsOfOneRecordAndNotOfTheFile() throws {
        let bytes = Array(repeating: Array("12,34\n".utf8), count: 1_000).flatMap { $0 }
        let outcome = try read(bytes, buffer: 64, limits: CSVReader.Limits(bytes: 1_000, cells: 100))
        #expect(outcome.fault == nil)
        #expect(outcome.texts == Array(repeating: ["12", "34"], count: 1_000))
    }
}
