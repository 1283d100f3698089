import AssessmentKernel
import Testing

/// A choice whose second title is the key of the first: keys take precedence over titles.
enum Colour: Int, Choice {
    case red, green

    var option: ChoiceOption {
        switch self {
        case .red: ChoiceOption("red", "green", "Red")
        case .green: ChoiceOption("green", "绿", "Green")
        }
    }
}

/// A table with a column of every form, dated by a moment.
struct SampleTable: EvidenceTable {
    static let shared = SampleTable()
    let number: Column<Text>
    let member: Column<Text>
    let at: Column<CivilDateTime>
    let place: Column<Text?>
    let serial: Column<Text?>
    let media: Column<Int?>
    let due: Column<CivilDate?>
    let handledAt: Column<CivilDateTime?>
    let rate: Column<Hundredths?>
    let hours: Column<Hundredths?>
    let recorded: Column<Bool?>
    let colour: Column<Colour?>
    let schema: TableSchema

    init() {
        var table = TableBuilder("sample", "样本", "Sample")
        number = table.key("number", "编号", "Number")
        member = table.member()
        at = table.dateTime("at", "时间", "At", .attribution)
        place = table.text("place", "地点", "Place")
        serial = table.optionalCode("serial", "序列号", "Serial")
        media = table.optionalWhole("media", "附件数", "Media")
        due = table.optionalDate("due", "期限", "Due")
        handledAt = table.optionalDateTime("handled_at", "处理时间", "Handled at")
        rate = table.optionalPercent("rate", "比率", "Rate")
        hours = table.optionalNumber("hours", "工时", "Hours")
        recorded = table.optionalYesNo("recorded", "已记录", "Recorded")
        colour = table.optionalChoice("colour", "颜色", "Colour")
        table.remark("note", "说明", "Note")
        schema = table.finished()
    }
}

/// A table that is dated by an optional day ahead of a required one, with a natural key of two parts.
struct BallotLikeTable: EvidenceTable {
    static let shared = BallotLikeTable()
    let date: Column<CivilDate>
    let countsOn: Column<CivilDate?>
    let schema: TableSchema

    init() {
        var table = TableBuilder("ballot-like", "票", "Ballots")
        table.key("session", "场次", "Session")
        table.member(.key)
        date = table.date("date", "日期", "Date", .attribution)
        countsOn = table.optionalDate("counts_on", "归属日期", "Counts on", .attribution)
        table.lookBack = .calendarYear
        schema = table.finished()
    }
}

func scalar(_ value: UInt32, at location: SourceLocation = #_sourceLocation) throws -> Unicode.Scalar {
    try #require(Unicode.Scalar(value), sourceLocation: location)
}

/// Reads one cell of a column and returns its slot.
func read(_ text: String, _ column: Int, into block: inout RowBlock) throws -> Int64 {
    let slot = block.slot(of: text.utf8, column: column)
    return try #require(slot, "\(text)")
}

/// The rows of a header of column keys and lines of cells without quoting.
func block(_ schema: TableSchema, _ text: String) throws -> RowBlock {
    let lines = text.split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    let columns = try #require(lines.first).map { try #require(schema.index(of: String($0))) }
    var block = RowBlock(schema)
    for line in lines.dropFirst() {
        var slots = [Int64](repeating: RowBlock.empty, count: schema.columns.count)
        for (column, cell) in zip(columns, line) { slots[column] = try read(String(cell), column, into: &block) }
        slots.withUnsafeBufferPointer { block.append($0) }
    }
    return block
}

/// The references of a block's rows in the order that `precedes` gives.
func ordered(_ block: RowBlock) -> [String] {
    (0..<block.count).sorted { block.precedes($0, $1) }.map { block.reference($0).description }
}

/// The code points that have Unicode's property `White_Space`.
let whiteSpace: [UInt32] =
    [0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x20, 0x85, 0xA0, 0x1680] + Array(0x2000...0x200A)
    + [0x2028, 0x2029, 0x202F, 0x205F, 0x3000]
