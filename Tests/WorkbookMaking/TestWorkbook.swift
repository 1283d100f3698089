import CZip
import Foundation

/// A workbook made by hand for tests: parts by name, packed with libzip into a file that is removed with the object.
public final class TestWorkbook {
    /// A cell of a row that ``init(rows:)`` makes.
    public enum Cell: Sendable, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
        /// Nothing.
        case none
        /// A text.
        case text(String)
        /// A number as the XML writes it.
        case number(String)
        /// A number under one of ``TestWorkbook/formats``.
        case styled(String, Int)
        /// A cell's type and contents, as XML.
        case raw(String, String)

        /// A text.
        public init(stringLiteral value: String) { self = value.isEmpty ? .none : .text(value) }
        /// A number.
        public init(integerLiteral value: Int) { self = .number(String(value)) }

        /// A day by its serial number, shown as one.
        public static func day(_ serial: String) -> Cell { .styled(serial, 1) }
        /// A moment by its serial number, shown as one.
        public static func moment(_ serial: String) -> Cell { .styled(serial, 2) }
        /// A number shown with leading zeros, four digits in all.
        public static func padded(_ number: String) -> Cell { .styled(number, 3) }
        /// A number shown as a percentage.
        public static func percent(_ number: String) -> Cell { .styled(number, 4) }

        fileprivate func xml(_ place: String) -> String {
            switch self {
            case .none: ""
            case .text(let text):
                "<c r=\"\(place)\" t=\"inlineStr\"><is><t xml:space=\"preserve\">\(Cell.escaped(text))</t></is></c>"
            case .number(let text): "<c r=\"\(place)\"><v>\(text)</v></c>"
            case .styled(let text, let style): "<c r=\"\(place)\" s=\"\(style)\"><v>\(text)</v></c>"
            case .raw(let type, let xml): "<c r=\"\(place)\" t=\"\(type)\">\(xml)</c>"
            }
        }

