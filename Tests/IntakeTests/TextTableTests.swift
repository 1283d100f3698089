import AssessmentKernel
import FileFormats
import Intake
import Testing
import TextEncodings

/// Text files as offices have them: how they are encoded, what separates their cells, and where their header is.
@Suite struct TextTableTests {
    private static let row = "E-1|FM0001|2021-07-05 08:30:00|路灯|-|-|-|-|-|-"

    private func utf16(_ text: String, isBigEndian: Bool = false) -> [UInt8] {
        text.utf16.flatMap { unit -> [UInt8] in
            let (low, high) = (UInt8(unit & 0xFF), UInt8(unit >> 8))
            return isBigEndian ? [high, low] : [low, high]
        }
    }

    @Test(
        "The delimiter is the one under which the header is found",
        arguments: [",", "\t", ";"])
    func delimiters(_ delimiter: String) throws {
        let text = """
            事件登记表，七月;全部\t\u{20}
            编号|工号|时间|描述
            E-1|FM0001|2021-07-05 8:30|路灯
            E-2|FM0001|2021-07-05 8:30|"一|二"
            E-3|FM0001
            """
        let result = try intake(text.replacing("|", with: delimiter))
        #expect(result.rows == [Self.row, "E-2|FM0001|2021-07-05 08:30:00|一\(delimiter)二|-|-|-|-|-|-"])
        #expect(result.rowNumbers == [3, 4])
        #expect(result.rejects == ["5 occurred_at missing "])
    }

    @Test(
        "Titles, blank rows and `sep=` above the header are passed over",
        arguments: [
            ("sep=,\r\n", 3), ("\u{FEFF}sep=,\r\n", 3), ("2021年7月考勤统计表,,,\r\n", 3), ("\r\n,,,\r\n", 4),
            ("\"a\r\nb\"\n", 3),
            ("\u{FEFF}\u{FEFF}", 2), ("\u{FEFF}", 2), ("", 2), ("导出,,,,,,\n统计日期：2021-07\n\n", 5),
        ])
    func above(_ above: String, _ row: Int32) throws {
        let result = try intake(above + "编号,工号,时间,描述\r\nE-1,FM0001,2021-07-05 8:30,路灯\r\n")
        #expect(result.rows == [Self.row])
        #expect(result.rowNumbers == [row])
        #expect(result.rejects == [])
    }

    @Test("The header is one of the first twenty rows")
    func twentyRows() throws {
        let rows = "编号,工号,时间,描述\nE-1,FM0001,2021-07-05 8:30,路灯\n"
        #expect(try intake(String(repeating: "\n", count: 19) + rows).rowNumbers == [21])
        #expect(try intake("题\n" + String(repeating: "\n", count: 19) + rows).refusal == "1 event missing-column ")
        #expect(try intake("\n\n题\n" + String(repeating: "\n", count: 19) + rows).refusal == "3 event missing-column ")
    }

    @Test("A mark, a unit or a remark does not count in a title; a byte-order mark in it neither")
    func titles() throws {
        let header = "*编号,＊工号（必填）,时间(格式：2021-07-01 8:30）【必填】,描述[选填],\u{FEFF}附件数*,=\"工时（小时）\",满意度（（%））"
        let result = try intake("\(header)\nE-1,FM0001,2021-07-05 8:30,路灯,2,8,95%\n")
        #expect(result.rows == ["E-1|FM0001|2021-07-05 08:30:00|路灯|2|-|-|95|8|-"])
        #expect(result.unknown == [])
        let other = try intake("编号,工号,时间,（备注）,描述（\nE-1,FM0001,2021-07-05 8:30,x,y\n")
        #expect(other.rows.count == 1)
        #expect(other.unknown == ["（备注）", "描述（"])
    }

    @Test("A byte-order mark says UTF-16")
    func marks() throws {
        let text = "编号\t工号\t时间\t描述\r\nE-1\tFM0001\t2021-07-05 8:30\t路灯\r\nE-2\tFM0001\t2021-07-05 8:30\t𠀀😀\r\n"
        for isBigEndian in [false, true] {
            let bytes = utf16("\u{FEFF}" + text, isBigEndian: isBigEndian)
            for step in [1, 2, 3, 7, 10_000] {
                let result = try intake(bytes, step: step)
                #expect(result.rows == [Self.row, "E-2|FM0001|2021-07-05 08:30:00|𠀀😀|-|-|-|-|-|-"])
            }
            // Half a character, and a surrogate without its other half.
            #expect(try intake(bytes + [0x31]).refusal == "4  encoding ")
            let lone: [UInt8] = isBigEndian ? [0xD8, 0x40, 0, 0x41] : [0x40, 0xD8, 0x41, 0]
            #expect(try intake(bytes + lone).refusal == "4  encoding ")
            #expect(try intake(utf16(text, isBigEndian: isBigEndian)).refusal == "1  zero-byte ")
        }
        #expect(try intake([0xFF, 0xFE]).refusal == "1 event missing-column ")
    }

