import CSV
import TestValues
import Testing

@Suite struct CSVWriterTests {
    private func written(_ rows: [[String]]) -> [UInt8] {
        var writer = CSVWriter()
        for row in rows { writer.row(row) }
        return writer.bytes
    }

    @Test(
        arguments: [
            ([["a", "b"], ["", "1"]], "a,b\n,1\n"),
            ([["a,b", "c"]], "\"a,b\",c\n"),
            ([["a\"b"]], "\"a\"\"b\"\n"),
            ([["a\nb", "c\rd"]], "\"a\nb\",\"c\rd\"\n"),
            ([[" a ", "a\tb", "工号"]], " a ,a\tb,工号\n"),
            ([["", "", ""]], ",,\n"),
            ([[""]], "\n"),
        ] as [([[String]], String)])
    func quotesStandOnlyWhereNeeded(rows: [[String]], expected: String) {
        #expect(String(decoding: written(rows), as: UTF8.self) == expected)
    }

    @Test func fourBytesAskForQuotesWhereverTheyStand() {
        for byte in UInt8.min...UInt8.max {
            for place in 0..<19 {
                var cell = [UInt8](repeating: 0x2B, count: 19)
                cell[place] = byte
                var written: [UInt8] = []
                cell.withUnsafeBufferPointer { CSVWriter.append($0, to: &written) }
                let isQuoted = [0x2C, 0x22, 0x0A, 0x0D].contains(byte)
                #expect(written.first == (isQuoted ? 0x22 : cell[0]), "\(byte) at \(place)")
                #expect(written.count == 19 + (isQuoted ? 2 : 0) + (byte == 0x22 ? 1 : 0), "\(byte) at \(place)")
            }
        }
    }

    @Test func cellsAndBytesMix() {
        var writer = CSVWriter()
        writer.cell("a")
        let bytes: [UInt8] = [0x31, 0x2C]
        bytes.withUnsafeBufferPointer { writer.cell(utf8: $0) }
        writer.endRow()
        #expect(writer.bytes == Array("a,\"1,\"\n".utf8))
        writer.removeAll()
        writer.row(["b"])
        #expect(writer.bytes == Array("b\n".utf8))
    }

    @Test func whatIsWrittenIsReadBack() throws {
        var numbers = SeededNumbers(state: 5)
        let pieces = ["a", "工", "\"", ",", "\n", "\r", "\r\n", " ", "\t", "\"\"", "é", "𠀀", "-"]
        for round in 0..<500 {
            let columns = Int.random(in: 1...5, using: &numbers)
            let rows = (0..<Int.random(in: 0...8, using: &numbers)).map { _ in
                (0..<columns).map { _ in
                    (0..<Int.random(in: 0...6, using: &numbers))
                        .map { _ in pieces[Int.random(in: 0..<pieces.count, using: &numbers)] }.joined()
                }
            }
            let cut = cuts[round % cuts.count]
            let outcome = try read(written(rows), delimiter: .comma, step: cut.step, buffer: cut.buffer)
            #expect(outcome.rows == rows.map { $0.map { Array($0.utf8) } })
            #expect(outcome.fault == nil)
        }
    }
}
