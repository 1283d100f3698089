import AssessmentKernel
import Foundation
import Sheets

/// Collects the rows of a sheet's XML until ``SheetReader`` takes them.
final class SheetHandler: XMLHandler {
    /// A cell whose text is in ``text`` or, by number, among the shared texts.
    struct Stored {
        var column: Int32
        var kind: SheetCell.Kind
        var isShared = false
        var style: Int32
        var start: Int
        var count: Int
    }

    static let mostRows = 1 << 20
    static let mostColumns = 1 << 14
    private static let mostRowBytes = 64 << 20

    /// The cells read so far, row after row, ending with those of the current row.
    @exclusivity(unchecked) private(set) var cells: [Stored] = []
    /// The rows read so far: the number of each, where its cells end, and whether it is hidden.
    private(set) var rows: [(number: Int, end: Int, isHidden: Bool)] = []
    let bytes = ByteBuffer(capacity: 1 << 16)

    private let part: String
    private let isUncalculated: Bool
    @exclusivity(unchecked) private var isInData = false
    @exclusivity(unchecked) private var isInRow = false
    @exclusivity(unchecked) private var row = 0
    /// Whether the row said its number; otherwise its first cell may.
    @exclusivity(unchecked) private var hasNumber = false
    @exclusivity(unchecked) private var isHidden = false
    @exclusivity(unchecked) private var column = -1
    @exclusivity(unchecked) private var type = CellType.number
    @exclusivity(unchecked) private var style = 0
    @exclusivity(unchecked) private var textStart = 0
    @exclusivity(unchecked) private var rowStart = 0
    /// Where the texts of the current row begin.
    @exclusivity(unchecked) private var rowTextStart = 0
    @exclusivity(unchecked) private var isInCell = false
    @exclusivity(unchecked) private var isInPhonetics = false
    /// Whether the text of the cell stands in it, whatever its type says.
    @exclusivity(unchecked) private var isInline = false
    @exclusivity(unchecked) private var hasFormula = false
    @exclusivity(unchecked) private var hasValue = false
    @exclusivity(unchecked) private var isCollecting = false
    /// Whether the current row was begun here, so that the parser does not know of it, or is being told.
    @exclusivity(unchecked) private var isRowOurs = false
    @exclusivity(unchecked) private var isRowTold = false

    /// Prepares to read a sheet.
    ///
    /// - Parameter isUncalculated: whether zeros of formulas only hold the place of results.
    init(part: String, isUncalculated: Bool) {
        self.part = part
        self.isUncalculated = isUncalculated
    }

    /// The value of a cell's attribute `t`.
    enum CellType { case number, shared, inline, formulaText, boolean, error, date }

    /// Drops all complete rows and keeps the data of the current row.
    func forgetRows() {
        let taken = rows.last?.end ?? 0
        rows.removeAll(keepingCapacity: true)
        cells.removeFirst(taken)
        let kept = min(cells.first { !$0.isShared }?.start ?? textStart, textStart)
        bytes.dropFirst(kept)
        for place in cells.indices where !cells[place].isShared { cells[place].start -= kept }
        textStart -= kept
        rowTextStart = max(0, rowTextStart - kept)
        rowStart = 0
    }

    override func start(_ name: XMLName, _ attributes: XMLAttributes) {
        switch name.letter {
        case 0x63 where isInRow: startCell(attributes)  // c
        case 0x76 where isInCell: isCollecting = !isInline || bytes.count == textStart  // v
        case 0x74 where isInCell: isCollecting = isInline && !isInPhonetics  // t
        case 0x66 where isInCell: hasFormula = true  // f
        case 0:
            if isInData {
                if name == "row" {
                    if isRowTold { isRowTold = false } else { startRow(attributes) }
                } else if name == "rPh" {
                    isInPhonetics = true
                } else if name == "is", isInCell {
                    isInline = true
                }
            } else if name == "sheetData" {
                isInData = true
            }
        default: break
        }
    }

