import AssessmentKernel
import Foundation
import Sheets

/// The number formats of a workbook's cell styles.
final class Styles: XMLHandler {
    private static let mostFormats = 10_000
    private static let mostStyles = 1 << 17

    /// The number format of each cell style, by style number.
    var formats: [NumberFormat] {
        // A format may be declared after the style that has it.
        var made = custom
        return styles.map { id in
            if let known = made[id] { return known }
            let format = NumberFormat(builtIn: id)
            made[id] = format.isGeneral ? .general : format
            return format.isGeneral ? .general : format
        }
    }

    /// The number of each style's format.
    private var styles: [Int] = []
    private var custom: [Int: NumberFormat] = [:]
    private var isInCellStyles = false
    private var count = 0

    override func start(_ name: XMLName, _ attributes: XMLAttributes) {
        if name == "numFmt" {
            guard let id = attributes.value("numFmtId").flatMap({ Int($0) }), let code = attributes.value("formatCode")
            else { return }
            custom[id] = NumberFormat(code: code)
            if custom.count > Styles.mostFormats {
                fault = .tooMuch(LocalText("数字格式过多", "too many number formats"))
            }
        } else if name == "cellXfs" {
            isInCellStyles = true
        } else if name == "xf" {
            count += 1
            if count > Styles.mostStyles { fault = .tooMuch(LocalText("单元格样式过多", "too many cell styles")) }
            guard isInCellStyles else { return }
            let id = attributes.value("numFmtId").flatMap { Int($0) } ?? 0
            styles.append(id)
        }
    }

    override func end(_ name: XMLName) { if name == "cellXfs" { isInCellStyles = false } }
}
