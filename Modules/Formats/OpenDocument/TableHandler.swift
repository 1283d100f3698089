import AssessmentKernel
import Foundation
import Sheets

/// Collects the rows of one table.
final class TableHandler: XMLHandler {
    /// A cell's type by `office:value-type`.
    private enum CellType { case none, string, number, day, time, boolean }

    let queue = RowQueue()
    /// Whether the table has ended.
    private(set) var isDone = false

    private let wanted: Int
    private let styles: StyleList
    /// The numbers of formats in the queue by code.
    private var registered: [String: Int] = [:]

    private var table = -1
    private var depth = 0
    private var row = 0
    private var rowTimes = 1
    private var isHidden = false
    private var rowStyle: String?
    private var isInRow = false
    /// The style of each column that has one, as ranges from left to right.
    private var columnStyles: [(end: Int, style: String?)] = []
    private var column = 0

    private var isInCell = false
    private var isCovered = false
    private var type = CellType.none
    private var value = ""
    private var style: String?
    private var hasFormula = false
    private var hasParagraph = false
    private var columnTimes = 1
    private var spanned = (columns: 1, rows: 1)
    /// How deep within a note or a drawing the parser is; such text is no part of the cell.
    private var besides = 0
    private var isInParagraph = false

    init(_ wanted: Int, _ styles: StyleList) {
        self.wanted = wanted
        self.styles = styles
    }

    override func start(_ name: XMLName, _ attributes: XMLAttributes) {
        if isDone { return }
        if name == "table" {
            if depth == 0 { table += 1 }
            depth += 1
            return
        }
        guard depth == 1, table == wanted else { return }
        if isInCell { return startText(name, attributes) }
        if name == "table-cell" || name == "covered-table-cell" {
            if isInRow { startCell(attributes, isCovered: name == "covered-table-cell") }
        } else if name == "table-row" {
            isInRow = true
            column = 0
            rowTimes = TableHandler.count(attributes.value("number-rows-repeated"), upTo: RowQueue.mostRows)
            isHidden = (attributes.value("visibility") ?? "visible") != "visible"
            rowStyle = attributes.value("default-cell-style-name")
        } else if name == "table-column" {
            let times = TableHandler.count(attributes.value("number-columns-repeated"), upTo: RowQueue.mostColumns)
            let start = columnStyles.last?.end ?? 0
            if start < RowQueue.mostColumns {
                columnStyles.append((start + times, attributes.value("default-cell-style-name")))
            }
        }
    }

    override func end(_ name: XMLName) {
        if isDone || depth == 0 { return }
        if name == "table" {
            depth -= 1
            if depth == 0, table == wanted { isDone = true }
            return
        }
        guard depth == 1, table == wanted else { return }
        if isInCell {
            if besides > 0 {
                besides -= 1
            } else if name == "p" {
                isInParagraph = false
            } else if name == "table-cell" || name == "covered-table-cell" {
                endCell()
            }
        } else if name == "table-row" {
            endRow()
        }
    }

    override func text(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard isInParagraph, besides == 0, isInCell, !isCovered else { return }
        queue.append(bytes)
        if queue.isTooLong { fault = .tooMuch(LocalText("一行的文字过长", "the texts of a row are too long"), row: row + 1) }
    }

    /// A number of repetitions, at least 1.
    private static func count(_ text: String?, upTo most: Int) -> Int {
        guard let text else { return 1 }
        // A number too large for any integer is more than enough.
        guard let number = Int(text) else { return text.utf8.count > 18 ? most : 1 }
        return min(max(1, number), most)
    }

    // MARK: Cells

    private func startCell(_ attributes: XMLAttributes, isCovered: Bool) {
        isInCell = true
        self.isCovered = isCovered
        isInParagraph = false
        hasParagraph = false
        besides = 0
        type = .none
        value = ""
        style = nil
        hasFormula = false
        columnTimes = 1
        spanned = (1, 1)
        attributes.forEach { name, text in
            if name == "value-type" {
                readType(String(cString: text))
            } else if name == "value" || name == "date-value" || name == "time-value" || name == "boolean-value"
                || name == "string-value"
            {
                value = String(cString: text)
            } else if name == "number-columns-repeated" {
                columnTimes = TableHandler.count(String(cString: text), upTo: RowQueue.mostColumns)
            } else if name == "number-columns-spanned" {
                spanned.columns = TableHandler.count(String(cString: text), upTo: RowQueue.mostColumns)
            } else if name == "number-rows-spanned" {
                spanned.rows = TableHandler.count(String(cString: text), upTo: RowQueue.mostRows)
            } else if name == "style-name" {
                style = String(cString: text)
            } else if name == "formula" {
                hasFormula = true
            }
        }
    }

    private func readType(_ text: String) {
        switch text {
        case "string": type = .string
        case "float", "percentage", "currency": type = .number
        case "date": type = .day
        case "time": type = .time
        case "boolean": type = .boolean
        // LibreOffice also says `error` and `void` in an attribute of its own.
        default: break
        }
    }

