import AssessmentKernel
import FileFormats
import Foundation
import Intake
import TestValues
import Testing
import TextEncodings
import TownshipTables

@Suite struct SourceTests {
    private let tables = CoreTables.all + [Tables.event, Tables.ballot]

    @Test(arguments: [
        ("attendance", nil), ("event", "event"), ("事件登记", "event"), ("EVENT", "event"), ("Event", "event"),
        (" 事件 登记 ", "event"), ("ｅｖｅｎｔ", "event"), ("member", "member"), ("请假", "leave"), ("事件登记 (1)", nil),
        ("事件登记2021", nil), ("event.csv", nil), ("", nil), ("events", nil),
    ])
    func tablesAreKnownByTheirNames(name: String, expected: String?) {
        #expect(TableMatch.table(named: name, among: tables)?.key == expected)
    }

    @Test func sheetsAreKnownByTheirNames() {
        #expect(TableMatch.table(named: "工作日历", among: tables)?.key == "calendar")
        #expect(TableMatch.table(named: "calendar", among: tables)?.key == "calendar")
        #expect(TableMatch.table(named: "Sheet1", among: tables) == nil)
        #expect(TableMatch.table(named: " ", among: tables) == nil)
    }

    @Test func aRosterIsInTheOrderOfBytes() {
        let codes = ["b", "工", "a", "Z", "aa", "𠀀", "～", "a"]
        let roster = Roster(codes.map { Tables.member($0) })
        #expect(roster.members.map(\.code.string) == ["Z", "a", "aa", "b", "工", "～", "𠀀"])
        for (ordinal, member) in roster.members.enumerated() { #expect(roster.ordinal(of: member.code) == ordinal) }
        for stranger in ["", "A", "aaa", "工号", "c"] { #expect(roster.ordinal(of: Text(stranger)) == nil) }
        #expect(Roster([]).ordinal(of: "a") == nil)
        // Canonically equal, but other bytes.
        let accents = Roster([Tables.member("e\u{301}"), Tables.member("é")])
        #expect(accents.count == 2)
    }

    @Test func aLargeRosterFindsEverybody() {
        let roster = Roster((0..<20_000).map { Tables.member("FM\($0)") })
        #expect((0..<20_000).allSatisfy { roster.ordinal(of: Text("FM\($0)")) != nil })
        #expect((20_000..<30_000).allSatisfy { roster.ordinal(of: Text("FM\($0)")) == nil })
    }

    @Test func originalRowsAreGivenAsDelivered() throws {
        let text = " 编 号 ,工号\n\"E,1\", FM0001\n\nE-3\nE-4,a,b\n"
        let source = TableSource(file: "a", encoding: .utf8) { () throws(Problem) in MemoryBytes(text.utf8) }
        let rows = try OriginalRows.cells(of: [1, 2, 4, 5, 9], in: source)
        #expect(rows.keys.sorted() == [1, 2, 4, 5])
        #expect(rows[2]?.map(\.header) == [" 编 号 ", "工号"])
        #expect(rows[2]?.map(\.value) == ["E,1", " FM0001"])
        #expect(rows[4]?.map(\.value) == ["E-3"])
        #expect(rows[5]?.map(\.header) == [" 编 号 ", "工号", ""])
        #expect(rows[1]?.map(\.value) == [" 编 号 ", "工号"])
        #expect(try OriginalRows.cells(of: [], in: source).isEmpty)
    }

    @Test func originalRowsAreReadNoFurtherThanNeeded() throws {
        let source = TableSource(file: "a", encoding: .utf8) { () throws(Problem) in MemoryBytes("a\nb\nc\"\n".utf8) }
        #expect(try OriginalRows.cells(of: [2], in: source)[2]?.first?.value == "b")
        do {
            _ = try OriginalRows.cells(of: [3], in: source)
            Issue.record("no problem")
        } catch {
            #expect(error.kind == .badInput)
            #expect(error.place == Problem.Place(file: "a", row: 3))
        }
    }

    @Test func filesAreReadAndTheirProblemsSaid() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "intake-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "event.csv").path
        try Data("编号,工号,时间\nE-1,FM0001,2021-07-05 8:30\n".utf8).write(to: URL(filePath: path))
        var reader = TableReader(
            source: TableSource(
                path: path, file: "event.csv", encoding: try TextEncoding.detect(FileBytes(path: path))),
            schema: Tables.event, roster: Tables.roster)
        #expect(try reader.next()?.rowNumbers == [2])
        #expect(try reader.next() == nil)
        for (place, kind) in [
            (path + "x", Problem.Kind.notFound), (folder.path, .inputOutput), (path + "/x", .notFound),
        ] {
            var broken = TableReader(
                source: TableSource(path: place, file: "甲", encoding: .utf8), schema: Tables.event, roster: nil)
            do {
                _ = try broken.next()
                Issue.record("no problem")
            } catch {
                #expect(error.kind == kind)
                #expect(error.place.file == "甲")
            }
            #expect(broken.refusal == nil)
        }
    }

    @Test func hostileBytesNeverCrash() throws {
        var numbers = SeededNumbers(state: 21)
        let head = Array("编号,工号,时间,描述,核查结论\n".utf8)
        let alphabet = Array("\"\"\",,,\t\r\n\nE-1FM0001 2021-07-05 8:30有效\u{3000}".utf8) + [0, 0xFF, 0x81, 0x30]
        for round in 0..<2_000 {
            let tail = (0..<Int.random(in: 0...60, using: &numbers)).map { _ in
                round % 3 == 0
                    ? UInt8.random(in: 0...255, using: &numbers)
                    : alphabet[Int.random(in: 0..<alphabet.count, using: &numbers)]
            }
            let bytes = round % 5 == 0 ? tail : head + tail
            let encoding: TextEncoding? = round % 2 == 0 ? nil : .gb18030
            let whole = try intake(bytes, encoding: encoding)
            #expect(try intake(bytes, encoding: encoding, step: 3).refusal == whole.refusal)
        }
    }

    @Test func aRecordSourceOfAnotherFormatPlugsIn() throws {
        final class Sheet: RecordSource {
            private var rows = [["编号", "x", "工号", "时间"], ["E-1", "", "FM0001", "2021-07-05 08:30:00"]]
            private var row = 0
            private var texts: [[UInt8]] = []
            private let pointers = UnsafeMutableBufferPointer<UnsafeBufferPointer<UInt8>>.allocate(capacity: 4)
            private var storage = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 256)
            var kinds: [ColumnKind?] = []

            deinit {
                pointers.deallocate()
                storage.deallocate()
            }

            func next() -> Record? {
                guard row < rows.count else { return nil }
                var used = 0
                for (place, text) in rows[row].enumerated() {
                    let start = used
                    for byte in text.utf8 {
                        storage[used] = byte
                        used += 1
                    }
                    pointers[place] = UnsafeBufferPointer(rebasing: storage[start..<used])
                }
                row += 1
                return Record(row: row, cells: UnsafeBufferPointer(pointers))
            }

            func expect(_ kinds: [ColumnKind?]) {
                #expect(kinds == [.code, nil, .code, .dateTime])
                self.kinds = kinds
            }
        }
        var reader = TableReader(
            source: TableSource(file: "a.xlsx") { () throws(Problem) in Sheet() }, schema: Tables.event,
            roster: Tables.roster)
        #expect(try reader.next()?.block.canonicalText(0, 2) == "2021-07-05 08:30:00")
    }
}
