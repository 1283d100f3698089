import AssessmentKernel
import Sheets

/// The styles of a spreadsheet that say how numbers are shown, as format codes of a workbook.
final class StyleList: XMLHandler {
    private static let most = 1 << 16
    private static let longestCode = 1 << 10

    /// The styles of tables that are hidden.
    private(set) var hiddenTables: Set<String> = []
    /// The codes of data styles; nil for one that no code describes.
    private var codes: [String: String?] = [:]
    /// The data style and the parent of each cell style.
    private var cells: [String: (data: String?, parent: String?)] = [:]
    private var count = 0

    private var tableStyle: String?
    private var dataStyle: String?
    private var code = ""
    private var isKnown = true
    private var isPercentage = false
    private var isText = false
    private var map: String?

    /// The code by which a cell style shows numbers: `General` without a data style, nil for one that no code describes.
    func code(ofCell style: String) -> String? {
        var style = style
        // Parents may form a circle.
        for _ in 0..<16 {
            guard let known = cells[style] else { break }
            if let data = known.data { return codes[data] ?? "General" }
            guard let parent = known.parent else { break }
            style = parent
        }
        return "General"
    }

    override func start(_ name: XMLName, _ attributes: XMLAttributes) {
        if dataStyle != nil { return startPart(name, attributes) }
        if name == "style" {
            let style = attributes.value("name") ?? ""
            switch attributes.value("family") {
            case "table": tableStyle = style
            case "table-cell":
                cells[style] = (attributes.value("data-style-name"), attributes.value("parent-style-name"))
                note()
            default: break
            }
        } else if name == "table-properties" {
            if let tableStyle, attributes.value("display") == "false" { hiddenTables.insert(tableStyle) }
        } else if StyleList.isData(name) {
            dataStyle = attributes.value("name") ?? ""
            code = ""
            isKnown = true
            isPercentage = name == "percentage-style"
            isChinese = attributes.value("language") == "zh"
            hasWords = false
            map = nil
            // A duration goes on beyond a day.
            isDuration = attributes.value("truncate-on-overflow") == "false"
            note()
        }
    }

    private var isDuration = false
    /// Whether the words of a day or moment are Chinese, and whether it has words.
    private var isChinese = false
    private var hasWords = false

    private static func isData(_ name: XMLName) -> Bool {
        name == "number-style" || name == "percentage-style" || name == "currency-style" || name == "date-style"
            || name == "time-style" || name == "boolean-style" || name == "text-style"
    }

    override func end(_ name: XMLName) {
        isText = false
        if name == "style" { tableStyle = nil }
        guard let style = dataStyle, StyleList.isData(name) else { return }
        dataStyle = nil
        if isChinese, hasWords { code = "[$-804]" + code }
        if let map, isKnown { code = map + ";" + code }
        isKnown = isKnown && code.utf8.count <= StyleList.longestCode
        codes[style] = .some(isKnown ? code.isEmpty ? "General" : code : nil)
    }

    override func text(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard isText, code.utf8.count <= StyleList.longestCode else { return }
        for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
            switch scalar {
            case "%" where isPercentage: code.unicodeScalars.append("%")
            case " ", "-", "/", ":", "(", ")": code.unicodeScalars.append(scalar)
            default:
                code += "\\"
                code.unicodeScalars.append(scalar)
            }
        }
    }

    private func note() {
        count += 1
        if count > StyleList.most { fault = .tooMuch(LocalText("样式过多", "the list of its styles")) }
    }

    /// A part of a data style.
    private func startPart(_ name: XMLName, _ attributes: XMLAttributes) {
        let isLong = attributes.value("style") == "long"
        if name == "text" || name == "currency-symbol" {
            isText = true
        } else if name == "number" {
            number(attributes)
        } else if name == "scientific-number" {
            number(attributes)
            let digits = attributes.value("min-exponent-digits").flatMap { Int($0) } ?? 2
            let isSigned = attributes.value("forced-exponent-sign") != "false"
            code += (isSigned ? "E+" : "E-") + String(repeating: "0", count: min(max(1, digits), 9))
            // Exponents in steps of three are beyond a code of one whole digit.
            if attributes.value("exponent-interval").map({ $0 != "1" }) ?? false { isKnown = false }
        } else if name == "year" {
            code += isLong ? "yyyy" : "yy"
        } else if name == "month" {
            let isWord = attributes.value("textual") == "true"
            hasWords = hasWords || isWord
            code += isWord ? isLong ? "mmmm" : "mmm" : isLong ? "mm" : "m"
        } else if name == "day" {
            code += isLong ? "dd" : "d"
        } else if name == "hours" {
            code += isDuration ? "[h]" : isLong ? "hh" : "h"
        } else if name == "minutes" {
            code += isLong ? "mm" : "m"
        } else if name == "seconds" {
            code += isLong ? "ss" : "s"
            let places = attributes.value("decimal-places").flatMap { Int($0) } ?? 0
            if places > 0 { code += "." + String(repeating: "0", count: min(places, 9)) }
        } else if name == "am-pm" {
            hasWords = true
            code += "AM/PM"
        } else if name == "day-of-week" {
            hasWords = true
            code += isLong ? "dddd" : "ddd"
        } else if name == "map" {
            let condition = attributes.value("condition") ?? ""
            let style = attributes.value("apply-style-name") ?? ""
            if map == nil, condition == "value()>=0", let known = codes[style] ?? nil {
                map = known
            } else {
                isKnown = false
            }
        } else if !(name == "text-properties" || name == "text-content") {
            isKnown = false
        }
    }

    private func number(_ attributes: XMLAttributes) {
        if attributes.value("display-factor").map({ $0 != "1" }) ?? false { isKnown = false }
        func count(_ name: StaticString) -> Int? {
            attributes.value(name).flatMap { Int($0) }.map { min(max(0, $0), 30) }
        }
        guard let places = count("decimal-places") else { return code += "General" }
        let whole = count("min-integer-digits") ?? 1
        if attributes.value("grouping") == "true" {
            code += whole > 1 ? String(repeating: "0", count: whole) : "#,##" + (whole == 1 ? "0" : "#")
            if whole > 1 { isKnown = false }
        } else {
            code += whole == 0 ? "#" : String(repeating: "0", count: whole)
        }
        guard places > 0 else { return }
        let least = min(count("min-decimal-places") ?? places, places)
        code += "." + String(repeating: "0", count: least) + String(repeating: "#", count: places - least)
    }
}