    override func end(_ name: XMLName) {
        switch name.letter {
        case 0x63 where isInCell: endCell()
        case 0x76 where isCollecting, 0x74 where isCollecting:
            isCollecting = false
            hasValue = true
        case 0:
            guard isInData else { return }
            if name == "row" {
                endRow()
            } else if name == "rPh" {
                isInPhonetics = false
            } else if name == "sheetData" {
                isInData = false
            }
        default: break
        }
    }

    override func text(_ piece: UnsafeBufferPointer<UInt8>) {
        if isCollecting { collect(piece) }
    }

    private func collect(_ piece: UnsafeBufferPointer<UInt8>) {
        bytes.append(piece)
        if bytes.count - rowTextStart > SheetHandler.mostRowBytes {
            fault = .tooMuch(LocalText("一行的文字过长", "the texts of a row are too long"), row: row)
        }
    }

    override var takesPlainXML: Bool { true }

    override func mayTakePlainXML(_ bytes: UnsafeBufferPointer<UInt8>, at place: Int) -> Bool {
        place + 4 < bytes.count && (bytes[place + 1] == 0x63 || bytes[place + 1] == 0x72 && bytes[place + 2] == 0x6F)
    }

    /// Takes rows and cells that are written plainly, one after another.
    override func takePlainXML(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        guard isInData, !isInCell, !isInPhonetics else { return 0 }
        var xml = PlainXML(bytes)
        var taken = 0
        while true {
            if !isInRow {
                guard let number = xml.rowStart(), number > row, number <= SheetHandler.mostRows else { break }
                hasNumber = true
                isHidden = false
                isRowOurs = true
                beginRow(number)
            } else if let cell = xml.cell() {
                guard take(cell) else { break }
            } else {
                // A row that the parser began is ended by it.
                guard isRowOurs, xml.take("</row>") else { break }
                endRow()
            }
            taken = xml.place
        }
        return taken
    }

    override func leavePlainXML() -> StaticString? {
        guard isRowOurs else { return nil }
        isRowOurs = false
        isRowTold = true
        return "<row>"
    }

    /// Takes a cell, unless its place is wrong.
    private func take(_ cell: PlainXML.Cell) -> Bool {
        guard cell.row == row, hasNumber, cell.column > column, cell.column < SheetHandler.mostColumns else {
            return false
        }
        column = cell.column
        if cell.text.isEmpty { return true }
        type = cell.type
        style = cell.style
        beginCell()
        collect(cell.text)
        guard fault == nil else { return false }
        hasValue = true
        endCell()
        return fault == nil
    }

    private func startRow(_ attributes: XMLAttributes) {
        var number = row + 1
        hasNumber = false
        isHidden = false
        attributes.forEach { name, value in
            guard name.letter == 0x72 else {
                if name == "hidden" { isHidden = SheetHandler.isTrue(value) }
                return
            }
            hasNumber = true
            var given = 0
            var place = value
            while place.pointee >= 0x30, place.pointee <= 0x39, given <= SheetHandler.mostRows {
                given = given * 10 + Int(place.pointee - 0x30)
                place += 1
            }
            number = place.pointee == 0 && place != value ? given : 0
            if number <= row || number > SheetHandler.mostRows {
                fault = .badReference(String(cString: value), row: row)
            }
        }
        if number > SheetHandler.mostRows { fault = .badReference(String(number), row: row) }
        beginRow(number)
    }

    private func beginRow(_ number: Int) {
        row = number
        column = -1
        isInRow = true
        rowStart = cells.count
        rowTextStart = bytes.count
    }

    private func endRow() {
        isInRow = false
        isRowOurs = false
        if cells.count > rowStart { rows.append((row, cells.count, isHidden)) }
        rowStart = cells.count
    }

    private func startCell(_ attributes: XMLAttributes) {
        column += 1
        type = .number
        style = 0
        attributes.forEach { name, value in
            switch name.letter {
            case 0x72: readReference(value)
            case 0x73: style = SheetHandler.number(value) ?? 0
            case 0x74: readType(value)
            default: break
            }
        }
        if column >= SheetHandler.mostColumns { fault = .badReference(String(column + 1), row: row) }
        beginCell()
    }