    @Test("UTF-8 with half a character is refused at its row, with and without a mark")
    func damage() throws {
        let rows = "编号,工号,时间,描述\nE-1,FM0001,2021-07-05 8:30,路灯\nE-2,FM0001,2021-07-05 8:30,"
        for mark in [[], [0xEF, 0xBB, 0xBF] as [UInt8]] {
            for damage in [[0xE7, 0x81], [0xE7], [0x81], [0xFF], [0xC0, 0x80]] as [[UInt8]] {
                for step in [1, 5, 10_000] {
                    let result = try intake(mark + Array(rows.utf8) + damage + Array("\nE-3,x,x,\n".utf8), step: step)
                    #expect(result.refusal == "3  encoding ")
                    #expect(result.reasons[0].contains("UTF-8"))
                }
            }
        }
        // A GBK file whose header is found is GBK, whatever its rows may hold.
        let gbk: [UInt8] =
            [0xB1, 0xE0, 0xBA, 0xC5, 0x2C] + Array("member,occurred_at\n1,FM0001,2021-07-05 8:30\n".utf8)
        #expect(try intake(gbk).rows.count == 1)
        // Without a header, it is named as what it is.
        let title: [UInt8] = [0xD0, 0xD5, 0xC3, 0xFB, 0x2C, 0xB2, 0xBF, 0xC3, 0xC5, 0x0A]
        #expect(try intake(title).refusal == "1 event missing-column ")
        #expect(try intake(title).reasons == ["缺少列“编号”、“工号”、“时间”，第 1 行是：姓名、部门"])
    }

    @Test("Characters of GBK's private area are those of UTF-8")
    func privateArea() throws {
        let head: [UInt8] = [0xB1, 0xE0, 0xBA, 0xC5, 0x2C] + Array("member,occurred_at,description\n".utf8)
        let pairs: [(UInt16, String)] = [
            (0xFE59, "\u{9FB4}"), (0xFEA0, "\u{9FBB}"), (0xA6D9, "\u{FE10}"), (0xA6F3, "\u{FE19}"),
            (0xA8BC, "\u{1E3F}"),
            (0xFE51, "\u{20087}"), (0xFE91, "\u{241FE}"), (0xA3A0, "\u{3000}"), (0xAAA1, "\u{E000}"),
            (0xD7FA, "\u{E810}"),
        ]
        for (code, text) in pairs {
            var bytes = head + Array("1,FM0001,2021-07-05 8:30,a".utf8)
            // Many of them, so that they cross the pieces in which the file is read.
            for _ in 0..<100_000 { bytes += [UInt8(code >> 8), UInt8(code & 0xFF)] }
            let result = try intake(bytes + [0x62, 0x0A], step: 70_001)
            let expected = "1|FM0001|2021-07-05 08:30:00|a\(String(repeating: text, count: 100_000))b|-|-|-|-|-|-"
            #expect(result.rows.count == 1, "\(text)")
            #expect(result.rows.first?.utf8.elementsEqual(expected.utf8) == true, "\(text)")
        }
    }

    @Test("Cells that are guarded as formulas are no broken quotes")
    func guarded() throws {
        for cells in ["=\"E-1\",=\"FM0001\",=\"2021-07-05 8:30\",路灯", "\"=\"\"E-1\"\"\",'FM0001,'2021-07-05 8:30,路灯"] {
            #expect(try intake("编号,工号,时间,描述\n\(cells)\n").rows == [Self.row])
            #expect(try intake("编号,工号,时间,描述\n\(cells)").rows == [Self.row])
        }
        let tabs = "编号\t,工号\t,时间\t,描述\nE-1\t,=\"FM0001\"\t,2021-07-05 8:30\t,路灯\n"
        #expect(try intake(tabs).rows == [Self.row])
        #expect(try intake("编号,工号,时间,描述\n=\"a,b\",FM0001,2021-07-05 8:30,x\n").refusal == "2  quote-in-cell ")
    }

    @Test("A file without a header names what is missing, what was found, and what is near")
    func nearest() throws {
        let result = try intake("七月导出\n\n编号,员工号,发生时间,描述\nE-1,FM0001,2021-07-05 8:30,路灯\n")
        #expect(result.refusal == "1 member missing-column ")
        #expect(
            result.reasons == [
                "缺少列“工号”、“时间”，第 3 行是：编号、员工号、发生时间、描述。是不是 “员工号”应为“工号”、“发生时间”应为“时间”？"
            ])
        let many = (1...30).map { "列\($0)" }.joined(separator: ",")
        #expect(try intake(many).reasons[0].contains("列10 等 30 列"))
        var reader = TableReader(
            source: TableSource(file: "a", encoding: .utf8) { () throws(Problem) in
                MemoryBytes("编号,工号,日期\n".utf8)
            }, schema: Tables.event, roster: Tables.roster, tables: [Tables.event, Tables.ballot])
        #expect(throws: Problem.self) { try reader.next() }
        #expect(reader.refusal?.reason.chinese.contains("看来是“满意度测评”的表") == true)
    }

    @Test("A file is read again from its header's row, under the same delimiter")
    func again() throws {
        let text = "七月，全部\n\n编号;工号;时间;描述（a,b）\nE-1;FM0001;2021-07-05 8:30;路灯\n"
        #expect(try intake(Array(text.utf8), header: .row(3)).rows == [Self.row])
        #expect(try intake(text).rows == [Self.row])
    }
}
