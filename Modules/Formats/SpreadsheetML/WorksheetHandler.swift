import AssessmentKernel
import Foundation
import Sheets

/// Collects the rows of one sheet.
final class WorksheetHandler: XMLHandler {
    /// The type of a cell's data by `ss:Type`.
    private enum DataType { case string, number, moment, boolean, error }

    let queue = RowQueue()
    /// Whether the sheet has ended.
    private(set) var isDone = false

    private let wanted: Int
    private let codes: [String: String]
    private var registered: [String: Int] = [:]
    private var sheet = -1
    private var isInTable = false
    private var row = 0
    private var rowStyle: String?
    private var isHidden = false
    private var rowTimes = 1
    private var isInRow = false
    private var column = 0
    /// The styles of columns, by column.
    private var columnStyles: [Int: String] = [:]
    private var nextColumnStyle = 0

    private var isInCell = false
    private var hasData = false
    private var isInData = false
    private var type = DataType.string
    private var style: String?
    private var merged = (across: 0, down: 0)

    init(_ wanted: Int, codes: [String: String]) {
        self.wanted = wanted
        self.codes = codes
    }

    override func start(_ name: XMLName, _ attributes: XMLAttributes) {
        if isDone { return }
        if name == "Worksheet" { return sheet += 1 }
        guard sheet == wanted else { return }
        if name == "Data" {
            if isInCell, !hasData { startData(attributes) }
        } else if name == "Cell" {
            if isInRow { startCell(attributes) }
        } else if name == "Row" {
            if isInTable { startRow(attributes) }
        } else if name == "Column" {
            startColumn(attributes)
        } else if name == "Table" {
            isInTable = true
        }
    }

    override func end(_ name: XMLName) {
        guard !isDone, sheet == wanted else { return }
        if name == "Data" {
            isInData = false
        } else if name == "Cell" {
            if isInCell { endCell() }
        } else if name == "Row" {
            if isInRow { endRow() }
        } else if name == "Table" {
            isInTable = false
        } else if name == "Worksheet" {
            isDone = true
        }
    }

    override func text(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard isInData else { return }
        queue.append(bytes)
        if queue.isTooLong { fault = .tooMuch(LocalText("一行的文字过长", "the texts of a row are too long"), row: row) }
    }

    /// A number in an attribute; nil when it is missing, −1 when it is no number.
    private static func number(_ attributes: XMLAttributes, _ name: StaticString) -> Int? {
        attributes.value(name).map { text in Int(text).flatMap { $0 >= 0 && $0 <= 1 << 31 ? $0 : nil } ?? -1 }
    }

    private func startColumn(_ attributes: XMLAttributes) {
        let first = WorksheetHandler.number(attributes, "Index").map { $0 - 1 } ?? nextColumnStyle
        let last = first + max(0, WorksheetHandler.number(attributes, "Span") ?? 0)
        nextColumnStyle = min(last, RowQueue.mostColumns) + 1
        guard let style = attributes.value("StyleID"), codes[style] != nil, first >= 0, first <= last else { return }
        for column in first...min(max(first, last), first + RowQueue.mostColumns) where column < RowQueue.mostColumns {
            columnStyles[column] = style
        }
    }

    private func startRow(_ attributes: XMLAttributes) {
        let number = WorksheetHandler.number(attributes, "Index") ?? row + 1
        guard number > row, number <= RowQueue.mostRows else {
            fault = .badReference(attributes.value("Index") ?? String(number), row: row)
            return
        }
        row = number
        isInRow = true
        column = 0
        isHidden = attributes.value("Hidden") == "1"
        rowStyle = attributes.value("StyleID")
        let span = max(0, WorksheetHandler.number(attributes, "Span") ?? 0)
        rowTimes = min(span, RowQueue.mostRows) + 1
    }

    private func startCell(_ attributes: XMLAttributes) {
        let number = WorksheetHandler.number(attributes, "Index") ?? column + 1
        guard number > column, number <= RowQueue.mostColumns else {
            fault = .badReference(attributes.value("Index") ?? String(number), row: row)
            return
        }
        column = number
        isInCell = true
        hasData = false
        style = attributes.value("StyleID")
        merged.across = max(0, WorksheetHandler.number(attributes, "MergeAcross") ?? 0)
        merged.down = max(0, WorksheetHandler.number(attributes, "MergeDown") ?? 0)
    }

    private func startData(_ attributes: XMLAttributes) {
        isInData = true
        hasData = true
        switch attributes.value("Type") {
        case "Number": type = .number
        case "DateTime": type = .moment
        case "Boolean": type = .boolean
        case "Error": type = .error
        default: type = .string
        }
    }

    private func endCell() {
        isInCell = false
        let place = column - 1
        defer { column += min(merged.across, RowQueue.mostColumns) }
        guard hasData, queue.textCount > 0 else { return queue.dropText() }
        switch type {
        case .string: queue.add(column: place, .text)
        case .boolean: queue.add(column: place, .boolean)
        case .error: queue.add(column: place, .error)
        case .number: queue.add(column: place, .number, style: registered(at: place, otherwise: "General"))
        case .moment:
            if let serial = serial() {
                queue.dropText()
                queue.append(number: serial)
                queue.add(column: place, .number, style: registered(at: place, otherwise: "yyyy\\-mm\\-dd hh:mm:ss"))
            } else {
                queue.add(column: place, .isoDate)
            }
        }
        queue.spread(
            columns: min(merged.across, RowQueue.mostColumns - place - 1) + 1,
            rows: min(merged.down, RowQueue.mostRows) + 1)
    }

    /// The serial number of the moment in the text; nil for one before March 1900, where spreadsheets differ.
    private func serial() -> Double? { SerialMoment.serial(String(decoding: queue.text, as: UTF8.self)) }

    private func registered(at place: Int, otherwise: String) -> Int {
        let code = (style ?? rowStyle ?? columnStyles[place]).flatMap { codes[$0] } ?? "General"
        let shown = code == "General" ? otherwise : code
        if shown == "General" { return -1 }
        if let known = registered[shown] { return known }
        let number = queue.register(NumberFormat(code: shown))
        registered[shown] = number
        return number
    }

    private func endRow() {
        isInRow = false
        do throws(WorkbookFault) { try queue.end(row: row, isHidden: isHidden) } catch { fault = error }
        // A span is of empty rows that look like this one.
        row = min(row + rowTimes - 1, RowQueue.mostRows)
    }
}