    private func beginCell() {
        textStart = bytes.count
        isInCell = true
        isInline = type == .inline
        hasFormula = false
        hasValue = false
        isCollecting = false
    }

    private func readReference(_ text: UnsafePointer<UInt8>) {
        var place = text
        var letters = 0
        while letters <= SheetHandler.mostColumns {
            let letter = place.pointee & 0xDF
            guard letter >= 0x41, letter <= 0x5A else { break }
            letters = letters * 26 + Int(letter - 0x40)
            place += 1
        }
        guard letters > column, letters <= SheetHandler.mostColumns, let number = SheetHandler.number(place) else {
            return fault = .badReference(String(cString: text), row: row)
        }
        if number != row {
            guard !hasNumber, column == 0, number > row, number <= SheetHandler.mostRows else {
                return fault = .badReference(String(cString: text), row: row)
            }
            row = number
        }
        hasNumber = true
        column = letters - 1
    }

    /// Whether an attribute says yes.
    private static func isTrue(_ text: UnsafePointer<UInt8>) -> Bool {
        (text[0] == 0x31 && text[1] == 0) || text[0] | 0x20 == 0x74  // 1, true
    }

    private func readType(_ text: UnsafePointer<UInt8>) {
        switch (text[0], text[0] == 0 ? 0 : text[1]) {
        case (0x73, 0): type = .shared  // s
        case (0x73, _): type = .formulaText  // str
        case (0x69, _): type = .inline  // inlineStr
        case (0x62, 0): type = .boolean  // b
        case (0x65, 0): type = .error  // e
        case (0x64, 0): type = .date  // d
        default: type = .number
        }
    }

    /// A whole number in ASCII digits; nil for anything else.
    private static func number(_ text: UnsafePointer<UInt8>) -> Int? {
        var value = 0
        var place = text
        while place.pointee >= 0x30, place.pointee <= 0x39, value < 1 << 32 {
            value = value * 10 + Int(place.pointee - 0x30)
            place += 1
        }
        return place.pointee == 0 && place != text ? value : nil
    }

    private func endCell() {
        isInCell = false
        // A formula's text is kept as it is; around a number or a date white space means nothing.
        if type != .formulaText && !isInline { trim() }
        var stored = Stored(
            column: Int32(truncatingIfNeeded: column), kind: .text, style: Int32(truncatingIfNeeded: style),
            start: textStart, count: bytes.count - textStart)
        switch type {
        case .shared where !isInline:
            guard hasValue, bytes.count > textStart else { return }
            var number = 0
            for byte in bytes[textStart..<bytes.count] {
                guard byte >= 0x30, byte <= 0x39, number < 1 << 32 else {
                    fault = .damaged(part: part, "shared string", row: row)
                    return
                }
                number = number * 10 + Int(byte - 0x30)
            }
            bytes.cut(to: textStart)
            stored.isShared = true
            stored.start = number
        case _ where isInline, .formulaText:
            EscapedText.decode(bytes, from: textStart)
            stored.count = bytes.count - textStart
        case .boolean: stored.kind = .boolean
        case .error: stored.kind = .error
        case .date: stored.kind = .isoDate
        case .number, .shared, .inline: stored.kind = .number
        }
        if isUncalculated, hasFormula, stored.kind == .number, stored.count == 1,
            bytes[textStart..<bytes.count].first == 0x30
        {
            bytes.cut(to: textStart)
            stored.count = 0
        }
        if !stored.isShared, stored.count == 0 {
            // A formula that was never calculated has no value, which is not the same as an empty cell.
            guard hasFormula, !isInline, type != .formulaText || !hasValue else { return }
            stored.kind = .uncalculated
        }
        cells.append(stored)
    }

    /// Drops white space around the current text.
    private func trim() {
        func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) }
        while bytes.count > textStart, isSpace(bytes.base[bytes.count - 1]) { bytes.cut(to: bytes.count - 1) }
        while textStart < bytes.count, isSpace(bytes.base[textStart]) { textStart += 1 }
    }
}
