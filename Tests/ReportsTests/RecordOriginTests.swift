import AssessmentKernel
import Closing
import TestValues
import Testing

@testable import Reports

@Suite struct RecordOriginTests {
    /// Values of each kind of column, some of which people are shown in another way than outputs print them.
    private static func texts(_ kind: ColumnKind) -> [String] {
        switch kind {
        case .code:
            ["E-17", "A\u{202E}B", "一\u{7F}", String(repeating: "长", count: 41), String(repeating: "7", count: 40)]
        case .text: ["给住户看的话"]
        case .date: ["2021-07-05"]
        case .dateTime: ["2021-07-05 08:30:00"]
        case .number: ["12.5", "0"]
        case .percent: ["87.25", "100"]
        case .whole: ["3"]
        case .yesNo: ["yes", "no"]
        case .choice(let options): options.map(\.key)
        }
    }

    @Test("What identifies a record is told as people are shown its cells, without free texts and the member's code")
    func cells() throws {
        let tables = try TestClosing().head.rules.tables.filter { $0.disclosure == .records }
        #expect(Set(tables.flatMap(\.columns).map { "\($0.kind)".prefix { $0 != "(" } }).count > 6)
        for schema in tables {
            for number in 0..<6 {
                var block = RowBlock(schema)
                let slots = try schema.columns.enumerated().map { place, column -> Int64 in
                    // Some optional cells are empty.
                    if !column.isRequired, (place + number) % 3 == 0 { return RowBlock.empty }
                    let texts = Self.texts(column.kind)
                    let slot = block.slot(of: texts[number % texts.count].utf8, column: place)
                    return try #require(slot, "\(column.key)")
                }
                slots.withUnsafeBufferPointer { block.append($0) }
                let told = schema.columns.enumerated().compactMap { place, column -> String? in
                    guard place != schema.memberColumn, column.kind != .text, !column.isRemark,
                        let text = block.canonicalText(0, place)
                    else { return nil }
                    let shown = schema.forms[place].shown(text).chinese
                    return column.title.chinese + " " + ShownText.short(shown, to: 40)
                }
                let origin = RecordOrigin(block, file: "a.csv", row: 2)
                #expect(origin.cells == told.joined(separator: "，"))
                #expect(origin.file == "a.csv" && origin.row == 2)
            }
        }
    }
}