    private func startText(_ name: XMLName, _ attributes: XMLAttributes) {
        if besides > 0 {
            besides += 1
        } else if name == "p" || name == "h" {
            if hasParagraph { queue.append(0x0A) }
            hasParagraph = true
            isInParagraph = true
        } else if name == "s" {
            // White space within a text is written so; one run of it is no longer than a cell.
            for _ in 0..<TableHandler.count(attributes.value("c"), upTo: 32_767) { queue.append(0x20) }
        } else if name == "tab" {
            queue.append(0x09)
        } else if name == "line-break" {
            queue.append(0x0A)
        } else if name == "annotation" || name == "shapes" || name == "frame" || name == "detective"
            || name == "ruby-text"
            || name == "table"
        {
            besides = 1
        }
    }

    private func endCell() {
        isInCell = false
        let first = column
        column += columnTimes
        if isCovered { return queue.dropText() }
        let place = min(first, RowQueue.mostColumns - 1)
        guard let kind = settle(at: place) else { return queue.dropText() }
        guard first < RowQueue.mostColumns else {
            fault = .badReference(String(first + 1), row: row + 1)
            return
        }
        let times = min(columnTimes, RowQueue.mostColumns - first)
        guard times > 1 else {
            queue.add(column: first, kind.kind, style: kind.style)
            return queue.spread(columns: spanned.columns, rows: spanned.rows)
        }
        let text = Array(queue.text)
        for column in first..<(first + times) {
            if column > first { text.withUnsafeBufferPointer { queue.append($0) } }
            queue.add(column: column, kind.kind, style: kind.style)
            queue.spread(columns: 1, rows: spanned.rows)
            if queue.isTooLong { break }
        }
        do throws(WorkbookFault) { try queue.countFilled(times - 1, row: row + 1) } catch { fault = error }
    }

    /// Makes what the cell shows of its value and its text; nil for an empty cell.
    private func settle(at place: Int) -> (kind: SheetCell.Kind, style: Int)? {
        let isEmpty = queue.textCount == 0
        switch type {
        case .none:
            if isEmpty { return hasFormula ? (.uncalculated, -1) : nil }
            return isError ? (.error, -1) : (.text, -1)
        case .string:
            if isEmpty, !hasParagraph { write(value) }
            if isError { return (.error, -1) }
            return queue.textCount == 0 ? nil : (.text, -1)
        case .boolean:
            queue.dropText()
            queue.append(value == "true" ? 0x31 : 0x30)
            return (.boolean, -1)
        case .number:
            guard let number = Double(value), number.isFinite else { return isEmpty ? nil : (.text, -1) }
            let code = code(at: place)
            // What a code cannot say is shown as the document says; but a number that has lost digits must be one.
            if code == nil, !isEmpty, number.magnitude < 1e15 { return (.text, -1) }
            write(value)
            return (.number, registered(code ?? "General"))
        case .day: return day(at: place, isEmpty)
        case .time:
            guard let seconds = SerialMoment.seconds(value) else { return isEmpty ? nil : (.text, -1) }
            let code = code(at: place)
            queue.dropText()
            queue.append(number: seconds / 86_400)
            return (.number, registered(code == "General" ? "[h]:mm:ss" : code ?? "[h]:mm:ss"))
        }
    }

    /// Whether the text is an error that a formula shows.
    private var isError: Bool {
        guard hasFormula, queue.textCount <= 8, let first = queue.text.first, first == 0x23 || first == 0x45 else {
            return false
        }
        let text = String(decoding: queue.text, as: UTF8.self)
        return text.hasPrefix("Err:")
            || ["#N/A", "#VALUE!", "#REF!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!"].contains(text)
    }

    private func day(at place: Int, _ isEmpty: Bool) -> (kind: SheetCell.Kind, style: Int)? {
        guard let serial = SerialMoment.serial(value) else { return isEmpty ? nil : (.text, -1) }
        var code = code(at: place)
        if code == nil || code == "General" {
            code = value.utf8.contains(0x54) ? "yyyy\\-mm\\-dd hh:mm:ss" : "yyyy\\-mm\\-dd"
        }
        queue.dropText()
        queue.append(number: serial)
        return (.number, registered(code ?? "General"))
    }

    private func write(_ text: String) {
        queue.dropText()
        var text = text
        text.withUTF8 { queue.append($0) }
    }

    /// The code by which a cell shows its number; nil when none describes it.
    private func code(at place: Int) -> String? {
        let name = style ?? rowStyle ?? columnStyles.first { $0.end > place }?.style
        return name.map { styles.code(ofCell: $0) } ?? "General"
    }

    private func registered(_ code: String) -> Int {
        if code == "General" { return -1 }
        if let known = registered[code] { return known }
        let number = queue.register(NumberFormat(code: code))
        registered[code] = number
        return number
    }

    private func endRow() {
        isInRow = false
        let number = row + 1
        row += rowTimes
        // The rest of a sheet is often one row, repeated to the end.
        guard number <= RowQueue.mostRows else { return queue.dropRow() }
        do throws(WorkbookFault) {
            try queue.end(row: number, times: rowTimes, isHidden: isHidden)
        } catch {
            fault = error
        }
    }
}