        private static func escaped(_ text: String) -> String {
            text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
        }
    }

    /// The styles of the workbooks made from rows: general, day, moment, four digits, percent.
    private static let styles =
        "<styleSheet><numFmts><numFmt numFmtId=\"170\" formatCode=\"0000\"/></numFmts><cellXfs><xf numFmtId=\"0\"/>"
        + "<xf numFmtId=\"14\"/><xf numFmtId=\"22\"/><xf numFmtId=\"170\"/><xf numFmtId=\"10\"/></cellXfs></styleSheet>"

    /// Makes a workbook of sheets, each with its rows; a row without cells is left out.
    ///
    /// - Parameter hidden: the names of hidden sheets.
    public convenience init(_ sheets: [(name: String, rows: [[Cell]])], hidden: Set<String> = []) throws {
        let data = sheets.map { sheet in
            let rows = sheet.rows.enumerated().filter { !$1.isEmpty }.map { number, cells in
                let row = cells.enumerated().map { $1.xml(TestWorkbook.letters($0) + String(number + 1)) }
                return "<row r=\"\(number + 1)\">" + row.joined() + "</row>"
            }
            return (name: sheet.name, data: rows.joined())
        }
        var list = TestWorkbook.sound(data)["xl/workbook.xml"] ?? ""
        for name in hidden {
            list = list.replacing("<sheet name=\"\(name)\"", with: "<sheet state=\"hidden\" name=\"\(name)\"")
        }
        try self.init(["xl/styles.xml": TestWorkbook.styles, "xl/workbook.xml": list], sheets: data)
    }

    /// The letters of a column, counted from 0.
    public static func letters(_ column: Int) -> String {
        let high = column / 26 - 1
        return (high >= 0 ? letters(high) : "") + String(UnicodeScalar(UInt8(0x41 + column % 26)))
    }

    /// Copies the file to a place.
    public func copy(to path: String) throws {
        try FileManager.default.createDirectory(
            atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        try? FileManager.default.removeItem(atPath: path)
        try FileManager.default.copyItem(atPath: self.path, toPath: path)
    }

    /// The path of the file.
    public let path = NSTemporaryDirectory() + "xlsx-tests-" + UUID().uuidString + ".xlsx"

    /// Packs the parts; a part that is not given is that of a small sound workbook, and a nil part is left out.
    ///
    /// - Parameter isStored: whether the parts are stored uncompressed, so that nothing looks like a ZIP bomb.
    public init(
        _ changes: [String: String?] = [:], sheets: [(name: String, data: String)] = [("Sheet1", "")],
        isStored: Bool = false
    ) throws {
        var parts = TestWorkbook.sound(sheets)
        for (name, text) in changes { parts[name] = text }
        try TestWorkbook.pack(parts.map { ($0.key, Array($0.value.utf8)) }.sorted { $0.0 < $1.0 }, to: path, isStored)
    }

    /// Writes bytes that need not be an archive.
    public init(bytes: [UInt8]) throws { try Data(bytes).write(to: URL(fileURLWithPath: path)) }

    /// Packs parts that need not be text, in their order.
    public init(parts: [(String, [UInt8])]) throws { try TestWorkbook.pack(parts, to: path, false) }

    deinit { unlink(path) }

    /// The beginning of an XML part.
    public static let head = #"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"# + "\n"
    /// The namespace of relations.
    public static let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    /// The namespace of sheets.
    public static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

    /// The parts of a workbook whose sheets have the given `sheetData`.
    public static func sound(_ sheets: [(name: String, data: String)]) -> [String: String] {
        var parts = [
            "_rels/.rels": head
                + #"<Relationships><Relationship Id="r" Type="\#(relations)/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
            "xl/styles.xml": head + "<styleSheet/>",
        ]
        var list = ""
        var links = #"<Relationship Id="st" Type="\#(relations)/styles" Target="styles.xml"/>"#
        for (number, sheet) in sheets.enumerated() {
            list += #"<sheet name="\#(sheet.name)" sheetId="\#(number + 1)" r:id="r\#(number)"/>"#
            links +=
                #"<Relationship Id="r\#(number)" Type="\#(relations)/worksheet" Target="worksheets/s\#(number).xml"/>"#
            parts["xl/worksheets/s\(number).xml"] =
                head + #"<worksheet xmlns="\#(main)"><sheetData>\#(sheet.data)</sheetData></worksheet>"#
        }
        parts["xl/workbook.xml"] =
            head + #"<workbook xmlns="\#(main)" xmlns:r="\#(relations)"><sheets>\#(list)</sheets></workbook>"#
        parts["xl/_rels/workbook.xml.rels"] = head + "<Relationships>\(links)</Relationships>"
        return parts
    }

    /// The relations of a workbook with one sheet, shared texts and styles.
    public static let withTexts =
        head
        + #"<Relationships><Relationship Id="r0" Type="\#(relations)/worksheet" Target="worksheets/s0.xml"/><Relationship Id="t" Type="\#(relations)/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="s" Type="\#(relations)/styles" Target="/xl/styles.xml"/></Relationships>"#

    private static func pack(_ parts: [(String, [UInt8])], to path: String, _ isStored: Bool) throws {
        var code: Int32 = 0
        guard let archive = zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, &code) else { throw POSIXError(.EIO) }
        var kept: [UnsafeMutableRawPointer] = []
        defer { for room in kept { room.deallocate() } }
        for (name, bytes) in parts {
            let room = UnsafeMutableRawPointer.allocate(byteCount: max(1, bytes.count), alignment: 1)
            room.copyMemory(from: bytes, byteCount: bytes.count)
            kept.append(room)
            let source = zip_source_buffer(archive, room, zip_uint64_t(bytes.count), 0)
            let index = zip_file_add(archive, name, source, zip_flags_t(ZIP_FL_ENC_UTF_8))
            guard index >= 0 else { throw POSIXError(.EIO) }
            if isStored { zip_set_file_compression(archive, zip_uint64_t(index), Int32(ZIP_CM_STORE), 0) }
        }
        guard zip_close(archive) == 0 else { throw POSIXError(.EIO) }
    }
}
